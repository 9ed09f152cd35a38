"""The class on one axis: a dot for each seat."""

import numpy as np
from matplotlib.figure import Figure

from ... import plots
from ..line import Line

WIDE = 20  # the axis is logarithmic if largest / smallest is more than this


def draw(lines: dict[int, Line]) -> plots.Picture:
    """The values of all seats in order, and the median.

    Raises ValueError if there are no lines.
    """
    if not lines:
        raise ValueError("there are 0 lines to draw, but at least 1 is needed")
    values = np.sort([line.value for line in lines.values()])
    what, middle = next(iter(lines.values())).what, float(np.median(values))
    figure = Figure(figsize=(5.2, 3.2), layout="constrained")
    ax = figure.subplots()
    ax.plot(values, np.arange(1, values.size + 1), "o", color=plots.MODEL, ms=8)
    ax.axvline(middle, color=plots.THEORY, linestyle="--", label=f"median {middle:g}")
    if values[0] > 0 and values[-1] > WIDE * values[0]:
        ax.set_xscale("log")
    ax.set_xlabel(what.replace("_", " "))
    ax.set_ylabel("seats, in order")
    ax.legend(loc="lower right")
    return plots.Picture(
        figure,
        f"{values.size} seats: half of them are at {middle:g} or below, from "
        f"{values[0]:g} to {values[-1]:g}.",
    )
