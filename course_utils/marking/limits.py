"""What a submission may use, kept by the system and by a clock of its own."""

import contextlib
import signal
from collections.abc import Iterator

from ..learning.check import LIMIT
from ..tasks.sandbox import TimeIsUp

ANSWER = LIMIT  # seconds of CPU time for looking at a function
CELL = 20.0  # seconds of CPU time for a cell
STUCK = CELL + ANSWER + 5  # seconds of CPU time after which it is ended from outside
ASLEEP = 25.0  # seconds by the clock, if hardly any of them is computed
HARDLY = 0.05
WHOLE = 300.0  # seconds by the clock for a notebook
MEMORY = 2 * 2**30  # bytes of a process
TREE = 3 * 2**30  # bytes that all of its processes hold
PROCESSES = 48  # kept by the system, unless root marks
CROWD = PROCESSES + 16  # ended from outside
FILE = 50 * 2**20  # bytes of a file, and five of them in the folders that it may write
DISK = 5 * FILE
LINE = 16_000_000  # bytes that one answer may have; a function's record is the longest
LINES = 2_000
TOTAL = 8 * LINE


def keep(isolated: bool) -> None:
    """Let the system hold a submission to what it may use."""
    hold(AS=MEMORY, CPU=int(WHOLE), FSIZE=FILE, NOFILE=256, CORE=0)
    if isolated:  # elsewhere all of a user's processes are counted
        hold(NPROC=PROCESSES)


def hold(**most: int) -> None:
    """Set limits by their names in ``resource``, without RLIMIT_."""
    import resource  # Windows has none

    for name, value in most.items():
        with contextlib.suppress(ValueError, OSError):  # a lower one holds already
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


@contextlib.contextmanager
def cpu(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp when the time is up, and again each tenth of a second."""

    def ring(*_):
        raise TimeIsUp

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.1)
    try:
        yield
    finally:
        _off()


def _off() -> None:
    try:
        signal.setitimer(signal.ITIMER_PROF, 0)
    except TimeIsUp:  # it rang on the way here
        _off()
