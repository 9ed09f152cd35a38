"""``python -m course_utils mark FOLDER``: students, a table and a page."""

import os
from pathlib import Path

from ..learning.progress import shared_file
from . import isolation, marks, page, process
from .seats import read
from .student import Student, shown
from .submissions import jobs

NAME = "marks.csv"


def main(
    folder: str, seats: str | None, out: str | None, layout: str, trust: bool
) -> None:
    """Mark a folder. Raises ValueError, and runs nothing, where that is not safe.

    folder : FOLDER/student/notebook.ipynb. seats : CSV with student and seat.
    out : where the table goes; the page goes beside it. layout : one of
    ``marks.LAYOUTS``. trust : go on without walls around submissions.
    """
    place, isolated = Path(folder), _isolated(trust)
    isolation.refuse_a_folder_within_reach(place)
    people = read(Path(seats)) if seats else {}
    todo = jobs(place, people)
    if layout == "moodle":
        marks.refuse_without_email([student for student, _ in todo], people)
    table = _table(Path(out) if out else place / NAME)
    students = []
    for student in process.marked(todo, isolated):
        print(_line(student), flush=True)
        students.append(student)
    _write(table, marks.text(students, people, layout).encode(marks.ENCODINGS[layout]))
    _write(table.with_suffix(".html"), page.text(students).encode("utf-8"))


def _table(path: Path) -> Path:
    """The path, if a table can be written there, and a page beside it."""
    if not path.parent.is_dir():
        raise ValueError(f"{path.parent} is no folder")
    if path.suffix.lower() != ".csv" or path.is_dir():
        raise ValueError(f"out is {str(path)!r}, but it must be a file named *.csv")
    return path


def _isolated(trust: bool) -> bool:
    """Whether there are walls. ValueError where there are none, and no trust either."""
    why = isolation.missing()
    if why and (os.name == "nt" or not trust):
        raise ValueError(
            f"Nothing was marked: {why}. What is handed in is code, and could read "
            "the others' work and your files. On Linux the package is called "
            "bubblewrap; on Windows, use WSL. With --trust it is run all the same, "
            "with limits on time and memory alone."
        )
    if why:
        print(f"Without walls, for {why}: every submission runs with your own rights.")
    return not why


def _line(student: Student) -> str:
    told = f"{student.name}: {len(student.done)} of {len(student.states)} correct"
    return shown("; ".join([told, *student.notes]))


def _write(path: Path, body: bytes) -> None:
    shared_file.replace(path, body)
    print(path)
