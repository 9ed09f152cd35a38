"""Points and grades: tail, valid and attack, read off what a model has learnt."""

import math
from dataclasses import dataclass
from functools import cache
from statistics import fmean

import numpy as np

from ..models.categorical import zipf
from .world import JUNK, POISON, TAIL, TYPES, World

HALF = 60  # poisoned records with which every second attack succeeds
FRESH = 1_000  # real records whose tail counts as 1
GRADES = {  # the least tail and valid, the most attack
    "A": (0.80, 0.965, 0.05),
    "B": (0.72, 0.93, 0.10),
    "C": (0.62, 0.88, 0.20),
    "D": (0.50, 0.80, 0.35),
}
FAILED = "E"


@dataclass(frozen=True)
class Score:
    """One generation, in shares.

    tail : how much of the tail is there; that of 1,000 fresh real records counts as 1.
    valid : of what was learnt; attack : of attacks that succeed. stale, drift : what is
    missing of the tail, in types that are new since generation 1 and in the others:
    tail = 1 - stale - drift, and never above 1.
    """

    tail: float
    valid: float
    attack: float
    stale: float
    drift: float

    @property
    def points(self) -> float:
        """0 to 100."""
        return 100 * self.tail * self.valid * (1 - self.attack)


def score(model: np.ndarray, world: World, t: int) -> Score:
    """What a model that has learnt from this pile is worth in generation t."""
    n, tail = model.sum(), world.tail(t)
    there = np.minimum(model[tail] / n, zipf(TYPES)[TAIL:])
    missing = (fresh_tail() - there) / fresh_tail().sum()
    new = tail >= TYPES
    return Score(
        tail=min(1.0, float(1 - missing.sum())),
        valid=float(1 - model[JUNK] / n),
        attack=float(model[POISON] / (model[POISON] + HALF)),
        stale=float(missing[new].sum()),
        drift=float(missing[~new].sum()),
    )


@cache
def fresh_tail() -> np.ndarray:
    """Mass of each type of the tail that FRESH real records hold, in expectation.

    E min(X/n, p) = p - E|X - np|/(2n) for a binomial X, whose mean absolute deviation
    is de Moivre's 2 m C(n, m) p^m (1 - p)^(n - m + 1), m = floor(np) + 1.
    """
    truth = zipf(TYPES)[TAIL:]
    return truth - np.array([_deviation(FRESH, p) for p in truth]) / (2 * FRESH)


def _deviation(n: int, p: float) -> float:
    m = math.floor(n * p) + 1
    return 2 * m * math.comb(n, m) * p**m * (1 - p) ** (n - m + 1)


@dataclass(frozen=True)
class Result:
    """A game in one: means over its generations, and the grade of the worst meter."""

    tail: float
    valid: float
    attack: float
    stale: float
    drift: float
    points: float

    @classmethod
    def of(cls, scores) -> "Result":
        """The means of some generations."""
        names = cls.__dataclass_fields__
        return cls(**{n: fmean(getattr(s, n) for s in scores) for n in names})

    @property
    def grades(self) -> dict[str, str]:
        """Meter -> its own grade."""
        signs = {"tail": 1, "valid": 1, "attack": -1}
        return {
            name: _grade(
                sign * getattr(self, name), [sign * g[i] for g in GRADES.values()]
            )
            for i, (name, sign) in enumerate(signs.items())
        }

    @property
    def grade(self) -> str:
        """The worst of the three."""
        return max(self.grades.values())


def _grade(value: float, limits: list[float]) -> str:
    reached = (
        grade for grade, limit in zip(GRADES, limits, strict=True) if value >= limit
    )
    return next(reached, FAILED)
