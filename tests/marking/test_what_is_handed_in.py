"""The folder, its notebooks and the list of seats: whatever they are, they are told."""

import json
import os
import re
import time
import unicodedata
from pathlib import Path

import nbformat
import pytest

from course_utils.marking import cells, notebook, seats, submissions
from course_utils.upkeep import notebooks
from tests.marking.filled import BOOK, IDS, honest, write

# --- notebooks ------------------------------------------------------------------------


def sources(path: Path) -> list[str]:
    book = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code"]


def test_a_notebook_of_the_course_is_read_as_it_is():
    book = notebook.read(BOOK)
    assert book.cells == sources(BOOK)
    assert book.exercises == {*IDS} and book.seats == [1] and book.claims == set()


def test_the_seat_and_the_boasts_are_read_from_the_outputs(tmp_path):
    (copy,) = honest(1, first_seat=4711)
    book = notebook.read(write(copy._replace(evil="pass", lies=True), tmp_path))
    assert book.seats == [4711] and book.claims == {*IDS}


@pytest.mark.parametrize("version", [3, 4])
def test_notebooks_of_older_formats_are_read(version, tmp_path):
    old = nbformat.convert(nbformat.read(BOOK, as_version=4), version)
    path = tmp_path / "old.ipynb"
    path.write_text(nbformat.writes(old, version=version), encoding="utf-8")
    assert notebook.read(path).cells == sources(BOOK)


CELL = {
    "cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [],
    "source": "",
}  # fmt: skip


def book(**changes) -> bytes:
    """A notebook of version 4 with something wrong in it."""
    whole = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5, **changes}
    return json.dumps(whole).encode()


