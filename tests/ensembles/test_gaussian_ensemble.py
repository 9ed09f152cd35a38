"""Ensembles against points simulated one by one, and against the plain loop.

Fixed seeds; 4 standard errors, about 6 in 100,000 for each comparison (some 500 of
them, so that about 3 % of other seeds would show one too many).
"""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import ensembles, loop
from course_utils.ensembles import rules
from course_utils.ensembles.gaussian import Summary
from course_utils.models import Gaussian
from course_utils.policies import (
    Accumulate,
    Anchor,
    Archive,
    FreshReal,
    Replace,
    Subsample,
)
from tests.ensembles.playable import EVERY
from tests.standard_errors import mean_is, means_agree

LAWS = [(0, 1.0), (1, 1.0), (0, 0.8), (1, 0.5)]
N, T = 6, 4


def simulate(policy, replicates, **given):
    options = {"n": N, "generations": T, "seed": 1} | given
    return ensembles.gaussian(policy, replicates=replicates, **options)


def points(policy, replicates, ddof, bias, seed):
    """The same law, point by point: rows are runs. Means and variances, (T + 1, R)."""
    rng = np.random.default_rng(seed)

    def standard(k):
        return rng.standard_normal((replicates, k))

    first = standard(N)
    real, x = first, first
    pool = first
    mean, variance = [np.zeros(replicates)], [np.ones(replicates)]
    for t in range(1, T + 1):
        if t > 1:
            new = mean[-1][:, None] + np.sqrt(bias * variance[-1])[:, None] * standard(
                N
            )
            pool = np.hstack([pool, new])
            match policy:
                case Replace():
                    x = new
                case Accumulate():
                    x = pool
                case Subsample():
                    keys = rng.random(pool.shape)
                    order = np.argsort(keys, axis=1, kind="stable")[:, :N]
                    x = np.take_along_axis(pool, order, axis=1)
                case FreshReal():
                    r = policy.points or round((policy.fraction or 0) * N)
                    x = np.hstack([standard(r), new[:, r:]])
                case Anchor():
                    r = policy.points or round((policy.fraction or 0) * N)
                    x = np.hstack([first[:, :r], new[:, r:]])
                case Archive():
                    real = np.hstack([real, standard(policy.points)])
                    x = np.hstack([real, new])
        mean.append(x.mean(axis=1))
        variance.append(x.var(axis=1, ddof=ddof))
    return np.array(mean), np.array(variance)


def agree(runs, mean, variance, generations):
    for t in generations:
        ours, theirs = np.log(runs.variance[t]), np.log(variance[t])
        means_agree(ours, theirs)
        means_agree(np.abs(ours - theirs.mean()), np.abs(theirs - theirs.mean()))
        means_agree(runs.mean[t], mean[t])
        means_agree(np.abs(runs.mean[t]), np.abs(mean[t]))


@pytest.mark.parametrize(("ddof", "bias"), LAWS)
@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_the_law_of_points(policy, ddof, bias):
    """20,000 runs each way: log variance and its spread, mean and its spread."""
    runs = simulate(policy, 20_000, ddof=ddof, sampling_bias=bias)
    mean, variance = points(policy, 20_000, ddof, bias, seed=2)
    agree(runs, mean, variance, (1, 2, T))
    for ours, theirs in ((runs.mean, mean), (np.log(runs.variance), np.log(variance))):
        ours, theirs = ours - theirs.mean(1)[:, None], theirs - theirs.mean(1)[:, None]
        means_agree(ours[T] * ours[T - 1], theirs[T] * theirs[T - 1])
        means_agree(ours[T] * ours[1], theirs[T] * theirs[1])


