"""What is written: the table in four layouts, the page, and refusals before that."""

import csv
import io
import multiprocessing
import os
import re
import sys
from pathlib import Path

import pytest

from course_utils.__main__ import COMMANDS, main
from course_utils.chapters import contents
from course_utils.marking import isolation, marks, page, process
from course_utils.marking.seats import Person
from course_utils.marking.student import Student, shown
from course_utils.upkeep.notebooks import ROOT
from tests.marking.filled import BOOK

PEOPLE = {
    "ada": Person("ada", 7, {
        "name": "Lovelace, Ada", "email": "ada@x.org", "id": "12", "section": "A",
        "sis user id": "s1", "sis login id": "ada1", "last name": "Lovelace",
        "first name": "Ada",
    }),
}  # fmt: skip


@pytest.fixture
def students() -> list[Student]:
    """One who is half done with 04, one with nothing, one with a dangerous name."""
    ada, bo = Student("ada", 7), Student("bo")
    ada.take(["04.1", "04.2", "04.5"])
    ada.told("04.1", "correct")
    ada.told("04.2", "not yet", "ddof-cosmetic")
    ada.told("04.5", "correct")
    bo.note("no notebook")
    evil = Student("=1+1", 9)
    evil.take(["04.1"])
    evil.told("04.1", "not yet", contents.exercise("04.1").wrong[0].code)
    evil.note("<script>alert(1)</script>", "+x")
    return [ada, bo, evil]


def rows(students, layout: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(marks.text(students, PEOPLE, layout)))]


def test_a_row_a_student_a_column_an_exercise(students):
    head, ada, bo, evil = rows(students, "plain")
    ids = [id for id in contents.all_exercises() if id[:2] == "04"]
    assert head == ["student", "seat", *ids, "correct", "notes"]
    states = ["correct", "not yet", "not attempted", "not attempted", "correct"]
    assert ada == ["ada", "7", *states, "2", ""]
    assert bo == ["bo", "no seat", "", "", "", "", "", "0", "no notebook"]
    assert evil[0] == "'=1+1"


def test_canvas_finds_a_student_by_one_of_four_columns(students):
    head, points, ada, bo, _ = rows(students, "canvas")
    who = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head == [*who, "Notebook 04"]
    assert points == ["    Points Possible", "", "", "", "", "4"]  # 04.5 is optional
    assert ada == ["Lovelace, Ada", "12", "s1", "ada1", "A", "1"]
    assert bo == ["bo", "", "", "", "", ""]


def test_moodle_gets_points_and_feedback(students):
    head, ada, bo, _ = rows(students, "moodle")
    assert head == ["email", "Notebook 04", "Notebook 04 feedback"]
    assert ada[:2] == ["ada@x.org", "1"] and "04.2 not yet" in ada[2]
    assert bo == ["", "", ""]
    nobody = [*csv.reader(io.StringIO(marks.text(students, {}, "moodle")))]
    assert [row[0] for row in nobody[:3]] == ["username", "ada", "bo"]


def test_moodle_needs_an_email_of_everyone_or_of_nobody(students):
    with pytest.raises(ValueError, match=r"no email for bo, =1\+1, but for others"):
        marks.refuse_without_email(students, PEOPLE)
    marks.refuse_without_email(students[:1], PEOPLE)
    marks.refuse_without_email(students, {})


def test_what_moodle_would_refuse_is_refused_before_anything_runs(tmp_path, capsys):
    for name in ("ada", "bo"):
        (tmp_path / "in" / name).mkdir(parents=True)
    seats = tmp_path / "seats.csv"
    seats.write_text("student,seat,email\nada,7,ada@example.org\n")
    words = ["mark", str(tmp_path / "in"), "--seats", str(seats), "--for", "moodle"]
    assert main(words) != 0
    told = "".join(capsys.readouterr())
    assert "no email for bo" in told and "ada:" not in told


def test_nbgrader_has_a_row_a_notebook(students):
    head, ada, evil = rows(students, "nbgrader")
    assert head == [
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name",
        "email", "raw_score", "late_submission_penalty", "score", "max_score",
    ]  # fmt: skip
    who = ["ada", "Lovelace", "Ada", "ada@x.org"]
    assert ada == ["Notebook 04", "", "", *who, "1", "0", "1", "4"]
    assert evil[3] == "'=1+1"


def test_the_layouts_are_those_of_the_command():
    assert [*marks.LAYOUTS] == COMMANDS["mark"].arguments["--for"]["choices"]


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_is_a_formula(sign, students):
    students[1].name = students[1].notes[0] = f"{sign}SUM(A1:A9)"
    for layout in marks.LAYOUTS:
        cells = [cell for row in rows(students, layout) for cell in row]
        assert not [c for c in cells if c.startswith(tuple("=+-@\t\r＝＋－＠"))]


def test_a_name_cannot_break_a_row_or_a_page(students):
    students[1].name = 'a\n"b",\x1b[2J\u202e\ud800<b>'
    assert shown(students[1].name) == 'a�"b",�[2J��<b>'
    for layout in marks.LAYOUTS:
        assert marks.text(students, PEOPLE, layout).encode("utf-8").count(b"\n") <= 5
    html = page.text(students)
    assert "<b>" not in html and "<script" not in html and html.encode("utf-8")


