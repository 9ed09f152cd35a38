"""Closed forms for least squares refitted to its own labels.

Everywhere: covariates N(0, I) in d dimensions, ``rows`` records a generation, label
noise of standard deviation ``noise``; the error is |w - w_true|^2, what the weights add
to the mean squared error on new records. t counts generations as the course does.
"Derived" means derived for this course and checked by simulation in its tests.

Taught in notebook 04.
"""

import math

import numpy as np

from .. import checks

TERMS = 1000


def regression_error(t, rows: int, d: int, noise: float = 1.0):
    """E error under replace, with old covariates or new: t noise^2 d/(rows-d-1).

    Each generation adds the variance of one fit (Dohmatob, Feng and Kempe 2024). A
    mean over runs, which needs rows >= d + 2.
    """
    rows, d = _sizes(rows, d)
    variance = checks.positive("noise", noise, zero=True) ** 2
    return checks.generation(t) * variance * d / (rows - d - 1)


def accumulated_error(
    t, rows: int, d: int, noise: float = 1.0, same_design: bool = True
):
    """E error under accumulate: the new fit moves the old one by ever less.

    With one design for ever, ``regression_error`` of the first fit times
    sum_(i<=t) 1/i^2 (Gerstgrasser et al. 2024). With new covariates
    noise^2 d sum_(i<=t) 1/(i (i rows - d - 1)), which is less. Derived.
    """
    t, first = checks.generation(t), regression_error(1, rows, d, noise)
    steps = _steps(np.arange(1, np.max(t) + 1), rows, d, same_design)
    return first * np.cumsum(steps)[t - 1]


def accumulated_ratio(rows: int, d: int, same_design: bool = True) -> float:
    """Limit of ``accumulated_error`` in errors of the first fit.

    pi^2/6 with one design (Gerstgrasser et al. 2024; Dey and Donoho 2024 for other
    models). With new covariates less, the nearer rows are to d: sum of (rows-d-1)
    / (i (i rows - d - 1)). Derived.
    """
    rows, d = _sizes(rows, d)
    if same_design:
        return math.pi**2 / 6
    i, c = np.arange(1, TERMS + 1), d + 1
    rest = -math.log1p(-c / (rows * (TERMS + 0.5))) / c  # the sum as an integral
    return float(_steps(i, rows, d, False).sum() + (rows - c) * rest)


def mixed_labels_error(
    rows: int, share: float, distance: float, d: int, noise: float = 1.0
) -> float:
    """E error of one fit to ``rows`` of which a share was labelled by wrong weights.

    share : p, of the rows; p rows should be whole. distance : D, of the wrong weights
        from the true ones.

    noise^2 d/(rows-d-1) + D^2 E|B|^2/d, where B = (X'X)^-1 X_2'X_2 is the part that
    the p rows have in the fit; exact. For rows >> d the second term is p^2 D^2
    + p (1-p) D^2 (d+1)/rows: the ``label_floor`` of Dohmatob, Feng, Subramonian and
    Kempe 2025, and what it lacks. Derived from the moments of the random projection
    P = X (X'X)^-1 X' and of U, its block of the p rows.
    """
    rows, d = _sizes(rows, d)
    clean = regression_error(1, rows, d, noise)
    far = checks.positive("distance", distance, zero=True)
    n, m = rows, checks.share("share", share) * rows
    one = d * (d + 2) / (n * (n + 2))  # E P_ss^2
    off = (d / n - one) / (n - 1)  # E P_su^2, s != u
    two = (d * d / n - one) / (n - 1)  # E P_ss P_uu
    square = m * one + m * (m - 1) * off  # E tr U^2
    trace = m * one + m * (m - 1) * two  # E (tr U)^2
    return clean + far**2 / d * (square + (d * square - trace) / (n - d - 1))


def label_floor(share: float, distance: float) -> float:
    """What more rows can't remove while a share p keeps wrong labels: p^2 D^2."""
    share = checks.share("share", share)
    return (share * checks.positive("distance", distance, zero=True)) ** 2


def floor_rows(share: float, distance: float, d: int, noise: float = 1.0) -> float:
    """Rows at which the floor is half of the error: d + 1 + noise^2 d/(p D)^2.

    Few wrong labels do no harm to few rows. The terms compared are noise^2
    d/(rows-d-1) and ``label_floor``.
    """
    d = checks.count("d", d, least=1)
    variance = checks.positive("noise", noise, zero=True) ** 2
    floor = label_floor(share, distance)
    return d + 1 + variance * d / floor if floor else math.inf


def _steps(i, rows: int, d: int, same_design: bool):
    """Squared noise that generation i adds under accumulate, in that of the first."""
    if same_design:
        return 1 / i**2
    return (rows - d - 1) / (i * (i * rows - d - 1))


def _sizes(rows: int, d: int) -> tuple[int, int]:
    d = checks.count("d", d, least=1)
    rows = checks.count("rows", rows, least=1)
    if rows < d + 2:
        raise ValueError(
            f"rows is {rows} and d is {d}, but the error has a mean only from d + 2 = "
            f"{d + 2} rows"
        )
    return rows, d
