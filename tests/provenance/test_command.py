"""``python -m course_utils archive`` on a learner's own files."""

import os
import re
import shlex
import sys

import pytest

from course_utils.__main__ import main
from course_utils.provenance import Record, command, folder, make, read, records


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with notes in it, which is the one that we are in."""
    monkeypatch.chdir(tmp_path)
    for name, content in {"a.txt": b"a", "deep/b.bin": b"\xff\x00"}.items():
        (tmp_path / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / name).write_bytes(content)
    return tmp_path


def run(capsys, *words):
    """The exit code of ``archive ...``, and what it printed."""
    code = main(["archive", *words])
    return code, capsys.readouterr().out


def made(capsys, *words) -> str:
    """The root that ``archive make`` prints."""
    code, said = run(capsys, "make", "notes", "archive", *words)
    assert code == 0
    (root,) = re.findall(r"^ +([0-9a-f]{64})$", said, re.M)
    return root


def test_make_then_verify(here, capsys):
    root = made(capsys)
    assert {r.id: r.content for r in records(here / "archive")} == {
        "a.txt": "a",
        "deep/b.bin": b"\xff\x00",
    }
    code, said = run(capsys, "verify", "archive", "--root", root)
    assert code == 0 and "2 records (2 unknown)" in said
    assert "what was sealed" in said and "no hash can tell" in said
    code, said = run(capsys, "verify", "archive")
    assert code == 0 and "only --root tells" in said and root in said


@pytest.mark.skipif(os.name == "nt", reason="quotes are those of a POSIX shell")
@pytest.mark.parametrize("name", ["archive", "my archive", "it's $HOME & mine"])
def test_the_printed_command_checks(here, capsys, name):
    main(["archive", "make", "notes", name])
    said = capsys.readouterr().out.splitlines()[-1].strip()
    assert shlex.split(said)[:3] == ["python", "-m", "course_utils"]
    assert main(shlex.split(said)[3:]) == 0
    assert shlex.split(said)[5] == name


def test_what_is_told_is_in_the_labels(here, capsys):
    made(capsys, "--license", "MIT", "--source", "my desk", "--creator", "me",
         "--made-by", "human")  # fmt: skip
    known = read(here / "archive")
    assert {(e.kind, e.license, e.source, e.made_by, e.verified) for e in known} == {
        ("human", "MIT", "my desk", None, None)
    }
    assert b'"name": "me"' in (here / "archive" / "croissant.json").read_bytes()


def test_a_model_that_is_named_has_made_them(here, capsys):
    made(capsys, "--made-by", "model 7")
    assert {(e.kind, e.made_by) for e in read(here / "archive")} == {
        ("synthetic", "model 7")
    }
    code, said = run(capsys, "lineage", "archive")
    assert code == 0 and "2 synthetic" in said and "1 model" in said
    assert "a.txt <- model 7" in said


def test_something_wrong_is_status_1_and_a_sentence(here, capsys):
    root = made(capsys)
    path = here / "archive" / "data.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"b"'))
    for words in ([], ["--root", root]):
        code, said = run(capsys, "verify", "archive", *words)
        assert code == 1 and "a.txt is not what was sealed" in said
    path.write_bytes(b"".join(b"%d\n" % i for i in range(30)))
    code, said = run(capsys, "verify", "archive")
    assert code == 1 and len(said.splitlines()) == 12 and "faults more" in said


def test_another_root_is_another_archive(here, capsys):
    root = made(capsys)
    run(capsys, "make", "notes", "other", "--license", "MIT")
    code, said = run(capsys, "verify", "other", "--root", root)
    assert code == 1 and "somebody sealed another archive" in said


def test_withdraw(here, capsys):
    root = made(capsys)
    words = ["--root", root, "--reason", "licence ended"]
    code, said = run(capsys, "withdraw", "archive", "new", "a.txt", *words)
    (new,) = re.findall(r"^ +([0-9a-f]{64})$", said, re.M)
    assert code == 0 and new != root and "yourself" in said
    assert run(capsys, "verify", "new", "--root", new)[0] == 0
    assert {r.id: r.content for r in records(here / "new")}["a.txt"] is None


# --- refusals, all by name ------------------------------------------------------------


def refused(here, capsys, *words) -> str:
    """The sentence, where nothing was made."""
    before = sorted(here.rglob("*"))
    code, said = run(capsys, "make", *words)
    assert code == 2 and sorted(here.rglob("*")) == before
    return said


def test_folders_that_are_refused(here, capsys):
    (here / "empty" / "deep").mkdir(parents=True)
    (here / "archive").mkdir()
    (here / "link").symlink_to("notes")
    for words, sentence in [
        (("empty", "new"), "empty is empty"),
        (("nowhere", "new"), "nowhere is not a folder"),
        (("notes/a.txt", "new"), "a.txt is not a folder"),
        (("link", "new"), "link is not a folder"),
        (("notes", "archive"), "archive exists already"),
        (("notes", "notes/new"), "notes/new lies inside notes"),
        (("notes", "notes/deep/new"), "notes/deep/new lies inside notes"),
        (("notes", "notes"), "notes exists already"),
        (("notes", "link/new"), "link/new lies inside notes"),
        (("notes", "no/where"), "no/where can't be made"),
    ]:
        assert sentence in refused(here, capsys, *words), words


def test_the_folder_that_we_are_in_is_refused_too(here, capsys):
    assert "new lies inside ." in refused(here, capsys, ".", "new")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX's")
@pytest.mark.parametrize("what", ["file", "folder", "nothing", "pipe"])
def test_links_and_pipes_are_refused(here, capsys, what):
    strange = here / "notes" / "deep" / "strange"
    if what == "pipe":
        os.mkfifo(strange)
    else:
        targets = {"file": "a.txt", "folder": "..", "nothing": "nowhere"}
        strange.symlink_to(targets[what])
    said = refused(here, capsys, "notes", "new")
    assert "strange" in said and ("is a link" in said or "pipe" in said)


def test_a_file_that_can_not_be_read_is_refused(here, capsys, monkeypatch):
    """As root may read everything, the system's refusal is played."""

    def opened(path, *given, **settings):
        if "b.bin" in os.fspath(path):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return open(path, *given, **settings)

    monkeypatch.setattr("course_utils.provenance.reading.open", opened, raising=False)
    said = refused(here, capsys, "notes", "new")
    assert "b.bin can't be read: Permission denied" in said