BAD = {
    "nothing": b"", "latin": "{\"ä\": 1}".encode("latin-1"), "half": b'{"cells": [',
    "deep": b"[" * 100_000, "list": b"[]", "number": b"7", "text": b'"cells"',
    "no cells": book(), "cells": book(cells=7), "cell": book(cells=[7]),
    "source": book(cells=[{**CELL, "source": {"a": 1}}]),
    "outputs": book(cells=[{**CELL, "outputs": 3}]),
    "future": book(nbformat=99, cells=[]), "version": book(nbformat="x", cells=[]),
    "utf-16": "{}".encode("utf-16"), "zip": b"PK\x03\x04" + bytes(100),
    "integer": b'{"nbformat": ' + b"9" * 5_000 + b"}",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_notebook_is_refused_with_a_reason(name, tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_bytes(BAD[name])
    with pytest.raises(ValueError, match="it is no "):
        notebook.read(path)


def test_a_link_a_pipe_a_folder_and_a_giant_are_not_opened(tmp_path):
    link, pipe, giant = (tmp_path / name for name in ("link", "pipe", "giant"))
    link.symlink_to(BOOK)
    os.mkfifo(pipe)
    with giant.open("wb") as file:
        file.truncate(200_000_000)
    begun = time.monotonic()
    for path, why in {
        link: "it is a link", pipe: "it is no file", tmp_path: "cannot be opened",
        giant: "200,000,000 bytes", tmp_path / "none": "cannot be opened",
    }.items():  # fmt: skip
        with pytest.raises(ValueError, match=why):
            notebook.read(path)
    assert time.monotonic() - begun < 2


# --- which cells run ------------------------------------------------------------------


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_cells_that_check_and_what_they_need_run_and_figures_do_not(path):
    every = sources(path)
    chosen = dict(cells.needed(every))
    checks = {i for i, source in enumerate(every) if "check(" in source}
    assert checks <= chosen.keys()
    assert not [s for s in chosen.values() if ".explorer()" in s]
    assert len(chosen) <= len(checks) + 8


def test_what_a_learner_wrote_runs_with_all_that_it_reads():
    every = sources(BOOK)
    mine = "def mine():\n    return figures\n"
    chosen = [source for _, source in cells.needed([*every, mine])]
    assert mine in chosen
    assert any("import figures" in source for source in chosen)
    broken = "this is ( no Python"
    assert (0, broken) in cells.needed([broken])


# --- the folder -----------------------------------------------------------------------


def names(folder: Path, people=None) -> dict[str, tuple[list[str], list[str]]]:
    """Student -> notebooks and notes."""
    return {
        student.name: ([path.name for path in paths], student.notes)
        for student, paths in submissions.jobs(folder, people or {})
    }


def test_what_is_found_in_the_folder(tmp_path):
    def put(place, text=""):
        path = tmp_path / "in" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    put("ada/01.ipynb"), put("ada/deep/02.ipynb"), put("ada/notes.txt")
    put("ada/.ipynb_checkpoints/01-checkpoint.ipynb"), put("ada/__MACOSX/._01.ipynb")
    put(".git/x.ipynb"), put("marks.csv"), put("zip/homework.zip")
    for number in range(25):
        put(f"many/{number:02d}.ipynb")
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.ipynb").touch()
    folder = tmp_path / "in"
    (folder / "link").symlink_to(secret)
    (folder / "eve").mkdir()
    (folder / "eve" / "theirs.ipynb").symlink_to(folder / "ada" / "01.ipynb")
    (folder / "eve" / "all").symlink_to(secret)
    found = names(folder)
    assert found.pop("ada") == (["01.ipynb", "02.ipynb"], [])
    many, notes = found.pop("many")
    assert len(many) == submissions.MOST and "25 notebooks" in notes[0]
    assert found == {
        "zip": ([], ["no notebook"]),
        "link": ([], ["it is a link, which is not followed"]),
        "eve": ([], ["all: a link", "theirs.ipynb: a link", "no notebook"]),
    }


def test_a_folder_that_is_closed_is_told(tmp_path, monkeypatch):
    """As root, nothing is closed."""
    (tmp_path / "ada" / "deep").mkdir(parents=True)
    (tmp_path / "ada" / "deep" / "01.ipynb").touch()
    scandir = os.scandir

    def refused(path):
        if os.path.basename(path) == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    why = "deep: it cannot be opened (Permission denied)"
    assert names(tmp_path) == {"ada": ([], [why, "no notebook"])}


def test_odd_names_are_students_like_others(tmp_path):
    odd = ["=cmd|' calc'!A0", "a\nb", "..x", "ö", "\u202eevil", "<b>", "a" * 200, " "]
    for name in odd:
        (tmp_path / name).mkdir()
    assert {*names(tmp_path)} == {*odd} - {"..x"}


def test_a_folder_that_is_none_or_empty_is_refused(tmp_path):
    for place, why in {
        tmp_path / "none": "is no folder", tmp_path: "holds no folders",
        tmp_path / "all.zip": "a ZIP archive: unpack it",
    }.items():  # fmt: skip
        with pytest.raises(ValueError, match=why):
            submissions.jobs(place, {})


# --- the list -------------------------------------------------------------------------


def listed(text: str, folder: Path) -> dict[str, seats.Person]:
    path = folder / "seats.csv"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return seats.read(path)


@pytest.mark.parametrize(
    "text",
    [
        "student,seat\nada,7\nbo,\n",
        "Seat;Student\n7;ada\n;bo",
        "\ufeffstudent\tseat\r\nada\t7\r\nbo\t\r\n",
        '"student","seat"\n\n"ada"," 7 "\n"bo",""\n,\n',
    ],
    ids=["commas", "semicolons", "Excel", "quotes"],
)
def test_a_list_is_read_however_it_was_saved(text, tmp_path):
    people = listed(text, tmp_path)
    assert {p.student: p.seat for p in people.values()} == {"ada": 7, "bo": None}


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "needs one column named student"),
        ("student\nada", "named seat"),
        ("student,seat,seat\nada,1,2", "named seat"),
        ("student,seat\nada,0", "seats are 1 to"),
        ("student,seat\nada,10000", "seats are 1 to"),
        ("student,seat\nada,seven", "is 'seven'"),
        ("student,seat\nada,²", "is '²'"),
        ("student,seat\nada,1\nada,2", "line 3: ada twice"),
        ("student,seat\n,2", "line 2:  without a student"),
        (b"\xff\xfe\x00", "cannot be"),
        ('student,seat\n"ada,1\nbo,2\n', "a quotation mark not closed?"),
        ('student,seat\n"ada,' + "x" * 200_000, "a quotation mark not closed?"),
    ],
)
def test_a_list_with_a_mistake_is_refused_with_the_reason(text, why, tmp_path):
    with pytest.raises(ValueError, match=re.escape(why)):
        listed(text, tmp_path)


def test_the_list_finds_folders_and_those_without_one(tmp_path):
    name = unicodedata.normalize("NFD", "Zoë")
    for student in (name, "extra"):
        (tmp_path / "in" / student).mkdir(parents=True)
    people = listed("student,seat,email\nZoë,5,z@x.org\n../etc,6\n", tmp_path)
    found = {s.name: s for s, _ in submissions.jobs(tmp_path / "in", people)}
    assert found[name].seat == 5
    assert found["extra"].notes == ["not in the list", "no notebook"]
    assert found["../etc"].notes == ["no folder"] and found["../etc"].seat == 6
    assert people["Zoë"].more == {"email": "z@x.org"}
