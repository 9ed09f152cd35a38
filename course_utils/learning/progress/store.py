"""Keeps the learner's progress in one small file, outside the repository.

Every change reads the file again, changes one entry and replaces the old file by a
finished one, all under a lock: two kernels at once lose nothing, and a crash leaves the
old file or the new one. A file that is damaged, not ours, or from a newer version is
renamed, never overwritten; a symbolic link stays a link. If the file cannot be written,
changes are kept in the kernel's memory, and go into the file as soon as it can be
written again.

COURSE_PROGRESS_FILE names another file; ~ is the home folder, and a relative path
starts at ``data_folder()``. ``:memory:`` writes no file; it is the default under pytest
(nbval too), so that no test touches a learner's file.
"""

import contextlib
import copy
import datetime
import json
import os
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from . import shared_file
from .record import (
    LARGEST,
    Foreign,
    blank,
    blank_exercise,
    packed,
    too_large,
    validate,
)

__all__ = ["Store", "blank_exercise", "current", "data_folder"]

MEMORY = ":memory:"
VARIABLE = "COURSE_PROGRESS_FILE"
SIDE = "_set_aside_"
LOCK = ".lock"
Change = Callable[[dict], None]


def data_folder() -> Path:
    """The course's folder, where this system keeps the data of a user's programs."""
    home = Path.home()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"
    return Path(base) / "model-collapse-course"


def current() -> "Store":
    """The store that this kernel uses."""
    named = os.environ.get(VARIABLE, "").strip()
    tested = {"PYTEST_VERSION", "PYTEST_CURRENT_TEST"} & set(os.environ)
    if not named and tested:
        named = MEMORY
    try:
        return _store(None if named == MEMORY else _place(named or "progress.json"))
    except RuntimeError:  # no home folder
        return _store(None)


def _place(named: str) -> Path:
    """The file of a name; RuntimeError if it needs a home folder and there is none."""
    path = Path(os.path.expandvars(named)).expanduser()
    return path if path.is_absolute() else data_folder() / path


@cache
def _store(path: Path | None) -> "Store":
    return Store(path)


