"""A Gaussian in any dimension: the smallest model that collapses.

Fitting is two averages. Leaves out priors and shrinkage: the plain estimators are the
subject. Taught in notebook 01.
"""

import numpy as np

from .. import checks


class Gaussian:
    """N(mean, cov), fitted by its moments.

    Parameters
    ----------
    mean : number or (d,)
    std : number or (d,), standard deviations; a fit finds covariances too.
    ddof : 0 for maximum likelihood (divide by n), 1 for the unbiased estimator.
    sampling_bias : lambda in [0, 1] of Alemohammad et al. 2024: samples have
        covariance lambda * cov; 1 samples faithfully, 0 returns the mean.
    """

    def __init__(self, mean=0, std=1, *, ddof: int = 0, sampling_bias: float = 1.0):
        mean, std = np.broadcast_arrays(np.atleast_1d(mean), np.atleast_1d(std))
        self.mean = checks.points("mean", mean[None])[0].copy()
        std = checks.points("std", std[None])[0]
        if np.any(std < 0):
            raise ValueError(f"std is {std}, but it must be at least 0")
        self.cov = np.diag(std**2)
        self.ddof = checks.count("ddof", ddof, most=1)
        self.sampling_bias = checks.share("sampling_bias", sampling_bias)

    @property
    def variance(self) -> float:
        """trace(cov) / d."""
        return float(np.trace(self.cov) / len(self.mean))

    @property
    def std(self) -> np.ndarray:
        """(d,) standard deviations."""
        return np.sqrt(np.diag(self.cov))

    def fit(self, data: np.ndarray, *, sample_weight=None) -> "Gaussian":
        """Set mean and covariance from data of shape (n, d), n >= 2; returns self."""
        data = checks.points("data", data, least=2)
        if sample_weight is not None:
            sample_weight = checks.weights(sample_weight, len(data), least=2)
        self.mean = np.average(data, axis=0, weights=sample_weight)
        self.cov = np.atleast_2d(
            np.cov(data, rowvar=False, ddof=self.ddof, aweights=sample_weight)
        )
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, d) points; by eigendecomposition, so that n <= d may have been fitted."""
        n, rng = checks.count("n", n), checks.generator(rng)
        values, vectors = np.linalg.eigh(self.sampling_bias * self.cov)
        scale = vectors * np.sqrt(np.clip(values, 0, None))
        return self.mean + rng.standard_normal((n, len(self.mean))) @ scale.T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log densities of x (n, d), of the model without sampling bias.

        Raises ValueError where the covariance is singular: there is no density.
        """
        x = checks.points("x", x)
        d = len(self.mean)
        if x.shape[1] != d:
            raise ValueError(f"x has {x.shape[1]} columns, but the model has {d}")
        values, vectors = np.linalg.eigh(self.cov)
        if values[0] <= values[-1] * d * np.finfo(float).eps:
            raise ValueError(
                "the covariance is singular, so there is no density; a fit needs more "
                f"different points than dimensions ({d})"
            )
        z = (x - self.mean) @ vectors / np.sqrt(values)
        return -0.5 * (np.sum(z**2, axis=1) + np.sum(np.log(2 * np.pi * values)))

    def __repr__(self) -> str:
        mean, std = np.round(self.mean, 3).tolist(), np.round(self.std, 3).tolist()
        return f"Gaussian(mean={mean}, std={std}, ddof={self.ddof})"
