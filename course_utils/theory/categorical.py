"""Closed forms for the categorical loop, each with its source and its conditions.

Everywhere: n records a generation, and t or k counts generations as the course does
(1 is the fit to n real records). "Derived" means derived for this course and checked
by simulation in its tests. One law has no function: under ``Replace`` a type ends as
the only one with a probability equal to its starting share, for shares are a fair game.

Taught in notebook 02.
"""

import math

import numpy as np

from .. import checks

# --- how long a word lives -----------------------------------------------------------


def survival_rate(k):
    """g_k: g_1 = 1, then g_k = 1 - exp(-g_(k-1)); about 2/k.

    The chance that the line of one record outlives k - 1 generations in which each
    record is copied a Poisson(1) number of times (Suresh, Thangaraj and Khandavally
    2025; Kolmogorov 1938 for 2/k).
    """
    k = checks.generation(k, "k")
    rates = [math.inf]
    for _ in range(np.max(k)):
        rates.append(-math.expm1(-rates[-1]))
    return np.array(rates)[k]


def survival(copies, k):
    """Chance that a word is alive after k generations of replace: 1 - exp(-c g_k).

    copies : c, how often the word is expected in the next n records, n p; as often as
        it was seen in the last n. A number or an array.

    For rare words in large data: n >= 1000, k <= n/20, share at most some percent
    (Suresh et al. 2025, who prove it a lower bound).
    """
    return -np.expm1(-_copies(copies) * survival_rate(k))


def survival_rule(copies, k):
    """``survival`` to remember, 1 - exp(-2 c / k); k g_k is 1.56 at 5, 1.92 at 50."""
    return -np.expm1(-2 * _copies(copies) / checks.generation(k, "k"))


def copies_needed(probability: float, k: int) -> int:
    """Fewest copies with which a word outlives k generations with the probability."""
    share = checks.share("probability", probability)
    if share == 1:
        raise ValueError("probability is 1, but no number of copies makes a word safe")
    return math.ceil(-math.log1p(-share) / survival_rate(checks.count("k", k, least=1)))


def expected_types(k, p, n: int):
    """Types of a vocabulary alive after k generations of replace: a sum of survivals.

    p : (V,) true shares. As ``survival`` for every type, the frequent ones being safe
    by any law; within 2 % for Zipf exponents up to about 1.2 (Suresh et al. 2025).
    """
    copies = checks.count("n", n, least=2) * checks.shares("p", p)
    rates = np.multiply.outer(survival_rate(k), copies)
    return -np.expm1(-rates).sum(axis=-1)


def seen_types(p, n: int) -> float:
    """Types among n records of the truth: sum of 1 - (1 - p)^n, exact."""
    p = checks.shares("p", p)
    return float(np.sum(1 - (1 - p) ** checks.count("n", n)))


# --- how diversity falls -------------------------------------------------------------


def expected_diversity(t, n: int, fresh: int = 0):
    """Share of the Gini diversity that is left at generation t, a mean over runs.

    (1 - 1/n)^t under replace, which is the loss of heterozygosity of Wright (1931).
    With r ``fresh`` real records in n, 1 - M_t with M_1 = 1/n and M_t = 1/n + q
    M_(t-1), q = (1 - a)^2 - (1 - a)/n, a = r/n; it tends to what
    ``fresh_anchor_variance`` says of a Gaussian. Exact. Derived.
    """
    n, t = checks.count("n", n, least=2), checks.generation(t)
    a = checks.count("fresh", fresh, most=n) / n
    q = (1 - a) ** 2 - (1 - a) / n
    return 1 - (1 - q**t) / (1 - q) / n


def absorption_time(p: float, n: int) -> float:
    """Mean generations of replace until one of two types, of share p, is left.

    -2 n (p log p + (1-p) log(1-p)): the diffusion limit (Kimura and Ohta 1969, for n
    haploid genomes), 1 to 4 % long for n of 50 to 100. Medians are lower still.
    """
    p, n = checks.share("p", p), checks.count("n", n, least=2)
    if p in (0, 1):
        return 0.0
    return -2 * n * (p * math.log(p) + (1 - p) * math.log1p(-p))


def novelty_homozygosity(n: int, new: int) -> float:
    """E sum p^2 at equilibrium with ``new`` brand-new types among n each generation.

    n / (n^2 - k (k-1)) with k = n - new: two records are the same one, or copies of
    an old pair that is the same type. Derived.
    """
    n = checks.count("n", n, least=2)
    old = n - checks.count("new", new, least=1, most=n)
    return n / (n * n - old * (old - 1))


def novelty_limit(new: int) -> float:
    """``novelty_homozygosity`` for new << n: 1/(1 + 2 m) (Kimura and Crow 1964)."""
    return 1 / (1 + 2 * checks.count("new", new))


# --- temperature ---------------------------------------------------------------------


def tempered(p, temperature: float, t: int = 1) -> np.ndarray:
    """(V,) shares after t generations at a temperature, without sampling noise.

    p^(1/T) renormalised t times is p^(T^-t): below 1 the most frequent type takes
    all, above 1 all alive become equal, and 1 is a knife edge (the heat death of
    Marchi, Soatto, Chaudhari and Tabuada 2024; form derived).
    """
    p = checks.shares("p", p)
    steps = checks.count("t", t) * math.log(checks.positive("temperature", temperature))
    with np.errstate(divide="ignore"):
        log = np.exp(np.clip(-steps, -700, 700)) * np.log(p / p.max())
    return np.exp(log) / np.exp(log).sum()


def _copies(copies) -> np.ndarray:
    copies = np.asarray(copies, dtype=float)
    if not np.all((copies >= 0) & np.isfinite(copies)):
        raise ValueError(f"copies is {copies}, but it must hold numbers of at least 0")
    return copies
