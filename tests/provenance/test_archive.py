"""What is archived can be read again, bytes and labels; a root is what it should be."""

import hashlib
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.provenance import (
    KINDS,
    Label,
    Record,
    Verification,
    archive,
    folder_records,
    make,
    read,
    reading,
    records,
    verify,
)
from tests.provenance.archives import DATE, ODD, some_records


def test_the_root_by_hand(sealed):
    """Hashes of bytes, one after the other, with nothing of the course's code."""
    folder, root = sealed
    last = ""
    data = (folder / "data.jsonl").read_bytes().split(b"\n")
    manifest = (folder / "manifest.jsonl").read_bytes().split(b"\n")
    assert data.pop() == manifest.pop() == b"" and len(data) == len(manifest) == 60
    for line, label in zip(data, manifest, strict=True):
        body, chain = re.fullmatch(rb'(.*), "chain": "(\w{64})"\}', label).groups()
        last = hashlib.sha256(last.encode() + body + b"}").hexdigest()
        assert chain.decode() == last
        assert json.loads(label)["sha256"] == hashlib.sha256(line).hexdigest()
    about = (folder / "croissant.json").read_bytes()
    for file in json.loads(about)["distribution"]:
        raw = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(raw).hexdigest()
    assert root == hashlib.sha256(last.encode() + about).hexdigest()


def test_records_come_back_as_they_were(sealed):
    folder, _ = sealed
    before, after = some_records(60), list(records(folder))
    assert [vars(r) for r in after] == [vars(r) for r in before]
    assert len({r.content for r in before}) < len(before)  # content is no identity


@settings(max_examples=10)  # each is brought to the disk
@given(st.lists(st.binary() | st.text(), min_size=1, max_size=30))
def test_any_content_comes_back(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("any") / "archive"
    root = make((Record(f"r{i}", c) for i, c in enumerate(contents)), folder)
    assert not verify(folder, root).faults
    back = [c.encode() if isinstance(c, str) else c for c in
            (record.content for record in records(folder))]  # fmt: skip
    given = [c.encode() if isinstance(c, str) else c for c in contents]
    assert back == given


def test_files_are_records_of_an_unknown_kind(tmp_path):
    contents = {"a.txt": ODD.encode(), "b/c.bin": bytes(range(256)), "b/empty": b""}
    for name, content in contents.items():
        (tmp_path / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / name).write_bytes(content)
    make(folder_records(tmp_path / "notes"), tmp_path / "archive")
    known = read(tmp_path / "archive")
    assert [entry.id for entry in known] == sorted(contents)
    assert {entry.kind for entry in known} == {"unknown"}
    assert {entry.verified for entry in known} == {None}
    back = {r.id: r.content for r in records(tmp_path / "archive")}
    assert {k: c.encode() if isinstance(c, str) else c for k, c in back.items()} == (
        contents
    )


def test_one_changed_word_anywhere_is_another_root(tmp_path):
    def root(**changes):
        name = str(len(list(tmp_path.iterdir())))
        about = {"license": "MIT", "creator": "me", "date": DATE, "name": "same"}
        about |= {key: changes.pop(key) for key in about.keys() & changes.keys()}
        first = {"id": "a", "content": "text", "kind": "human"} | changes
        return make([Record(**first), Record("b", "more")], tmp_path / name, **about)

    checked = Verification("a", "b", "c")
    roots = [root(), root(id="c"), root(content="texts"), root(kind="unknown")]
    roots += [root(license="CC0-1.0"), root(creator="you"), root(date="2026-02-01")]
    roots += [root(parents=("b",)), root(made_by="m"), root(generation=0)]
    roots += [root(verified=checked), root(source="here")]
    assert len(set(roots)) == len(roots)
    assert root() == roots[0]


# --- refusals -------------------------------------------------------------------------


def nothing_is_left(folder):
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "no record"),
        ([Record("a", "x"), Record("b", "x"), Record("a", "y")], "'a' stands for two"),
        ([Record("a", "x"), Record("long", "y" * 400)], "long is too large"),
    ],
)
def test_what_can_not_be_archived_leaves_nothing(tmp_path, monkeypatch, given, words):
    monkeypatch.setattr(archive, "LONGEST", 400)
    with pytest.raises(ValueError, match=words):
        make(given, tmp_path / "archive")
    nothing_is_left(tmp_path)


def test_the_longest_line_that_is_written_is_the_longest_that_is_read(
    tmp_path, monkeypatch
):
    for module in (archive, reading):
        monkeypatch.setattr(module, "LONGEST", 20_000)
    room = 19_999 - len(Record("a", "").lines[0])
    root = make([Record("a", "x" * room)], tmp_path / "archive")
    assert not verify(tmp_path / "archive", root).faults
    with pytest.raises(ValueError, match="too large"):
        make([Record("a", "x" * (room + 1))], tmp_path / "more")


def test_an_interrupted_run_leaves_nothing(tmp_path):
    def interrupted():
        yield Record("a", "x")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(interrupted(), tmp_path / "archive")
    nothing_is_left(tmp_path)


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(ValueError, match="archive can't be made: No space left"):
        make([Record("a", "x")], tmp_path / "archive")
    nothing_is_left(tmp_path)


def test_what_is_there_is_never_written_over(tmp_path):
    for name in ("archive", "killed-unfinished"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for name, words in [
        ("archive", "exists already"),
        ("link", "exists already"),
        ("killed", "delete it"),
        ("no/such/place", "can't be made"),
    ]:
        with pytest.raises(ValueError, match=words):
            make([Record("a", "x")], tmp_path / name)
    assert len(list(tmp_path.rglob("*"))) == 5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "person"}, "one of unknown, human"),
        ({"kind": ["human"]}, "one of unknown, human"),
        ({"license": ""}, "license is ''"),
        ({"source": 3}, "source is 3"),
        ({"parents": "r1"}, "list of ids"),
        ({"parents": [1]}, "parents is 1"),
        ({"generation": -1}, "generation is -1"),
        ({"generation": True}, "generation is True"),
        ({"generation": float("nan")}, "generation is nan"),
        ({"id": ""}, "id is ''"),
        ({"id": "a\nb"}, "can't be printed"),
        ({"id": "\ud800"}, "can't be printed"),
        ({"id": "../a"}, "climbs"),
        ({"id": "a/../../b"}, "climbs"),
        ({"id": "/etc/passwd"}, "climbs"),
        ({"id": "C:\\a"}, "climbs"),
        ({"id": "..\\a"}, "climbs"),
        ({"id": ".."}, "climbs"),
        ({"id": "a/.."}, "climbs"),
        ({"id": "\\\\server\\a"}, "climbs"),
    ],
)
def test_a_record_that_can_not_be(wrong, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        Record(**{"id": "a", "content": "x", **wrong})


@pytest.mark.parametrize(
    "id",
    [
        "a..b",
        "...",
        "a/..b",
        ".a",
        "a/b.c",
        "ä 7",
        "m4.1:2",
        "at 3.45\u202fPM",
        "\U0001f468\u200d\U0001f469",
    ],
)
def test_names_that_only_look_like_climbing(id):
    assert Record(id, "x").id == id


def test_content_is_text_or_bytes():
    with pytest.raises(ValueError, match="text or bytes"):
        _ = Record("a", 3).lines


def test_nothing_is_known_by_default():
    known = Label()
    assert known.kind == "unknown" and "human" in KINDS
    assert not any([known.license, known.source, known.made_by, known.verified])
    with pytest.raises(ValueError, match="who is ''"):
        Verification("", "how", "when")