@pytest.mark.parametrize(("ddof", "bias"), LAWS[:3])
@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_the_law_of_the_loop(policy, ddof, bias):
    """100 runs of loop.run, generations 1 and 4."""
    model = Gaussian(ddof=ddof, sampling_bias=bias)
    runs = [
        loop.run(
            model,
            Gaussian(),
            policy,
            n=N,
            generations=T,
            seed=seed,
            metrics=["mean", "variance"],
        )
        for seed in np.random.SeedSequence(3).spawn(100)
    ]
    mean = np.array([run["mean"] for run in runs]).T
    variance = np.array([run["variance"] for run in runs]).T
    ours = simulate(policy, 20_000, ddof=ddof, sampling_bias=bias)
    agree(ours, mean, variance, (1, T))


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_the_first_fit_is_on_n_real_points(policy):
    """E s^2 = 1 - 1/n whatever follows, and bias has no say; row 0 is the truth."""
    runs = simulate(policy, 20_000, generations=1, sampling_bias=0.1)
    assert runs.mean.shape == runs.variance.shape == (2, 20_000)
    assert np.all(runs.mean[0] == 0) and np.all(runs.variance[0] == 1)
    mean_is(runs.variance[1], 1 - 1 / N)
    mean_is(runs.mean[1] ** 2, 1 / N)


@pytest.mark.parametrize("bias", [1.0, 0.7])
@pytest.mark.parametrize(
    "policy", [FreshReal(0.0), FreshReal(points=0), Anchor(0.0)], ids=repr
)
def test_no_real_part_is_replace(policy, bias):
    ours = simulate(policy, 20_000, sampling_bias=bias)
    replaced = simulate(Replace(), 20_000, sampling_bias=bias, seed=2)
    agree(ours, replaced.mean, replaced.variance, (1, 2, T))


def test_all_real_is_the_control():
    """Drawn anew, each generation is a first fit; fixed, it never moves."""
    fresh = simulate(FreshReal(1.0), 20_000, sampling_bias=0.2)
    for t in range(1, T + 1):
        mean_is(fresh.variance[t], 1 - 1 / N)
        mean_is(fresh.mean[t] ** 2, 1 / N)
    mean_is(fresh.mean[1] * fresh.mean[2], 0)
    fixed = simulate(Anchor(1.0), 50, sampling_bias=0.2)
    for t in range(2, T + 1):
        np.testing.assert_allclose(fixed.variance[t], fixed.variance[1])
        np.testing.assert_allclose(fixed.mean[t], fixed.mean[1])


def test_no_spread_at_all_is_gone_in_one_generation():
    """Sampling bias 0: replace is a point from generation 2 on."""
    runs = simulate(Replace(), 50, sampling_bias=0.0)
    assert np.all(runs.variance[1] > 0) and np.all(runs.variance[2:] == 0)
    np.testing.assert_array_equal(runs.mean[2:], np.tile(runs.mean[1], (T - 1, 1)))


def test_one_fixed_point_ends_as_that_point():
    """Anchor(points=1), n=4: E s^2 falls to 0, and the mean to the point's N(0, 1)."""
    runs = simulate(Anchor(points=1), 20_000, n=4, generations=60)
    assert np.quantile(runs.variance[60], 0.99) < 1e-6
    mean_is(runs.mean[60], 0)
    mean_is(runs.mean[60] ** 2, 1)


def test_variances_stay_positive():
    """Where the naive E x^2 - (E x)^2 is long at 0."""
    pooled = simulate(Accumulate(), 5000, n=10, generations=100)
    assert pooled.variance.min() > 0
    replaced = simulate(Replace(), 1000, n=100, generations=1000)
    assert replaced.variance.min() > 0 and np.isfinite(np.log(replaced.variance)).all()
    tiny = simulate(Accumulate(), 100, n=2, generations=50, sampling_bias=0.0)
    assert tiny.variance.min() > 0
    assert np.median(replaced.variance[1000]) < 1e-6


def test_ensembles_and_moments_are_compared_as_objects():
    one, two = simulate(Replace(), 3), simulate(Replace(), 3)
    assert one == one and one != two
    assert Summary(2, one.mean, one.mean) != Summary(2, one.mean, one.mean)


