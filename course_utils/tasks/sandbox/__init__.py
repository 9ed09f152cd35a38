"""Runs a learner's code so that nothing it does has an effect outside.

On Linux, an answer that is called runs in a child process, which can always be stopped:
in an endless loop in C, a sleep, a recursion, ``os._exit``, or with too much memory in
use. What it changed, its threads and the programs it started end with it.

Elsewhere, and for answers that are not called, it runs in a thread. A loop in Python is
stopped there too; a sleep is left running. A call into C that never returns blocks the
kernel, and an interrupt does nothing: the kernel is killed, and Jupyter restarts it.

In a browser there are neither; ``page`` says what is limited there.

The limit is CPU time, so that an answer loses nothing on a busy machine; code that
sleeps has ``PATIENCE`` times as long by the clock. What it prints is kept; displays,
figures, logs and warnings are suppressed. Names that it replaced in numpy, the course
and Python are restored and reported. Not limited: files, the network, and the memory of
a thread.
"""

import sys
from collections.abc import Callable

from . import child, page, thread
from .outcome import KEPT_CHARACTERS, PATIENCE, Outcome
from .thread import GRACE, TimeIsUp

__all__ = ["GRACE", "KEPT_CHARACTERS", "PATIENCE", "Outcome", "TimeIsUp", "run"]


def run(job: Callable[[], object], seconds: float, *, apart: bool = False) -> Outcome:
    """Call ``job`` for at most ``seconds`` of CPU time.

    apart : in a child process if there can be one; ``travel`` must know its value.
    """
    if sys.platform == "emscripten":
        return page.run(job, seconds)
    if apart and child.POSSIBLE:
        try:
            return child.run(job, seconds)
        except BlockingIOError:  # the system allows none, or cannot limit it
            pass
    return thread.run(job, seconds)
