"""Stored targets are made again for the exercises that are named, and for no others."""

import pytest

from course_utils.chapters import contents
from course_utils.tasks import targets
from course_utils.upkeep import targets as upkeep


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A copy of the stored targets, which the command writes instead."""
    copy = tmp_path / "targets.json"
    copy.write_bytes(targets.FILE.read_bytes())
    monkeypatch.setattr(targets, "FILE", copy)
    targets.table.cache_clear()
    yield copy
    targets.table.cache_clear()


def test_what_is_not_named_stays_as_it_is(file):
    before, said = file.read_bytes(), []
    every = len(contents.all_exercises())
    upkeep.write(["00"], said.append)
    assert file.read_bytes() == before
    stored = len(targets.table())
    assert said == [f"{stored} of {every} exercises have stored targets"]


def test_what_is_named_is_looked_at_again(file):
    before = targets.table()["03.4"]
    file.write_text('{"03.4": {"source": "old", "mistakes": []}, "99.9": {}}')
    targets.table.cache_clear()
    upkeep.write(["03"], lambda _: None)
    assert targets.table() == {"03.4": before}


def test_a_number_that_no_exercise_has_is_refused(file):
    before = file.read_bytes()
    with pytest.raises(ValueError, match="no exercise '13'"):
        upkeep.write(["00", "13"])
    assert file.read_bytes() == before
