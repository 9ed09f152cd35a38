"""The commands ``archive make``, ``verify``, ``lineage`` and ``withdraw``."""

import os
import shlex
import sys
import time
from collections import Counter
from pathlib import Path
from subprocess import list2cmdline

from .archive import make as make_archive
from .folder import files, files_as_records, told
from .lineage import Lineage
from .lineage import lineage as follow
from .verify import verify as inspect
from .withdraw import withdraw as make_without

SHOWN = 10  # faults, of which the rest is counted


class Meter:
    """Says how far long work has come, once a second."""

    def __init__(self, what: str):
        self.what, self.said = what, time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self.said > 1:
            print(f"{done:,} {self.what} ...", file=sys.stderr, flush=True)
            self.said = time.monotonic()


def make(folder, archive, license=None, source=None, creator=None, made_by=None):
    """Archive the files of a folder, and print the root."""
    folder, archive = Path(folder), Path(archive)
    label = told(license, source, made_by)
    found = files(folder)
    _outside(archive, folder)
    root = make_archive(
        files_as_records(found, label),
        archive,
        progress=Meter(f"of {len(found):,} files are written"),
        license=license,
        creator=creator,
    )
    print(f"{len(found):,} records of kind {label.kind} are in {archive}. The root is")
    print(
        f"\n    {root}\n\nKeep it on paper, and elsewhere than the archive. To check:\n"
    )
    print(f"    python -m course_utils archive verify {_quoted(archive)} --root {root}")


def _quoted(path: Path) -> str:
    """The path as a shell takes it for one word."""
    return list2cmdline([path]) if os.name == "nt" else shlex.quote(str(path))


def _outside(archive: Path, folder: Path) -> None:
    """Refuse an archive that would lie among the files that it is made of."""
    places = [place for place in archive.resolve().parents if place.exists()]
    if any(os.path.samefile(place, folder) for place in places):
        raise ValueError(f"{archive} lies inside {folder}; put the archive elsewhere")


def verify(archive, root=None) -> int:
    """Say what is wrong with an archive; 1 if anything is."""
    found = inspect(archive, root, progress=Meter("lines are read"))
    if found.faults:
        return _wrong(archive, found.faults)
    print(f"{found.kinds.total():,} records ({_counts(found.kinds)}).")
    if root is None:
        print(
            "The files agree with each other. So they do where somebody else has sealed"
        )
        print("another archive: only --root tells whether these are the same files.")
        print(f"The root is now {found.root}")
    else:
        print("All of it is what was sealed. Whether it was true, no hash can tell.")
    return 0


def _wrong(archive, faults) -> int:
    """Print the first faults, and count the rest."""
    print(f"{archive} is not what was sealed:")
    print(*(f"- {fault.says}" for fault in faults[:SHOWN]), sep="\n")
    if len(faults) > SHOWN:
        print(f"and {len(faults) - SHOWN:,} faults more")
    return 1


def lineage(archive) -> None:
    """Say what the labels tell of the records of an archive, and what descent tells."""
    known = follow(archive)
    kinds = Counter(known.entries[id].kind for id in known.records)
    depths = Counter(known.depth[id] for id in known.records)
    print(f"By their labels, {kinds.total():,} records are: {_counts(kinds)}.")
    print("By descent,")
    for depth, count in sorted(depths.items()):
        print(f"  {count:,} have {_models(depth)} behind them")
    _deepest(known)


def _models(depth: int) -> str:
    return {0: "no known model", 1: "1 model"}.get(depth, f"{depth} models")


def _deepest(known: Lineage) -> None:
    """One longest way back, where there is any."""
    deepest = max(known.records, key=known.depth.get, default=None)
    if deepest and known.depth[deepest]:
        print(f"The longest way back: {' <- '.join(known.way(deepest))}")


def withdraw(archive, new, ids, root, reason) -> None:
    """Make another archive without the content of some records; print its root."""
    latest = make_without(archive, new, ids, root=root, reason=reason)
    print(f"{new} holds what was in {archive}, without the content of {len(ids)} ids.")
    print(f"Its root is\n\n    {latest}\n")
    print(f"{archive} is as it was. Delete it, and each copy of it, yourself.")


def _counts(kinds: Counter) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
