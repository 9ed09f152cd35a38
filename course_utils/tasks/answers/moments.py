"""Functions that draw random numbers, compared by statistics over many calls.

Each statistic is measured in its own standard errors, so one limit fits them all: a
right answer is off by 0, give or take 1. With a limit of 4.5 and 30 statistics, a right
answer is rejected about once in 5,000 times. A mistake is recognised by how far off its
statistics are, to within the limit plus a fifth.
"""

import math
from dataclasses import dataclass

import numpy as np

from .functions import Function

FAR = 1_000.0  # standard errors; beyond this, how many no longer matters
NAMED = 2  # statistics that a remark names


@dataclass(frozen=True)
class Moment:
    """A statistic of what was drawn, and how many standard errors it is off."""

    name: str
    off: float

    @classmethod
    def of(cls, name: str, value: float, expected: float, error: float):
        """A value with a known standard error."""
        off = float(value) - expected
        if abs(off) <= 1e-12 * max(1.0, abs(expected)):
            return cls(name, 0.0)
        return cls(name, off / error if error else math.copysign(FAR, off))

    @classmethod
    def mean(cls, name: str, values, expected: float, std: float):
        """The mean of independent values whose standard deviation is known."""
        return cls.of(name, np.mean(values), expected, std / math.sqrt(np.size(values)))

    @classmethod
    def variance(cls, name: str, values, expected: float, kurtosis: float = 3.0):
        """The mean square of independent values around 0."""
        return cls.mean(
            name, np.square(values), expected, expected * math.sqrt(kurtosis - 1)
        )

    @classmethod
    def always(cls, name: str, share: float):
        """Something that must hold in every call; ``share`` is how often it did."""
        return cls(name, FAR * (float(share) - 1))


@dataclass(frozen=True, eq=False)
class Moments(Function):
    """A function that draws; ``look`` returns a list of moments."""

    says: str = "its averages agree with the formulas"
    within: float = 4.5

    def alike(self, seen, other, given, places=None) -> bool:
        """Within the limit, plus a fifth of how far ``other`` is off."""
        one = _off(seen or other)
        two = _off(other) if other else np.zeros_like(one)
        near = np.abs(one - two) <= self.within + 0.2 * np.abs(two)
        return bool(np.all(near if places is None else near[list(places)]))

    def tolerance(self, given) -> str:
        """The calls, and the limit."""
        return f"{super().tolerance(given)} within {self.within:g} standard errors"

    def right(self, reference, given) -> list[Moment]:
        """Nothing is off, so there is nothing to list."""
        return []

    def remark(self, seen, right, given) -> str:
        """The statistics that are farthest off."""
        far = sorted(seen, key=lambda moment: -abs(moment.off))
        worst = [moment for moment in far if abs(moment.off) > self.within][:NAMED]
        return f"Farthest off: {'; '.join(map(_told, worst))}." if worst else ""


def _off(moments: list[Moment]) -> np.ndarray:
    off = np.nan_to_num([moment.off for moment in moments], nan=FAR)
    return np.clip(off, -FAR, FAR)


def _told(moment: Moment) -> str:
    if abs(moment.off) >= 100 or not math.isfinite(moment.off):
        return moment.name
    return f"{moment.name} ({abs(moment.off):.0f} standard errors)"
