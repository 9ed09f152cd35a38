"""Many runs of one vocabulary behind a detector of known rates.

The law of ``Filtered(Rates(tpr, fpr), FreshReal(human))``, from counts alone: of the
real and the synthetic records of each type so many pass. Taught in notebook 10.
"""

import numpy as np

from .. import checks
from ..models import categorical as model
from .categorical import CategoricalEnsemble, empty, measure


def filtered(
    p,
    *,
    human: float,
    tpr: float,
    fpr,
    n: int,
    generations: int,
    replicates: int,
    seed,
    topup: bool = True,
) -> CategoricalEnsemble:
    """Runs over types 0 to V - 1 whose training sets a detector has thinned.

    p : (V,) true shares. human : share of real records before the detector, as in
        ``FreshReal``. tpr : share of synthetic records that is dropped. fpr : of real
        ones; a number, or (V,) for each type.
    topup : n records in any case, each drawn by itself from what passes; without, the
        next fit has what is left of n.

    ValueError for numbers out of range, and where nothing passes.
    """
    p, human = checks.shares("p", p), checks.share("human", human)
    missed = 1 - checks.share("tpr", tpr)
    cleared = 1 - np.broadcast_to(fpr, p.shape).astype(float)
    checks.share("fpr", float(1 - cleared.min()))
    checks.share("fpr", float(1 - cleared.max()))
    n, rng = checks.count("n", n, least=2), checks.generator(seed)
    replicates = checks.count("replicates", replicates, least=1)
    generations = checks.count("generations", generations, least=1)
    result = empty(generations, replicates, len(p), 0)
    truth = np.broadcast_to(p, result.p.shape)
    measure(result, 0, slice(None), truth, [])
    shares = model.counts(n, truth, rng) / n
    measure(result, 1, slice(None), shares, [])
    for t in range(2, generations + 1):
        if topup:
            passes = human * truth * cleared + (1 - human) * shares * missed
            drawn = model.counts(n, _shares(passes), rng)
        else:
            real = round(human * n)
            drawn = rng.binomial(model.counts(real, truth, rng), cleared)
            drawn += rng.binomial(model.counts(n - real, shares, rng), missed)
        shares = _shares(drawn)
        measure(result, t, slice(None), shares, [])
    return result


def _shares(rows: np.ndarray) -> np.ndarray:
    total = rows.sum(axis=-1, keepdims=True)
    if not total.all():
        raise ValueError("the detector lets no record through; a fit needs at least 1")
    return rows / total
