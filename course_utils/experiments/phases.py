"""The experiment at the end of notebook 05: bias × share × n, new and kept real points.

A Gaussian, divided by n, with a share of real points in every training set. Each point
of the grid is looked at in the first generations and in the long run; its mean in the
long run has a closed form, the median has none.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from .. import ensembles, theory
from ..policies import Anchor, FreshReal
from . import load

WAYS = {"new": FreshReal, "kept": Anchor}
SIZES = (100, 300, 1_000)
BIASES = (
    1.0, 0.995, 0.99, 0.98, 0.97, 0.95, 0.93, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5,
)  # fmt: skip
SHARES = (
    0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0,
)  # fmt: skip
GRID = {"way": list(WAYS), "n": SIZES, "bias": BIASES, "share": SHARES}
SOURCES = (
    "ensembles", "policies", "loop.py", "history.py", "checks.py", "theory", "models",
    "metrics.py",
)  # fmt: skip
FIRST = 20  # generations that are stored one by one
LATE = range(800, 1_001, 50)  # the long run; the slowest point settles in some 100
LINEAGES, NAMED = 1_000, 6
FORMULAS = {"new": theory.fresh_anchor_variance, "kept": theory.fixed_anchor_variance}


def run(way: str, n: int, bias: float, share: float, seed) -> dict:
    """Mean and median variance of 1,000 lineages, in per cent of the true one.

    mean, median : of generations 1 to 20, to whole ones. late, late_median : of
    generations 800, 850, ..., 1,000 together; error : the standard error of late;
    some : of six lineages, at 1,000.
    """
    variance = 100 * ensembles.gaussian(
        WAYS[way](share), n=n, generations=LATE[-1], replicates=LINEAGES, seed=seed,
        sampling_bias=bias,
    ).variance  # fmt: skip
    first, late = variance[1 : FIRST + 1], variance[list(LATE)]
    return {
        "mean": np.rint(first.mean(axis=1)).astype(int).tolist(),
        "median": np.rint(np.median(first, axis=1)).astype(int).tolist(),
        "late": round(float(late.mean()), 2),
        "error": round(float(late.mean(axis=0).std(ddof=1)) / LINEAGES**0.5, 3),
        "late_median": round(float(np.median(late)), 2),
        "some": np.rint(late[-1, :NAMED]).astype(int).tolist(),
    }


def about() -> dict:
    """What the stored file says of itself."""
    return {
        "what": "a Gaussian with real points: variance by bias, share and n, in %",
        "made by": "python -m course_utils experiments phases",
    }


class Held(NamedTuple):
    """What a way and an n hold, in per cent; the last axes are BIASES and SHARES.

    mean, median : (20, ...) generations 1, 2, ...; late, late_median : (...) in the
    long run; error : (...) of late; some : (6, ...) lineages at generation 1,000;
    formula : (...) of late.
    """

    mean: np.ndarray
    median: np.ndarray
    late: np.ndarray
    late_median: np.ndarray
    error: np.ndarray
    some: np.ndarray
    formula: np.ndarray


@cache
def stored(way: str, n: int) -> Held:
    """What the runs of a way and an n have shown."""
    rows = [row for row in load("phases").rows if (row["way"], row["n"]) == (way, n)]
    made = (_map([row[name] for row in rows]) for name in Held._fields[:-1])
    formula = [
        100 * FORMULAS[way](n, round(row["share"] * n), row["bias"]) for row in rows
    ]
    return Held(*made, _map(formula))


def _map(values: list) -> np.ndarray:
    """(..., BIASES, SHARES) of values or lists, a bias after the other."""
    cells = np.array(values, float).T
    return cells.reshape(*cells.shape[:-1], len(BIASES), len(SHARES))
