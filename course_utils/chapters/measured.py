"""What a measurement gives: a value and its standard error."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

RESAMPLES = 200


class Measured(NamedTuple):
    """A value, and how far chance moves it from one seed to another (1 sd)."""

    value: float
    error: float


def mean(values, error: float | None = None) -> Measured:
    """The mean of independent lineages; ``error`` where it is known exactly.

    values : (lineages,).
    """
    values = np.asarray(values, dtype=float)
    if error is None:
        error = np.std(values, ddof=1) / np.sqrt(values.size)
    return Measured(float(values.mean()), float(error))


def statistic(function: Callable, values: np.ndarray, seed: int) -> Measured:
    """Any statistic of lineages; its error comes from drawing them anew (bootstrap).

    values : (..., lineages).
    """
    rng, size = np.random.default_rng(seed), values.shape[-1]
    found = [
        function(values[..., rng.integers(size, size=size)]) for _ in range(RESAMPLES)
    ]
    return Measured(float(function(values)), float(np.std(found, ddof=1)))
