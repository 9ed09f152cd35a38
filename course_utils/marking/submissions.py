"""The folder: a folder for each student, with notebooks in it or below it."""

import os
from pathlib import Path

from .seats import Person, key
from .student import Student

MOST = 20  # notebooks of one student; the course has fewer
ASIDE = (".", "__")  # begin the names of folders that systems and Jupyter make


def jobs(folder: Path, people: dict[str, Person]) -> list[tuple[Student, list[Path]]]:
    """Every student of the folder and of the list, and the notebooks to mark.

    Raises ValueError for what is no folder, or has no folder in it.
    """
    if not folder.is_dir():
        why = "a ZIP archive: unpack it" if folder.suffix == ".zip" else "no folder"
        raise ValueError(f"{folder} is {why}")
    places = [p for p in sorted(folder.iterdir()) if p.is_symlink() or p.is_dir()]
    places = [path for path in places if not path.name.startswith(ASIDE)]
    if not places:
        raise ValueError(
            f"{folder} holds no folders, but one for each student is needed, such as "
            f"{folder / 'ada' / '01_one_gaussian.ipynb'}"
        )
    found = [_job(path, people) for path in places]
    here = {key(path.name) for path in places}
    absent = [person for name, person in people.items() if name not in here]
    return found + [(_student(one.student, people, "no folder"), []) for one in absent]


def _job(place: Path, people: dict[str, Person]) -> tuple[Student, list[Path]]:
    if place.is_symlink():
        return _student(place.name, people, "it is a link, which is not followed"), []
    found, left = _notebooks(place)
    notes = [f"{path.relative_to(place)}: {why}" for path, why in left.items()]
    if not found:
        notes.append("no notebook")
    if len(found) > MOST:
        notes.append(f"{len(found):,} notebooks; the first {MOST} are marked")
    return _student(place.name, people, *notes), found[:MOST]


def _notebooks(place: Path) -> tuple[list[Path], dict[Path, str]]:
    """The notebooks at or below a place; links and closed folders, and why not they."""
    found, left = [], {}

    def closed(problem: OSError) -> None:
        left[Path(problem.filename)] = f"it cannot be opened ({problem.strerror})"

    for folder, names, files in os.walk(place, onerror=closed):
        names[:] = sorted(name for name in names if not name.startswith(ASIDE))
        here = [Path(folder, name) for name in [*names, *sorted(files)]]
        left |= {path: "a link" for path in here if path.is_symlink()}
        books = [path for path in here if path.suffix == ".ipynb" and path not in left]
        found += [path for path in books if path.is_file()]
    return found, left


def _student(name: str, people: dict[str, Person], *notes: str) -> Student:
    person = people.get(key(name))
    student = Student(name, person and person.seat)
    student.note(*["not in the list"] * bool(people and not person), *notes)
    return student
