"""Clear refusals: what was given and what is allowed.

Every public function of the course checks its numbers here, so that a wrong one is
refused in the same words everywhere.
"""

import copy
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
