"""The class is the Monte Carlo: each seat prints a line, the teacher collects them.

Lines travel by chat, board or paper; no server is needed. Leaves out names on purpose
where a seat number does.
"""

import math
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


def preferences(
    text: str, names: tuple[str, str] = ("the early writer", "the late writer")
) -> str:
    """What a class preferred in its blind pairs, from lines "seat 7 | late_of_10 = 6".

    Raises ValueError for other lines, a count outside its pairs, and no lines.
    """
    lines = collect(text).values()
    pairs = late = 0
    for line in lines:
        of = re.fullmatch(r"late_of_(\d{1,3})", line.what)
        if not of or line.value not in range(int(of[1]) + 1):
            raise ValueError(
                f"{line!r} is not a line such as 'seat 7 | late_of_10 = 6'"
            )
        pairs, late = pairs + int(of[1]), late + int(line.value)
    if not pairs:
        raise ValueError(f"{len(lines)} lines hold 0 pairs, but at least 1 is needed")
    seats = "1 seat" if len(lines) == 1 else f"{len(lines)} seats"
    return preference(seats, late, pairs, names)


def preference(who: str, late: int, pairs: int, names: tuple[str, str]) -> str:
    """A sentence: the writer preferred more often, and how often a coin would do so.

    names : of the early and the late writer. The coin may prefer either.
    """
    often = max(late, pairs - late)
    if 2 * often == pairs:
        return f"{who} preferred neither writer: each in {often} of {pairs} pairs."
    chance = 2 * at_least(often, pairs)
    coin = "less than 0.01 %" if chance < 1e-4 else f"{100 * chance:.2g} %"
    return (
        f"{who} preferred {names[late == often]} in {often} of {pairs} pairs. Flips of "
        f"a coin prefer one writer or the other {often} times or more in {coin} of all "
        "such rounds."
    )


def at_least(heads: int, flips: int) -> float:
    """Probability of at least so many heads in so many flips of a fair coin."""
    return sum(math.comb(flips, k) for k in range(heads, flips + 1)) / 2**flips
