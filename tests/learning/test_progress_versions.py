"""Progress of other versions: version 1 loads whole, a newer one is refused and kept.

``learners/progress_version_1.json`` and ``learners/code_MC1.txt`` were written by the
course as it was before version 2, by a learner who had done a part of everything.
"""

import base64
import json
import zlib
from pathlib import Path

import pytest

from course_utils.learning import progress
from course_utils.learning.progress import store
from course_utils.learning.progress.passport import decode, encode
from course_utils.learning.progress.record import (
    LONGEST,
    Foreign,
    blank,
    merge,
    validate,
)

LEARNERS = Path(__file__).parents[1] / "learners"
OLD = LEARNERS / "progress_version_1.json"
WROTE = json.loads(OLD.read_text(encoding="utf-8"))
CODE = (LEARNERS / "code_MC1.txt").read_text(encoding="utf-8")
KEPT = ("seat", "predictions", "exercises", "quizzes")


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(path))
    return path


def test_the_fixtures_hold_all_kinds_of_entries():
    assert WROTE["version"] == 1 and CODE.startswith("MC1-")
    kinds = {type(value) for value in WROTE["predictions"].values()}
    assert kinds == {str, float, list}
    entries = WROTE["exercises"].values()
    assert {entry["state"] for entry in entries} >= {"not yet", "correct"}
    assert any(entry["codes"] for entry in entries)
    assert any(entry["hints"] for entry in entries)
    assert any(entry["solution"] for entry in entries)
    assert WROTE["quizzes"]["fact-check/first"] and WROTE["notices"]


def test_a_file_of_version_1_loads_whole_and_is_written_as_this_version(file):
    file.write_bytes(OLD.read_bytes())
    new = {"votes": {}, "game": "", "policy": ""}
    assert store.current().read() == {**WROTE, "version": 2, **new}
    progress.seat = 18
    assert json.loads(file.read_bytes()) == {**WROTE, "version": 2, "seat": 18, **new}
    assert progress().notices == WROTE["notices"]
    assert [path.name for path in file.parent.glob("*set_aside*")] == []


def test_a_code_of_version_1_loads_whole():
    data = decode(CODE)
    assert {name: data[name] for name in KEPT} == {name: WROTE[name] for name in KEPT}
    assert data["votes"] == {} and data["game"] == data["policy"] == ""


def test_what_version_1_had_done_is_done(file):
    done = {item.id for item in progress.restore(CODE).done}
    correct = {id for id, e in WROTE["exercises"].items() if e["state"] == "correct"}
    assert correct | set(WROTE["predictions"]) <= done


@pytest.mark.parametrize("version", [3, 10])
def test_a_newer_file_is_kept_as_it_is(file, version):
    newer = json.dumps({**blank(), "version": version, "more": "of something"})
    file.write_text(newer, encoding="utf-8")
    assert "written by a newer version" in repr(progress())
    (aside,) = file.parent.glob("*set_aside*")
    assert aside.read_text(encoding="utf-8") == newer


@pytest.mark.parametrize("version", [3, 10])
def test_a_newer_code_is_refused_and_nothing_changes(version):
    progress.seat = 5
    before = store.current().read()
    newer = encode(before).replace("MC2-", f"MC{version}-")
    with pytest.raises(ValueError, match="a newer version of the course wrote it"):
        progress.restore(newer)
    assert store.current().read() == before


FULL = {
    **blank(),
    "votes": {"01/median": [2, 60, 0, 90], "02/tail": [1, 0]},
    "game": json.dumps({"round": 7, "coins": [3, 1, 4]}),
    "policy": "# Policy card\n\nReal data: 10 %, “always” ✓\n",
}


def test_votes_a_game_and_a_policy_card_come_back(file):
    store.current().update(lambda data: data.update(FULL))
    assert store.current().read() == FULL
    code = progress.code()
    progress.forget()
    assert store.current().read() == blank()
    progress.restore(code)
    assert store.current().read() == FULL


@pytest.mark.parametrize(
    "change",
    [
        {"votes": {"q": vote}}
        for vote in (
            [],
            [1],
            [1, 50, 2],
            [1, 101],
            [1, 5, 1, 101],
            [-1, 5],
            [1, 5.0],
            "1",
        )
    ]
    + [
        {name: text}
        for name in ("game", "policy")
        for text in (None, {}, "x" * (LONGEST + 1), "ß" * (LONGEST // 2 + 1))
    ],
)
def test_what_is_no_vote_or_too_long_is_refused(change):
    with pytest.raises(Foreign, match="damaged"):
        validate({**blank(), **change})
    with pytest.raises(ValueError, match="a change was refused"):
        store.current().update(lambda data: data.update(change))


@pytest.mark.parametrize("name", ["game", "policy"])
def test_twenty_kilobytes_are_kept(name):
    full = {**blank(), name: "ß" * (LONGEST // 2)}
    assert validate(full) == full and decode(encode(full)) == full


def test_no_vote_game_or_card_is_lost_when_two_records_meet():
    mine = {**blank(), "votes": {"a": [0, 10], "b": [1, 20, 2, 30]}, "policy": "mine"}
    other = {
        **blank(), "votes": {"a": [2, 90, 1, 50], "b": [3, 0], "c": [1, 1]},
        "policy": "theirs", "game": "theirs",
    }  # fmt: skip
    merged = merge(mine, other)
    assert merged["votes"] == {"a": [0, 10, 1, 50], "b": [1, 20, 2, 30], "c": [1, 1]}
    assert merged["policy"] == "mine" and merged["game"] == "theirs"


def test_a_version_1_with_a_field_of_version_2_is_damaged():
    with pytest.raises(Foreign, match="damaged"):
        validate({**WROTE, "votes": {}})


def test_a_code_that_unpacks_to_half_a_record_is_refused():
    text = json.dumps([1, {}, {}, {}, {}]).encode()
    body = zlib.compress(text)
    body = zlib.crc32(body).to_bytes(4, "big") + body
    with pytest.raises(ValueError, match="not a record"):
        decode("MC2-" + base64.urlsafe_b64encode(body).decode().rstrip("="))
