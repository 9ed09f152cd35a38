"""Bars that lie, each with its words above it: long words need the whole width."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ... import plots

TALL, GAP = 0.56, 0.9  # inches of a bar with its words, and of the axis below all


def axes(height: float) -> Axes:
    """Axes of a picture as wide as a narrow page, so many inches high."""
    with plots.style(plots.PANEL):
        return Figure(figsize=(5.2, height)).subplots()


def draw(ax: Axes, named: Sequence[tuple[str, int]], colour: str) -> None:
    """A bar for each (words, count), from top to bottom."""
    for row, (words, count) in enumerate(named):
        ax.barh(-row, count, height=0.4, color=colour)
        ax.text(0, 0.36 - row, words, va="center")
    ax.set_ylim(-len(named) + 0.6, 0.7)


def finish(ax: Axes, what: str) -> None:
    """An axis of whole numbers below, and no other."""
    ax.set(xlabel=what, yticks=[])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="y", visible=False)
    ax.spines["left"].set_visible(False)
