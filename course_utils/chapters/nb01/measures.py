"""The claims of notebook 01, measured: ten thousand lineages of 100 points."""

from functools import lru_cache

import numpy as np

from ... import ensembles, metrics, theory
from ...policies import Replace
from ..measured import Measured, mean, statistic

N, RUNS, GENERATIONS = 100, 10_000, 200


@lru_cache(maxsize=1)  # some tens of megabytes
def _chains(seed: int, ddof: int, runs: int):
    return ensembles.gaussian(
        Replace(), n=N, generations=GENERATIONS, replicates=runs, seed=seed, ddof=ddof
    )


def half_life(seed: int, *, ddof: int, runs: int = RUNS) -> Measured:
    """First generation at which the median σ is below one half.

    Its error is that of the median of log σ², nearly normal by then, over the drift;
    and that of a whole number.
    """
    median = np.median(_chains(seed, ddof, runs).variance, axis=1)
    first = metrics.first_below(median, 0.25)
    spread = np.sqrt(np.pi / 2 * first * theory.log_variance_noise(N) / runs)
    drift = theory.log_variance_drift(N, ddof)
    return Measured(first, float(np.hypot(spread / drift, 12**-0.5)))


def mean_log_variance(seed: int, *, t: int, ddof: int, runs: int = RUNS) -> Measured:
    """Mean of log σ²; its error is exact."""
    error = np.sqrt(t * theory.log_variance_noise(N) / runs)
    return mean(np.log(_chains(seed, ddof, runs).variance[t]), error)


def median_variance(seed: int, *, t: int, ddof: int, runs: int = RUNS) -> Measured:
    """Median of σ²."""
    return statistic(np.median, _chains(seed, ddof, runs).variance[t], seed)


def mean_variance(seed: int, *, t: int, ddof: int, runs: int = RUNS) -> Measured:
    """Mean of σ²; its error is exact, for few chains carry the mean."""
    error = theory.variance_spread(t, N, ddof) / np.sqrt(runs)
    return mean(_chains(seed, ddof, runs).variance[t], error)


def squared_distance(seed: int, *, t: int, ddof: int, runs: int = RUNS) -> Measured:
    """Mean squared W₂ distance from the truth, N(0, 1)."""
    chains = _chains(seed, ddof, runs)
    return mean(metrics.wasserstein2(chains.mean[t], chains.variance[t], 0, 1) ** 2)
