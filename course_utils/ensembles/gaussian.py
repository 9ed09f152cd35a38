"""Many runs of one Gaussian, from the moments of its training data.

Moments are merged in centred form (Chan, Golub and LeVeque 1983): the difference
E x^2 - (E x)^2 would reach 0 while the variance is still there. ``Subsample`` has to
keep its points, and does so for a few hundred replicates at a time.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from .. import checks
from ..policies import Policy, Subsample
from . import rules


@dataclass(frozen=True, eq=False)
class GaussianEnsemble:
    """Fitted means and variances, (generations + 1, replicates); row 0 is the truth."""

    mean: np.ndarray
    variance: np.ndarray

    @property
    def std(self) -> np.ndarray:
        """Standard deviations, same shape."""
        return np.sqrt(self.variance)


def gaussian(
    policy: Policy,
    *,
    n: int,
    generations: int,
    replicates: int,
    seed,
    ddof: int = 0,
    sampling_bias: float = 1.0,
) -> GaussianEnsemble:
    """Many independent runs of a one-dimensional Gaussian, truth N(0, 1).

    The same law as ``loop.run(Gaussian(ddof=..., sampling_bias=...), Gaussian(),
    policy, ...)``, with memory independent of n (but for ``Subsample``).

    Raises ValueError for numbers out of range, TypeError for other policies.
    """
    n, generations, replicates = rules.request(policy, n, generations, replicates)
    ddof = checks.count("ddof", ddof, most=1)
    bias = checks.share("sampling_bias", sampling_bias)
    rng = checks.generator(seed)
    shape = (generations + 1, replicates)
    mean, variance = np.empty(shape), np.empty(shape)
    mean[0], variance[0] = 0, 1
    if isinstance(policy, Subsample):
        for part in rules.chunks(replicates, 8 * n * generations):
            _subsample(mean[:, part], variance[:, part], n, ddof, bias, rng)
    else:
        _moments(policy, mean, variance, n, ddof, bias, rng)
    return GaussianEnsemble(mean, variance)


@dataclass(frozen=True, eq=False)
class Summary:
    """count points in each replicate: their mean and sum of squares about it."""

    count: int
    mean: np.ndarray
    squares: np.ndarray

    def merge(self, other: "Summary") -> "Summary":
        """Moments of both sets of points together."""
        if not self.count or not other.count:
            return self if self.count else other
        count = self.count + other.count
        share, gap = other.count / count, other.mean - self.mean
        squares = self.squares + other.squares + gap**2 * (self.count * share)
        return Summary(count, self.mean + gap * share, squares)


def _draw(k: int, *, mean, variance, rng: np.random.Generator, size: int) -> Summary:
    """Moments of k points of N(mean, variance), without the points."""
    if k == 0:
        return Summary(0, np.zeros(size), np.zeros(size))
    squares = rng.chisquare(k - 1, size) * variance if k > 1 else np.zeros(size)
    middle = rng.standard_normal(size)
    middle *= np.sqrt(variance * (1 / k))
    middle += mean
    return Summary(k, middle, squares)


def _moments(policy, mean, variance, n, ddof, bias, rng):
    draw = partial(_draw, rng=rng, size=mean.shape[1])

    def fit(t, training: Summary):
        mean[t] = training.mean
        np.multiply(training.squares, 1 / (training.count - ddof), out=variance[t])
        return partial(draw, mean=mean[t], variance=bias * variance[t])

    real = partial(draw, mean=0.0, variance=1.0)
    rules.follow(policy, real, fit, n, len(mean) - 1, rng)


def _subsample(mean, variance, n, ddof, bias, rng):
    """Points in rows, replicates in columns; the first n rows are trained on."""
    generations, size = len(mean) - 1, mean.shape[1]
    pool = np.empty((n * generations, size))
    for t in range(1, generations + 1):
        new = pool[n * (t - 1) : n * t]
        rng.standard_normal(out=new)
        new *= np.sqrt(bias * variance[t - 1]) if t > 1 else 1.0
        new += mean[t - 1]
        if t > 1:
            _shuffle_first(pool[: n * t], n, rng)
        mean[t] = pool[:n].mean(axis=0)
        variance[t] = pool[:n].var(axis=0, ddof=ddof)


def _shuffle_first(pool, n, rng):
    """Put a random choice of each column into its first n rows (Fisher and Yates)."""
    rows, columns = len(pool), np.arange(pool.shape[1])
    chosen = rng.integers(np.arange(n)[:, None], rows, size=(n, pool.shape[1]))
    for i, row in enumerate(chosen):
        pool[row, columns], pool[i] = pool[i], pool[row, columns]
