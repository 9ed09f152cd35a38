"""Choosing and checking what the next model learns, in closed form.

Choosing changes shares as in a replicator equation; checking changes which labels are
right, and where a mean comes to rest. Leaves out finite samples, unless stated.
Taught in notebook 09.
"""

import math
from itertools import combinations_with_replacement

import numpy as np

from .. import checks


def replicated(p, reward, t: float = 1) -> np.ndarray:
    """Shares (V,) after t rounds of one pick among infinitely many: p e^(t r) / Z.

    reward : (V,) r of each type; a pick is in proportion to e^r. Ferbach et al. (2024).
    """
    p, reward = _shares_and_rewards(p, reward)
    best = reward[p > 0].max()
    grown = p * np.exp(t * (np.where(p > 0, reward, best) - best))
    return grown / grown.sum()


def picked(p, reward, k: int) -> np.ndarray:
    """Shares (V,) after one round of one pick among k; exact, for few types.

    Sums over all multisets of k candidates, so C(V + k - 1, k) of them. Derived.
    """
    p, reward = _shares_and_rewards(p, reward)
    k, chosen = checks.count("k", k, least=1), np.zeros(len(p))
    for group in combinations_with_replacement(range(len(p)), k):
        counts = np.bincount(group, minlength=len(p))
        ways = math.factorial(k) / math.prod(map(math.factorial, counts.tolist()))
        there = np.where(counts > 0, reward, -np.inf)
        won = counts * np.exp(there - there.max())
        chosen += ways * np.prod(p**counts) * won / won.sum()
    return chosen


def log_odds(gap: float, k: float, t=1):
    """How far log-odds of two types have moved after t rounds of best of k, small gaps.

    t gap (k - 1) / k: the gap between their rewards, less what is lost because a
    candidate competes with itself, too. k may be infinite; then exact. Derived.
    """
    if not k >= 1:
        raise ValueError(f"k is {k!r}, but it must be a number of at least 1")
    return np.asarray(t) * gap * (1 - 1 / k)


def two_tastes(p, rewards, share: float) -> np.ndarray:
    """Shares (V,) after one round in which ``share`` of the picks follow rewards[0].

    The others follow rewards[1]; infinitely many candidates. The product of both mean
    rewards e^r, weighted by the shares, never falls (a Nash bargain).
    """
    share = checks.share("share", share)
    first, second = (replicated(p, reward) for reward in rewards)
    return share * first + (1 - share) * second


def least_minority(gap: float) -> float:
    """Share that a minority must exceed for its favourite to survive: 1 / (1 + e^gap).

    gap : between the rewards of the two favourites, the same for both sides. Derived.
    """
    return 1 / (1 + math.exp(checks.positive("gap", gap, zero=True)))


def label_precision(p: float, passes: float, slips: float) -> float:
    """Share of right labels among those that a checker passes (Bayes).

    p : share of right labels before. passes, slips : chances that a right and a wrong
    label passes. ValueError if nothing passes.
    """
    p, passes = checks.share("p", p), checks.share("passes", passes)
    right, wrong = p * passes, (1 - p) * checks.share("slips", slips)
    if right + wrong == 0:
        raise ValueError("no label passes this checker, so none can be right or wrong")
    return right / (right + wrong)


def flip(share: float) -> float:
    """Precision of labels at which what is learnt turns: s / (1 + s).

    share : s in (0, 1], of all wrong labels the part with the commonest wrong class: 1
    for two classes or one systematic error, 1/(K - 1) for even errors among K classes.
    There the right label stops being the commonest. Derived.
    """
    share = checks.positive("share", checks.share("share", share))
    return share / (1 + share)


def centroid_accuracy(q: float, mu: float, d: int, n: int) -> float:
    """Accuracy of the mean of n labelled points, two classes at +mu and -mu in d axes.

    q : share of right labels, errors by chance. Phi(mu cos), the angle's cosine being
    b / sqrt(b^2 + (d - 1) / n) with b = (2 q - 1) mu; for b^2 n >> d. Derived.
    """
    b = (2 * checks.share("q", q) - 1) * checks.positive("mu", mu)
    across = (checks.count("d", d, least=1) - 1) / checks.count("n", n, least=1)
    return normal_cdf(mu * b / math.sqrt(b * b + across)) if b or across else 0.5


def highest_price(p: float, passes: float, slips: float) -> float:
    """Price of a check at which checking all labels stops paying; making one costs 1.

    Checked and unchecked labels are worth (right - wrong)^2 / number: two classes, a
    mean learnt from n >> d points. 0 if checking never pays; infinite at p = 1/2, where
    unchecked labels say nothing, if the checked ones say something. ValueError if
    nothing passes. Derived.
    """
    q = label_precision(p, passes, slips)
    if 2 * q == 1 or 2 * p == 1:
        return 0.0 if 2 * q == 1 else math.inf
    passed = p * passes + (1 - p) * slips
    worth = passed * (2 * q - 1) ** 2 / (2 * p - 1) ** 2
    return max(0.0, worth - 1)


def pull(width: float) -> float:
    """Share of its distance to the checker's centre that a checked mean keeps: rho.

    The checker passes x within ``width`` standard deviations of its centre;
    1 - 2 w phi(w) / (2 Phi(w) - 1), to first order in the distance. Derived.
    """
    w = checks.positive("width", width)
    density = math.exp(-w * w / 2) / math.sqrt(2 * math.pi)
    return 1 - 2 * w * density / math.erf(w / math.sqrt(2))


def checked_mean(t, centre: float, width: float, fresh: float = 0.0):
    """Mean after t checked rounds from the truth at 0, its spread kept at 1.

    Every round sets a share ``fresh`` of unchecked real points beside what passed. To
    first order in centre / width; derived.
    """
    keep, t = 1 - checks.share("fresh", fresh), np.asarray(t)
    rate = keep * pull(width)
    return checked_limit(centre, width, fresh) * (1 - rate**t)


def checked_limit(centre: float, width: float, fresh: float = 0.0) -> float:
    """Where ``checked_mean`` comes to rest: the centre, unless fresh data hold it."""
    keep, rho = 1 - checks.share("fresh", fresh), pull(width)
    return keep * centre * (1 - rho) / (1 - keep * rho)


def normal_cdf(x: float) -> float:
    """Phi(x)."""
    return (1 + math.erf(x / math.sqrt(2))) / 2


def _shares_and_rewards(p, reward) -> tuple[np.ndarray, np.ndarray]:
    p = checks.shares("p", p)
    reward = checks.points("reward", np.reshape(reward, (-1, 1)))[:, 0]
    if reward.shape != p.shape:
        raise ValueError(
            f"reward has {len(reward)} numbers, but {len(p)} are needed: one per type"
        )
    return p, reward
