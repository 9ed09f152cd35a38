"""Ensembles against the random numbers that they need, and against a plain loop."""

import numpy as np

from course_utils import ensembles
from course_utils.policies import Accumulate, Replace, Subsample

from .row import Row, side_by_side

LINEAGES, GENERATIONS, N = 10_000, 1_000, 100


def draws() -> None:
    """The chi-square and normal numbers of as many lineages."""
    rng = np.random.default_rng(1)
    rng.chisquare(N - 1, (GENERATIONS, LINEAGES))
    rng.standard_normal((GENERATIONS, LINEAGES))


def plain_loop(lineages: int, generations: int) -> None:
    """The five lines of notebook 01, once for each lineage."""
    rng = np.random.default_rng(1)
    for _ in range(lineages):
        mean, std = 0.0, 1.0
        for _ in range(generations):
            x = rng.normal(mean, std, N)
            mean, std = x.mean(), x.std()


def _ours(policy, lineages, generations):
    return lambda: ensembles.gaussian(
        policy, n=N, generations=generations, replicates=lineages, seed=1
    )


def rows() -> list[Row]:
    """Two policies against their draws, three against the plain loop."""
    size = f"{LINEAGES:,} × {GENERATIONS:,} × n={N}"
    result = []
    for policy in (Replace(), Accumulate()):
        ours, peer = side_by_side(_ours(policy, LINEAGES, GENERATIONS), draws)
        what = f"{type(policy).__name__}, {size}; peer: its random numbers"
        budget = "ratio ≤ 1.5" if isinstance(policy, Replace) else ""
        result.append(Row(what, ours, peer, "s", budget))
    for policy in (Replace(), Subsample()):
        ours, peer = side_by_side(
            _ours(policy, 200, 100), lambda: plain_loop(200, 100), repeats=3
        )
        what = f"{type(policy).__name__}, 200 × 100 × n={N}; peer: plain replace loop"
        result.append(Row(what, ours, peer, "s"))
    return result
