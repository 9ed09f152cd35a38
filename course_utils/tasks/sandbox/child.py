"""Runs a job in a forked child process, which can always be stopped.

Only on Linux: there numpy survives the fork of a kernel with threads, and elsewhere it
may not. The child writes JSON lines to a pipe: that it is ready, what was printed, and
the value. The system stops it when its CPU time is up, even inside a call into C; the
parent stops it by the clock. Its threads and the programs it started end with it.
"""

import contextlib
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable

from . import travel
from .names import Guard
from .outcome import ERROR, PATIENCE, Outcome
from .output import held_back, running_shell

POSSIBLE = sys.platform == "linux" and os.path.exists("/proc/self/fd")
MOST_MEMORY = 2**30  # bytes that a job may use


def run(job: Callable[[], object], seconds: float) -> Outcome:
    """Call ``job`` in a child.

    Raises BlockingIOError, and calls nothing, if there can be none.
    """
    reading, writing = os.pipe()
    try:
        child = _fork()
        if not child:
            _work(job, seconds, writing)
    finally:
        os.close(writing)
    try:
        lines, waited = _listen(reading, PATIENCE * seconds)
    finally:  # also when the learner interrupts the kernel
        os.close(reading)
        status = _end(child)
    if not lines and not waited:
        raise BlockingIOError("this system has no limits for a child process")
    printed = "".join(line["printed"] for line in lines if "printed" in line)
    if lines and "value" in lines[-1]:
        return Outcome(**lines[-1], printed=printed)
    if waited:
        return Outcome(late="waiting", printed=printed)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return Outcome(late="computing", printed=printed)
    return Outcome(ended=_last_words(status), printed=printed)


def _fork() -> int:
    with warnings.catch_warnings():  # Python warns of every fork beside threads
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _work(job: Callable[[], object], seconds: float, writing: int):
    """Everything that the child does."""

    def tell(**line):
        body = (travel.dumps(line) + "\n").encode("ascii")
        while body:
            body = body[os.write(writing, body) :]

    try:
        os.setpgid(0, 0)
        _leave_the_kernel(writing)
        _limit(seconds)
        tell(ready=True)
        with held_back(lambda piece: tell(printed=piece)), Guard() as guard:
            said = _tried(job)
        tell(**said, replaced=next(iter(guard.replaced), ""))
    finally:
        os._exit(1)  # no exit handlers: they are the kernel's


def _tried(job: Callable[[], object]) -> dict:
    try:
        return {"value": job()}
    except BaseException:
        return {"value": None, "ended": ERROR}


def _limit(seconds: float):
    """Limit CPU time and memory; the system enforces both."""
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + MOST_MEMORY
    limit = limit if most == resource.RLIM_INFINITY else min(limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _leave_the_kernel(writing: int):
    """Close all files and connections of the kernel except the pipe."""
    thread = getattr(getattr(running_shell(), "kernel", None), "iopub_thread", None)
    if thread is not None:
        thread.socket = None
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and number != writing:
            with contextlib.suppress(OSError):  # the listing's own
                os.close(number)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)


def _listen(reading: int, seconds: float) -> tuple[list[dict], bool]:
    """The lines received, up to the value, and whether time by the clock ran out."""
    end, rest, lines = time.monotonic() + seconds, b"", []
    while True:
        ready, _, _ = select.select([reading], [], [], max(0, end - time.monotonic()))
        if not ready:
            return lines, True
        piece = os.read(reading, 2**16)
        if not piece:
            return lines, False
        *whole, rest = (rest + piece).split(b"\n")
        for line in map(_read, whole):
            lines.append(line)
            if "value" in line:
                return lines, False


def _read(line: bytes) -> dict:
    """What a line says; {} if the learner's code wrote it."""
    try:
        said = travel.loads(line.decode("ascii"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    return said if isinstance(said, dict) else {}


def _end(child: int) -> int:
    """End the child and all that it started; return its status."""
    for end in (os.killpg, os.kill):  # it may not have its own group yet
        try:
            end(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    return os.waitpid(child, 0)[1]


def _last_words(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"the signal {signal.Signals(os.WTERMSIG(status)).name}"
    return "an exit of Python itself"
