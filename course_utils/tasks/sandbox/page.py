"""Runs a job in Python itself: in a browser's page, which has no threads.

Python reports each call and each jump of the job, and once its time is up, each of
these raises, again and again: a loop written in Python ends, also one that catches
every exception. Not limited: one call into C, a sleep, and memory; what they hold is the
kernel of this page alone, and Restart Kernel ends them.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator
from time import monotonic

from .names import Guard
from .outcome import ERROR, Outcome
from .output import held_back
from .thread import TimeIsUp


def run(job: Callable[[], object], seconds: float) -> Outcome:
    """Call ``job``; it ends at its first call or jump after ``seconds`` by the clock."""
    said = {"ended": ERROR}
    with held_back() as sink, Guard() as guard:
        try:
            with _limited(seconds):
                said = {"value": job()}
        except TimeIsUp:
            said = {"late": "computing"}
        except BaseException:
            said = {"ended": ERROR}
    return Outcome(
        **said, replaced=next(iter(guard.replaced), ""), printed=sink.kept
    )


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp wherever Python gets on after that time. From Python 3.12 up."""
    monitor, end, clock = sys.monitoring, monotonic() + seconds, monotonic
    tool, events = monitor.OPTIMIZER_ID, monitor.events

    def look(*_):
        if clock() > end:
            raise TimeIsUp

    monitor.use_tool_id(tool, __name__)
    for event in (events.PY_START, events.JUMP):
        monitor.register_callback(tool, event, look)
    monitor.set_events(tool, events.PY_START | events.JUMP)
    try:
        yield
    finally:
        monitor.free_tool_id(tool)
