"""The list of students: a CSV with a row each, their folder's name and their seat."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..learning.line import SEATS


@dataclass(frozen=True)
class Person:
    """A student of the list.

    student : the name of the folder. more : the other columns, by their names in small
    letters: what an import needs to know whose row it is.
    """

    student: str
    seat: int | None = None
    more: dict[str, str] = field(default_factory=dict)


def key(name: str) -> str:
    """By what a folder and a row are the same student: letters, however encoded."""
    return unicodedata.normalize("NFC", name).strip()


def read(path: Path) -> dict[str, Person]:
    """Key -> person. Raises ValueError with the line of what is wrong."""
    table = _rows(path)
    _, first = next(table, (0, []))
    names = [name.strip().lower() for name in first]
    for needed in ("student", "seat"):
        if names.count(needed) != 1:
            raise ValueError(
                f"{path} needs one column named {needed}; its columns are "
                f"{', '.join(names) or 'none'}"
            )
    people = {}
    for line, cells in table:
        person = _person(dict(zip(names, map(str.strip, cells), strict=False)))
        if not person.student or key(person.student) in people:
            why = "twice" if person.student else "without a student"
            raise ValueError(f"{path}, line {line}: {person.student} {why}")
        people[key(person.student)] = person
    return people


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row that is not empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise ValueError(f"{path} cannot be read: {problem}") from None
    sign = max(",;\t", key=text.partition("\n")[0].count)
    table = csv.reader(text.splitlines(), delimiter=sign, strict=True)
    try:
        yield from ((table.line_num, cells) for cells in table if any(cells))
    except csv.Error as problem:
        raise ValueError(
            f"{path}, line {table.line_num}: {problem}; is a quotation mark not closed?"
        ) from None


def _person(row: dict[str, str]) -> Person:
    student, seat = row.pop("student", ""), row.pop("seat", "")
    if seat and not (re.fullmatch(r"[0-9]{1,4}", seat) and 1 <= int(seat) <= SEATS):
        raise ValueError(
            f"the seat of {student} is {seat!r}, but seats are 1 to {SEATS:,}"
        )
    return Person(student, int(seat) if seat else None, row)
