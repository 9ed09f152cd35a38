"""Runs a job in the interpreter itself: in a browser's page, which has no threads.

Python reports every call and jump of the job. Once its time is up each of these raises,
again and again, so a loop written in Python ends, even one that catches every
exception. Not limited: a single call into C, a sleep, and memory; they block only this
notebook's kernel, and Restart Kernel ends them.
"""

import sys
from collections.abc import Callable
from time import monotonic

from .names import Guard
from .outcome import ERROR, Outcome
from .output import held_back
from .thread import TimeIsUp


def run(job: Callable[[], object], seconds: float) -> Outcome:
    """Call ``job``; after ``seconds`` by the clock, its next call or jump ends it."""
    with held_back() as sink, Guard() as guard:
        said = _limited(job, seconds)
    return Outcome(**said, replaced=next(iter(guard.replaced), ""), printed=sink.kept)


def _limited(job: Callable[[], object], seconds: float) -> dict:
    """The outcome of the job; needs Python 3.12.

    Until the events are off, nothing here but the job may call Python code: that would
    raise too.
    """
    monitor, end, clock = sys.monitoring, monotonic() + seconds, monotonic
    tool, events = monitor.OPTIMIZER_ID, monitor.events
    either = events.PY_START | events.JUMP

    def look(*_):
        if clock() > end:
            raise TimeIsUp

    monitor.use_tool_id(tool, __name__)
    monitor.register_callback(tool, events.PY_START, look)
    monitor.register_callback(tool, events.JUMP, look)
    try:
        monitor.set_events(tool, either)
        return {"value": job()}
    except TimeIsUp:
        return {"late": "computing"}
    except BaseException:
        return {"ended": ERROR}
    finally:
        monitor.set_events(tool, 0)
        monitor.free_tool_id(tool)
