"""The claims of notebook 03, measured: placed points, kernels and biased sampling."""

from functools import lru_cache

import numpy as np

from ... import ensembles, loop, metrics
from ...models import Even, Gaussian, Mixture
from ...policies import Replace
from ..measured import Measured, mean

PLACED = 4_000
X = np.linspace(-12, 12, 1_201)


def _one_on_two_humps(seed: int):
    """Models 1 and 2. Points are placed and not drawn: nothing is left to chance."""
    truth = Even(Mixture(2, means=[-2, 2], stds=0.7))
    return loop.run(
        Even(Gaussian()), truth, Replace(), n=PLACED, generations=2, seed=seed
    ).models[1:]


def between_generations(seed: int) -> Measured:
    """Share of probability that lies elsewhere in model 2 than in model 1."""
    first, second = (np.exp(m.log_prob(X[:, None])) for m in _one_on_two_humps(seed))
    return Measured(float(metrics.total_variation(first, second, X[1] - X[0])), 0.0)


def first_variance(seed: int) -> Measured:
    """Variance of model 1."""
    return Measured(float(np.squeeze(_one_on_two_humps(seed)[0].model.variance)), 0.0)


@lru_cache(maxsize=1)
def _kernels(seed: int, h: float, runs: int, n: int = 100, generations: int = 50):
    """Variances of kernel densities with bandwidth h, (generations + 1, runs)."""
    rng = np.random.default_rng(seed)
    x, found = rng.normal(size=(runs, n)), [np.ones(runs)]
    for _ in range(generations):
        found.append(x.var(axis=1) + h**2)
        chosen = rng.integers(n, size=x.shape)
        x = np.take_along_axis(x, chosen, axis=1) + rng.normal(0, h, x.shape)
    return np.array(found)


def kernel_density(seed: int, *, h: float, t: int, runs: int = 400) -> Measured:
    """Mean variance of kernel densities with 100 points."""
    return mean(_kernels(seed, h, runs)[t])


def biased(seed: int, *, bias: float, t: int, runs: int = 10_000) -> Measured:
    """Mean variance under replace with sampling bias, n = 100, dividing by n − 1."""
    run = ensembles.gaussian(
        Replace(), n=100, generations=t, replicates=runs, seed=seed, ddof=1,
        sampling_bias=bias,
    )  # fmt: skip
    return mean(run.variance[t])
