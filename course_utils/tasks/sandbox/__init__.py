"""Runs a learner's code so that nothing it does gets out.

An answer that is called runs in a child process on Linux, where it can be ended
whatever it does: an endless loop in C, a sleep, a recursion, ``os._exit``, more memory
than there should be. What it changed, its threads and its programs end with it.

Elsewhere, and for answers that are not called, it runs in a thread. A loop in Python is
ended there too; what sleeps is left behind. A call into C that never returns holds the
kernel, and an interrupt does nothing: the kernel is ended, and Jupyter restarts it.

In a browser's page there is neither, and ``page`` says what is limited there.

The limit is CPU time, so that a busy machine takes nothing from an answer; what sleeps
has ``PATIENCE`` times as long by the clock. What it prints is kept; what it displays,
draws, logs and warns of is held back. What it replaced in numpy, the course and Python
is put back and named. Not limited: files, the network, and the memory of a thread.
"""

import sys
from collections.abc import Callable

from . import child, page, thread
from .outcome import KEPT_CHARACTERS, PATIENCE, Outcome
from .thread import GRACE, TimeIsUp

__all__ = ["GRACE", "KEPT_CHARACTERS", "PATIENCE", "Outcome", "TimeIsUp", "run"]


def run(job: Callable[[], object], seconds: float, *, apart: bool = False) -> Outcome:
    """Call ``job`` for at most ``seconds`` of CPU time.

    apart : in a child process where there is one; its value has to be able to travel.
    """
    if sys.platform == "emscripten":
        return page.run(job, seconds)
    if apart and child.POSSIBLE:
        try:
            return child.run(job, seconds)
        except BlockingIOError:  # the system gives none, or cannot limit it
            pass
    return thread.run(job, seconds)
