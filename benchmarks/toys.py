"""The toys against scikit-learn and against what a learner would write."""

import copy
import warnings

import numpy as np
from scipy.stats import gaussian_kde
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression
from sklearn.mixture import GaussianMixture

from course_utils import ensembles
from course_utils.models import KDE, Mixture, Regression, zipf
from course_utils.policies import Accumulate, FreshReal, Replace, Subsample

from .row import Row, side_by_side

BUDGET = "ratio ≤ 1"
STEPS = 20


def em_row(n: int, d: int, k: int) -> Row:
    """The same steps of EM from the same start."""
    rng = np.random.default_rng(1)
    means = rng.normal(0, 3, (k, d))
    x = means[rng.integers(k, size=n)] + rng.standard_normal((n, d))
    model = Mixture(k, means, warm_start=True, tol=0, max_iter=STEPS)
    start = {"means_init": means, "weights_init": np.full(k, 1 / k),
             "precisions_init": np.tile(np.eye(d), (k, 1, 1))}  # fmt: skip
    peer = GaussianMixture(k, tol=0, max_iter=STEPS, **start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        seconds = side_by_side(lambda: copy.copy(model).fit(x), lambda: peer.fit(x))
    what = f"EM, {STEPS} steps, n={n:,}, d={d}, K={k}; peer: GaussianMixture"
    return Row(what, *seconds, "s", BUDGET)


def kde_row(n: int, d: int) -> Row:
    """As many new points as the density was fitted to, 100 times."""
    x = np.random.default_rng(1).standard_normal((n, d))
    model, peer, rng = KDE().fit(x), gaussian_kde(x.T), np.random.default_rng(2)
    seconds = side_by_side(
        lambda: [model.sample(n, rng) for _ in range(100)],
        lambda: [peer.resample(n, seed=rng) for _ in range(100)],
    )
    what = f"KDE, 100 × n={n:,}, d={d}; peer: gaussian_kde.resample"
    return Row(what, *seconds, "s", BUDGET)


def plain_loop(policy, p, n: int, generations: int, replicates: int) -> None:
    """The loop of notebook 02, once for each run, with the ensemble's four measures."""
    rng = np.random.default_rng(1)
    for _ in range(replicates):
        model, pool = p, np.empty(0, dtype=int)
        for _ in range(generations):
            data = rng.choice(len(p), n, p=model)
            if isinstance(policy, FreshReal):
                r = policy.count(n)
                data[:r] = rng.choice(len(p), r, p=p)
            if isinstance(policy, Subsample):
                pool = np.concatenate([pool, data])
                data = rng.choice(pool, n, replace=False)
            model = np.bincount(data, minlength=len(p)) / n
            alive = model[model > 0]
            _ = len(alive), 1 - alive @ alive, -alive @ np.log(alive)


def categorical_row(policy, size: int, n: int, generations: int, replicates: int):
    """A Zipf vocabulary."""
    p, seed = zipf(size), 1
    sizes = {"n": n, "generations": generations, "replicates": replicates}
    seconds = side_by_side(
        lambda: ensembles.categorical(policy, p, seed=seed, **sizes),
        lambda: plain_loop(policy, p, **sizes),
        repeats=3,
    )
    what = f"{type(policy).__name__}, V={size:,}, {replicates} × {generations} × "
    return Row(f"{what}n={n:,}; peer: plain loop", *seconds, "s", BUDGET)


def least_squares_row(d: int, n: int) -> Row:
    """One fit, 100 times."""
    model, peer = Regression(np.ones(d)), LinearRegression(fit_intercept=False)
    data = model.sample(n, np.random.default_rng(1))
    seconds = side_by_side(
        lambda: [model.fit(data) for _ in range(100)],
        lambda: [peer.fit(data[:, :-1], data[:, -1]) for _ in range(100)],
    )
    what = f"Regression, 100 × n={n}, d={d}; peer: LinearRegression"
    return Row(what, *seconds, "s", BUDGET)


def plain_regressions(policy, d, rows, generations, replicates) -> None:
    """The loop of notebook 04 on one design, once for each run."""
    rng = np.random.default_rng(1)
    for _ in range(replicates):
        design, weights = rng.standard_normal((rows, d)), np.zeros(d)
        x, y = np.empty((0, d)), np.empty(0)
        for _ in range(generations):
            new = design @ weights + rng.standard_normal(rows)
            if isinstance(policy, Accumulate):
                x, y = np.vstack([x, design]), np.concatenate([y, new])
            else:
                x, y = design, new
            weights = np.linalg.lstsq(x, y)[0]
            _ = weights @ weights


def regression_row(policy, d: int, rows: int, generations: int, replicates: int):
    """Runs of least squares on their own labels."""
    sizes = {"d": d, "rows": rows, "generations": generations}
    sizes["replicates"] = replicates
    seconds = side_by_side(
        lambda: ensembles.regression(policy, seed=1, **sizes),
        lambda: plain_regressions(policy, **sizes),
        repeats=3,
    )
    what = f"{type(policy).__name__}, regression, d={d}, {replicates:,} × "
    what += f"{generations} × n={rows}; peer: plain loop"
    return Row(what, *seconds, "s", BUDGET)


def rows() -> list[Row]:
    """At the sizes of notebooks 02, 03 and 04."""
    return [
        em_row(200, 1, 2),
        em_row(500, 2, 25),
        em_row(1_000_000, 1, 2),
        kde_row(100, 1),
        kde_row(1000, 2),
        categorical_row(Replace(), 20, 100, 400, 100),
        categorical_row(Replace(), 1000, 10_000, 50, 20),
        categorical_row(Replace(), 2000, 2000, 30, 40),
        categorical_row(Replace(), 10_000, 20_000, 30, 20),
        categorical_row(FreshReal(0.1), 10_000, 20_000, 30, 20),
        categorical_row(Subsample(), 10_000, 20_000, 30, 20),
        least_squares_row(10, 50),
        regression_row(Replace(), 10, 50, 20, 1500),
        regression_row(Accumulate(), 10, 50, 20, 1500),
    ]
