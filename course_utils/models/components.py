"""Principal components: pictures as a few numbers, and a model of those numbers.

The directions in which records vary most, most first. Leaves out whitening. Taught in
notebook 06.
"""

from dataclasses import dataclass

import numpy as np

from .. import checks


@dataclass(frozen=True, eq=False)
class Components:
    """mean (d,) and axes (k, d) of length 1, at right angles to each other.

    The largest number of an axis is positive, else a processor would choose the sign.
    """

    mean: np.ndarray
    axes: np.ndarray

    @classmethod
    def of(cls, x: np.ndarray, size: int) -> "Components":
        """The first ``size`` components of records x (n, d), n >= 2."""
        x = checks.points("x", x, least=2)
        size = checks.count("size", size, least=1, most=x.shape[1])
        mean = x.mean(axis=0)
        _, axes = np.linalg.eigh((x - mean).T @ (x - mean))
        return cls(mean, _signed(axes.T[::-1][:size]))

    def project(self, x: np.ndarray) -> np.ndarray:
        """(n, k) coordinates of records x (n, d)."""
        return (x - self.mean) @ self.axes.T

    def back(self, z: np.ndarray) -> np.ndarray:
        """(n, d) records with coordinates z (n, k), and no other variation."""
        return z @ self.axes + self.mean


def _signed(axes: np.ndarray) -> np.ndarray:
    largest = np.abs(axes).argmax(axis=1, keepdims=True)
    return axes * np.sign(np.take_along_axis(axes, largest, axis=1))


class InComponents:
    """A model of pictures that another model makes in their principal components.

    Parameters
    ----------
    model : what learns the coordinates: ``fit(z, rng=rng)`` and ``sample(n, rng)``.
    size : components kept; each fit finds them anew in its own training data.
    """

    def __init__(self, model, size: int):
        self.model, self.size = model, checks.count("size", size, least=1)
        self.components: Components | None = None

    def fit(self, data: np.ndarray, *, rng=None) -> "InComponents":
        """Learn pictures (n, d), n >= 2; returns self."""
        self.components = Components.of(data, self.size)
        self.model.fit(self.components.project(data), rng=rng)
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, d) pictures; greys beyond 0 and 1 are cut."""
        if self.components is None:
            raise ValueError("the model has no components yet; call fit(data) first")
        z = self.model.sample(n, rng)
        return np.clip(self.components.back(z), 0, 1).astype(np.float32)

    def __repr__(self) -> str:
        return f"InComponents({type(self.model).__name__}, {self.size})"
