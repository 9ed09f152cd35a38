"""A mixture of Gaussians, fitted by EM: more than one mode to lose.

The fit is not exact: it ends in a local maximum, or earlier where ``max_iter`` or
``tol`` stops it. Leaves out weighted records. Taught in notebook 03.
"""

import numpy as np

from .. import checks
from . import em

STARTS = ("k-means++", "given")
ROUNDING = 1e-9  # in nats; two starts that meet in one end differ by less


class Mixture:
    """K Gaussians with full covariances, in any dimension.

    Parameters
    ----------
    components : K.
    means : (K,) or (K, d); stds : number, (K,) or (K, d); weights : (K,), equal if
        None. A fit forgets them, unless it starts from them (``warm_start``).
    warm_start : True starts EM from the present parameters, False anew, as start says.
    start : "k-means++" starts from such centres, ``restarts`` times, and keeps the most
        likely end; "given" starts every fit from the parameters given here.
    tol, max_iter : EM stops when the mean log-likelihood gains less than tol, or after
        max_iter steps.
    floor : added to every variance in every step, lest a component settles on a
        single point, where its likelihood has no bound.
    sampling_bias : lambda in [0, 1]: each component is sampled with lambda times its
        covariance (Alemohammad et al. 2024); 0 returns modes only.
    """

    def __init__(
        self,
        components: int = 2,
        means=None,
        stds=1.0,
        weights=None,
        *,
        warm_start: bool = False,
        start: str = "k-means++",
        restarts: int = 1,
        tol: float = 1e-6,
        max_iter: int = 200,
        floor: float = 1e-6,
        sampling_bias: float = 1.0,
    ):
        k = checks.count("components", components, least=1)
        if start not in STARTS:
            raise ValueError(
                f"start is {start!r}, but it must be {' or '.join(STARTS)}"
            )
        if (warm_start or start == "given") and means is None:
            raise ValueError(
                f"warm_start is {warm_start}, start is {start!r} and means is None, "
                "but there must be means to start from"
            )
        means = _table("means", 0.0 if means is None else means, k)
        stds = _table("stds", stds, k)
        if stds.min() <= 0:
            raise ValueError(
                f"stds has least value {stds.min():g}, but it must be above 0"
            )
        self.means, stds = np.array(np.broadcast_arrays(means, stds))
        self.covs = np.square(stds)[..., None] * np.eye(stds.shape[1])
        self.weights = np.full(k, 1 / k)
        if weights is not None:
            self.weights = checks.shares("weights", weights)
        if len(self.weights) != k:
            raise ValueError(
                f"weights has {len(self.weights)} values, but {k} are needed"
            )
        self.warm_start, self.start = warm_start, start
        self._given = self._mixtures
        self.restarts = checks.count("restarts", restarts, least=1)
        self.tol = checks.positive("tol", tol, zero=True)
        self.max_iter = checks.count("max_iter", max_iter, least=1)
        self.floor = checks.positive("floor", floor, zero=True)
        self.sampling_bias = checks.share("sampling_bias", sampling_bias)
        self.iterations = 0

    @property
    def mean(self) -> np.ndarray:
        """(d,) mean of the whole mixture."""
        return self.weights @ self.means

    @property
    def variance(self) -> float:
        """Variance of the whole mixture, within and between components; trace / d."""
        within = np.trace(self.covs, axis1=1, axis2=2)
        between = np.square(self.means - self.mean).sum(axis=1)
        return float(self.weights @ (within + between) / self.means.shape[1])

    def fit(self, data: np.ndarray, *, rng=None) -> "Mixture":
        """EM on data of shape (n, d), n >= 2 and >= K; returns self.

        rng : for k-means++; a warm start needs none. ``iterations`` keeps the number
        of steps taken.
        """
        data = checks.points("data", data, least=max(2, len(self.weights)))
        if self.warm_start or self.start == "given":
            self._check_columns("data", data)
            x, start = data[None], self._mixtures if self.warm_start else self._given
        else:
            rng = checks.generator(rng)
            x = np.broadcast_to(data, (self.restarts, *data.shape))
            start = em.spread(x, len(self.weights), rng, self.floor)
        fitted, likelihood, steps = em.fit(
            x, start, tol=self.tol, max_iter=self.max_iter, floor=self.floor
        )
        best = np.argmax(likelihood >= likelihood.max() - ROUNDING)
        self.weights, self.means = fitted.weight[best], fitted.mean[best]
        self.covs = fitted.cov[best]
        self.iterations = int(steps[best])
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, d) points."""
        n, rng = checks.count("n", n), checks.generator(rng)
        return self._mixtures.sample(n, rng, self.sampling_bias)[0]

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log densities of x (n, d), without sampling bias."""
        x = checks.points("x", x)
        self._check_columns("x", x)
        return em.expect(self._mixtures, x.T[None])[0][0]

    @property
    def _mixtures(self) -> em.Mixtures:
        return em.Mixtures(self.weights[None], self.means[None], self.covs[None])

    def _check_columns(self, name: str, x: np.ndarray) -> None:
        d = self.means.shape[1]
        if x.shape[1] != d:
            raise ValueError(f"{name} has {x.shape[1]} columns, but the model has {d}")

    def __repr__(self) -> str:
        means, weights = (np.round(x, 3).tolist() for x in (self.means, self.weights))
        return f"Mixture({len(self.weights)}, means={means}, weights={weights})"


def _table(name: str, value, components: int) -> np.ndarray:
    value = np.asarray(value)
    if value.ndim == 0:
        value = np.full(components, value)
    value = checks.points(name, value[:, None] if value.ndim == 1 else value)
    if len(value) != components:
        raise ValueError(f"{name} has {len(value)} rows, but {components} are needed")
    return value
