"""A notebook that somebody handed in: its cells, and what its outputs say.

Whatever the file is, reading it ends in a notebook or in a ValueError with the reason.
"""

import os
import re
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ..chapters import contents

LARGEST = 20_000_000  # bytes; ours have less than 3 million with all pictures
CLAIM = re.compile(r"\b(\d\d\.\d) [^\n:]*: correct\.")
CARD = re.compile(r"Exercise \d\d\.\d: .*\n.* numbers are those of seat (\d{1,4})\.")
NAMED = re.compile(r"[\"'](\d\d\.\d)[\"']")
FEW = 3
SHOWN = 20_000  # characters of an output that are read


@dataclass(frozen=True)
class Notebook:
    """Code cells in order, and the texts of their outputs."""

    cells: list[str]
    outputs: list[str]

    @property
    def claims(self) -> set[str]:
        """The exercises that its outputs call correct."""
        return {id for text in self.outputs for id in CLAIM.findall(text)}

    @property
    def exercises(self) -> set[str]:
        """The exercises that its cells name."""
        named = {id for cell in self.cells for id in NAMED.findall(cell)}
        return named & contents.all_exercises().keys()

    @property
    def seats(self) -> list[int]:
        """The first seats of its stored cards; 1 only where there is no other.

        The course's notebooks come with the cards of seat 1.
        """
        found = [int(seat) for text in self.outputs for seat in CARD.findall(text)]
        return sorted({*found} - {0, 1})[:FEW] or sorted({*found} & {1})


def read(path: Path) -> Notebook:
    """The notebook. Raises ValueError for what is none."""
    text = _text(path)
    try:
        with warnings.catch_warnings(action="ignore"):
            cells = nbformat.reads(text, as_version=4).cells
        code = [cell for cell in cells if cell.cell_type == "code"]
        return Notebook(
            [_source(cell) for cell in code],
            [_said(output) for cell in code for output in cell.outputs],
        )
    except Exception as problem:  # anything may be in the file
        name = type(problem).__name__
        raise ValueError(f"it is no notebook that can be read ({name})") from None


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("it is no text in UTF-8") from None
    except OSError as problem:
        raise ValueError(f"it cannot be opened ({problem.strerror})") from None


def _bytes(path: Path) -> bytes:
    """The file's bytes; a link, a pipe and a device are not followed."""
    if path.is_symlink():
        raise ValueError("it is a link, which is not followed")
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise ValueError("it is no file")
        if state.st_size > LARGEST:
            raise ValueError(
                f"it has {state.st_size:,} bytes, and at most {LARGEST:,} are read"
            )
        return file.read()


def _source(cell) -> str:
    if not isinstance(cell.source, str):
        raise TypeError("a source is text")
    return cell.source


def _said(output) -> str:
    text = output.get("data", {}).get("text/plain", output.get("text", ""))
    return text[:SHOWN] if isinstance(text, str) else ""