def test_a_folder_that_can_not_be_read_is_refused(here, capsys, monkeypatch):
    scandir = os.scandir

    def scanned(path):
        if os.fspath(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scanned)
    assert "deep can't be read: Permission denied" in refused(
        here, capsys, "notes", "new"
    )


def test_a_creator_that_is_no_text_is_refused(here, capsys):
    said = refused(here, capsys, "notes", "new", "--creator", "me\udcff")
    assert said == "creator is 'me\\udcff', which holds what can't be printed\n"


@pytest.mark.skipif(sys.platform != "linux", reason="others know no such names")
def test_a_name_that_is_no_text_is_refused(here, capsys):
    with open(os.fsencode(here / "notes") + b"/\xff\x1b", "wb"):
        pass
    said = refused(here, capsys, "notes", "new")
    assert "can't be written as text" in said and said.strip().isprintable()


def test_long_work_tells_how_far_it_is(here, capsys, monkeypatch):
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(command.time, "monotonic", lambda: next(clock))
    main(["archive", "make", "notes", "archive"])
    assert "1 of 2 files are written" in capsys.readouterr().err
    main(["archive", "verify", "archive"])
    assert "4 lines are read" in capsys.readouterr().err


def test_short_work_says_nothing_on_the_way(here, capsys):
    main(["archive", "make", "notes", "archive"])
    assert capsys.readouterr().err == ""


def test_library_and_command_read_the_same_files(here):
    root = make(folder.folder_records(here / "notes"), here / "one", date="2026-01-31",
                name="x")  # fmt: skip
    again = [Record("a.txt", "a"), Record("deep/b.bin", b"\xff\x00")]
    assert make(again, here / "two", date="2026-01-31", name="x") == root
