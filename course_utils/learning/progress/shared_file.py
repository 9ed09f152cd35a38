"""A small file that several kernels share: locked, and always replaced as a whole."""

import contextlib
import errno
import os
import random
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

PATIENCE = 10.0  # seconds to wait for another kernel
NEW = ".new"  # the suffix of a file that is still being written
BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # another kernel has the lock
DELETED_OPEN = fcntl is not None  # Windows deletes no open file


class Busy(OSError):
    """Another kernel is using the file."""


def require(path: Path):
    """OSError for a folder, pipe or device: reading it may never end."""
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise OSError(errno.EINVAL, f"this is {kind}, not a file", str(path))


def replace(path: Path, body: bytes):
    """Write a new file beside the old one, then move it into place in one step.

    A browser's drive writes a file as a whole when it is closed, and is worse at moving
    files: every open tab of the course would make the move.
    """
    if sys.platform == "emscripten":
        path.write_bytes(body)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=NEW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        _move(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _move(name: str, path: Path):
    """Windows refuses while a virus scanner or a sync client has the old file open."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return os.replace(name, path)
        except PermissionError:
            if fcntl or time.monotonic() > end:
                raise
        _pause()


def _pause():
    """Wait a short, random time, so that all waiting kernels get their turn."""
    time.sleep(random.uniform(0.0005, 0.003))


@contextlib.contextmanager
def lock(path: Path) -> Iterator[None]:
    """Wait for the lock; the system frees it even if a kernel is killed."""
    end = time.monotonic() + PATIENCE
    while True:
        with open(path, "a+b") as file:
            held = _wait_for_lock(file, end)
            if held and not _still_there(file, path):
                continue  # deleted by another kernel: it keeps nobody out
            try:
                yield
            finally:
                if held and fcntl is None:
                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
            return


def _still_there(file, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except FileNotFoundError:
        return False


def _wait_for_lock(file, end: float) -> bool:
    """Whether the lock is held; False on a disk that has no locks."""
    while True:
        try:
            _take_lock(file)
            return True
        except OSError as problem:
            if problem.errno not in BUSY:
                return False
        if time.monotonic() > end:
            raise Busy(errno.EAGAIN, "another kernel holds the progress file")
        _pause()


def _take_lock(file):
    if fcntl is None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    elif hasattr(fcntl, "flock"):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:  # a browser's page
        raise OSError(errno.ENOTSUP, "this system has no locks")
