"""The predictions of a class over what happened: ``draw_bets(found, "01.p3")``."""

from collections import Counter
from statistics import median

import numpy as np

from ... import plots
from ...chapters import contents
from ...tasks.prediction import Amount, Curve, OneOf, Prediction
from ..bets import outcomes
from . import bars
from .gather import Gathered

WIDTH = 52  # characters of a line in the picture


def draw_bets(found: Gathered, id: str) -> plots.Picture:
    """What the seats said and, if it is known, what happened.

    Raises ValueError for an unknown prediction, or if nobody has sent one.
    """
    asked = contents.prediction(id)
    values = list(filter(None, (_read(asked, v) for v in found.of(id).values())))
    if not values:
        raise ValueError(
            f"there are 0 predictions {id} to draw, but at least 1 is needed"
        )
    kinds = {OneOf: _choices, Amount: _amounts, Curve: _curves}
    ax = bars.axes(3.6)
    with plots.style(plots.PANEL):
        said = kinds[type(asked)](ax, asked, values, outcomes().get(id))
    return plots.Picture(ax.figure, f"{len(values)} seats on {id}: {said}")


def _read(asked: Prediction, value) -> list:
    """[the prediction], or [] if it does not fit the question."""
    words = str(value).split()
    try:
        if isinstance(asked, OneOf):
            return [asked.accept(words[0])]
        numbers = list(map(float, words))
        return [asked.accept(numbers if isinstance(asked, Curve) else numbers[0])]
    except ValueError:
        return []


def _choices(ax, asked: OneOf, values: list, truth: str | None) -> str:
    counts = Counter(value for (value,) in values)
    named = [
        (_label(text, counts[name], name == truth), counts[name])
        for name, text in asked.shown.items()
    ]
    bars.draw(ax, named, plots.PREDICTION)
    bars.finish(ax, "seats")
    said = "; ".join(f"{text}: {counts[name]}" for name, text in asked.shown.items())
    return f"{said}.{_came(asked, truth)}"


def _label(text: str, count: int, right: bool) -> str:
    mark = "✓ " if right else ""
    return f"{mark}{plots.shortened(text, WIDTH)}: {count}"


def _amounts(ax, asked: Amount, values: list, truth: float | None) -> str:
    numbers = np.sort([value for (value,) in values])
    ax.plot(numbers, np.arange(1, numbers.size + 1), "o", color=plots.PREDICTION, ms=7)
    if truth is not None:
        ax.axvline(truth, color=plots.THEORY, linestyle="--", label="what happened")
        plots.legend(ax)
    ax.set(xlabel=asked.unit, ylabel="seats, in order")
    return f"half of them said {median(numbers):g} or less.{_came(asked, truth)}"


def _curves(ax, asked: Curve, values: list, truth: list[float] | None) -> str:
    curves = np.array([value for (value,) in values])
    ax.plot(asked.x, curves.T, color=plots.PREDICTION, alpha=0.35, linewidth=1.2)
    middle = np.median(curves, axis=0)
    ax.plot(asked.x, middle, "o-", color=plots.PREDICTION, label="median of the class")
    if truth is not None:
        ax.plot(asked.x, truth, "--", color=plots.THEORY, label="what happened")
    ax.set(xlabel=asked.x_name, ylabel=asked.y_name, ylim=(asked.low, None))
    plots.legend(ax)
    return f"their median is {asked.words(list(middle))}.{_came(asked, truth)}"


def _came(asked: Prediction, truth) -> str:
    return "" if truth is None else f" What happened: {asked.words(truth)}."
