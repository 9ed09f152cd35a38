"""A learner's own files as records: one file, one record, any file as bytes."""

import os
from collections.abc import Iterator
from pathlib import Path

from .reading import plain_file, whole
from .record import Label, Record

HUMAN = "human"


def folder_records(folder: str | Path, label: Label | None = None) -> Iterator[Record]:
    """The files below a folder, by their paths in it, all with the same label.

    Links, files that can't be read, and a folder without files are refused by name.
    """
    return files_as_records(files(Path(folder)), label or Label())


def files_as_records(found: dict[str, Path], label: Label) -> Iterator[Record]:
    """Files that ``files`` has found, read one by one."""
    return (Record(id, whole(path), **vars(label)) for id, path in found.items())


def files(folder: Path) -> dict[str, Path]:
    """Path in the folder, with / -> file, in the order of the names."""
    if folder.is_symlink() or not folder.is_dir():
        raise ValueError(f"{folder} is not a folder")
    found = {}
    for where, folders, names in os.walk(folder, onerror=_unreadable):
        for name in [*folders, *names]:
            path = Path(where, name)
            if path.is_symlink():
                raise ValueError(f"{path} is a link; archive what it leads to")
        for name in names:
            path = plain_file(Path(where, name))
            found[_name(path, folder)] = path
    if not found:
        raise ValueError(f"{folder} is empty: there is no file to archive")
    return dict(sorted(found.items()))


def told(license=None, source=None, made_by=None) -> Label:
    """The label of files of which this is told; *human* is nobody's default.

    made_by : "human", or the name of the model that wrote them.
    """
    if made_by == HUMAN:
        return Label(kind=HUMAN, license=license, source=source)
    kind = "synthetic" if made_by else "unknown"
    return Label(kind=kind, license=license, source=source, made_by=made_by)


def _name(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    if not name.isprintable():
        raise ValueError(f"{str(path)!r} has a name that can't be written as text")
    return name


def _unreadable(problem: OSError):
    raise ValueError(f"{problem.filename} can't be read: {problem.strerror}") from None
