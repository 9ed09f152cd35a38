"""Keeps the learner's progress in one small file, outside the repository.

Every change reads the file anew, changes one entry and puts a finished file in the
old one's place, all under a lock: two kernels at once lose nothing, and a crash leaves
the old file or the new one. A file that is damaged, not ours, or from a newer version
is renamed, never overwritten. Where nothing can be written, the kernel's memory serves,
and what it holds goes into the file as soon as that can be written again.

COURSE_PROGRESS_FILE names another file; ``:memory:`` keeps nothing at all, and under
pytest (nbval too) that is the rule, so that no test touches a learner's file.
"""

import contextlib
import copy
import datetime
import errno
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
BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # another kernel has the lock
Change = Callable[[dict], None]


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
    """One progress file, or none (``path`` None): then this kernel's memory.

    A change that the file does not take is made in memory, and once more in the file
    with the next change that it takes.
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
        """The record as it stands, a copy."""
        if self.path is None or self.behind:
            return copy.deepcopy(self._memory)
        try:
            return self._locked(self._load) if self.path.exists() else blank()
        except OSError:
            return self._glance()

    def update(self, change: Change) -> dict:
        """Let ``change`` alter the record, and keep it; returns the record.

        Raises ValueError, and keeps the record as it was, where the result is none.
        """
        if self.path is None:
            self._memory = _changed(self._memory, [change])
            return copy.deepcopy(self._memory)

        def rewrite() -> dict:
            data = _changed(self._load(), [*self._unwritten, change])
            _replace(self.path, data)
            return data

        try:
            data = self._locked(rewrite)
        except OSError as problem:
            return self._remember(change, problem)
        self._unwritten.clear()
        return data

    def forget(self) -> None:
        """Delete the file. Raises OSError where it cannot be, and keeps all."""
        if self.path is not None and self.path.exists():
            self._locked(lambda: self.path.unlink(missing_ok=True))
        self._memory = blank()
        self._unwritten.clear()

    def news(self) -> list[str]:
        """What the learner has not been told yet; each sentence comes once."""
        news, self._news = self._news, []
        return news

    def _locked(self, work: Callable[[], dict | None]) -> dict | None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _lock(self.path.with_name(self.path.name + ".lock")):
            return work()

    def _remember(self, change: Change, problem: OSError) -> dict:
        """Make the change in memory, and say so."""
        seen = self._memory if self.behind else self._glance()
        self._memory = _changed(seen, [change])
        self._unwritten.append(change)
        sentence = (
            "Your progress cannot be kept on this computer "
            f"({problem.strerror or problem}). It lasts until the kernel stops; "
            "`progress.code()` gives a code to take with you."
        )
        if sentence not in self._memory["notices"]:
            self._memory["notices"].append(sentence)
            self._news.append(sentence)
        return copy.deepcopy(self._memory)

    def _glance(self) -> dict:
        """The file's record, read without the lock; blank where none can be read."""
        try:
            return self._parsed()
        except (OSError, ValueError, RecursionError):
            return blank()

    def _parsed(self) -> dict:
        return validate(json.loads(self.path.read_bytes().decode("utf-8")))

    def _load(self) -> dict:
        """The file's record; a file that is none is renamed first. Needs the lock."""
        if not self.path.exists():
            return blank()
        try:
            return self._parsed()
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


def _changed(data: dict, changes: list[Change]) -> dict:
    """The record after the changes, as a file would give it back."""
    data = copy.deepcopy(data)
    for change in changes:
        change(data)
    try:
        return validate(json.loads(json.dumps(data, allow_nan=False)))
    except Foreign:
        raise ValueError(
            "a change was refused: with it the progress file could not be read again"
        ) from None


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
        held = _wait_for_lock(file)
        try:
            yield
        finally:
            if held and fcntl is None:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _wait_for_lock(file) -> bool:
    """Whether the lock is held; a disk that knows no locks has to do without."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _take_lock(file)
            return True
        except OSError as problem:
            if problem.errno not in BUSY:
                return False
        if time.monotonic() > end:
            raise OSError("another kernel holds the progress file")
        time.sleep(0.01)


def _take_lock(file):
    if fcntl is None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
