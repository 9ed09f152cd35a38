"""A Gaussian kernel density: every record becomes a small Gaussian.

Fitting is keeping the data, sampling is the bootstrap plus noise. Leaves out weighted
records and bandwidths found by cross-validation. Taught in notebook 03.
"""

import numpy as np

from .. import checks

CHUNK_BYTES = 32_000_000


class KDE:
    """The data, blurred by a Gaussian kernel.

    Parameters
    ----------
    bandwidth : h, the kernel's standard deviation in every direction; or "scott": the
        data's covariance (over n - 1) times n^(-2/(d+4)) (Scott 1992). 0 is the
        bootstrap, which has no density.
    shrink : True draws points and kernel towards the mean so that the model's variance
        is the data's (Silverman 1986, the smoothed bootstrap); False adds to it.
    """

    def __init__(self, bandwidth: float | str = "scott", *, shrink: bool = False):
        if bandwidth != "scott":
            bandwidth = checks.positive("bandwidth", bandwidth, zero=True)
        self.bandwidth, self.shrink = bandwidth, shrink
        self._points = None

    def fit(self, data: np.ndarray) -> "KDE":
        """Keep data of shape (n, d), n >= 2; returns self."""
        data = checks.points("data", data, least=2).copy()
        n, d = data.shape
        mean = data.mean(axis=0)
        spread, axes = np.linalg.eigh(np.atleast_2d(np.cov(data.T, bias=True)))
        spread = np.clip(spread, 0, None)
        if self.bandwidth == "scott":
            kernel = spread * n / (n - 1) * n ** (-2 / (d + 4))
        else:
            kernel = np.full(d, self.bandwidth**2)
        if self.shrink:
            both = spread + kernel
            kept = np.divide(spread, both, where=both > 0, out=np.ones(d))
            data = mean + (data - mean) @ (axes * np.sqrt(kept)) @ axes.T
            kernel = kernel * kept
        self._points, self._axes, self._widths = data, axes, np.sqrt(kernel)
        return self

    @property
    def points(self) -> np.ndarray:
        """(n, d) centres of the kernels."""
        if self._points is None:
            raise ValueError("the model has no points yet; call fit(data) first")
        return self._points

    @property
    def mean(self) -> np.ndarray:
        """(d,) mean."""
        return self.points.mean(axis=0)

    @property
    def variance(self) -> float:
        """Variance of the points plus that of the kernel; trace / d."""
        return float(np.mean(self.points.var(axis=0)) + np.mean(self._widths**2))

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, d) points: some of the data, drawn with replacement, plus noise."""
        n, rng = checks.count("n", n), checks.generator(rng)
        chosen = self.points[rng.integers(len(self.points), size=n)]
        noise = rng.standard_normal(chosen.shape) * self._widths
        return chosen + noise @ self._axes.T

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log densities of x (n, d), exact, in chunks of x.

        Raises ValueError where the kernel has no width: there is no density.
        """
        x, (size, d) = checks.points("x", x), self.points.shape
        if x.shape[1] != d:
            raise ValueError(f"x has {x.shape[1]} columns, but the model has {d}")
        least, most = self._widths[[0, -1]] ** 2
        if least <= most * d * np.finfo(float).eps:
            raise ValueError(
                f"the kernel has no width (bandwidth={self.bandwidth!r}), so there is "
                "no density; it needs a bandwidth above 0 and, if found from the "
                "data, more different points than dimensions"
            )
        frame = self._axes / self._widths
        centre = self.points.mean(axis=0)
        x, points = (x - centre) @ frame, (self.points - centre) @ frame
        rows = max(1, CHUNK_BYTES // (8 * size))
        parts = [_log_sum(x[i : i + rows], points) for i in range(0, len(x), rows)]
        level = np.log(size) + d / 2 * np.log(2 * np.pi) + np.log(self._widths).sum()
        return np.concatenate(parts) - level

    def __repr__(self) -> str:
        return f"KDE({self.bandwidth!r}, shrink={self.shrink})"


def _log_sum(x: np.ndarray, points: np.ndarray) -> np.ndarray:
    """log sum over points of exp(-|x - point|^2 / 2), for each row of x."""
    exponent = np.zeros((len(x), len(points)))
    for at, centres in zip(x.T, points.T, strict=True):
        exponent -= 0.5 * np.square(at[:, None] - centres)
    top = exponent.max(axis=1)
    return top + np.log(np.exp(exponent - top[:, None]).sum(axis=1))
