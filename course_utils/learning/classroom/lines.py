"""The class is the Monte Carlo: each seat prints a line, the teacher collects them.

Lines travel by chat, board or paper; no server is needed. They deliberately
carry no names: a seat number is enough.
"""

import math
import re
from collections import Counter
from collections.abc import Callable

from ..line import Line, Skipped, formatted, read
from .gather import LISTED, listed

LATE = re.compile(r"late_of_(\d{1,3})", re.IGNORECASE)


class Collected(dict):
    """Seat -> Line, the last one of each seat; shows what was left out, too.

    skipped : what was not read, and why.
    doubled : seat -> all of its lines, for seats that sent more than one.
    """

    def __init__(self, lines: list[Line], skipped: list[Skipped]):
        super().__init__((line.seat, line) for line in lines)
        self.skipped, self.doubled = skipped, {}
        counts = Counter(line.seat for line in lines)
        for line in lines:
            if counts[line.seat] > 1:
                self.doubled.setdefault(line.seat, []).append(line)

    @property
    def report(self) -> str:
        """What was skipped and what came twice; empty if all was read once."""
        twice = [
            f"seat {seat}: {', then '.join(_values(lines))}"
            for seat, lines in self.doubled.items()
        ]
        skipped = listed("Skipped", list(map(repr, self.skipped)))
        return "\n".join(skipped + listed("Sent again, the last line counts", twice))

    def __repr__(self) -> str:
        return "\n".join(filter(None, [*map(repr, self.values()), self.report]))


def collect(text: str, what: str | None = None) -> Collected:
    """Seat -> Line, from lines anywhere in a pasted chat; a seat's last line counts.

    what : the key to collect; if None, what most lines measure.

    Prints what it skipped and why, and which seats sent more than one line. Raises
    ValueError if no measurement has a majority of the lines.
    """
    rows, skipped = read(text)
    if what is None:
        most = _most([_kind(line) for _, line in rows])
        return _sift(rows, skipped, lambda line: _kind(line) == most and line, most)
    return _sift(rows, skipped, lambda line: line.only(what), what)


def preferences(
    text: str, names: tuple[str, str] = ("the early writer", "the late writer")
) -> str:
    """What a class preferred in its blind pairs, from lines "seat 7 | late_of_10 = 6".

    Prints what it skipped. Raises ValueError if there are no such lines.
    """
    rows, skipped = read(text)
    counts = [line for _, line in rows if _is_count(line)]
    if rows and not counts:
        raise ValueError(
            f"{rows[0][1]!r} is not a line such as 'seat 7 | late_of_10 = 6'"
        )
    what = _most([_kind(line) for line in counts])
    lines = _sift(rows, skipped, lambda line: _is_count(line) and line.only(what), what)
    pairs = sum(int(LATE.fullmatch(line.what)[1]) for line in lines.values())
    if not pairs:
        raise ValueError(f"{len(lines)} lines hold 0 pairs, but at least 1 is needed")
    seats = "1 seat" if len(lines) == 1 else f"{len(lines)} seats"
    late = sum(int(line.value) for line in lines.values())
    return preference(seats, late, pairs, names)


def _sift(
    rows: list[tuple[int, Line]],
    skipped: list[Skipped],
    keep: Callable[[Line], Line | None],
    what: str,
) -> Collected:
    """What ``keep`` takes of the lines; the rest is skipped. Prints the report."""
    sifted = [(row, line, keep(line)) for row, line in rows]
    others = [
        Skipped(row, repr(line), f"no {what} to collect")
        for row, line, kept in sifted
        if not kept
    ]
    found = Collected(
        [kept for *_, kept in sifted if kept],
        sorted(skipped + others, key=lambda one: one.row),
    )
    if found.report:
        print(found.report)
    return found


def _kind(line: Line) -> str:
    """What a line measures, in lower case; states belong to exercises."""
    return line.what.lower() if isinstance(line.value, float) else "exercises"


def _most(kinds: list[str]) -> str:
    """The kind of most lines."""
    counts = Counter(kinds).most_common()
    if len(counts) > 1 and 2 * counts[0][1] <= len(kinds):
        names = ", ".join(sorted(name for name, _ in counts[:LISTED]))
        raise ValueError(
            f"the lines measure {names}; collect one at a time: "
            f"collect(text, {counts[0][0]!r})"
        )
    return counts[0][0] if counts else "line"


def _is_count(line: Line) -> bool:
    """Whether it says how many of a seat's pairs went to the late writer."""
    of = LATE.fullmatch(line.what)
    return bool(of) and line.value in range(int(of[1]) + 1)


def _values(lines: list[Line]) -> list[str]:
    """The last values that a seat sent."""
    return [formatted(line.value) for line in lines[-LISTED:]]


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
        f"{who} preferred {names[late == often]} in {often} of {pairs} pairs. A coin "
        f"would prefer one writer or the other {often} times or more in {coin} of all "
        "such rounds."
    )


def at_least(heads: int, flips: int) -> float:
    """Probability of at least ``heads`` heads in ``flips`` flips of a fair coin."""
    return sum(math.comb(flips, k) for k in range(heads, flips + 1)) / 2**flips
