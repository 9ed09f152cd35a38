"""Closed forms for the Gaussian loop, each with its source and its conditions.

Everywhere: the truth is N(0, 1) in one dimension, n points a generation, and t counts
generations as the course does (t = 1 is the fit to n real points; papers often call it
0). ``ddof=0`` is the maximum-likelihood fit (divide by n), ``ddof=1`` the unbiased one.
"Derived" means derived for this course and checked by simulation in its tests.

Leaves out proofs: notebooks 01, 04 and 05 show where each form comes from.
"""

import math

import numpy as np

from .. import checks

LARGE = 1000  # beyond, the first terms of Stirling's series err by less than rounding


def digamma_half(k: int) -> float:
    """psi(k / 2) for a whole number k >= 1: a finite sum, for large k a series."""
    k = checks.count("k", k, least=1)
    if k > LARGE:
        x = k / 2
        return math.log(x) - 1 / (2 * x) - 1 / (12 * x**2) + 1 / (120 * x**4)
    start = -np.euler_gamma - (2 * math.log(2) if k % 2 else 0)
    return start + float(np.sum(1 / np.arange(1 - k % 2 / 2, k / 2)))


def trigamma_half(k: int) -> float:
    """psi'(k / 2) for a whole number k >= 1: a finite sum, for large k a series."""
    k = checks.count("k", k, least=1)
    if k > LARGE:
        x = k / 2
        return 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3) - 1 / (30 * x**5)
    start = math.pi**2 / (2 if k % 2 else 6)
    return start - float(np.sum(1 / np.arange(1 - k % 2 / 2, k / 2) ** 2))


def c4(n: int) -> float:
    """E s / sigma for the unbiased variance s^2 of n normal points (Cochran)."""
    n = checks.count("n", n, least=2)
    if n > LARGE:  # the difference of large logarithms below would lose its digits
        return math.exp(-1 / (4 * (n - 1)) + 1 / (24 * (n - 1) ** 3))
    return math.sqrt(2 / (n - 1)) * math.exp(
        math.lgamma(n / 2) - math.lgamma((n - 1) / 2)
    )


# --- replace -------------------------------------------------------------------------


def log_variance_drift(n: int, ddof: int = 0, dimensions: int = 1) -> float:
    """Change of E log s^2 in one generation of replace; of E log det in d dimensions.

    psi((n-1)/2) + log(2/(n-ddof)), exact: one step multiplies s^2 by chi2_(n-1) over
    n - ddof. About -1/(n-1) (ddof=1) or -2/n (ddof=0). Needs n > d. Derived.
    """
    n, ddof = _sizes(n, ddof)
    d = checks.count("dimensions", dimensions, least=1, most=n - 1)
    return sum(digamma_half(n - j) + math.log(2 / (n - ddof)) for j in range(1, d + 1))


def log_variance_noise(n: int) -> float:
    """Variance that log s^2 gains in one generation of replace: psi'((n-1)/2)."""
    return trigamma_half(_sizes(n)[0] - 1)


def half_life(n: int, ddof: int = 0) -> float:
    """Generations until the median standard deviation has halved, under replace.

    2 log 2 / -drift: about .69 n (ddof=0) and 1.39 n (ddof=1). Takes the median of
    log s^2 for its mean, which holds to about one generation. Derived.
    """
    return 2 * math.log(2) / -log_variance_drift(n, ddof)


def expected_variance(t, n: int, ddof: int = 0, sampling_bias: float = 1.0):
    """E s_t^2 under replace: sampling_bias^(t-1) ((n-1)/(n-ddof))^t.

    Stays 1 for ever when nothing is biased, carried by ever fewer runs (Shumailov et
    al. 2024; sampling bias lambda as in Alemohammad et al. 2024, one factor fewer,
    because generation 1 sees real points).
    """
    n, ddof = _sizes(n, ddof)
    bias, t = checks.share("sampling_bias", sampling_bias), checks.generation(t)
    return bias ** (t - 1) * ((n - 1) / (n - ddof)) ** t


def variance_spread(t, n: int, ddof: int = 0):
    """Standard deviation of s_t^2 over runs under replace. Derived."""
    n, ddof = _sizes(n, ddof)
    t = checks.generation(t)
    square = ((n * n - 1) / (n - ddof) ** 2) ** t
    return np.sqrt(square - expected_variance(t, n, ddof) ** 2)


def expected_std(t, n: int, ddof: int = 0):
    """E s_t under replace: (c4(n) sqrt((n-1)/(n-ddof)))^t. Derived."""
    n, ddof = _sizes(n, ddof)
    return (c4(n) * math.sqrt((n - 1) / (n - ddof))) ** checks.generation(t)


def expected_squared_mean(t, n: int, ddof: int = 0):
    """E mu_t^2 under replace: t/n (ddof=1) or 1 - (1-1/n)^t (ddof=0). Derived."""
    n, ddof = _sizes(n, ddof)
    t = checks.generation(t)
    return t / n if ddof else 1 - (1 - 1 / n) ** t


def expected_w2_squared(t, n: int, ddof: int = 0):
    """E W2^2 between generation t and the truth under replace.

    t/n + 2 (1 - c4^t) for ddof=1, which grows without end (Shumailov et al. 2024,
    Theorem 3.1, proves that it diverges); 2 (1 - (c4 sqrt(1-1/n))^t) for ddof=0, which
    tends to 2. Almost every single run converges in both cases. Derived.
    """
    return (
        expected_squared_mean(t, n, ddof)
        + expected_variance(t, n, ddof)
        + 1
        - 2 * expected_std(t, n, ddof)
    )


# --- accumulate and subsample --------------------------------------------------------


