"""Making an archive: all of it, or none, whenever the power goes.

The files are written into ``ARCHIVE-unfinished`` and brought to the disk; then the
folder gets its name, in one step.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .croissant import description
from .reading import CROISSANT, DATA, LONGEST, MANIFEST
from .record import Record
from .seal import START, chained, link

Progress = Callable[[int], None]
"""Called with the number of records that are done."""


def make(
    records: Iterable[Record],
    archive: str | Path,
    *,
    progress: Progress | None = None,
    **about,
) -> str:
    """Write an archive of records, and return its root.

    archive : a folder that does not exist yet.
    progress : called with the number of records written so far.
    about : what ``croissant.json`` says of the whole: name, text, license, creator,
        url, date and withdrawals, as ``croissant.description`` takes them.

    Raises ValueError where the folder exists, there are no records, an id comes twice,
    or a line would be longer than can be read again; nothing is left behind.
    """
    with new_folder(Path(archive)) as folder:
        chain, hashes = _write_records(records, folder, progress)
        about.setdefault("name", Path(archive).name)
        raw = description(hashes, **about)
        _write(folder / CROISSANT, [raw])
    return link(chain, raw)


@contextlib.contextmanager
def new_folder(archive: Path) -> Iterator[Path]:
    """An unfinished folder to write into, which becomes ``archive`` at the end."""
    if os.path.lexists(archive):
        raise ValueError(f"{archive} exists already, and an archive is never changed")
    unfinished = archive.with_name(f"{archive.name}-unfinished")
    try:
        unfinished.mkdir()
    except FileExistsError:
        raise ValueError(
            f"{unfinished} is what an interrupted run has left, or another run is "
            "writing it just now; delete it if none is"
        ) from None
    except OSError as problem:
        raise _refusal(archive, problem) from None
    try:
        yield unfinished
        _to_disk(unfinished)
        os.rename(unfinished, archive)
    except BaseException as problem:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(problem, OSError):  # such as a full disk
            raise _refusal(archive, problem) from None
        raise
    _to_disk(archive.parent)


def _refusal(archive: Path, problem: OSError) -> ValueError:
    return ValueError(f"{archive} can't be made: {problem.strerror}")


def _write_records(records, folder, progress) -> tuple[str, dict[str, str]]:
    """The last chain value, and SHA-256 of both files by their names."""
    seen, chain = set(), START
    with _Hashed(folder / DATA) as data, _Hashed(folder / MANIFEST) as manifest:
        for record in records:
            if record.id in seen:
                raise ValueError(f"the id {record.id!r} stands for two records")
            seen.add(record.id)
            line, label = record.lines
            chain = link(chain, label)
            data.write(line, record.id)
            manifest.write(chained(label, chain), record.id)
            if progress:
                progress(len(seen))
    if not seen:
        raise ValueError("there is no record to archive")
    return chain, {DATA: data.sha256, MANIFEST: manifest.sha256}


class _Hashed:
    """A new file of lines, its SHA-256 known at the end."""

    def __init__(self, path: Path):
        self._digest = hashlib.sha256()
        self._file = open(path, "xb")  # noqa: SIM115 - __exit__ closes it

    def __enter__(self):
        return self

    def write(self, line: bytes, name: str) -> None:
        if len(line) >= LONGEST:
            raise ValueError(
                f"{name} is too large: a record may have {LONGEST:,} B with all that "
                "stands around it"
            )
        self._file.write(line + b"\n")
        self._digest.update(line + b"\n")

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def __exit__(self, *problem):
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


def _write(path: Path, parts: list[bytes]) -> None:
    with open(path, "xb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    """Bring a folder's list of names to the disk, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
