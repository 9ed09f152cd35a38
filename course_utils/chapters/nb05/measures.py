"""The claims of notebook 05, measured: real points in the loop, and the rescue."""

from functools import lru_cache

import numpy as np

from ... import ensembles, theory
from ...policies import Anchor, FreshReal, Replace, Switch
from ..measured import Measured, mean, statistic

RUNS = 10_000
POLICIES = {
    "1 new point": FreshReal(points=1),
    "10 new": FreshReal(points=10),
    "31 kept": Anchor(points=31),
    "10 % new": FreshReal(0.1),
}
SETTLED = slice(1_200, None, 200)  # generations far enough apart to differ


@lru_cache(maxsize=1)
def _one_point(seed: int, runs: int) -> np.ndarray:
    """Variances of generations 300 to 400, n = 100."""
    return ensembles.gaussian(
        POLICIES["1 new point"], n=100, generations=400, replicates=runs, seed=seed
    ).variance[300:]


def one_point_mean(seed: int, *, runs: int = RUNS) -> Measured:
    """Mean variance with one new real point a generation."""
    return mean(_one_point(seed, runs).mean(axis=0))


def one_point_median(seed: int, *, runs: int = RUNS) -> Measured:
    """Median of the same; its error is that of every 20th generation."""
    variance = _one_point(seed, runs)
    error = statistic(np.median, variance[::20], seed).error
    return Measured(float(np.median(variance)), error)


def long_run(seed: int, *, policy: str, runs: int = 2_000) -> Measured:
    """Mean variance in the long run, n = 1,000."""
    run = ensembles.gaussian(
        POLICIES[policy], n=1_000, generations=2_000, replicates=runs, seed=seed
    )
    return mean(run.variance[SETTLED].mean(axis=0))


def biased_share(seed: int, *, runs: int = 2_000) -> Measured:
    """The same with 10 % new and λ = 0.9, generations 1,000 to 1,200."""
    run = ensembles.gaussian(
        POLICIES["10 % new"], n=1_000, generations=1_200, replicates=runs, seed=seed,
        sampling_bias=0.9,
    )  # fmt: skip
    return mean(run.variance[1_000:].mean(axis=0))


def rescued(seed: int, *, then: str, t: int, runs: int = RUNS) -> Measured:
    """Median variance at t, n = 100: 300 generations of replace, then a rescue."""
    policy = Switch(Replace(), POLICIES[then], at=301)
    run = ensembles.gaussian(policy, n=100, generations=t, replicates=runs, seed=seed)
    return statistic(np.median, run.variance[t], seed)


def golden(seed: int, *, runs: int = 20_000, generations: int = 60) -> Measured:
    """Variance of a mean; its real half has the golden weight. Real only is 1.

    Its error is exact: the means are normal.
    """
    w, rng = theory.golden_weight(1), np.random.default_rng(seed)
    error = theory.weighted_mean_variance(w, 1) * np.sqrt(2 / runs)
    fitted = np.zeros(runs)
    for _ in range(generations):
        real, written = rng.normal(size=(2, runs))
        fitted = w * real + (1 - w) * (fitted + written)
    return Measured(float(fitted.var()), float(error))
