"""Clear refusals: what was given and what is allowed.

Every public function of the course checks its numbers here, so that a wrong one is
refused in the same words everywhere.
"""

import copy
import math
import numbers

import numpy as np

SEEDS = (numbers.Integral, np.random.SeedSequence, np.random.Generator)


def count(name: str, value, *, least: int = 0, most: int | None = None) -> int:
    """Return ``value`` as an int, or say why it is not a count from least to most."""
    allowed = f"a whole number of at least {least}"
    if most is not None:
        allowed = f"a whole number from {least} to {most}"
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise ValueError(f"{name} is {value!r}, but it must be {allowed}")
    if value < least or (most is not None and value > most):
        raise ValueError(f"{name} is {value}, but it must be {allowed}")
    return int(value)


def share(name: str, value) -> float:
    """Return ``value`` as a float, or say why it is not a share from 0 to 1."""
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not real or not 0 <= value <= 1:
        raise ValueError(f"{name} is {value!r}, but it must be a number from 0 to 1")
    return float(value)


def points(name: str, x, *, least: int = 1) -> np.ndarray:
    """Return ``x`` as a (n, d) float array of finite numbers, n >= least."""
    try:
        x = np.asarray(x).astype(float, casting="same_kind", copy=False)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} is {type(x).__name__}, but it must be a table of numbers"
        ) from None
    if x.ndim != 2 or x.shape[1] < 1:
        raise ValueError(
            f"{name} has shape {x.shape}, but it must be (n, d): one row a point, "
            "also for d = 1 (x.reshape(-1, 1))"
        )
    if len(x) < least:
        raise ValueError(f"{name} has {len(x)} points, but at least {least} are needed")
    finite(name, x)
    return x


def positive(name: str, value, *, zero: bool = False) -> float:
    """Return ``value`` as a float, or say why it is not above 0 (or 0, with zero)."""
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not real or not 0 <= value < math.inf or (value == 0 and not zero):
        allowed = "a number of at least 0" if zero else "a number above 0"
        raise ValueError(f"{name} is {value!r}, but it must be {allowed}")
    return float(value)


def generation(t, name: str = "t") -> np.ndarray:
    """Return ``t`` as an array, or say why it does not count generations from 1."""
    t = np.asarray(t)
    if not np.issubdtype(t.dtype, np.integer) or t.size == 0 or t.min() < 1:
        raise ValueError(f"{name} is {t!r}, but generations are whole numbers from 1")
    return t


def shares(name: str, p) -> np.ndarray:
    """Return ``p`` as a (V,) float array of shares; their sum may be off by 1e-6."""
    shape = np.shape(p)
    column = points(name, np.reshape(p, (-1, 1)))[:, 0]
    if len(shape) != 1 or column.min() < 0 or abs(column.sum() - 1) > 1e-6:
        raise ValueError(
            f"{name} has shape {shape}, least value {column.min():g} and sum "
            f"{column.sum():g}, but it must be (V,) shares of at least 0 that sum to 1"
        )
    return column / column.sum()


def types(name: str, x, size: int, *, least: int = 0) -> np.ndarray:
    """Return ``x`` as (n,) whole numbers from 0 to size - 1, n >= least."""
    x = np.asarray(x)
    if x.shape == (0,):
        x = x.astype(int)
    if x.ndim != 1 or not np.issubdtype(x.dtype, np.integer):
        raise ValueError(
            f"{name} is an array of shape {x.shape} and kind {x.dtype}, but it must "
            "be (n,) whole numbers: one type a record"
        )
    if len(x) < least:
        raise ValueError(f"{name} has {len(x)} records, but at least {least} is needed")
    if len(x) and not 0 <= x.min() <= x.max() < size:
        raise ValueError(
            f"{name} holds types from {x.min()} to {x.max()}, but there are types 0 to "
            f"{size - 1}"
        )
    return x


def weights(weight, n: int, *, least: int = 1) -> np.ndarray:
    """Return ``sample_weight`` as (n,) floats >= 0, at least ``least`` above 0."""
    weight = points("sample_weight", np.reshape(weight, (-1, 1)))[:, 0]
    if len(weight) != n or weight.min() < 0 or np.sum(weight > 0) < least:
        raise ValueError(
            f"sample_weight holds {len(weight)} values from {weight.min():g} to "
            f"{weight.max():g}, but {n} values of at least 0, "
            f"{('none', 'one', 'two')[least]} of them above 0, are needed"
        )
    return weight


def finite(name: str, x: np.ndarray) -> None:
    """Refuse NaN and infinity in an array of floats; other kinds pass."""
    if np.issubdtype(x.dtype, np.inexact):
        bad = int(x.size - np.isfinite(x).sum())
        if bad:
            raise ValueError(
                f"{name} holds {bad} values that are NaN or infinite among {x.size}; "
                "only finite numbers are allowed"
            )


def generator(seed) -> np.random.Generator:
    """Return a Generator for a seed, a SeedSequence or a Generator.

    A SeedSequence is copied, so that it gives the same numbers when used again; a
    Generator goes on. No seed at all is refused: a run that cannot be repeated cannot
    be discussed.
    """
    if isinstance(seed, bool) or not isinstance(seed, SEEDS):
        raise TypeError(
            f"seed is {seed!r}, but it must be a whole number, a numpy SeedSequence "
            "or a numpy Generator"
        )
    if isinstance(seed, numbers.Integral) and seed < 0:
        raise ValueError(f"seed is {seed}, but it must be at least 0")
    if isinstance(seed, np.random.SeedSequence):
        seed = copy.deepcopy(seed)
    return np.random.default_rng(seed)


def policy(value) -> None:
    """Refuse what is no policy: a class, say, where ``Replace()`` is meant."""
    if not callable(value) or isinstance(value, type):
        raise TypeError(
            f"policy is {value!r}, but it must be a policy such as Replace() or "
            "FreshReal(0.1)"
        )
