"""A deck: the slides of one running order, declared in `decks/ORDER.toml`.

A slide names cells, "02/predict", and holds what they hold. ``keep`` cuts its texts to
the blocks that begin with these words, so that they fit a projector; a slide that
begins without a heading gets the one above its first cell. Speaker notes are ``say``, a
line to the teacher, and the texts of the cells in ``notes``. A declaration that no
longer fits the notebooks is a ValueError, so a changed notebook cannot lose a slide
unseen.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from ..site import calls
from ..upkeep import notebooks

DECKS = Path(__file__).parent / "decks"
BLOCKS = re.compile(r"\n\s*\n|\n(?=\d+\. |- )")
FOLD = re.compile(r"</?details>|</?summary>")
LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)[^)]*\)")
HEADING = re.compile(r"#+ (?:\d+ · )?(.+)")


@dataclass(frozen=True)
class Slide:
    """A row of a deck.

    show : cells, "02/predict"; "02/build#code" shows a cell's code, not its output.
    keep : how the blocks of text begin that stay; all of them if empty.
    title : a heading, where that of the notebook does not fit.
    notes : cells whose texts are speaker notes. say : what comes before them.
    """

    show: tuple[str, ...]
    keep: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    say: str = ""


def orders() -> list[str]:
    """The running orders that have a deck: their minutes."""
    return sorted((path.stem for path in DECKS.glob("*.toml")), key=int)


def read(order: str) -> tuple[str, list[Slide]]:
    """The title and the slides of a running order, such as "45".

    Raises ValueError where there is no such deck.
    """
    if order not in orders():
        raise ValueError(f"no slides for {order!r}; there are {', '.join(orders())}")
    declared = tomllib.loads((DECKS / f"{order}.toml").read_text(encoding="utf-8"))
    rows = [{k: _row(v) for k, v in row.items()} for row in declared["slide"]]
    return declared["title"], [Slide(**row) for row in rows]


def cell(address: str):
    """The cell of a notebook, "02/predict".

    Raises ValueError where there is none.
    """
    name, _, id = address.partition("#")[0].partition("/")
    for each in notebook(name).cells:
        if each.id == id:
            return each
    raise ValueError(f"a slide shows {address}, but there is no such cell")


@cache
def notebook(name: str):
    """The notebook whose name begins so."""
    return nbformat.read(notebooks.find([name])[0], as_version=4)


def rooms(address: str) -> dict[str, str]:
    """Which explorer a name means in the notebook of a cell, as ``calls.rooms``."""
    return calls.rooms(each.source for each in notebook(address.split("/")[0]).cells)


def text(slide: Slide) -> list[str]:
    """The texts of a slide, one for each cell of text; the first begins with a heading.

    Raises ValueError where nothing begins as ``keep`` says.
    """
    found = [blocks(cell(a).source) if is_text(a) else [] for a in slide.show]
    for words in slide.keep:
        if not any(b.startswith(words) for each in found for b in each):
            raise ValueError(f"nothing in {slide.show} begins with {words!r}")
    kept = [
        [b for b in each if not slide.keep or b.startswith(slide.keep)]
        for each in found
    ]
    heading = HEADING.match(kept[0][0]) if kept[0] else None
    title = slide.title or (heading or above(slide.show[0]))[1]
    kept[0] = [f"## {title}", *kept[0][1 if heading else 0 :]]
    return ["\n\n".join(each) for each in kept]


def notes(slide: Slide) -> str:
    """What the speaker sees."""
    texts = [block for address in slide.notes for block in blocks(cell(address).source)]
    return "\n\n".join([*([f"**{slide.say}**"] if slide.say else []), *texts])


def blocks(source: str) -> list[str]:
    """Headings, paragraphs, items and tables; folds opened, links to files dropped."""
    plain = LINK.sub(r"\1", FOLD.sub("", source))
    return [block.strip() for block in BLOCKS.split(plain) if block.strip()]


def is_text(address: str) -> bool:
    """Whether a cell is one of text."""
    return cell(address).cell_type == "markdown"


def above(address: str) -> re.Match:
    """The heading under which a cell stands."""
    cells = notebook(address.split("/")[0]).cells
    before = cells[: cells.index(cell(address)) + 1]
    lines = [line for each in before if each.cell_type == "markdown"
             for line in each.source.splitlines()]  # fmt: skip
    return [found for line in lines if (found := HEADING.match(line))][-1]


def _row(value):
    return tuple(value) if isinstance(value, list) else value
