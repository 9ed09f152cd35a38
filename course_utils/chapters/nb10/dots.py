"""Notebook 10: a thousand texts as dots; who wrote them, and which of them pass.

Blue dots are by people, orange squares by machines; what a detector throws away is a
small cross. Counting dots takes the place of a formula.
"""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ... import plots

TEXTS, COLUMNS = 1_000, 40


class Passed(NamedTuple):
    """Counts of 1,000 texts, to whole ones."""

    people: int
    machines: int
    people_dropped: int
    machines_dropped: int


def passed(machines: float, tpr: float, fpr: float) -> Passed:
    """What a detector of these rates does where so large a share is by machines."""
    made = round(TEXTS * machines)
    written = TEXTS - made
    alarms, caught = round(fpr * written), round(tpr * made)
    return Passed(written - alarms, made - caught, alarms, caught)


def sentence(counts: Mapping[str, int]) -> str:
    """What the dots show."""
    people, machines = counts["people"], counts["machines"]
    through = people + machines
    share = f"{machines} by machines" + (
        f" ({100 * machines / through:.0f} %)" if through else ""
    )
    return (
        f"Of {TEXTS:,} texts {through} pass: {people} by people, {share}. Thrown away: "
        f"{counts['machines_dropped']} by machines, {counts['people_dropped']} by "
        "people."
    )


class Dots:
    """The dots in axes; ``move`` places them."""

    STYLES: ClassVar = {
        "people": (plots.REAL, "o", 4.4),
        "machines": (plots.MODEL, "s", 4.4),
        "people_dropped": (plots.REAL, "x", 3.2),
        "machines_dropped": (plots.MODEL, "x", 3.2),
    }

    def __init__(self, ax: Axes):
        ax.set(xlim=(-1, COLUMNS), ylim=(TEXTS // COLUMNS, -1), xticks=[], yticks=[])
        ax.set_title("1,000 texts: first those that pass")
        ax.grid(False)
        ax.spines[:].set_visible(False)
        self.lines = {
            name: ax.plot([], [], mark, color=colour, markersize=size)[0]
            for name, (colour, mark, size) in self.STYLES.items()
        }
        named = [
            Line2D([], [], color=plots.REAL, marker="o", ls="", label="people"),
            Line2D([], [], color=plots.MODEL, marker="s", ls="", label="machines"),
            Line2D([], [], color=plots.QUIET, marker="x", ls="", label="thrown away"),
        ]
        plots.legend(ax, named)
        self.moving = list(self.lines.values())

    def move(self, counts: Mapping[str, int]) -> None:
        """Place them in the order of ``STYLES``, row by row."""
        first = 0
        for name, line in self.lines.items():
            row, column = np.divmod(np.arange(first, first + counts[name]), COLUMNS)
            line.set_data(column, row)
            first += counts[name]
