"""The village's archive of notebook 11: its descent, its lies, and its trials."""

import numpy as np
import pytest

from course_utils.chapters.nb11 import tampering, trials
from course_utils.chapters.nb11.look_up import looked_up
from course_utils.chapters.nb11.village import lied, sealed, village
from course_utils.provenance import TAMPERINGS, lineage, read

RNG = np.random.default_rng


def test_people_come_first_and_models_stand_one_behind_the_other(tmp_path):
    sealed(village(4), tmp_path / "village")
    known = lineage(tmp_path / "village")
    assert known.depth["h1"] == known.depth["u1"] == 0
    for t in (1, 2, 3):
        assert known.depth[f"m{t}.1"] == known.depth[f"e{t}.1"] == t


def test_the_first_generation_has_no_model():
    assert {r.kind for r in village(1)} == {"human", "unknown"}


def test_nobody_is_called_human_who_is_not_told_to_be():
    assert all(r.kind == "human" for r in village(3) if r.id.startswith("h"))
    assert not [r for r in village(3) if r.verified and r.kind != "human"]


def test_a_lie_changes_one_label_and_no_content():
    before = village(3)
    after, liar = lied(before, RNG(1))
    changed = [a.id for a, b in zip(after, before, strict=True) if a != b]
    assert changed == [liar]
    assert [r.content for r in after] == [r.content for r in before]


def test_the_table_of_the_notebook(tmp_path):
    """Found with the root: all later changes, and neither a lie nor nothing at all."""
    root = sealed(village(3), tmp_path / "village")
    for kind in trials.KINDS:
        without, found = trials.found(tmp_path / "village", root, kind, 5, RNG(2))
        assert found == (5 if kind in TAMPERINGS else 0), kind
        assert without == (0 if kind == "replace all" else found), kind


def test_a_trial_leaves_the_archive_as_it_was(tmp_path):
    root = sealed(village(2), tmp_path / "village")
    before = read(tmp_path / "village")
    for kind in trials.KINDS:
        trials.tried(tmp_path / "village", root, kind, RNG(3))
    assert read(tmp_path / "village") == before
    assert [path.name for path in tmp_path.iterdir()] == ["village"]


def test_the_explorer_marks_what_was_touched():
    exploration = tampering.exploration()
    exploration.set(kind="flip", generation=3)
    series = exploration.series
    (touched,) = series["touched"]
    assert exploration.result.ids[2][touched] == series["ids"]
    assert touched in series["named"]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_models_sentences_are_found_less_often_than_peoples_and_not_rarely(seed):
    """Five standard errors of 2,000 sentences apart from nothing at all."""
    model, people = looked_up(2_000, RNG(seed))
    assert 5 * np.sqrt(model / 2_000) < model < people
