"""A categorical over V types: the smallest model with rare things to lose.

Fitting is counting. Leaves out smoothing: a type not seen gets share 0, for ever under
``Replace``. Taught in notebook 02.
"""

import numpy as np

from .. import checks


def zipf(size: int, exponent: float = 1.0, shift: float = 0.0) -> np.ndarray:
    """(size,) shares that fall as (rank + shift)^-exponent, rank = 1, 2, ...

    Zipf's law of word frequencies; with a shift Mandelbrot's (1953). Exponent 0 is
    uniform.
    """
    rank = np.arange(1, checks.count("size", size, least=1) + 1)
    shift = checks.positive("shift", shift, zero=True)
    share = (rank + shift) ** -checks.positive("exponent", exponent, zero=True)
    return share / share.sum()


def counts(n: int, p: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(..., V) counts of n records of each row of shares p, (..., V).

    numpy gives what rounding leaves over to the last type, which may be a dead one; so
    the most frequent type of each row changes places with the last.
    """
    p = p.copy()
    top = p.argmax(axis=-1, keepdims=True)
    _swap_with_last(p, top)
    drawn = rng.multinomial(n, p)
    _swap_with_last(drawn, top)
    return drawn


def _swap_with_last(rows, at):
    last = rows[..., -1:].copy()
    rows[..., -1:] = np.take_along_axis(rows, at, axis=-1)
    np.put_along_axis(rows, at, last, axis=-1)


class Categorical:
    """Types 0 to V - 1 with shares p, fitted by relative frequencies.

    p : (V,) shares that sum to 1. Data are (n,) whole numbers from 0 to V - 1.
    """

    def __init__(self, p):
        self.p = checks.shares("p", p)

    def fit(self, data: np.ndarray, *, sample_weight=None) -> "Categorical":
        """Set p to the share of each type in data of shape (n,), n >= 1; self."""
        data = checks.types("data", data, len(self.p), least=1)
        if sample_weight is not None:
            sample_weight = checks.weights(sample_weight, len(data), least=1)
        seen = np.bincount(data, sample_weight, minlength=len(self.p))
        self.p = seen / seen.sum()
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n,) types in random order."""
        n, rng = checks.count("n", n), checks.generator(rng)
        drawn = counts(n, self.p, rng)
        return rng.permutation(np.repeat(np.arange(len(self.p)), drawn))

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log probabilities of x (n,); minus infinity for dead types."""
        x = checks.types("x", x, len(self.p))
        with np.errstate(divide="ignore"):
            return np.log(self.p[x])

    def __repr__(self) -> str:
        alive = np.count_nonzero(self.p)
        return f"Categorical({alive} of {len(self.p)} types alive)"
