"""The class is the Monte Carlo: each seat prints a line, the teacher collects them.

Lines travel by chat, board or paper; no server is needed. Leaves out names on purpose
where a seat number does.
"""

import re
from dataclasses import dataclass

LINE = re.compile(
    r"seat\s+(\d+)\s*\|\s*(\w+)\s*=\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$"
)


@dataclass(frozen=True)
class Line:
    """What one seat measured; prints as a line to copy."""

    seat: int
    what: str
    value: float

    def __repr__(self) -> str:
        return f"seat {self.seat} | {self.what} = {self.value:.6g}"


def collect(text: str) -> dict[int, Line]:
    """Seat -> Line, from lines pasted in any order; the last line of a seat counts.

    Empty lines pass. Raises ValueError with a line that cannot be read, or where lines
    measure different things.
    """
    lines = {}
    for row in filter(None, map(str.strip, text.splitlines())):
        found = LINE.match(row)
        if not found:
            raise ValueError(
                f"{row!r} is not a line such as 'seat 7 | generations = 3'"
            )
        seat, what, value = found.groups()
        lines[int(seat)] = Line(int(seat), what, float(value))
    kinds = sorted({line.what for line in lines.values()})
    if len(kinds) > 1:
        raise ValueError(f"the lines measure {', '.join(kinds)}; collect one at a time")
    return lines