def accumulated_variance(t, n: int, ddof: int = 0, sampling_bias: float = 1.0):
    """E s_t^2 under accumulate.

    ddof=0: prod_(i<=t) (1 - 1/(n i^2)) (the policy of Kazdan et al. 2024); with a
    sampling bias below 1, (1-1/n) prod_(2<=i<=t) (1 - (1-lambda)/i - lambda/(n i^2)),
    which falls like t^-(1-lambda). ddof=1 (unbiased sampling only):
    prod_(2<=i<=t) (1 - 1/(i (i n - 1))). Derived.
    """
    n, ddof = _sizes(n, ddof)
    bias, t = checks.share("sampling_bias", sampling_bias), checks.generation(t)
    if ddof and bias < 1:
        raise ValueError(
            f"ddof is {ddof} and sampling_bias is {bias}, but with a sampling bias "
            "below 1 the form is known for ddof = 0 only"
        )
    i = np.arange(2, np.max(t) + 1)
    factors = 1 - (1 - bias) / i - bias / (n * i**2)
    if ddof:
        factors = 1 - 1 / (i * (i * n - 1))
    first = (n - 1) / (n - ddof)
    return np.concatenate([[1.0, first], first * np.cumprod(factors)])[t]


def accumulated_limit(n: int) -> float:
    """Limit of ``accumulated_variance`` for ddof=0: sin(x)/x at x = pi/sqrt(n)."""
    return float(np.sinc(1 / math.sqrt(_sizes(n)[0])))


def subsampled_variance(t, n: int):
    """E s_t^2 of the fit under accumulate-subsample, ddof=0, by recursion. Derived.

    V is the expected variance of the pool of N = n t points, m the part of it that
    the mean of n of them takes, v = V - m the variance of the fit.
    """
    n, t = _sizes(n)[0], checks.generation(t)
    pool, fits = 1 - 1 / n, [1.0, 1 - 1 / n]
    for i in range(1, int(np.max(t))):
        mean = pool / n * (n * i - n) / (n * i - 1)
        fit = pool - mean
        drawn, moved = fit * (1 - 1 / n), mean + fit / n
        pool = (i * pool + drawn) / (i + 1) + moved * i / (i + 1) ** 2
        size = n * (i + 1)
        fits.append(pool * (1 - (size - n) / (n * (size - 1))))
    return np.array(fits)[t]


# --- anchors -------------------------------------------------------------------------


def fresh_anchor_variance(n: int, points: int, sampling_bias: float = 1.0) -> float:
    """E s^2 at equilibrium, ``points`` new real points in n each generation, ddof=0.

    k (1 - M) with a = points/n, k = a/(a + (1-a)(1-lambda)) and M = E mu^2. Sampling
    bias as in Alemohammad et al. 2024; fixed point derived. Settles in about
    n / (2 points) generations.
    """
    n = _sizes(n)[0]
    a = checks.count("points", points, least=1, most=n) / n
    bias = checks.share("sampling_bias", sampling_bias)
    k = a / (a + (1 - a) * (1 - bias))
    kept = (1 - a) * bias * k
    squared_mean = (a + kept) / n / (1 - (1 - a) ** 2 + kept / n)
    return k * (1 - squared_mean)


def fresh_anchor_limit(points: int) -> float:
    """``fresh_anchor_variance`` for points << n: 2r/(2r+1). A mean, not a median."""
    points = checks.count("points", points)
    return 2 * points / (2 * points + 1)


def fixed_anchor_variance(n: int, points: int, sampling_bias: float = 1.0) -> float:
    """E s^2 at equilibrium when the same real points come back for ever, ddof=0.

    a (1 - 1/r) / (1 - (1-a) lambda + lambda/n (1 - 1/(2-a))) with a = r/n: their own
    sampling error is permanent. Derived.
    """
    n = _sizes(n)[0]
    r = checks.count("points", points, least=1, most=n)
    bias = checks.share("sampling_bias", sampling_bias)
    a = r / n
    lost = 1 - (1 - a) * bias + bias / n * (1 - 1 / (2 - a))
    return a * (1 - 1 / r) / lost


def archive_equivalent(fresh_points: int) -> int:
    """Fixed points that hold the variance that r fresh ones hold: 3 r + 1.

    For few real points among many (r << n); about variance only: an archive cannot
    return what it never held. Derived.
    """
    return 3 * checks.count("fresh_points", fresh_points, least=1) + 1


def golden_weight(synthetic_per_real: float = 1.0) -> float:
    """Weight on fresh real data that keeps the mean most accurate, for ever.

    (sqrt(1+4k) - 1)/(2k) for k synthetic points beside each real one; 1/golden ratio
    for k = 1 (He, Xu and Cheng 2025, for equal amounts; general k derived).
    """
    k = checks.positive("synthetic_per_real", synthetic_per_real)
    return (math.sqrt(1 + 4 * k) - 1) / (2 * k)


def weighted_mean_variance(weight: float, synthetic_per_real: float = 1.0) -> float:
    """Var mu at equilibrium in units of sigma^2 / real points a generation.

    (w^2 + (1-w)^2/k)/(2w - w^2); the synthetic points are drawn with the true sigma.
    Equals w itself at ``golden_weight``. Derived.
    """
    w = checks.share("weight", weight)
    k = checks.positive("synthetic_per_real", synthetic_per_real)
    if w == 0:
        return math.inf
    return (w * w + (1 - w) ** 2 / k) / (2 * w - w * w)


def _sizes(n: int, ddof: int = 0) -> tuple[int, int]:
    return checks.count("n", n, least=2), checks.count("ddof", ddof, most=1)
