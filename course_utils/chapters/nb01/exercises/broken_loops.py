"""Four loops with a bug each, for notebook 01; the healthy one is its solution.

All are called ``loop(n, generations, rng, accumulate=False)`` and return the mean and
the standard deviation of generations 1, 2, ... as an array (generations, 2). Each
divides by n - 1. With ``accumulate=True`` a loop should train on all points so far.
"""

import inspect
from collections.abc import Callable

import numpy as np

from .... import checks


def healthy(n, generations, rng, accumulate=False):
    x = rng.normal(0, 1, n)
    fits = [(x.mean(), x.std(ddof=1))]
    for _ in range(generations - 1):
        mean, std = fits[-1]
        new = rng.normal(mean, std, n)
        x = np.concatenate([x, new]) if accumulate else new
        fits.append((x.mean(), x.std(ddof=1)))
    return np.array(fits)


def same_seed(n, generations, rng, accumulate=False):
    seed = rng.integers(2**32)
    x = np.random.default_rng(seed).normal(0, 1, n)
    fits = [(x.mean(), x.std(ddof=1))]
    for _ in range(generations - 1):
        mean, std = fits[-1]
        new = np.random.default_rng(seed).normal(mean, std, n)
        x = np.concatenate([x, new]) if accumulate else new
        fits.append((x.mean(), x.std(ddof=1)))
    return np.array(fits)


def reshuffled(n, generations, rng, accumulate=False):
    x = rng.normal(0, 1, n)
    fits = [(x.mean(), x.std(ddof=1))]
    for _ in range(generations - 1):
        new = rng.choice(x, n, replace=False)
        x = np.concatenate([x, new]) if accumulate else new
        fits.append((x.mean(), x.std(ddof=1)))
    return np.array(fits)


def variance_as_std(n, generations, rng, accumulate=False):
    x = rng.normal(0, 1, n)
    fits = [(x.mean(), x.std(ddof=1))]
    for _ in range(generations - 1):
        mean, std = fits[-1]
        new = rng.normal(mean, std**2, n)
        x = np.concatenate([x, new]) if accumulate else new
        fits.append((x.mean(), x.std(ddof=1)))
    return np.array(fits)


def pooled_fit(n, generations, rng, accumulate=False):
    x = rng.normal(0, 1, n)
    fits = [(x.mean(), x.std(ddof=1))]
    for _ in range(generations - 1):
        mean, std = fits[-1]
        new = rng.normal(mean, std, n)
        x = np.concatenate([x, new])
        fits.append((x.mean(), x.std(ddof=1)))
    return np.array(fits)


BROKEN = {
    "same seed": same_seed,
    "reshuffled": reshuffled,
    "variance as std": variance_as_std,
    "pooled fit": pooled_fit,
}


class Loop:
    """A loop under a letter: it can be called, and its bug has to be found."""

    def __init__(self, letter: str, function: Callable):
        self._letter, self._function = letter, function

    def __call__(self, n, generations, rng, accumulate=False) -> np.ndarray:
        """Standard deviations of generations 1, 2, ..., an array (generations,).

        No traceback shows a line of the loop, for that would name its bug.

        Raises ValueError and TypeError for arguments that cannot be used.
        """
        n, rng = checks.count("n", n, least=2), checks.generator(rng)
        generations = checks.count("generations", generations, least=1)
        try:
            with np.errstate(all="ignore"):  # one of them overflows
                return self._function(n, generations, rng, accumulate)[:, 1]
        except BaseException as error:  # an interrupt as well
            raise error.with_traceback(None) from None

    def __repr__(self) -> str:
        return f"<loop {self._letter}>"


def source(function: Callable, name: str = "repaired") -> str:
    """The text of a loop under a name that does not give its bug away."""
    text = inspect.getsource(function)
    return text.replace(f"def {function.__name__}(", f"def {name}(")
