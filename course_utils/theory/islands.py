"""The island model: several models that share a web, exactly, at any sharing rate.

M models, n records each. A record comes from the truth with probability h', else from
the model's own last generation or, with probability m, from any model of the web. What
two records have in common follows a recursion of two numbers: the chance that they are
of one type within a model, and between two. Derived for this course after Wright's
island model (1931); simulated in its tests. Leaves out how many *types* are left:
``survival`` tells that, with c counted over the whole web. Taught in notebook 10.
"""

from typing import NamedTuple

import numpy as np

from .. import checks


class Islands(NamedTuple):
    """Expected Gini diversity, (generations + 1,) each; index 0 is the truth.

    model : 1 - sum p^2 of one model. web : of the mean of all models.
    apart : F_ST, the share of the web's diversity that lies between models.
    """

    model: np.ndarray
    web: np.ndarray
    apart: np.ndarray


def exposure(human: float, odds: float = 1.0) -> float:
    """Share of human records that is seen: h' = h / (h + (1 - h) w).

    human : h, their share of the web. odds : w, a ranker shows a model's record so many
        times as readily as a human one.
    """
    human, odds = checks.share("human", human), checks.positive("odds", odds)
    return human / (human + (1 - human) * odds)


def islands(
    p, generations: int, *, models: int, n: int, sharing=0.0, human=0.0, odds=1.0
) -> Islands:
    """Expected diversity of models and of their web; p : (V,) true shares.

    models : M at least 1. n : records a model and generation, at least 2.
    sharing : m, 0 to 1, chance that a record of a model is anybody's.
    human, odds : as in ``exposure``.

    Exact where records are independent. ValueError for numbers out of range.
    """
    alone = np.sum(checks.shares("p", p) ** 2)
    count = checks.count("models", models, least=1)
    n, sharing = checks.count("n", n, least=2), checks.share("sharing", sharing)
    old = (1 - exposure(human, odds)) ** 2  # that neither of two records is human
    own, other = 1 - sharing + sharing / count, sharing / count
    one = own**2 + (count - 1) * other**2  # that two records have one model as a source
    both = 2 * own * other + (count - 2) * other**2
    within, between = 1 / n + (1 - 1 / n) * alone, alone
    rows = [(alone, alone), (within, between)]
    for _ in range(1, checks.count("generations", generations, least=1)):
        same = old * (one * within + (1 - one) * between) + (1 - old) * alone
        between = old * (both * within + (1 - both) * between) + (1 - old) * alone
        within = 1 / n + (1 - 1 / n) * same
        rows.append((within, between))
    within, between = np.array(rows).T
    model, web = 1 - within, 1 - within / count - (1 - 1 / count) * between
    return Islands(model, web, 1 - model / web)
