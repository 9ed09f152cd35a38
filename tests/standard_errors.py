"""Comparisons that state their error rate.

Seeds are fixed, so no test here ever flakes; the tolerance says how often a right
program would have failed with another seed: 4 standard errors, about 6 in 100,000 for
each comparison. A mean of few runs of a heavy-tailed quantity is not normal: compare
logarithms or medians there, or stay at small t.
"""

import numpy as np

Z = 4.0


def mean_is(values, expected: float, *, error: float | None = None) -> None:
    """The mean of independent values is within 4 standard errors of expected."""
    values = np.asarray(values, dtype=float)
    assert values.ndim == 1 and len(values) >= 30
    if error is None:
        error = values.std(ddof=1) / np.sqrt(len(values))
    gap = values.mean() - expected
    assert abs(gap) <= Z * error, (
        f"{values.mean():.5g}, not {expected:.5g} ± {error:.2g}"
    )


def means_agree(a, b) -> None:
    """The means of two independent sets of values are within 4 standard errors."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    assert a.ndim == b.ndim == 1 and min(len(a), len(b)) >= 30
    error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    gap = a.mean() - b.mean()
    assert abs(gap) <= Z * error, f"{a.mean():.5g} and {b.mean():.5g}, ± {error:.2g}"


def share_is(hits: int, trials: int, expected: float) -> None:
    """A count of successes is within 4 standard errors of a binomial share."""
    error = np.sqrt(expected * (1 - expected) / trials)
    gap = hits / trials - expected
    assert abs(gap) <= Z * error, (
        f"{hits / trials:.5g}, not {expected:.5g} ± {error:.2g}"
    )
