"""Students as a table: our own, and what three other programs import.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io
from collections.abc import Callable

from ..chapters import contents
from ..learning.progress.record import STATES
from .seats import Person, key
from .student import Student, shown

FORMULA = tuple("=+-@\t\r＝＋－＠")
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
NBGRADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name",
    "email", "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
People = dict[str, Person]
Table = list[list]


def text(students: list[Student], people: People, layout: str) -> str:
    """The table as CSV, in one of ``LAYOUTS``."""
    file = io.StringIO()
    for cells in LAYOUTS[layout](students, people):
        csv.writer(file, lineterminator="\n").writerow(map(_cell, cells))
    return file.getvalue()


def refuse_without_email(students: list[Student], people: People) -> None:
    """Moodle's import stops at a row without a key: ValueError, with their names."""
    lack = [one.name for one in students if not _of(people, one, "email")]
    if 0 < len(lack) < len(students):
        raise ValueError(
            f"the list has no email for {', '.join(map(shown, lack))}, but for others, "
            "and Moodle finds each student by email. Give everyone one, or nobody"
        )


def columns(students: list[Student]) -> list[str]:
    """The exercises of all notebooks that somebody handed in."""
    numbers = {number for student in students for number in student.notebooks}
    return [id for id in contents.all_exercises() if id[:2] in numbers]


def _plain(students: list[Student], people: People) -> Table:
    """A row a student, a column an exercise, with its state."""
    ids = columns(students)
    table = [["student", "seat", *ids, "correct", "notes"]]
    for student in students:
        states = [_state(student, id) for id in ids]
        seat = student.seat if student.seat is not None else "no seat"
        notes = "; ".join(student.notes)
        table.append([student.name, seat, *states, len(student.done), notes])
    return table


def _canvas(students: list[Student], people: People) -> Table:
    """A column a notebook; Canvas finds a student by one of four columns."""
    numbers = _numbers(students)
    points = ["    Points Possible", *[""] * (len(CANVAS) - 1), *map(_most, numbers)]
    table = [[*CANVAS, *map(_title, numbers)], points]
    for student in students:
        who = [_of(people, student, name.lower()) for name in CANVAS[1:]]
        name = _of(people, student, "name") or student.name
        table.append([name, *who, *(_points(student, number) for number in numbers)])
    return table


def _moodle(students: list[Student], people: People) -> Table:
    """A column a notebook and its feedback; by email if the list has it."""
    numbers = _numbers(students)
    by = "email" if any(person.more.get("email") for person in people.values()) else ""
    heads = [f"{_title(n)}{more}" for n in numbers for more in ("", " feedback")]
    table = [[by or "username", *heads]]
    for student in students:
        parts = [(_points(student, n), _feedback(student, n)) for n in numbers]
        name = _of(people, student, by) if by else student.name
        table.append([name, *(cell for pair in parts for cell in pair)])
    return table


def _nbgrader(students: list[Student], people: People) -> Table:
    """A row a student and a notebook, with the columns of its own export."""
    table = [list(NBGRADER)]
    for student in students:
        names = [_of(people, student, part) for part in ("last name", "first name")]
        who = [student.name, *names, _of(people, student, "email")]
        for n in student.notebooks:
            points = _points(student, n)
            table.append([_title(n), "", "", *who, points, 0, points, _most(n)])
    return table


LAYOUTS: dict[str, Callable[[list[Student], People], Table]] = {
    "plain": _plain, "canvas": _canvas, "moodle": _moodle, "nbgrader": _nbgrader,
}  # fmt: skip


ENCODINGS = dict.fromkeys(LAYOUTS, "utf-8") | {"plain": "utf-8-sig"}  # for Excel


def _numbers(students: list[Student]) -> list[str]:
    return sorted({number for student in students for number in student.notebooks})


def _title(number: str) -> str:
    return f"Notebook {number}"


def _counted(number: str) -> list[str]:
    """The exercises that give points: those that are not optional."""
    every = contents.all_exercises().values()
    return [e.id for e in every if e.id[:2] == number and not e.optional]


def _most(number: str) -> int:
    return len(_counted(number))


def _points(student: Student, number: str) -> int | str:
    """Correct exercises; "" for a notebook that was not handed in."""
    if number not in student.notebooks:
        return ""
    return len({*_counted(number)} & {*student.done})


def _feedback(student: Student, number: str) -> str:
    if number not in student.notebooks:
        return ""
    ids = [id for id in columns([student]) if id[:2] == number]
    told = [f"{id} {_state(student, id)}" for id in ids]
    return "; ".join(told)


def _state(student: Student, id: str) -> str:
    return student.states.get(id, STATES[0] if id[:2] in student.notebooks else "")


def _of(people: People, student: Student, column: str) -> str:
    person = people.get(key(student.name))
    return person.more.get(column, "") if person else ""


def _cell(value) -> str:
    text = shown(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
