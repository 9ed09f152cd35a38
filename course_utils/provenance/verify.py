"""Is an archive still what was sealed?

Without the root, ``verify`` can say whether the three files agree with each other; so
they do, too, in an archive that somebody else sealed. With the root, it can say that
they are the files that were sealed. It never says that what they hold is true.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import seal
from .reading import (
    CROISSANT,
    DATA,
    MANIFEST,
    Entry,
    data_id,
    entry,
    lines,
    named,
    opened,
    parse,
    where,
    whole,
)

Progress = Callable[[int], None]
"""Called with the number of lines that were read so far."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where.

    rule : "form" (can't be read, or is refused), "chain" (a line of the manifest),
        "changed", "missing", "added" or "order" (a record), "file" (a whole file), or
        "root".
    record : its id, or the line's number in words; None for a whole file.
    says : the same as a sentence.
    """

    rule: str
    record: str | None
    says: str


@dataclass(frozen=True)
class Inspection:
    """What was found.

    root : the root of the archive as it is now.
    kinds : how many records have which kind, by their labels.
    faults : none where all is well.
    """

    root: str
    kinds: Counter
    faults: tuple[Fault, ...]


def verify(
    archive: str | Path, root: str | None = None, *, progress: Progress | None = None
) -> Inspection:
    """Compare all bytes of an archive with its seal, and the seal with the root.

    archive : a folder; what is wrong inside it is a fault and never raises.
    root : what ``make`` returned, kept elsewhere. Without it, an archive that was
        sealed anew passes.

    Raises ValueError where there is no such folder, or the root is none.
    """
    archive = Path(archive)
    if not archive.is_dir():
        raise ValueError(f"{archive} is not a folder")
    root = None if root is None else seal.root(root)
    count = _counter(progress)
    faults: list[Fault] = []
    entries, chain = _manifest(archive / MANIFEST, faults, count)
    _data(archive / DATA, entries, faults, count)
    found = _croissant(archive / CROISSANT, chain, faults)
    if root not in (None, found):
        faults.append(_other_root(found, faults))
    return Inspection(found, Counter(e.kind for e in entries), tuple(faults))


def _counter(progress: Progress | None) -> Callable[[], None]:
    done = 0

    def count():
        nonlocal done
        done += 1
        if progress:
            progress(done)

    return count


def _lines(path: Path, faults: list[Fault], count) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each line; what can't be read ends them, and is a fault."""
    try:
        for number, line in enumerate(lines(path), 1):
            count()
            yield where(path, number), line
    except ValueError as problem:
        faults.append(Fault("form", None, str(problem)))


def _tried(read, line: bytes, name: str, faults: list[Fault]):
    """What ``read`` makes of a line; None, and a fault, where it refuses it."""
    try:
        return named(read, line, name)
    except ValueError as problem:
        faults.append(Fault("form", name, str(problem)))
        return None


def _manifest(path: Path, faults, count) -> tuple[list[Entry], str]:
    """The lines that can be read, and the last chain value that stands there."""
    entries, last = [], seal.START
    for name, line in _lines(path, faults, count):
        known = _tried(entry, line, name, faults)
        if known:
            raw, chain = seal.unchained(line)
            if chain != seal.link(last, raw):
                faults.append(_broken(known.id))
            entries.append(known)
            last = chain
    if not entries:
        faults.append(Fault("form", None, f"{path.name} has no line that can be read"))
    faults.extend(_twice(entries))
    return entries, last


def _twice(entries: list[Entry]) -> list[Fault]:
    """Ids and hashes that stand for two records."""
    counts = Counter(name for known in entries for name in (known.id, known.sha256))
    return [
        Fault("form", known.id, f"{name} stands twice in {MANIFEST}")
        for known in entries
        for name in (known.id, known.sha256)
        if counts[name] > 1
    ]


def _broken(id: str) -> Fault:
    says = f"the chain breaks at {id}: its label was changed, or what stood before it"
    return Fault("chain", id, says)


def _data(path: Path, entries: list[Entry], faults, count) -> None:
    """Compare each line of the data with the hash that the manifest has of it."""
    sealed = {known.sha256: known.id for known in entries}
    order, strange = [], []
    for name, line in _lines(path, faults, count):
        digest = seal.sha256(line)
        order.append(digest)
        if digest not in sealed:
            strange.append(_tried(data_id, line, name, []) or name)
        elif _tried(data_id, line, name, faults) not in (sealed[digest], None):
            says = f"{name} has another id than {sealed[digest]}, whose hash it has"
            faults.append(Fault("form", sealed[digest], says))
    found = Counter(order)
    lost = [known.id for known in entries if not found[known.sha256]]
    twice = [known.id for known in entries if found[known.sha256] > 1]
    compared = _compared(lost, strange, twice)
    faults.extend(compared or _moved(entries, order))


def _compared(lost: list[str], strange: list[str], twice: list[str]) -> list[Fault]:
    """Records whose line is not what was sealed, gone, or too many."""
    changed, gone = set(strange) & set(lost), set(lost) - set(strange)
    return [
        *(Fault("changed", id, f"{id} is not what was sealed")
          for id in lost if id in changed),
        *(Fault("missing", id, f"{id} is gone, or changed beyond recognition")
          for id in lost if id in gone),
        *(Fault("added", id, f"{id} was never sealed")
          for id in strange if id not in changed),
        *(Fault("added", id, f"{id} stands more than once") for id in twice),
    ]  # fmt: skip


def _moved(entries: list[Entry], order: list[str]) -> list[Fault]:
    """The first record that stands where another one was sealed."""
    for known, digest in zip(entries, order, strict=False):
        if known.sha256 != digest:
            says = f"the records stand in another order than sealed, from {known.id} on"
            return [Fault("order", known.id, says)]
    return []


def _croissant(path: Path, chain: str, faults: list[Fault]) -> str:
    """The root as it is now; faults of the file, and of what it says of the others."""
    raw = b""
    try:
        raw = whole(path)
        stated = _stated(parse(raw, path.name))
        for name, digest in stated.items():
            if not faults and digest != _digest(path.with_name(name)):
                says = f"{name} is not the file whose SHA-256 {path.name} states"
                faults.append(Fault("file", None, says))
        faults.extend(_strangers(path.parent))
    except ValueError as problem:
        faults.append(Fault("form", None, str(problem)))
    return seal.link(chain, raw)


def _stated(about: dict) -> dict[str, str]:
    """File -> SHA-256, as ``croissant.json`` says; it may name no other files."""
    files = about.get("distribution")
    listed = files if isinstance(files, list) else []
    known = [file if isinstance(file, dict) else {} for file in listed]
    names = [file.get("contentUrl") for file in known]
    if names != [DATA, MANIFEST]:
        raise ValueError(
            f"{CROISSANT} names the files {names}, but an archive holds {DATA} and "
            f"{MANIFEST}; no other is opened"
        )
    return {name: file.get("sha256") for name, file in zip(names, known, strict=True)}


def _digest(path: Path) -> str:
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _strangers(archive: Path) -> list[Fault]:
    """Files that are no part of the archive; hidden ones are the system's own."""
    names = {path.name for path in archive.iterdir() if path.name[0] != "."}
    return [
        Fault("file", None, f"the file {name!r} is not part of what was sealed")
        for name in sorted(names - {DATA, MANIFEST, CROISSANT})
    ]


def _other_root(found: str, faults: list[Fault]) -> Fault:
    """The root is another; where nothing else is wrong, it was sealed anew."""
    says = f"the root is {found}, and not the one that was given"
    if not faults:
        says += f": somebody sealed another archive, or changed {CROISSANT}"
    return Fault("root", None, says)
