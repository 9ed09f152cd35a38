"""Predictions: what can be asked, and the gap to the truth in words.

A choice, a number with its unit, or a curve given by five points. No widgets here:
``learning.predict`` asks, locks and reveals.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .order import NO_IDEA, lettered, mixed
from .picture import chart, number_line

CLOSE = 0.1  # close is within this share of the truth, or of a curve's range


@dataclass(frozen=True)
class OneOf:
    """One of a few named answers; ``options`` maps a short name to its sentence.

    answer : name of the right option, so that no notebook has to repeat it; "" if the
        notebook computes it.
    """

    id: str
    question: str
    options: Mapping[str, str]
    answer: str = ""
    minutes: int = 1

    def __post_init__(self):
        if self.answer:
            self.accept(self.answer)

    @property
    def shown(self) -> dict[str, str]:
        """Name -> "A. its sentence", in the order shown."""
        names, sentences = list(self.options), list(self.options.values())
        order = mixed(self.id, sentences)
        return {names[i]: text for i, text in lettered(sentences, order).items()}

    def accept(self, value) -> str:
        """The name itself, or a ValueError that lists the names."""
        if not isinstance(value, str) or value not in self.options:
            raise ValueError(
                f"{self.id} is {value!r}, but it must be one of "
                f"{', '.join(self.options)}"
            )
        return value

    def truth(self, value: str | None = None) -> str:
        """The name of what happened: the one given, or else the right answer."""
        if value is None and not self.answer:
            raise ValueError(_no_outcome(self.id, "an option's name"))
        return self.accept(self.answer if value is None else value)

    def words(self, value: str) -> str:
        """A value as a reader sees it."""
        return f"“{self.options[value]}”"

    def gap(self, mine: str, truth: str) -> str:
        """What was predicted and what is true."""
        if mine == truth:
            return f"You said {self.words(mine)}, and that is right."
        if self.options[mine].lower().startswith(NO_IDEA):
            return f"You had no idea yet. It is {self.words(truth)}."
        return f"You said {self.words(mine)}. It is {self.words(truth)}."

    def picture(self, mine, truth) -> str:
        """None: a choice needs no picture."""
        return ""


@dataclass(frozen=True)
class Amount:
    """A number with a unit, from low to high."""

    id: str
    question: str
    unit: str
    low: float
    high: float
    start: float
    step: float = 1
    minutes: int = 1

    def accept(self, value) -> float:
        """The number, or a ValueError with what is allowed."""
        return _number(self, value, self.low, self.high)

    def truth(self, value=None) -> float:
        """The true number; it may lie outside the range."""
        if value is None:
            raise ValueError(_no_outcome(self.id, f"a number of {self.unit}"))
        return _number(self, value, -np.inf, np.inf)

    def words(self, value: float) -> str:
        """A value as a reader sees it."""
        return f"{value:.4g} {self.unit}"

    def gap(self, mine: float, truth: float) -> str:
        """How far apart, and which way."""
        said = f"You said {self.words(mine)}; it is {self.words(truth)}."
        if abs(mine - truth) <= CLOSE * abs(truth):
            return f"{said} That is close: within {100 * CLOSE:.0f} %."
        side = "high" if mine > truth else "low"
        text = f"{said} You were {self.words(abs(mine - truth))} too {side}"
        if mine > 0 and truth > 0:
            return f"{text}: {_times(mine / truth)} times the true number."
        return f"{text}."

    def picture(self, mine: float | None, truth: float) -> str:
        """Both on a number line."""
        return number_line(mine, truth, self.low, self.high, self.unit)


@dataclass(frozen=True)
class Curve:
    """Five values at given x: one slider and one number field for each."""

    id: str
    question: str
    x: tuple[float, ...]
    x_name: str
    y_name: str
    low: float
    high: float
    start: float
    step: float = 0.05
    minutes: int = 2

    def accept(self, value) -> list[float]:
        """One value for each place, or a ValueError with what is allowed."""
        return self._values(value, self.low, self.high)

    def truth(self, value=None) -> list[float]:
        """The true values; they may lie outside the range."""
        if value is None:
            raise ValueError(_no_outcome(self.id, f"{len(self.x)} numbers"))
        return self._values(value, -np.inf, np.inf)

    def words(self, value: list[float]) -> str:
        """A value as a reader sees it."""
        pairs = zip(self.x, value, strict=True)
        return ", ".join(f"{y:.2g} at {self.x_name} {x:g}" for x, y in pairs)

    def gap(self, mine: list[float], truth: list[float]) -> str:
        """Where the curves differ most, and in which direction overall."""
        off = np.subtract(mine, truth)
        worst = int(np.argmax(np.abs(off)))
        said = (
            f"The largest gap is at {self.x_name} {self.x[worst]:g}: you said "
            f"{mine[worst]:.2g}, it is {truth[worst]:.2g}."
        )
        limit = CLOSE * (self.high - self.low)
        if abs(off[worst]) <= limit:
            return f"Close everywhere: within {limit:.2g}. {said}"
        high, low = int(np.sum(off > limit)), int(np.sum(off < -limit))
        return (
            f"Of {len(mine)} points you were too high at {high}, too low at {low} and "
            f"close (within {limit:.2g}) at {len(mine) - high - low}. {said}"
        )

    def picture(self, mine: list[float] | None, truth: list[float]) -> str:
        """Both curves."""
        limits = (self.low, max(self.high, *truth))
        return chart(self.x, mine, truth, self.x_name, self.y_name, limits)

    def _values(self, value, low: float, high: float) -> list[float]:
        try:
            values = list(value)
        except TypeError:
            values = []
        if len(values) != len(self.x):
            raise ValueError(
                f"{self.id} is {value!r}, but it must be {len(self.x)} numbers, one "
                f"for each {self.x_name} of {', '.join(f'{x:g}' for x in self.x)}"
            )
        return [_number(self, v, low, high) for v in values]


Prediction = OneOf | Amount | Curve


def locked(prediction: Prediction, data: dict):
    """The prediction in a progress record if it still fits the question, else None."""
    value = data["predictions"].get(prediction.id)
    try:
        return None if value is None else prediction.accept(value)
    except ValueError:
        return None


def _no_outcome(id: str, kind: str) -> str:
    return f'{id} needs the outcome: reveal("{id}", value), where value is {kind}'


def _times(ratio: float) -> str:
    """Two digits, and never an exponent for a large ratio."""
    return f"{ratio:.2g}" if ratio < 99.5 else f"{ratio:,.0f}"


def _number(prediction: Prediction, value, low: float, high: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = np.nan
    if isinstance(value, str) or not (low <= number <= high and np.isfinite(number)):
        raise ValueError(
            f"{prediction.id} is {value!r}, but it must be a number from {low:g} to "
            f"{high:g}"
        )
    return number
