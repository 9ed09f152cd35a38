"""Runs a learner's code so that nothing it does gets out.

It runs in a thread of its own, so that it works inside a Jupyter kernel on every
system, where signals do not. What it prints is kept back; what it raises, SystemExit
too, is returned; at the time limit an exception is sent into the thread, again and
again for half a second, which ends a loop written in Python.

What cannot be stopped: one call into C that never returns and keeps the interpreter
to itself (``sum(itertools.count())``) holds the kernel until it is interrupted or
restarted; a call that sleeps, or code that catches every exception for ever, is left
behind, running, and the check goes on without it; ``os._exit`` ends the kernel.
"""

import builtins
import contextlib
import ctypes
import io
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

GRACE = 0.5
KEPT_CHARACTERS = 300


class TimeIsUp(BaseException):
    """Sent into a thread that took too long; not an Exception, so few catch it."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job: a value, or an error, or neither because time was up.

    printed : the beginning of what it printed, without warnings and other errors.
    """

    value: object = None
    error: BaseException | None = None
    late: bool = False
    left_running: bool = False
    printed: str = ""


class Sink(io.TextIOBase):
    """Takes any amount of text and keeps the beginning."""

    def __init__(self):
        self.kept = ""

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what fits; return the number of characters taken."""
        if len(self.kept) < KEPT_CHARACTERS:
            self.kept += text[: KEPT_CHARACTERS - len(self.kept)]
        return len(text)


def run(job: Callable[[], object], seconds: float) -> Outcome:
    """Call ``job`` and come back after ``seconds`` and the grace at the latest."""
    ended = {}

    def work():
        try:
            ended["value"] = job()
        except BaseException as error:
            ended["error"] = error

    worker = threading.Thread(target=work, daemon=True)
    late = False
    with _silence() as sink:
        try:
            worker.start()
            worker.join(seconds)
            late = worker.is_alive()
        finally:  # also where the learner interrupts the kernel
            _stop(worker)
    late = late or isinstance(ended.get("error"), TimeIsUp)
    if late:
        left = worker.is_alive()
        return Outcome(late=True, left_running=left, printed=sink.kept)
    return Outcome(ended.get("value"), ended.get("error"), printed=sink.kept)


def _stop(worker: threading.Thread):
    send = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end = time.monotonic() + GRACE
    while worker.is_alive() and time.monotonic() < end:
        send(ctypes.c_ulong(worker.ident), ctypes.py_object(TimeIsUp))
        worker.join(0.01)


@contextlib.contextmanager
def _silence():
    sink, asked = Sink(), builtins.input
    builtins.input = _no_input
    try:
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(Sink()):
            yield sink
    finally:
        builtins.input = asked


def _no_input(prompt=""):
    raise EOFError("an answer cannot ask for input while it is checked")
