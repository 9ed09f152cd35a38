"""Closed forms for a Gaussian kernel density refitted to its own output.

The truth has variance 1 in one dimension; t counts generations as the course does.
Taught in notebook 03.
"""

from .. import checks


def kde_variance(t, n: int, bandwidth: float):
    """E variance of a kernel density of width h, under replace.

    r^t + h^2 n (1 - r^t), r = 1 - 1/n: tends to n h^2, so h = 1/sqrt(n) holds. A
    bandwidth of 0 is the bootstrap, r^t; so is one whose points are drawn towards
    their mean (``KDE(..., shrink=True)``). Derived.
    """
    n = checks.count("n", n, least=2)
    h = checks.positive("bandwidth", bandwidth, zero=True)
    kept = (1 - 1 / n) ** checks.generation(t)
    return kept + h * h * n * (1 - kept)


def scott_variance(t, n: int):
    """E variance of a kernel density with Scott's rule: (1 - 1/n + n^(-2/5))^t.

    Grows for ever, for the bandwidth grows with the spread. A mean over runs; the
    median is lower and its ratio to the mean falls with t. Derived.
    """
    n = checks.count("n", n, least=2)
    return (1 - 1 / n + n**-0.4) ** checks.generation(t)
