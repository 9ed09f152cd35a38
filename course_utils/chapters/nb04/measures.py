"""The claims of notebook 04, measured: the ladder, regression and biased pools."""

from functools import lru_cache

import numpy as np

from ... import ensembles, theory
from ...policies import Accumulate, line_up
from ..measured import Measured, mean

N, RUNS = 10, 20_000
ROWS, D = 50, 10
POLICIES = line_up("replace", "subsample", "accumulate", "control")


@lru_cache(maxsize=1)
def _ladder(seed: int, policy: str, runs: int) -> np.ndarray:
    """Variances, (61, runs)."""
    return ensembles.gaussian(
        POLICIES[policy], n=N, generations=60, replicates=runs, seed=seed
    ).variance


def ladder(seed: int, *, policy: str, t: int = 60, runs: int = RUNS) -> Measured:
    """Mean variance."""
    return mean(_ladder(seed, policy, runs)[t])


def replaced(seed: int, *, t: int, runs: int = RUNS) -> Measured:
    """Mean variance under replace; its error is exact, for few lineages carry it."""
    error = theory.variance_spread(t, N) / np.sqrt(runs)
    return mean(_ladder(seed, "replace", runs)[t], error)


def replaced_log(seed: int, *, t: int, runs: int = RUNS) -> Measured:
    """Mean of log σ² under replace; its error is exact."""
    error = np.sqrt(t * theory.log_variance_noise(N) / runs)
    return mean(np.log(_ladder(seed, "replace", runs)[t]), error)


def regression(
    seed: int, *, policy: str, same_design: bool = True, t: int = 20, runs: int = RUNS
) -> Measured:
    """Mean excess test error, in multiples of the first fit's."""
    run = ensembles.regression(
        POLICIES[policy], d=D, rows=ROWS, generations=t, replicates=runs, seed=seed,
        same_design=same_design,
    )  # fmt: skip
    return mean(run.test_error[t] * (ROWS - D - 1) / D)


def pool(seed: int, *, bias: float, t: int = 1_000, runs: int = 1_000) -> Measured:
    """Mean variance under accumulate with sampling bias, n = 100."""
    run = ensembles.gaussian(
        Accumulate(), n=100, generations=t, replicates=runs, seed=seed,
        sampling_bias=bias,
    )  # fmt: skip
    return mean(run.variance[t])
