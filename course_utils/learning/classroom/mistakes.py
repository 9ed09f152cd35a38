"""Which misconceptions a class has, and how many seats show each."""

import re
from collections import Counter

from ... import plots
from ...chapters import contents
from . import bars
from .gather import Gathered
from .votes import Tally

SHOWN = 10
CODE = re.compile(r"\[([\w-]+)\]")
WIDTH = 58  # characters of a line in the picture


def mistakes(found: Gathered) -> Counter:
    """Misconception -> how many seats show it, in an exercise or in their last vote.

    Each seat counts once for each misconception.
    """
    of_seats = {seat: set() for seat in found.seats}
    for key in found.keys:
        for seat, value in found.of(key).items():
            of_seats[seat] |= _behind(key, str(value))
    return Counter(name for names in of_seats.values() for name in sorted(names))


def draw_mistakes(found: Gathered) -> plots.Picture:
    """The most common ones as bars. Raises ValueError if there are none."""
    counts = mistakes(found)
    if not counts:
        raise ValueError("there are 0 misconceptions to draw, but at least 1 is needed")
    common = counts.most_common(SHOWN)
    ax = bars.axes(bars.GAP + bars.TALL * len(common))
    named = [(f"{plots.shortened(name, WIDTH)}: {n}", n) for name, n in common]
    bars.draw(ax, named, plots.MODEL)
    bars.finish(ax, "seats")
    more = len(counts) - len(common)
    rest = f" {more} more are rarer." if more else ""
    said = "; ".join(f"{name}: {seats}" for name, seats in common)
    return plots.Picture(ax.figure, f"Misconceptions, by seats: {said}.{rest}")


def _behind(key: str, value: str) -> set[str]:
    """The misconceptions that a seat's value of a key shows."""
    if concept := contents.all_concepts().get(key):
        last = [votes[-1][0] for votes in Tally(concept, {0: value}).votes]
        return {concept.misconceptions[i] for i in last} - {""}
    return {f"{key} {code}" for code in CODE.findall(value)} - {f"{key} other"}
