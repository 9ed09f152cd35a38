"""The result of a job in the sandbox."""

from dataclasses import dataclass

KEPT_CHARACTERS = 300
PATIENCE = 10  # seconds by the clock for each second of CPU time

ERROR = "an error that cannot be shown"


@dataclass(frozen=True)
class Outcome:
    """A value, or the reason why there is none.

    late : "computing" or "waiting" if time ran out, else "".
    left_running : it could not be stopped.
    ended : what ended it without a value, in words, else "".
    replaced : the name in numpy, the course or Python that it replaced, else "".
    printed : the beginning of what it printed, without warnings and other errors.
    """

    value: object = None
    late: str = ""
    left_running: bool = False
    ended: str = ""
    replaced: str = ""
    printed: str = ""
