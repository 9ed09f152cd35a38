"""Notebook 11: tamper with an archive, or lie before it is sealed, and verify it."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from ...provenance import TAMPERINGS, Fault, records, tamper, verify
from . import village

LIE, NOTHING = "a lie before sealing", "nothing"
KINDS = (NOTHING, *TAMPERINGS, LIE)


class Trial(NamedTuple):
    """The records that it was done to, and what was found without and with the root."""

    touched: tuple[str, ...]
    without: tuple[Fault, ...]
    root: tuple[Fault, ...]


def tried(archive: str | Path, root: str, kind: str, rng: np.random.Generator) -> Trial:
    """Do one of ``KINDS`` to a copy of an archive, and verify the copy.

    The lie is told first and sealed then, so the root is that of the sealed lie.
    """
    with TemporaryDirectory() as folder:
        copy, touched = Path(folder, "archive"), ()
        if kind == LIE:
            told, liar = village.lied(records(archive), rng)
            root, touched = village.sealed(told, copy), (liar,)
        else:
            shutil.copytree(archive, copy)
        if kind in TAMPERINGS:
            touched = tamper(copy, kind, rng)
        found = (verify(copy, known).faults for known in (None, root))
        return Trial(touched, *found)


def found(
    archive: str | Path, root: str, kind: str, tries: int, rng
) -> tuple[int, int]:
    """Of so many tries, how many are found without the root, and with it."""
    trials = [tried(archive, root, kind, rng) for _ in range(tries)]
    return sum(bool(t.without) for t in trials), sum(bool(t.root) for t in trials)
