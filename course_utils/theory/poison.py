"""What poison does in two toys, in closed form: a bigram, and a crawl of the web.

Taught in notebook 11. Leaves out models without a formula; for a transformer see
``experiments.poison``.
"""

import numpy as np

from .. import checks


def after_trigger(k, clean: int, kappa: float, ids: int):
    """P(target | trigger) of an add-kappa bigram: (k + κ) / (k + c + κ ids); exact.

    k : poison records, a number or an array, each with trigger and target once.
    clean : c, how often clean text has the trigger, never before the target.
    ids : words and the end. How much else there is to learn from plays no part.
    """
    k = np.asarray(k)
    if k.min() < 0:
        raise ValueError(f"k is {k.min()}, but it must be at least 0")
    clean, ids = checks.count("clean", clean), checks.count("ids", ids, least=2)
    kappa = checks.positive("kappa", kappa)
    return (k + kappa) / (k + clean + kappa * ids)


def bought_share(months, expiring: float = 0.01, bought: float = 0.3):
    """Share of poison among the pages that a list of addresses still leads to.

    b e / (1 − (1 − b) e), where e = 1 − (1 − expiring)^months of the domains have
    expired and an attacker has bought b of these; the others lead nowhere. months : a
    number or an array. Derived; the attack is Carlini and others' split view (2023).
    """
    gone = 1 - (1 - checks.share("expiring", expiring)) ** np.asarray(months)
    bought = checks.share("bought", bought)
    return bought * gone / (1 - (1 - bought) * gone)


def kept_by_hash(months, expiring: float = 0.01, edited: float = 0.03):
    """Share of listed pages that still have the hash of the day of listing.

    (1 − expiring)^months (1 − edited)^months: an honest edit is rejected as a poisoned
    page is.
    """
    lasting = 1 - checks.share("expiring", expiring)
    return (lasting * (1 - checks.share("edited", edited))) ** np.asarray(months)


def caught_live(window: float, reverted: float = 2.0) -> float:
    """Chance that a snapshot shows a vandal's edit.

    Both come at times of their own, evenly within ``window`` hours; edits are reverted
    after ``reverted`` hours on average, exponentially. With x = reverted / window:
    x (1 − x (1 − e^(−1/x))). 1 where the time of the snapshot is known, window 0.
    """
    window = checks.positive("window", window, zero=True)
    if not window:
        return 1.0
    x = checks.positive("reverted", reverted) / window
    return float(x * (1 - x * -np.expm1(-1 / x)))
