"""Policies that mix real records and those of the last model."""

from dataclasses import dataclass, replace

from .. import checks
from .batch import join, set_checked
from .policy import Policy


@dataclass(frozen=True)
class Replace(Policy):
    """Train on the last model's output alone (Shumailov et al. 2024)."""

    def __call__(self, past, real, synthetic, n, rng):
        return synthetic(n)


@dataclass(frozen=True)
class Accumulate(Policy):
    """Keep every record ever trained on and add n new ones (Gerstgrasser 2024)."""

    def __call__(self, past, real, synthetic, n, rng):
        return join(past[-1], synthetic(n))


@dataclass(frozen=True)
class Subsample(Policy):
    """Pool everything, train on n records of the pool (Kazdan et al. 2024)."""

    def __call__(self, past, real, synthetic, n, rng):
        pool = join(past[-1].pool or past[-1], synthetic(n))
        return replace(pool[rng.choice(len(pool), n, replace=False)], pool=pool)


@dataclass(frozen=True)
class _Part(Policy):
    """A part of each training set: a share of n, to whole points, or a number."""

    fraction: float | None = None
    points: int | None = None

    def __post_init__(self):
        if (self.fraction is None) == (self.points is None):
            raise ValueError(
                f"fraction is {self.fraction!r} and points is {self.points!r}, but "
                "exactly one of the two must be given"
            )
        if self.fraction is not None:
            set_checked(self, "fraction", checks.share("fraction", self.fraction))
        else:
            set_checked(self, "points", checks.count("points", self.points))

    def count(self, n: int) -> int:
        """How many of n records the part holds."""
        if self.points is None:
            return round(self.fraction * n)
        return checks.count("points", self.points, most=n)


class FreshReal(_Part):
    """A part drawn anew from the truth each generation, the rest synthetic.

    ``FreshReal(fraction)`` or ``FreshReal(points=r)``; a fraction of n is rounded to
    whole points. ``FreshReal(1.0)`` is the control of every experiment: the same
    training, never on model output.
    """

    def __call__(self, past, real, synthetic, n, rng):
        k = self.count(n)
        return join(real(k), synthetic(n - k))


class Anchor(_Part):
    """The same part of the first real batch for ever, the rest synthetic.

    ``Anchor(fraction)`` or ``Anchor(points=r)``; a fraction of n is rounded to whole
    points. Which points is chosen once, by the run's seed, at generation 2.
    """

    def __call__(self, past, real, synthetic, n, rng):
        k, anchor = self.count(n), past[-1].real
        if len(past) == 1:
            anchor = anchor[rng.choice(len(anchor), k, replace=False)]
        return join(anchor, synthetic(n - k))


@dataclass(frozen=True)
class Archive(Policy):
    """Every real point ever seen, beside n from the last model.

    points : new real points that arrive each generation, 0 for a closed archive.
    Old synthetic records are dropped.
    """

    points: int = 0

    def __post_init__(self):
        set_checked(self, "points", checks.count("points", self.points))

    def __call__(self, past, real, synthetic, n, rng):
        return join(past[-1].real, real(self.points), synthetic(n))
