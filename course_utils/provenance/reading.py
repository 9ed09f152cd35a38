"""Reading an archive that somebody else may have made, and made to do harm.

Nothing is followed: no link, no path that stands in a file. Whatever an archive's
files can't be is a ValueError that names the file and the line.
"""

import base64
import json
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from .record import Label, Record, Verification, record_id
from .seal import unchained

DATA, MANIFEST, CROISSANT = "data.jsonl", "manifest.jsonl", "croissant.json"
LONGEST = 2**26  # bytes in a line; more would fill the memory of a small machine
DATA_COLUMNS = ["id", "content", "encoding"]
COLUMNS = ["id", "sha256", *Label().columns]
HASH = re.compile(r"[0-9a-f]{64}")
CHECKED = [field.name for field in fields(Verification)]


@dataclass(frozen=True)
class Entry(Label):
    """A line of the manifest: the label of a record, and SHA-256 of its data line."""

    id: str
    sha256: str

    def __post_init__(self):
        super().__post_init__()
        record_id(self.id)
        if not isinstance(self.sha256, str) or not HASH.fullmatch(self.sha256):
            raise ValueError(f"sha256 is {self.sha256!r}, but it must be 64 digits")


def read(archive: str | Path) -> list[Entry]:
    """The manifest, as it stands there; ``verify`` says whether it was changed."""
    path = Path(archive) / MANIFEST
    return [named(entry, line, where(path, i)) for i, line in enumerate(lines(path), 1)]


def named(read: Callable, line: bytes, name: str):
    """What ``read`` makes of a line; what it refuses is said with the line's name."""
    try:
        return read(line, name)
    except ValueError as problem:
        said = str(problem)
        raise ValueError(said if name in said else f"{name}: {said}") from None


def records(archive: str | Path) -> Iterator[Record]:
    """The records of an archive that has been verified, one by one."""
    data = lines(Path(archive) / DATA)
    for known, line in zip(read(archive), data, strict=True):
        value = parse(line, known.id)
        label = {k: v for k, v in vars(known).items() if k != "sha256"}
        yield Record(content=_content(value), **label)


def _content(value: dict[str, Any]) -> str | bytes | None:
    """What a line of the data holds, in the encoding that it names."""
    if value["encoding"] == "base64" and value["content"] is not None:
        return base64.b64decode(value["content"], validate=True)
    return value["content"]


def where(path: Path, number: int) -> str:
    """A line's name."""
    return f"line {number} of {path.name}"


def plain_file(path: Path) -> Path:
    """The path, if a file is there; a link, a pipe or a folder is refused."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        raise ValueError(f"{path.name} is missing in {path.parent}") from None
    if not stat.S_ISREG(mode):
        kind = "a link" if stat.S_ISLNK(mode) else "a folder, a pipe or a device"
        raise ValueError(f"{path.name} in {path.parent} is {kind}, not a file")
    return path


def opened(path: Path) -> BinaryIO:
    """A file, open for reading."""
    try:
        return open(plain_file(path), "rb")
    except OSError as problem:
        raise ValueError(f"{path} can't be read: {problem.strerror}") from None


def lines(path: Path) -> Iterator[bytes]:
    """The lines of a file of an archive, without their ends."""
    with opened(path) as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if not line.endswith(b"\n"):
                why = "is cut off" if len(line) <= LONGEST else f"exceeds {LONGEST:,} B"
                raise ValueError(f"{where(path, number)} {why}")
            yield line[:-1]


def whole(path: Path) -> bytes:
    """All bytes of a small file of an archive."""
    with opened(path) as file:
        raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise ValueError(f"{path} exceeds {LONGEST:,} B")
    return raw


def parse(raw: bytes, name: str) -> dict[str, Any]:
    """The JSON object in ``raw``; NaN, doubled keys and deep nesting are refused."""
    try:
        value = DECODER.decode(raw.decode())
    except RecursionError:
        raise ValueError(f"{name} is nested too deeply") from None
    except ValueError as problem:
        raise ValueError(f"{name} can't be read: {problem}") from None
    if not isinstance(value, dict):
        raise ValueError(f"{name} is no JSON object")
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands there twice")
    return value


def _no_number(name: str):
    raise ValueError(f"{name} is no number")


DECODER = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_no_number)


def data_id(line: bytes, name: str) -> str:
    """The id in a line of ``data.jsonl``, whose content can be read."""
    value = parse(line, name)
    if (
        list(value) != DATA_COLUMNS
        or not isinstance(value["content"], str | None)
        or value["encoding"] not in ("utf-8", "base64")
    ):
        raise ValueError(f"{name} is not of the form id, content, encoding")
    _content(value)
    return record_id(value["id"])


def entry(line: bytes, name: str) -> Entry:
    """One line of the manifest, its chain value left out."""
    value = parse(unchained(line)[0], name)
    if list(value) != COLUMNS:
        raise ValueError(f"has the columns {list(value)}, but must have {COLUMNS}")
    return Entry(**{**value, "verified": _verified(value["verified"])})


def _verified(value: Any) -> Verification | None:
    if value is None:
        return None
    if not isinstance(value, dict) or list(value) != CHECKED:
        raise ValueError(f"verified is {value!r}, but must be null or have {CHECKED}")
    return Verification(**value)
