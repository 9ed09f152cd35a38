"""Runs a job in a thread: inside a Jupyter kernel on every system.

At the time limit an exception is sent into the thread, again and again for half a
second, which ends a loop written in Python. A call that sleeps, or code that catches
every exception for ever, is left running. A call into C that never releases the
interpreter blocks everything; then a watchdog that needs no Python kills the kernel.
"""

import contextlib
import ctypes
import faulthandler
import os
import threading
from collections.abc import Callable, Iterator
from time import monotonic, process_time

from .names import Guard
from .outcome import ERROR, PATIENCE, Outcome
from .output import held_back

GRACE = 0.5
STEP = 0.02
HELD = 20.0  # seconds past every limit after which the interpreter is given up


class TimeIsUp(BaseException):
    """Sent into a thread that took too long; not an Exception, so few catch it."""


def run(job: Callable[[], object], seconds: float) -> Outcome:
    """Call ``job``; return when its time and the grace are up, at the latest."""
    ended, running = {}, threading.Lock()

    def work():
        with contextlib.suppress(TimeIsUp):  # sent a moment too late
            try:
                ended["value"] = job()
            except BaseException as error:
                ended["error"] = error
            finally:
                guard.restore()
                ended["cleanly"] = True
                running.release()

    worker = threading.Thread(target=work, daemon=True)
    late = ""
    with _watched(PATIENCE * seconds + GRACE + HELD), held_back() as sink:
        guard = Guard()
        try:
            running.acquire()
            worker.start()
            late = _wait(running, seconds)
        finally:  # also when the learner interrupts the kernel
            if "cleanly" not in ended:
                guard.restore()  # stopping needs Python as it was
                _stop(worker)
                guard.restore()
    if not late and isinstance(ended.get("error"), TimeIsUp):
        late = "computing"
    return Outcome(
        value=None if late else ended.get("value"),
        late=late,
        left_running=worker.is_alive(),
        ended="" if late or "value" in ended else ERROR,
        replaced=next(iter(guard.replaced), ""),
        printed=sink.kept,
    )


@contextlib.contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """Kill the process if Python makes no progress within that time."""
    with open(os.devnull, "w", encoding="ascii") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _wait(running, seconds: float) -> str:
    """Wait until the lock is free or time is up; which limit was reached, or "".

    Calls nothing that is written in Python: the job may have replaced what that needs.
    """
    computed, begun = process_time(), monotonic()
    while not running.acquire(timeout=STEP):
        if process_time() - computed > seconds:
            return "computing"
        if monotonic() - begun > PATIENCE * seconds:
            return "waiting"
    return ""


def _stop(worker: threading.Thread):
    send = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end = monotonic() + GRACE
    while worker.is_alive() and monotonic() < end:
        send(ctypes.c_ulong(worker.ident), ctypes.py_object(TimeIsUp))
        worker.join(0.01)
