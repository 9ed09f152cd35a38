"""Keeps the learner's progress in one small file, outside the repository.

Every change reads the file anew, changes one entry and puts a finished file in the
old one's place, all under a lock: two kernels at once lose nothing, and a crash leaves
the old file or the new one. A file that is damaged, not ours, or from a newer version
is renamed, never overwritten. Where nothing can be written, the kernel's memory serves.

COURSE_PROGRESS_FILE names another file; ``:memory:`` keeps nothing at all, and under
pytest (nbval too) that is the rule, so that no test touches a learner's file.
"""

import contextlib
import copy
import datetime
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from .record import Foreign, blank, blank_exercise, validate

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

__all__ = ["Store", "blank_exercise", "current", "data_folder"]

MEMORY = ":memory:"
VARIABLE = "COURSE_PROGRESS_FILE"
PATIENCE = 5.0  # seconds to wait for another kernel's lock


def data_folder() -> Path:
    """Where this system keeps the data of a user's programs; ours is a folder in it."""
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
    named = os.environ.get(VARIABLE)
    tested = {"PYTEST_VERSION", "PYTEST_CURRENT_TEST"} & set(os.environ)
    if not named and tested:
        named = MEMORY
    if not named:
        try:
            named = str(data_folder() / "progress.json")
        except RuntimeError:  # no home folder
            named = MEMORY
    return _store(named)


@cache
def _store(named: str) -> "Store":
    return Store(None if named == MEMORY else Path(named))


class Store:
    """One progress file, or none (``path`` None): then this kernel's memory."""

    def __init__(self, path: Path | None):
        self.path = path
        self._memory = blank()
        self._news: list[str] = []

    def read(self) -> dict:
        """The record as it stands, a copy."""
        if self.path is None or not self.path.exists():
            return copy.deepcopy(self._memory)
        return self._locked(self._load)

    def update(self, change: Callable[[dict], None]) -> dict:
        """Let ``change`` alter the record, and keep it; returns the record."""

        def rewrite() -> dict:
            data = self._load()
            change(data)
            _replace(self.path, data)
            return data

        if self.path is None:
            change(self._memory)
            return copy.deepcopy(self._memory)
        return self._locked(rewrite, change)

    def forget(self) -> None:
        """Delete the file."""

        def remove() -> dict:
            self.path.unlink(missing_ok=True)
            return blank()

        self._memory = blank()
        if self.path is not None and self.path.exists():
            self._locked(remove)

    def news(self) -> list[str]:
        """What the learner has not been told yet; each sentence comes once."""
        news, self._news = self._news, []
        return news

    def _locked(self, work: Callable[[], dict], change=None) -> dict:
        """Do the work under the lock; in memory, and say so, where disks refuse."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _lock(self.path.with_name(self.path.name + ".lock")):
                return work()
        except OSError as problem:
            sentence = (
                "Your progress cannot be kept on this computer "
                f"({problem.strerror or problem}). It lasts until the kernel stops; "
                "`progress.code()` gives a code to take with you."
            )
            if sentence not in self._memory["notices"]:
                self._memory["notices"].append(sentence)
                self._news.append(sentence)
            if change:
                change(self._memory)
            return copy.deepcopy(self._memory)

    def _load(self) -> dict:
        """The file's record; a file that is none is renamed first. Needs the lock."""
        if not self.path.exists():
            return copy.deepcopy(self._memory)
        try:
            return validate(json.loads(self.path.read_bytes().decode("utf-8")))
        except Foreign as problem:
            reason = str(problem)
        except (ValueError, RecursionError):
            reason = "it is damaged"
        return self._set_aside(reason)

    def _set_aside(self, reason: str) -> dict:
        now = datetime.datetime.now()
        name = f"{self.path.stem}_set_aside_{now:%Y-%m-%d_%H%M%S_%f}{self.path.suffix}"
        self.path.rename(self.path.with_name(name))
        sentence = (
            f"Your progress file could not be used: {reason}. It was renamed to "
            f"{name}, "
            "in the same folder, and a new one was begun."
        )
        self._news.append(sentence)
        data = blank()
        data["notices"].append(sentence)
        _replace(self.path, data)
        return data


def _replace(path: Path, data: dict):
    """Write beside the file, then move into its place in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1, allow_nan=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Wait for the lock; the system frees it, even where a kernel is killed."""
    with open(path, "a+b") as file:
        end = time.monotonic() + PATIENCE
        while not _try_lock(file):
            if time.monotonic() > end:
                raise OSError("another kernel holds the progress file")
            time.sleep(0.01)
        try:
            yield
        finally:
            if fcntl is None:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _try_lock(file) -> bool:
    try:
        if fcntl is None:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