class Store:
    """One progress file, or this kernel's memory if ``path`` is None.

    A change that cannot be written is made in memory, and goes into the file with the
    next change that can.
    """

    def __init__(self, path: Path | None):
        self.path = path
        self._memory = blank()
        self._unwritten: list[Change] = []
        self._news: list[str] = []
        self.seats_of_cards: dict[str, int] = {}  # the last ones, in this kernel

    @property
    def behind(self) -> bool:
        """Whether the file lacks a change of this kernel."""
        return bool(self._unwritten)

    def read(self) -> dict:
        """A copy of the present record."""
        if self.path is None or self.behind:
            return copy.deepcopy(self._memory)
        try:
            return self._locked(self._load) if self._file.exists() else blank()
        except OSError:
            return self._glance()

    def update(self, change: Change) -> dict:
        """Let ``change`` alter the record, and keep it; return the record.

        Raises ValueError, and keeps the record as it was, if the result is not valid.
        """
        if self.path is None:
            self._memory = _changed(self._memory, [change])
            return copy.deepcopy(self._memory)

        def rewrite() -> dict:
            data = _changed(self._load(), [*self._unwritten, change])
            shared_file.replace(self._file, packed(data))
            return data

        try:
            data = self._locked(rewrite)
        except OSError as problem:
            return self._remember(change, problem)
        self._unwritten.clear()
        return data

    def forget(self) -> None:
        """Delete the file and everything that was put beside it.

        Raises OSError if something cannot be deleted; that is still there.
        """
        if self.path is not None and self._traces():
            self._locked(self._delete)
            if not shared_file.DELETED_OPEN:
                with contextlib.suppress(OSError):
                    self._lock_file.unlink()
        self._memory = blank()
        self._unwritten.clear()

    def news(self) -> list[str]:
        """What the learner has not been told yet; each sentence comes once."""
        news, self._news = self._news, []
        return news

    @property
    def _file(self) -> Path:
        """The file itself, even if the path is a link to it."""
        return Path(os.path.realpath(self.path))

    @property
    def _lock_file(self) -> Path:
        return self._file.with_name(self._file.name + LOCK)

    def _locked(self, work: Callable[[], dict | None]) -> dict | None:
        for path in (self._file, self._lock_file):
            shared_file.require(path)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with shared_file.lock(self._lock_file):
            return work()

    def _traces(self) -> list[Path]:
        """All files of ours: the record, unfinished writes, files set aside, the lock.

        The lock comes last: the others are deleted under it.
        """
        file = self._file
        beside = re.compile(
            rf"{re.escape(file.name)}\w{{8}}{shared_file.NEW}"
            rf"|{re.escape(file.stem)}{SIDE}[\d_-]+{re.escape(file.suffix)}"
        )
        folder = file.parent.iterdir() if file.parent.is_dir() else []
        every = [file, *filter(lambda path: beside.fullmatch(path.name), folder)]
        return [path for path in (*every, self._lock_file) if path.is_file()]

    def _delete(self) -> None:
        for path in self._traces():
            if shared_file.DELETED_OPEN or path != self._lock_file:
                path.unlink(missing_ok=True)

    def _remember(self, change: Change, problem: OSError) -> dict:
        """Make the change in memory, and say so."""
        seen = self._memory if self.behind else self._glance()
        self._memory = _changed(seen, [change])
        self._unwritten.append(change)
        sentence = (
            f"{_complaint(problem)}. It lasts until the kernel stops; "
            "`progress.code()` gives a code to take with you."
        )
        if sentence not in self._memory["notices"]:
            self._memory["notices"].append(sentence)
            self._news.append(sentence)
        return copy.deepcopy(self._memory)

    def _glance(self) -> dict:
        """The file's record, read without the lock; blank if none can be read."""
        try:
            shared_file.require(self._file)
            return self._parsed()
        except (OSError, ValueError, RecursionError):
            return blank()

    def _parsed(self) -> dict:
        if (size := self._file.stat().st_size) > LARGEST:
            raise Foreign(too_large(size))
        return validate(json.loads(self._file.read_bytes().decode("utf-8")))

    def _load(self) -> dict:
        """The file's record; a file without one is renamed first. Needs the lock."""
        if not self._file.exists():
            return blank()
        try:
            return self._parsed()
        except Foreign as problem:
            reason = str(problem)
        except (ValueError, RecursionError):
            reason = "it is damaged"
        return self._set_aside(reason)

    def _set_aside(self, reason: str) -> dict:
        now, file = datetime.datetime.now(), self._file
        aside = f"{file.stem}{SIDE}{now:%Y-%m-%d_%H%M%S_%f}{file.suffix}"
        file.rename(file.with_name(aside))
        sentence = (
            f"Your progress file could not be used: {reason}. It was renamed to "
            f"{readable(aside)}, in the same folder, and a new one was started."
        )
        self._news.append(sentence)
        data = blank()
        data["notices"].append(sentence)
        shared_file.replace(self._file, packed(data))
        return data


def _changed(data: dict, changes: list[Change]) -> dict:
    """The record after the changes, as a file would give it back."""
    data = copy.deepcopy(data)
    for change in changes:
        change(data)
    try:
        return validate(json.loads(json.dumps(data, allow_nan=False)))
    except Foreign as problem:
        raise ValueError(
            "a change was refused: it would make the progress file unreadable "
            f"({problem})"
        ) from None


def readable(name) -> str:
    """A file's name for print; letters that this system cannot read become �."""
    return os.fsencode(name).decode("utf-8", "replace")


def _complaint(problem: OSError) -> str:
    """Why a change is in this kernel's memory only, without the last full stop."""
    if isinstance(problem, shared_file.Busy):
        return (
            "This is not in your progress file yet, because another kernel is using "
            "it; it will be added with the next change"
        )
    reason = problem.strerror or str(problem)
    where = f": {readable(problem.filename)}" if problem.filename else ""
    return f"Your progress cannot be kept on this computer ({reason}{where})"
