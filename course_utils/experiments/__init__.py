"""Runs that are too long for a notebook: what is run, what is stored, how it is remade.

An experiment is a module with ``run``, the ``GRID`` that a sweep calls it with, the
``SOURCES`` that its numbers depend on, and ``about()``. Its rows are in a file of JSON
Lines beside it, ``load(name)`` reads them, and ``python -m course_utils experiments
NAME`` makes them again. Leaves out whatever a notebook can compute while one waits.
"""

import importlib
import json
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .store import RowStore
from .sweep import sweep

FOLDER = Path(__file__).parent
KNOWN = (
    "budgets", "checking", "phases", "pictures", "poison", "transformer", "web",
    "words",
)  # fmt: skip


__all__ = ["load", "make", "sweep"]


class Stored(NamedTuple):
    """What made the rows, and the rows in grid order: point and value as one dict."""

    about: dict
    rows: list[dict]


def path(name: str) -> Path:
    """The file of an experiment; ValueError that lists the names."""
    if name not in KNOWN:
        raise ValueError(f"no experiment {name!r}; there are {', '.join(KNOWN)}")
    return FOLDER / f"{name}.jsonl"


def load(name: str) -> Stored:
    """What is stored of an experiment."""
    first, *rows = map(json.loads, path(name).read_text(encoding="utf-8").splitlines())
    about = first["about"] | {"code": first["code"]}
    return Stored(about, [row["point"] | row["value"] for row in rows])


def make(name: str, report=print) -> None:
    """Run it all again, on all cores, and write the file.

    What is done stands in a file ending in ``.part`` until all is, so a run that was
    interrupted goes on where it stopped. ValueError if a run fails.
    """
    file = path(name)
    experiment = importlib.import_module(f".{name}", __name__)
    part = file.with_suffix(".part")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        rows = _swept(experiment, part, pool, report)
    failed = [row for row in rows if row.error]
    if failed:
        raise ValueError(
            f"{len(failed)} of {len(rows)} runs failed, the first, {failed[0].point}, "
            f"with {failed[0].error}. {file.name} is as it was; delete {part} to begin "
            "anew."
        )
    first = part.read_text(encoding="utf-8").splitlines()[0]
    lines = [first, *(row.line for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    part.unlink()
    report(f"wrote {file.name}: {len(rows)} runs")


def _swept(experiment, part: Path, pool, report) -> list:
    store = RowStore(part, experiment.SOURCES, experiment.about() | versions())
    return sweep(
        experiment.run, experiment.GRID, 1, executor=pool, store=store,
        progress=lambda done, of: report(f"{done} of {of}"),
    )  # fmt: skip


def versions() -> dict[str, str]:
    """Of Python and numpy, and the kind of machine."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": platform.machine(),
    }