def test_std_is_the_root():
    runs = simulate(Replace(), 5)
    np.testing.assert_allclose(runs.std**2, runs.variance)


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_one_seed_gives_one_ensemble(policy):
    one, two, other = (simulate(policy, 50, seed=s) for s in (5, 5, 6))
    np.testing.assert_array_equal(one.variance, two.variance)
    np.testing.assert_array_equal(one.mean, two.mean)
    assert not np.isin(one.mean[1:], other.mean[1:]).any()


def test_replicates_are_independent():
    """Neighbours of 20,000 runs correlate within 4 SE of 0."""
    for policy in (Replace(), Subsample(), Anchor(0.5)):
        log = np.log(simulate(policy, 20_000).variance[T])
        assert abs(np.corrcoef(log[:-1], log[1:])[0, 1]) < 4 / np.sqrt(20_000)


def test_chunks_of_subsample(monkeypatch):
    """Any chunk size: every run is there once, by the same law, in little memory."""
    whole = simulate(Subsample(), 3000)
    monkeypatch.setattr(rules, "CHUNK_BYTES", 8 * N * T * 7)
    parts = simulate(Subsample(), 3000, seed=2)
    assert len(np.unique(parts.mean[1])) == 3000
    agree(parts, whole.mean, whole.variance, (1, T))
    monkeypatch.setattr(rules, "CHUNK_BYTES", 1)
    assert np.isfinite(simulate(Subsample(), 3).variance).all()
    monkeypatch.setattr(rules, "CHUNK_BYTES", 500_000)
    tracemalloc.start()
    simulate(Subsample(), 2000, n=50, generations=10)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_memory_does_not_depend_on_n():
    for policy in (Replace(), Accumulate(), FreshReal(0.5), Anchor(0.5), Archive(5)):
        runs = simulate(policy, 10, n=10**9)
        assert np.abs(runs.variance - 1).max() < 1e-3


# --- moments -------------------------------------------------------------------------


def moments(x):
    if not x.size:
        return Summary(0, np.zeros(x.shape[1]), np.zeros(x.shape[1]))
    return Summary(len(x), x.mean(axis=0), ((x - x.mean(axis=0)) ** 2).sum(axis=0))


@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.floats(-1e6, 1e6),
    st.floats(1e-3, 1e3),
    st.integers(0, 999),
)
def test_merged_moments_are_those_of_all_points(a, b, offset, scale, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((a, 3)), offset + scale * rng.standard_normal((b, 3))
    merged, expected = moments(x).merge(moments(y)), moments(np.vstack([x, y]))
    assert merged.count == a + b
    np.testing.assert_allclose(merged.mean, expected.mean, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(merged.squares, expected.squares, rtol=1e-9, atol=1e-9)


def test_merging_loses_nothing_far_from_0():
    rng = np.random.default_rng(0)
    x, y = 1e8 + 1e-3 * rng.standard_normal((2, 50, 3))
    centred = np.vstack([x, y]) - 1e8
    merged = moments(x).merge(moments(y))
    np.testing.assert_allclose(merged.squares, 100 * centred.var(axis=0), rtol=1e-3)


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 1}, "n is 1, but it must be a whole number of at least 2"),
        ({"n": 2.0}, "n is 2.0, but it must be a whole number of at least 2"),
        ({"ddof": 2}, "ddof is 2, but it must be a whole number from 0 to 1"),
        ({"ddof": -1}, "ddof is -1, but it must be a whole number from 0 to 1"),
        ({"sampling_bias": 1.01}, "sampling_bias is 1.01, but it must be a number"),
        ({"sampling_bias": np.nan}, "sampling_bias is nan, but it must be a number"),
    ],
)
def test_bad_numbers_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        simulate(**({"policy": Replace(), "replicates": 3} | given))
