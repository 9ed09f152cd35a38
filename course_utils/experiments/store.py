"""Rows of a sweep in a file: JSON Lines, the first of which says what made them."""

import hashlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PACKAGE = Path(__file__).parents[1]
SUFFIXES = {".py", ".txt", ".toml"}


@dataclass(frozen=True)
class Row:
    """One call: the point, the child's number, and its value or its error."""

    point: dict
    child: int
    value: object = None
    error: str | None = None

    @property
    def line(self) -> str:
        """The row as it stands in a store."""
        return json.dumps(vars(self), allow_nan=False)

    @property
    def key(self) -> str:
        """What tells it from the other rows."""
        return key(self.point, self.child)


def key(point: Mapping, child: int | None = None) -> str:
    """A point and a child's number as a text, whatever the order of the names."""
    return json.dumps([sorted(point.items()), child], allow_nan=False)


def plain(value):
    """A number of numpy as Python's own, so that both name one point."""
    return value.item() if isinstance(value, np.generic) else value


def code(function: Callable, sources: Iterable[str] = ()) -> str:
    """SHA-256 of the function's module and of sources in the package, 12 digits.

    sources : files and folders of ``course_utils``, such as "loop.py" and "models".
    """
    module = sys.modules.get(function.__module__)
    own = getattr(module, "__file__", None)
    text = Path(own).read_text("utf-8") if own else inspect.getsource(function)
    digest = hashlib.sha256(text.encode())
    for source in sources:
        for file in _files(PACKAGE / source):
            digest.update(file.read_text(encoding="utf-8").encode())
    return digest.hexdigest()[:12]


def _files(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    return sorted(file for file in source.iterdir() if file.suffix in SUFFIXES)


class RowStore(dict):
    """Key -> row, and the file that they are appended to, each line whole.

    sources : what the rows depend on beside the function's module, as in ``code``.
    about : what else the first line says; two stores may differ in it.
    """

    def __init__(
        self,
        file: str | Path,
        sources: Iterable[str] = (),
        about: Mapping | None = None,
    ):
        super().__init__()
        self.file, self.sources, self.about = Path(file), tuple(sources), about or {}

    def open(
        self, function: Callable, grid: Mapping[str, list], seed: int
    ) -> "RowStore":
        """Read what is there; a ValueError if another sweep, or other code, made it."""
        mark = {
            "function": f"{function.__module__}.{function.__qualname__}",
            "code": code(function, self.sources),
            "grid": {name: list(map(plain, grid[name])) for name in sorted(grid)},
            "seed": seed,
        }
        lines = self._whole_lines()
        if not lines:
            self._write(json.dumps({**mark, "about": self.about}))
        elif {**json.loads(lines[0]), "about": None} != {**mark, "about": None}:
            raise ValueError(
                f"{self.file} holds another sweep: {lines[0].decode()}; this one is "
                f"{json.dumps(mark)}. Give another file, or delete that one."
            )
        for line in lines[1:]:
            row = Row(**json.loads(line))
            self.setdefault(row.key, row)
        return self

    def append(self, row: Row) -> None:
        """Keep a row, and write it."""
        self[row.key] = row
        self._write(row.line)

    def _whole_lines(self) -> list[bytes]:
        """All lines; what an interruption cut off is taken away."""
        text = self.file.read_bytes() if self.file.exists() else b""
        whole = text[: text.rfind(b"\n") + 1]
        if whole != text:
            os.truncate(self.file, len(whole))
        return whole.split(b"\n")[:-1]

    def _write(self, line: str) -> None:
        with open(self.file, "ab", buffering=0) as out:
            out.write(f"{line}\n".encode())
            os.fsync(out.fileno())
