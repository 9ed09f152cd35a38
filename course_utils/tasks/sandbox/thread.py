"""Runs a job in a thread: inside a Jupyter kernel on every system.

At the time limit an exception is sent into the thread, again and again for half a
second, which ends a loop written in Python. A call that sleeps, or code that catches
every exception for ever, is left behind, running.
"""

import ctypes
import threading
import time
from collections.abc import Callable

from .names import guarded
from .outcome import PATIENCE, Outcome
from .output import held_back

GRACE = 0.5
STEP = 0.02


class TimeIsUp(BaseException):
    """Sent into a thread that took too long; not an Exception, so few catch it."""


def run(job: Callable[[], object], seconds: float) -> Outcome:
    """Call ``job``; come back when its time is up, and the grace, at the latest."""
    ended = {}

    def work():
        try:
            ended["value"] = job()
        except BaseException as error:
            ended["error"] = error

    worker = threading.Thread(target=work, daemon=True)
    late = ""
    with held_back() as sink, guarded() as replaced:
        try:
            worker.start()
            late = _wait(worker, seconds)
        finally:  # also where the learner interrupts the kernel
            _stop(worker)
    if not late and isinstance(ended.get("error"), TimeIsUp):
        late = "computing"
    return Outcome(
        value=None if late else ended.get("value"),
        late=late,
        left_running=worker.is_alive(),
        ended="" if late or "value" in ended else "an error",
        replaced=next(iter(replaced), ""),
        printed=sink.kept,
    )


def _wait(worker: threading.Thread, seconds: float) -> str:
    """Until it is done or its time is up; which time was up, or ""."""
    computed, begun = time.process_time(), time.monotonic()
    while worker.is_alive():
        worker.join(STEP)
        if not worker.is_alive():
            return ""
        if time.process_time() - computed > seconds:
            return "computing"
        if time.monotonic() - begun > PATIENCE * seconds:
            return "waiting"
    return ""


def _stop(worker: threading.Thread):
    send = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end = time.monotonic() + GRACE
    while worker.is_alive() and time.monotonic() < end:
        send(ctypes.c_ulong(worker.ident), ctypes.py_object(TimeIsUp))
        worker.join(0.01)
