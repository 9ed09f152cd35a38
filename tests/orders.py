"""The running orders of the guide, read from its page."""

import re

from tests import told

GUIDE = told.ROOT / "teaching"


def tables(source: str) -> list[list[list[str]]]:
    """Rows of cells of each table, without its head."""
    found = re.findall(r"^\|.*\n\|[-| ]+\n((?:\|.*\n?)+)", source, re.M)
    return [[cells(row) for row in table.strip().splitlines()] for table in found]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def orders() -> dict[str, tuple]:
    """Heading -> (steps, cuts)."""
    page = (GUIDE / "orders.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)\n", page, flags=re.M)[1:]
    return {
        name: tuple(tables(part))
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }


def minutes(at: str) -> int:
    hours, rest = at.split(":")
    return 60 * int(hours) + int(rest)


def stem(place: str) -> str:
    """The notebook of a place such as "02 §1"."""
    begins = {"tour": "quick_tour", "vote": "concept_questions"}
    first = place.split()[0]
    (found,) = [s for s in told.STEMS if s.startswith(begins.get(first, first))]
    return found


def sections(notebook: str) -> dict[int, str]:
    """Number of a section -> the sources of its cells."""
    found, number = {}, 0
    for cell in told.cells(notebook):
        if heading := re.search(r"^## (\d+) · ", cell.source, re.M):
            number = int(heading[1])
        found[number] = found.get(number, "") + cell.source + "\n"
    return found


ORDERS = orders()
STEPS = [(name, row) for name, (steps, _) in ORDERS.items() for row in steps if row[3]]
