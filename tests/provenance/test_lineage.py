"""Descent is followed through models; a label is what somebody wrote down."""

import json
import re

import pytest

from course_utils.provenance import (
    Entry,
    Record,
    lineage,
    make,
    read,
    records,
    verify,
    withdraw,
)
from tests.provenance.archives import forge, lines_of


def entry(id, *parents, kind="synthetic", made_by=None):
    return Entry(id, "0" * 64, kind=kind, parents=parents, made_by=made_by)


def generations(depth, n=5):
    """n human records; models trained on the last n; n records of each model."""
    entries = [entry(f"r0-{i}", kind="human") for i in range(n)]
    for t in range(1, depth + 1):
        last = [f"r{t - 1}-{i}" for i in range(n)]
        entries += [entry(f"set{t}", *last, kind="training set")]
        entries += [entry(f"m{t}", f"set{t}", kind="model")]
        entries += [entry(f"r{t}-{i}", made_by=f"m{t}") for i in range(n)]
    return entries


def test_depth_counts_the_models_behind_a_record():
    known = lineage(generations(5))
    assert {id: known.depth[id] for id in known.records} == {
        f"r{t}-{i}": t for t in range(6) for i in range(5)
    }
    assert known.way("r2-4") == ["r2-4", "m2", "set2", "r1-0", "m1", "set1", "r0-0"]


def test_an_edited_text_is_human_by_its_label_and_descends_from_a_model():
    edits = [entry(f"edit{i}", f"r5-{i}", kind="human") for i in range(5)]
    known = lineage(generations(5) + edits)
    assert {known.depth[f"edit{i}"] for i in range(5)} == {5}


def test_the_longest_way_counts_and_all_parents_do():
    mixed = entry("mixed", "r0-0", "r3-0", "r1-0")
    assert lineage([*generations(3), mixed]).depth["mixed"] == 3
    human = entry("both", "r0-0", "r0-1", kind="edited", made_by="outside model")
    known = lineage([*generations(1), human])
    assert known.depth["both"] == 1 and known.way("both")[1] == "outside model"


def test_a_long_chain_needs_no_deep_stack():
    chain = [entry("r0")] + [entry(f"r{i}", f"r{i - 1}") for i in range(1, 5000)]
    known = lineage(chain[::-1])
    assert len(known.way("r4999")) == 5000 and known.depth["r4999"] == 0


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([entry("a", "b"), entry("b", "a")], "a <- b <- a|b <- a <- b"),
        ([entry("a", "a")], "a <- a"),
        (
            [entry("m", "r", kind="model"), entry("r", made_by="m")],
            "m <- r <- m|r <- m <- r",
        ),
        ([entry("a", "nobody")], "a names a parent that is not here: nobody"),
    ],
)
def test_circles_and_unknown_parents_are_refused_by_name(entries, words):
    with pytest.raises(ValueError, match=f"({words})$"):
        lineage(entries)


# --- withdrawal -----------------------------------------------------------------------


@pytest.fixture
def letters(tmp_path):
    """A private letter, a text of a model that read it, and another letter."""
    records = [
        Record("letter", "dear", kind="human", source="Ann", license="MIT"),
        Record("model", "weights", kind="model", parents=("letter",)),
        Record("text", b"\xff", kind="synthetic", made_by="model"),
        Record("other", "dear", kind="human"),
    ]
    root = make(records, tmp_path / "old", license="MIT", creator="us", name="letters")
    return tmp_path / "old", root


def test_a_withdrawal_is_logged_and_descent_stays(letters, tmp_path):
    old, root = letters
    new = withdraw(old, tmp_path / "new", ["letter"], root=root, reason="she asked")
    assert new != root and not verify(tmp_path / "new", new).faults
    assert not verify(old, root).faults  # it is as it was
    about = json.loads((tmp_path / "new" / "croissant.json").read_bytes())
    (log,) = about["course:withdrawals"]
    assert (log["old_root"], log["reason"], log["ids"]) == (
        root,
        "she asked",
        ["letter"],
    )
    assert (about["name"], about["version"]) == ("letters", "2.0.0")
    contents = {r.id: r.content for r in records(tmp_path / "new")}
    assert contents == {
        **{"letter": None, "model": "weights", "text": b"\xff", "other": "dear"}
    }
    raw = b"".join(path.read_bytes() for path in (tmp_path / "new").iterdir())
    assert b"Ann" not in raw and raw.count(b"dear") == 1
    gone = read(tmp_path / "new")[0]
    assert (gone.kind, gone.source, gone.license) == ("human", None, None)
    assert lineage(tmp_path / "new").way("text") == ["text", "model", "letter"]


def test_a_second_withdrawal_keeps_the_log_of_the_first(letters, tmp_path):
    root = letters[1]
    second = withdraw(letters[0], tmp_path / "2", ["letter"], root=root, reason="one")
    withdraw(tmp_path / "2", tmp_path / "3", ["other"], root=second, reason="two")
    about = json.loads((tmp_path / "3" / "croissant.json").read_bytes())
    assert [w["old_root"] for w in about["course:withdrawals"]] == [root, second]
    assert [w["reason"] for w in about["course:withdrawals"]] == ["one", "two"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ids": ["nobody"]}, "nobody is not in the archive"),
        ({"ids": []}, "at least one id"),
        ({"reason": " "}, "a reason"),
        ({"root": "0" * 64}, "is not what was sealed"),
    ],
)
def test_a_withdrawal_that_is_refused(letters, tmp_path, wrong, words):
    old, root = letters
    given = {"ids": ["letter"], "root": root, "reason": "asked"} | wrong
    with pytest.raises(ValueError, match=re.escape(words)):
        withdraw(old, tmp_path / "new", given.pop("ids"), **given)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_an_archive_that_says_too_little_of_itself_is_refused(letters, tmp_path):
    old = letters[0]
    forge(old, *lines_of(old), about=lambda said: said.pop("creator"))
    root = verify(old).root
    with pytest.raises(ValueError, match="not as archive make writes it"):
        withdraw(old, tmp_path / "new", ["letter"], root=root, reason="asked")
