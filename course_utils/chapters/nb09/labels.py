"""Two classes, labels that a weak model gives, and a checker: what is learnt."""

import numpy as np

from ... import theory

D, MU, N = 20, 1.5, 5_000  # axes, distance of a class from the middle, labels learnt


def learnt(
    p: float, passes: float, slips: float, rng: np.random.Generator, n: int = N
) -> float:
    """Accuracy of the mean of n labelled points that passed the checker.

    p : share of right labels before the check. passes, slips : chances that a right
    and a wrong one passes. A point of class ±1 is normal around ±1.5 on one axis.
    """
    q = theory.label_precision(p, passes, slips)
    side = np.where(rng.random(n) < q, 1, -1)  # +1: the label is the class
    x = rng.normal(size=(n, D))
    x[:, 0] += MU
    centre = (side[:, None] * x).mean(axis=0)
    cosine = centre[0] / np.linalg.norm(centre)
    return theory.normal_cdf(MU * float(cosine))
