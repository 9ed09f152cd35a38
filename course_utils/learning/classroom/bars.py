"""Horizontal bars, each with its label above it: long labels need the full width."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ... import plots

TALL, GAP = 0.56, 0.9  # inches for a bar with its label, and for the axis below


def axes(height: float) -> Axes:
    """Axes of a picture as wide as a narrow page, ``height`` inches high."""
    with plots.style(plots.PANEL):
        return Figure(figsize=(5.2, height)).subplots()


def draw(ax: Axes, named: Sequence[tuple[str, int]], colour: str) -> None:
    """A bar for each (label, count), from top to bottom."""
    for row, (label, count) in enumerate(named):
        ax.barh(-row, count, height=0.4, color=colour)
        ax.text(0, 0.36 - row, label, va="center")
    ax.set_ylim(-len(named) + 0.6, 0.7)


def finish(ax: Axes, what: str) -> None:
    """One axis, below, with whole numbers."""
    ax.set(xlabel=what, yticks=[])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="y", visible=False)
    ax.spines["left"].set_visible(False)
