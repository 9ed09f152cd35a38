"""Eight ways to change an archive that has been sealed.

Whoever tampers here mends what is at hand: the hash of a record that was changed and
the chain value of its line. What follows in the chain, and the hashes of whole files in
``croissant.json``, are not mended; to mend these too is to seal another archive, which
is the last of the eight.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from .archive import make
from .croissant import about
from .reading import DATA, MANIFEST, lines, records
from .record import Record
from .seal import START, chained, link, unchained

Lines = list[bytes]
KIND = re.compile(rb'"kind": "[^"]*"')
CONTENT = b', "content": '


def tamper(archive: str | Path, kind: str, rng: np.random.Generator) -> tuple[str, ...]:
    """Change an archive in place, at random; the ids of the records it was done to.

    archive : of at least 3 records, whose contents are not all the same.
    kind : one of ``TAMPERINGS``.
    """
    archive = Path(archive)
    if kind not in TAMPERINGS:
        raise ValueError(f"kind is {kind!r}, but it must be one of {[*TAMPERINGS]}")
    if kind == "replace all":
        return _replace_all(archive, rng)
    data, manifest = list(lines(archive / DATA)), list(lines(archive / MANIFEST))
    ids = [record.id for record in records(archive)]
    touched = TAMPERINGS[kind](data, manifest, rng)
    _write(archive / DATA, data)
    _write(archive / MANIFEST, manifest)
    return tuple(ids[i] for i in touched)


def _write(path: Path, lines: Lines) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def _two(n: int, rng: np.random.Generator) -> list[int]:
    return sorted(map(int, rng.choice(n, 2, replace=False)))


def _chain(manifest: Lines, i: int) -> str:
    """The chain value that stands before line i."""
    return unchained(manifest[i - 1])[1] if i else START


def _mend(manifest: Lines, i: int, label: bytes) -> bytes:
    """A line of the manifest with the chain value that is right at place i."""
    return chained(label, link(_chain(manifest, i), label))


def _flip(data: Lines, manifest: Lines, rng) -> list[int]:
    """Change one bit of one record."""
    i = int(rng.integers(len(data)))
    line = bytearray(data[i])
    line[rng.integers(len(line))] ^= 1 << int(rng.integers(8))
    data[i] = bytes(line)
    return [i]


def _drop(data: Lines, manifest: Lines, rng) -> list[int]:
    """Take a record out of both files."""
    i = int(rng.integers(len(data)))
    del data[i], manifest[i]
    return [i]


def _add(data: Lines, manifest: Lines, rng) -> list[int]:
    """Put a record of one's own into both files, with its hash and chain value."""
    i = int(rng.integers(len(data)))
    record = Record(f"added {rng.integers(2**40)}", "never sealed")
    line, label = record.lines
    data.insert(i, line)
    manifest.insert(i, _mend(manifest, i, label))
    return [i]


def _reorder(data: Lines, manifest: Lines, rng) -> list[int]:
    """Exchange the places of two records, in both files."""
    i, j = _two(len(data), rng)
    for file in (data, manifest):
        file[i], file[j] = file[j], file[i]
    return [i, j]


def _relabel(data: Lines, manifest: Lines, rng) -> list[int]:
    """Say that another kind of source wrote a record; its chain value is mended."""
    i = int(rng.integers(len(data)))
    label = unchained(manifest[i])[0]
    old = KIND.search(label)[0]
    new = b'"kind": "human"' if b"human" not in old else b'"kind": "synthetic"'
    manifest[i] = _mend(manifest, i, label.replace(old, new))
    return [i]


def _swap(data: Lines, manifest: Lines, rng) -> list[int]:
    """Give two records each other's content; names and labels stay."""
    parts = [line.partition(CONTENT) for line in data]
    i = int(rng.integers(len(data)))
    j = int(rng.choice([k for k, part in enumerate(parts) if part[2] != parts[i][2]]))
    for k, other in ((i, j), (j, i)):
        data[k] = parts[k][0] + CONTENT + parts[other][2]
    return [i, j]


def _truncate(data: Lines, manifest: Lines, rng) -> list[int]:
    """Cut both files off behind a record; what is left agrees, chain and all."""
    i = int(rng.integers(1, len(data)))
    del data[i:], manifest[i:]
    return []


def _replace_all(archive: Path, rng) -> tuple[str, ...]:
    """Relabel one record and seal the whole anew: all of it agrees again."""
    kept = list(records(archive))
    i = int(rng.integers(len(kept)))
    kind = "synthetic" if kept[i].kind == "human" else "human"
    kept[i] = replace(kept[i], kind=kind)
    new = archive.with_name(f"{archive.name}.new")
    make(kept, new, **about(archive))
    shutil.rmtree(archive)
    new.rename(archive)
    return (kept[i].id,)


TAMPERINGS: dict[str, Callable] = {
    "flip": _flip,
    "drop": _drop,
    "add": _add,
    "reorder": _reorder,
    "relabel": _relabel,
    "swap": _swap,
    "truncate": _truncate,
    "replace all": _replace_all,
}
"""Name -> what is done to the archive."""
