"""Many runs of one linear regression, from X'X and X'y of its training data.

Both add when records are put together. They are drawn without the records: X = Q R
makes X'X = R'R and X'e = R' Q'e, and Q'e is as normal as e, while R has independent
entries, chi on the diagonal and normal above it (Bartlett 1933).
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from .. import checks
from ..models.regression import copies
from ..policies import Policy
from . import rules

ARRAYS = 6  # of (replicates, d, d), at most, are held at once


@dataclass(frozen=True, eq=False)
class RegressionEnsemble:
    """test_error : (generations + 1, replicates), |w - w_true|^2; row 0 is the truth.

    What the fitted weights add to the mean squared error on new records with
    covariates N(0, I).
    """

    test_error: np.ndarray


def regression(
    policy: Policy,
    *,
    d: int,
    rows: int,
    generations: int,
    replicates: int,
    seed,
    noise: float = 1.0,
    same_design: bool = True,
) -> RegressionEnsemble:
    """Many independent runs of least squares with d weights, rows records a generation.

    The same law as ``loop.run(Regression(...), Regression(...), policy, n=rows, ...)``
    with covariates N(0, I), whatever the true weights; memory does not depend on rows.

    rows : at least d. Over runs, the error has a mean from d + 2 rows and a variance
        from d + 4; means of some thousand runs can be trusted from d + 6.
    same_design : True draws one table of covariates a run, and only noise is new in
        each generation; what a policy mixes must then be whole tables, so that parts
        such as ``FreshReal(0.1)`` are a ValueError. False draws covariates anew.

    Raises ValueError for numbers out of range, TypeError for other policies
    (``Subsample`` among them).
    """
    d = checks.count("d", d, least=1)
    rows = checks.count("rows", rows, least=max(d, 2))
    rows, generations, replicates = rules.request(
        policy, rows, generations, replicates, choose=False
    )
    noise, rng = checks.positive("noise", noise, zero=True), checks.generator(seed)
    test_error = np.zeros((generations + 1, replicates))
    for part in rules.chunks(replicates, 8 * ARRAYS * d * d):
        size = part.stop - part.start
        design = _factor(rows, d, size, rng) if same_design else None
        draw = partial(_draw, design=design, rows=rows, noise=noise, rng=rng)

        def fit(t, training: Products, part=part, draw=draw):
            gap = training.solve()
            test_error[t, part] = np.sum(gap**2, axis=1)
            return partial(draw, gap=gap)

        real = partial(draw, gap=np.zeros((size, d)))
        rules.follow(policy, real, fit, rows, generations, rng)
    return RegressionEnsemble(test_error)


@dataclass(frozen=True, eq=False)
class Products:
    """count records in each replicate: X'X, (replicates, d, d), and X'y, (..., d).

    Labels are counted from x . w_true, so that the true weights are 0.
    """

    count: int
    xx: np.ndarray
    xy: np.ndarray

    def merge(self, other: "Products") -> "Products":
        """Products of both sets of records together."""
        return Products(
            self.count + other.count, self.xx + other.xx, self.xy + other.xy
        )

    def solve(self) -> np.ndarray:
        """(replicates, d) weights of least squares."""
        return np.linalg.solve(self.xx, self.xy[..., None])[..., 0]


def _factor(k: int, d: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """(size, min(k, d), d) factors R of k covariates N(0, I): X'X = R'R."""
    rank = min(k, d)
    factor = np.triu(rng.standard_normal((size, rank, d)))
    diagonal = np.arange(rank)
    factor[:, diagonal, diagonal] = np.sqrt(rng.chisquare(k - diagonal, (size, rank)))
    return factor


def _draw(k: int, *, gap, design, rows: int, noise: float, rng) -> Products:
    """Products of k records of the model whose weights are off by gap."""
    size, d = gap.shape
    if design is None:
        factor = _factor(k, d, size, rng)
    else:
        factor = design * np.sqrt(copies(k, rows))
    y = np.einsum("rij,rj->ri", factor, gap)
    y += noise * rng.standard_normal(y.shape)
    return Products(k, factor.mT @ factor, np.einsum("rij,ri->rj", factor, y))