def test_the_page_says_who_is_stuck_on_which_misconception(students):
    html = page.text(students)
    wrong = contents.exercise("04.1").wrong[0]
    places = re.findall(r"<h2>(\d\d\.\d) ", html)
    assert places == ["04.1", "04.2"]
    section = html.split("<h2>04.1")[1].split("<h2>")[0]
    assert wrong.code in section and "=1+1" in section and "ada" not in section
    assert "None" not in html and "1 not yet, 1 correct" in " ".join(section.split())


def test_a_page_of_nobody_stuck_says_so():
    assert "Nobody is stuck." in page.text([Student("ada", 1)])


def test_the_best_state_counts_and_notes_are_few():
    student = Student("ada")
    for state in ("not yet", "correct", "could not be checked", "not yet"):
        student.told("01.1", state, "a-code")
    assert student.done == ["01.1"] and student.codes == {"01.1": ["a-code"]}
    assert not student.stuck("01.1")
    student.note(*(f"note {i % 50}" for i in range(100)))
    assert len(student.notes) == len({*student.notes}) == 12


# --- refusals -------------------------------------------------------------------------


@pytest.fixture
def handed_in(tmp_path) -> Path:
    """A folder with one notebook that would leave a trace."""
    place = tmp_path / "in" / "ada"
    place.mkdir(parents=True)
    (place / BOOK.name).write_bytes(BOOK.read_bytes())
    return place.parent


def refused(capsys, *words: str) -> str:
    assert main(["mark", *words]) == 2
    return capsys.readouterr().out


def test_without_walls_nothing_runs_and_the_reason_is_printed(
    handed_in, capsys, monkeypatch, tmp_path
):
    isolation.missing.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refused(capsys, str(handed_in))
    assert "bubblewrap is not installed" in said and "--trust" in said
    (tmp_path / "bwrap").write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1"
    )
    (tmp_path / "bwrap").chmod(0o755)
    isolation.missing.cache_clear()
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert "No permissions to create new namespace" in refused(capsys, str(handed_in))
    isolation.missing.cache_clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "need Linux" in refused(capsys, str(handed_in))
    isolation.missing.cache_clear()
    assert [path.name for path in handed_in.iterdir()] == ["ada"]


def test_a_folder_that_submissions_can_read_is_refused(capsys):
    for place in (isolation.PACKAGE / "marking", Path(sys.prefix) / "lib"):
        assert "which every submission can read" in refused(capsys, str(place))


@pytest.mark.parametrize(
    "words, why",
    [
        (["--seats", "none.csv"], "none.csv cannot be read"),
        (["--out", "none/marks.csv"], "none is no folder"),
        (["--out", "marks.html"], "out is 'marks.html', but it must be a file named"),
        (["--out", "a folder.csv"], "out is 'a folder.csv', but it must be a file"),
    ],
)
def test_other_refusals_come_before_anything_runs(
    words, why, handed_in, capsys, monkeypatch
):
    monkeypatch.chdir(handed_in.parent)
    Path("a folder.csv").mkdir()
    assert why in refused(capsys, str(handed_in), *words)
    assert [path.name for path in handed_in.iterdir()] == ["ada"]


def test_with_trust_a_folder_is_marked_without_walls(handed_in, capsys, monkeypatch):
    monkeypatch.setattr(isolation, "missing", lambda: "there are none in this test")
    out = handed_in.parent / "out.csv"
    assert main(["mark", str(handed_in), "--trust", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "Without walls, for there are none in this test" in said
    assert "ada: 0 of 5 correct" in said
    assert out.read_text(encoding="utf-8").count("not attempted") == 5
    assert out.with_suffix(".html").exists()
    assert [path.name for path in handed_in.iterdir()] == ["ada"]


def test_every_command_of_the_teachers_page_does_what_it_says(
    tmp_path, monkeypatch, capsys
):
    page = (ROOT / "teaching" / "marking.md").read_text(encoding="utf-8")
    commands = re.findall(r"`python -m course_utils (mark [^`]*)`", page)
    assert len(commands) >= 5
    monkeypatch.chdir(tmp_path)
    Path("submissions", "ada").mkdir(parents=True)
    Path("seats.csv").write_text("student,seat,email\nada,7,ada@example.org\n")
    for command in commands:
        assert main(command.split()) == 0
        said = capsys.readouterr().out.splitlines()
        assert said[0] == "ada: 0 of 0 correct; no notebook"
        assert all(Path(name).exists() for name in said[1:]) and len(said) == 3
    tables = {path.stem for path in tmp_path.rglob("*.csv")}
    assert tables == {"seats", "marks", "canvas", "moodle", "nbgrader"}


@pytest.mark.parametrize("ends", [lambda *_: os._exit(3), lambda *_: 1 / 0])
def test_a_judge_that_dies_leaves_a_row_with_a_note(ends, monkeypatch, capfd):
    monkeypatch.setattr(process, "_work", ends)
    ada = Student("ada", 7)
    apart = multiprocessing.get_context("fork")
    assert process._apart(apart, ada, [BOOK], True).notes == [
        "marking it ended its own process"
    ]
