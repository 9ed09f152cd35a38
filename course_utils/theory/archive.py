"""The Gaussian loop with an archive, in closed form; conditions as in ``gaussian``.

Taught in notebook 05.
"""

import numpy as np

from .. import checks


def archive_variance(t, n: int, points: int = 0):
    """E s_t^2 when every real point is kept beside n synthetic ones, ddof=0; exact.

    1 - M_t with M_1 = 1/n and M_t = (1-b^2)/R + b^2 (1/n + (1-1/n) M_(t-1)), where
    R = n + (t-1) ``points`` are real, b = n/(R + n) synthetic: what is made of real
    points alone covaries with the archive's mean by 1/R, whatever came before. The
    same share of Gini diversity is left to a categorical. Derived.
    """
    n, t = checks.count("n", n, least=2), checks.generation(t)
    points = checks.count("points", points)
    squared_mean = [0.0, 1 / n]
    for i in range(2, int(np.max(t)) + 1):
        real = n + (i - 1) * points
        b = n / (real + n)
        last = 1 / n + (1 - 1 / n) * squared_mean[-1]
        squared_mean.append((1 - b * b) / real + b * b * last)
    return 1 - np.array(squared_mean)[t]


def archive_limit(n: int) -> float:
    """Limit of ``archive_variance`` for a closed archive: 1 - 4/(3 n + 1).

    It is ``fixed_anchor_variance(2 * n, n)``, and loses a third more than one fit to
    the archive alone would. Open archives tend to 1. Derived.
    """
    return 1 - 4 / (3 * checks.count("n", n, least=2) + 1)
