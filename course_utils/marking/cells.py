"""Which cells have to run: what the learner wrote, what checks, and what these need.

Cells of the course that nobody touched and nothing reads are left out; most of them
show figures.
"""

import json
import symtable
from collections.abc import Iterator
from functools import cache

from IPython.core.inputtransformer2 import TransformerManager

from ..upkeep import notebooks


def needed(cells: list[str]) -> list[tuple[int, str]]:
    """Number and source of each cell that has to run, in order."""
    chosen, wanted = [], set()
    for number, source in reversed([*enumerate(cells)]):
        bound, used = _names(source)
        if is_ours(source) and "check(" not in source and not bound & wanted:
            continue
        chosen.append((number, source))
        wanted |= used
    return chosen[::-1]


def is_ours(source: str) -> bool:
    """Whether it is a cell of the course as it came, of any notebook."""
    return source in _course()


@cache
def _course() -> frozenset[str]:
    """All code cells of the course's own notebooks."""
    books = [json.loads(p.read_text(encoding="utf-8")) for p in notebooks.find()]
    cells = [cell for book in books for cell in book["cells"]]
    return frozenset("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def _names(source: str) -> tuple[set[str], set[str]]:
    """The names that a cell binds, and the global ones that it uses."""
    try:
        plain = TransformerManager().transform_cell(source)
        top = symtable.symtable(plain, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    names = top.get_symbols()
    bound = {s.get_name() for s in names if s.is_assigned() or s.is_imported()}
    used = {s.get_name() for s in names if s.is_referenced()}
    inner = [s for table in _inside(top) for s in table.get_symbols()]
    return bound, used | {s.get_name() for s in inner if s.is_global()}


def _inside(table) -> Iterator:
    for child in table.get_children():
        yield child
        yield from _inside(child)
