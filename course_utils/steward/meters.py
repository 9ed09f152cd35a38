"""What a team could measure after a generation: counts of samples, as ranges.

Nobody sees the score. A range covers the true share nine times in ten (Wilson's
interval), so wide is honest: it is what so many samples can say.
"""

from dataclasses import dataclass

import numpy as np

from .scores import HALF
from .world import JUNK, POISON, World

Z = 1.645  # nine in ten
SAMPLES = {"valid": 150, "rare": 150, "attack": 60, "web": 100}


@dataclass(frozen=True)
class Range:
    """So many of n, and where the share may be."""

    hits: int
    n: int

    @property
    def ends(self) -> tuple[float, float]:
        """Wilson's interval for a share."""
        n, p = self.n, self.hits / self.n
        middle, width = (
            p + Z**2 / (2 * n),
            Z * np.sqrt(p * (1 - p) / n + (Z / (2 * n)) ** 2),
        )
        low, high = (middle - width) / (1 + Z**2 / n), (middle + width) / (1 + Z**2 / n)
        return max(0.0, float(low)), min(1.0, float(high))

    def __str__(self) -> str:
        low, high = self.ends
        return f"{100 * low:.0f} to {100 * high:.0f} %"


@dataclass(frozen=True)
class Meters:
    """valid : records of the model that a reader finds valid; rare : rare types of a
    human test set that the model has met; attack : triggers tried that worked; web :
    labelled records of the crawl that models wrote.
    """

    valid: Range
    rare: Range
    attack: Range
    web: Range


def read(model: np.ndarray, world: World, t: int, rng: np.random.Generator) -> Meters:
    """Draw the samples of generation t."""
    n, poison = model.sum(), model[POISON]
    truth, tail = world.truth(t), world.tail(t)
    known = truth[tail][model[tail] > 0].sum() / truth[tail].sum()
    shares = {
        "valid": 1 - model[JUNK] / n,
        "rare": known,
        "attack": poison / (poison + HALF),
        "web": world.synthetic(t),
    }
    return Meters(**{
        name: Range(_hits(share, SAMPLES[name], rng), SAMPLES[name])
        for name, share in shares.items()
    })  # fmt: skip


def _hits(share: float, n: int, rng: np.random.Generator) -> int:
    """How many of n samples hit, drawn without a last digit that decides."""
    return int((rng.integers(10**9, size=n) < round(share * 10**9)).sum())
