"""Expectation and maximisation (EM) for many Gaussian mixtures at once.

Every array has a leading axis of R replicates: runs, or restarts of one fit. Shapes are
named by R replicates, K components, n points, d dimensions. Densities are kept as
logarithms, so that a point far from all components still belongs to the nearest.

Leaves out shared, diagonal and spherical covariances. Taught in notebook 03.
"""

from dataclasses import dataclass

import numpy as np

LOG_2PI = np.log(2 * np.pi)


@dataclass(frozen=True, eq=False)
class Mixtures:
    """weight (R, K), mean (R, K, d), cov (R, K, d, d)."""

    weight: np.ndarray
    mean: np.ndarray
    cov: np.ndarray

    def __getitem__(self, rows) -> "Mixtures":
        return Mixtures(self.weight[rows], self.mean[rows], self.cov[rows])

    def __setitem__(self, rows, other: "Mixtures") -> None:
        self.weight[rows] = other.weight
        self.mean[rows] = other.mean
        self.cov[rows] = other.cov

    @property
    def root(self) -> np.ndarray:
        """(R, K, d, d) lower roots of the covariances; ValueError if one has none."""
        try:
            return np.linalg.cholesky(self.cov)
        except np.linalg.LinAlgError:
            raise ValueError(
                "a component has lost its variance, so it has no density; a floor "
                "above 0 keeps some"
            ) from None

    def log_joint(self, x: np.ndarray) -> np.ndarray:
        """(R, K, n) log of weight times density, for x of shape (R, d, n)."""
        root = self.root
        z = np.linalg.inv(root) @ (x[:, None] - self.mean[..., None])
        scale = np.log(np.diagonal(root, axis1=-2, axis2=-1)).sum(axis=-1)
        with np.errstate(divide="ignore"):
            level = np.log(self.weight) - scale - x.shape[1] / 2 * LOG_2PI
        return level[..., None] - 0.5 * np.square(z, out=z).sum(axis=2)

    def sample(self, n: int, rng: np.random.Generator, sampling_bias: float = 1.0):
        """(R, n, d) points, n of each mixture; covariances times sampling_bias."""
        rows = np.arange(len(self.weight))[:, None]
        upto = np.cumsum(self.weight, axis=1)[:, :-1, None]
        component = (rng.random((len(rows), 1, n)) >= upto).sum(axis=1)
        z = rng.standard_normal((len(rows), n, self.mean.shape[-1]))
        z = np.einsum("rnij,rnj->rni", self.root[rows, component], z)
        return self.mean[rows, component] + np.sqrt(sampling_bias) * z


def expect(mixtures: Mixtures, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """E step: log densities (R, n) and who explains each point, (R, K, n).

    The largest term is taken out before exponentials are added up.
    """
    joint = mixtures.log_joint(x)
    top = joint.max(axis=1, keepdims=True)
    share = np.exp(np.subtract(joint, top, out=joint), out=joint)
    total = share.sum(axis=1, keepdims=True)
    share /= total
    return (top + np.log(total))[:, 0], share


def maximise(x: np.ndarray, share: np.ndarray, floor: float) -> Mixtures:
    """M step: weights, means and covariances of the points (R, d, n) by their shares.

    ``floor`` is added to every variance. Without it the likelihood has no maximum: a
    component that sits on one point gains without end as its variance falls to 0.
    """
    size = share.sum(axis=-1) + 10 * np.finfo(float).eps
    mean = share @ x.swapaxes(1, 2) / size[..., None]
    gap = x[:, None] - mean[..., None]
    cov = (share[:, :, None] * gap) @ gap.swapaxes(2, 3) / size[..., None, None]
    cov += floor * np.eye(x.shape[1])
    return Mixtures(size / size.sum(axis=1, keepdims=True), mean, cov)


def spread(x: np.ndarray, components: int, rng, floor: float) -> Mixtures:
    """A start for points (R, n, d): centres far apart, equal weights and spreads.

    Each centre after the first is a point drawn in proportion to its squared distance
    from the nearest centre (k-means++, Arthur and Vassilvitskii 2007).
    """
    rows, d, centres = np.arange(len(x)), x.shape[2], []
    nearest = np.full(x.shape[:2], np.inf)
    centre = x[rows, rng.integers(x.shape[1], size=len(x))]
    for _ in range(components):
        centres.append(centre)
        nearest = np.minimum(nearest, np.square(x - centre[:, None]).sum(axis=2))
        upto = np.cumsum(nearest, axis=1)
        chosen = upto > rng.random((len(x), 1)) * upto[:, -1:]
        centre = x[rows, chosen.argmax(axis=1)]
    mean = np.stack(centres, axis=1)
    variance = nearest.mean(axis=1) / d + floor
    cov = np.repeat(variance[:, None, None, None] * np.eye(d), components, axis=1)
    return Mixtures(np.full(mean.shape[:2], 1 / components), mean, cov)


def fit(
    x: np.ndarray, start: Mixtures, *, tol: float, max_iter: int, floor: float
) -> tuple[Mixtures, np.ndarray, np.ndarray]:
    """EM from a start until the mean log-likelihood gains less than tol in each.

    x : (R, n, d) points. Returns the mixtures, their mean log-likelihoods (R,) before
    the last step, and the steps taken (R,).
    """
    x = np.ascontiguousarray(x.swapaxes(1, 2))
    fitted = Mixtures(*map(np.copy, (start.weight, start.mean, start.cov)))
    likelihood, steps = np.full(len(x), -np.inf), np.zeros(len(x), dtype=int)
    active = np.arange(len(x))
    for _ in range(max_iter):
        log_prob, share = expect(fitted[active], x)
        fitted[active] = maximise(x, share, floor)
        before, likelihood[active] = likelihood[active], log_prob.mean(axis=1)
        steps[active] += 1
        going = np.abs(likelihood[active] - before) >= tol
        if not going.all():
            active, x = active[going], x[going]
        if not active.size:
            break
    return fitted, likelihood, steps
