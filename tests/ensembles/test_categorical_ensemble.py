"""Categorical ensembles against records drawn one by one, the loop, and the theory.

Fixed seeds; 4 standard errors, about 6 in 100,000 for each comparison (some 600 of
them, so that about 4 % of other seeds would show one too many), unless 3 are stated
(1 in 370 for each).
"""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from course_utils import ensembles, loop, theory
from course_utils.ensembles import rules
from course_utils.ensembles.categorical import Counts
from course_utils.models import Categorical, zipf
from course_utils.policies import (
    Accumulate,
    Anchor,
    Archive,
    FreshReal,
    Replace,
    Subsample,
)
from tests.ensembles.playable import EVERY
from tests.standard_errors import mean_is, means_agree, share_is

P = np.array([0.1, 0.5, 0.35, 0.05])
N, T = 6, 4


def simulate(policy, replicates, p=P, **given):
    options = {"n": N, "generations": T, "seed": 1} | given
    return ensembles.categorical(policy, p, replicates=replicates, **options)


def records(policy, replicates, seed):
    """The same law, record by record: rows are runs. Shares, (T + 1, R, V)."""
    rng = np.random.default_rng(seed)

    def draw(p, k):
        u = rng.random((replicates, k))
        return (u[..., None] >= np.cumsum(p, axis=-1)[..., None, :-1]).sum(axis=-1)

    first = draw(P, N)
    real, x, pool = first, first, first
    shares = [np.tile(P, (replicates, 1))]
    for t in range(1, T + 1):
        if t > 1:
            new = draw(shares[-1], N)
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
                    x = np.hstack([draw(P, r), new[:, r:]])
                case Anchor():
                    r = policy.points or round((policy.fraction or 0) * N)
                    x = np.hstack([first[:, :r], new[:, r:]])
                case Archive():
                    real = np.hstack([real, draw(P, policy.points)])
                    x = np.hstack([real, new])
        shares.append((x[..., None] == np.arange(len(P))).mean(axis=1))
    return np.array(shares)


def agree(runs, shares, generations):
    """Shares (T + 1, R, V): every measure, and the spread of a share."""
    for t in generations:
        means_agree(runs.types[t], (shares[t] > 0).sum(axis=1))
        means_agree(runs.diversity[t], 1 - (shares[t] ** 2).sum(axis=1))
        means_agree(runs.entropy[t], stats.entropy(shares[t], axis=1))
        for i in range(4):
            means_agree(runs.watched[t, :, i], shares[t, :, i])


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_the_law_of_records(policy):
    """6,000 runs each way; what of generation 1 and T - 1 is left in the last too."""
    runs = simulate(policy, 6000, watch=range(4))
    shares = records(policy, 6000, seed=2)
    agree(runs, shares, (1, 2, T))
    for i in (1, 3):
        ours, theirs = runs.watched[..., i], shares[..., i]
        for t in (1, T - 1):
            means_agree(ours[T] * ours[t], theirs[T] * theirs[t])
            means_agree(ours[t] == 0, theirs[t] == 0)


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_the_law_of_the_loop(policy):
    """60 runs of loop.run, generations 1 and 4."""
    model = Categorical(P)
    runs = [
        loop.run(model, model, policy, n=N, generations=T, seed=seed).models
        for seed in np.random.SeedSequence(3).spawn(60)
    ]
    shares = np.array([[model.p for model in models] for models in runs])
    ours = simulate(policy, 4000, watch=range(4))
    agree(ours, shares.swapaxes(0, 1), (1, T))


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_every_measure_is_that_of_the_shares(policy):
    runs = simulate(policy, 30, watch=[3, 0, 3])
    assert runs.types.shape == runs.diversity.shape == runs.entropy.shape == (T + 1, 30)
    assert runs.watched.shape == (T + 1, 30, 3) and runs.p.shape == (30, 4)
    np.testing.assert_allclose(runs.p.sum(axis=1), 1)
    np.testing.assert_array_equal(runs.types[T], (runs.p > 0).sum(axis=1))
    np.testing.assert_allclose(runs.diversity[T], 1 - (runs.p**2).sum(axis=1))
    np.testing.assert_allclose(
        runs.entropy[T], stats.entropy(runs.p, axis=1), atol=1e-15
    )
    np.testing.assert_allclose(runs.effective, np.exp(runs.entropy))
    np.testing.assert_array_equal(runs.watched[T], runs.p[:, [3, 0, 3]])


def test_row_0_is_the_truth():
    p = [0.0, 0.25, 0.75]
    runs = simulate(Replace(), 5, p, watch=[2, 0])
    assert (runs.types[0] == 2).all() and (runs.watched[0] == [0.75, 0]).all()
    np.testing.assert_allclose(runs.diversity[0], 0.375)
    np.testing.assert_allclose(runs.entropy[0], stats.entropy(p))
    assert np.issubdtype(runs.types.dtype, np.integer)
    assert simulate(Replace(), 5).watched.shape == (T + 1, 5, 0)


@given(
    st.sampled_from(EVERY[:-1]),
    st.integers(6, 30),
    st.integers(1, 12),
    st.integers(0, 99),
)
def test_shares_are_counts_over_the_training_set(policy, n, size, seed):
    runs = simulate(policy, 3, zipf(size), n=n, seed=seed, watch=range(size))
    whole = n * T if policy == Accumulate() else 2 * n if policy == Archive() else n
    counts = runs.p * whole
    np.testing.assert_allclose(counts, np.round(counts), atol=1e-9)
    np.testing.assert_allclose(runs.watched.sum(axis=2), 1)
    alive = runs.watched > 0
    assert (runs.types <= np.minimum(size, 2 * whole)).all() and runs.types.min() >= 1
    assert (runs.effective <= runs.types + 1e-9).all()
    assert (1 / (1 - runs.diversity) <= runs.effective + 1e-9).all()
    if policy == Replace():
        assert not (alive[1:] & ~alive[:-1]).any()
    if policy == Accumulate():
        assert not (~alive[2:] & alive[1:-1]).any()


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_one_seed_gives_one_ensemble(policy):
    one, two, other = (simulate(policy, 50, seed=s) for s in (5, 5, 6))
    np.testing.assert_array_equal(one.p, two.p)
    np.testing.assert_array_equal(one.entropy, two.entropy)
    assert not np.array_equal(one.entropy, other.entropy)


def test_replicates_are_independent():
    """Neighbours of 20,000 runs correlate within 4 SE of 0."""
    for policy in (Replace(), Subsample(), Anchor(0.5)):
        share = simulate(policy, 20_000).p[:, 1]
        assert abs(np.corrcoef(share[:-1], share[1:])[0, 1]) < 4 / np.sqrt(20_000)


def test_watching_changes_nothing():
    plain, watched = simulate(Replace(), 9), simulate(Replace(), 9, watch=[1])
    np.testing.assert_array_equal(plain.p, watched.p)


def test_chunks(monkeypatch):
    """Any chunk size: every run is there once, by the same law, in little memory."""
    for policy in (Replace(), Subsample()):
        whole = simulate(policy, 3000, watch=range(4))
        with monkeypatch.context() as patch:
            patch.setattr(rules, "CHUNK_BYTES", 8 * 8 * 4 * 7)
            parts = simulate(policy, 3000, seed=2, watch=range(4))
            agree(parts, whole.watched, (1, T))
            np.testing.assert_array_equal(parts.watched[T], parts.p)
            patch.setattr(rules, "CHUNK_BYTES", 1)
            np.testing.assert_allclose(simulate(policy, 3).p.sum(axis=1), 1)
    monkeypatch.setattr(rules, "CHUNK_BYTES", 500_000)
    tracemalloc.start()
    simulate(Replace(), 500, zipf(1000), n=50)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 500 * 1000 + 1_500_000


def test_memory_does_not_depend_on_n():
    for policy in (Replace(), Accumulate(), FreshReal(0.5), Anchor(0.5), Archive(5)):
        runs = simulate(policy, 10, n=10**9)
        assert np.abs(runs.p - P).max() < 1e-3


# --- the choice of Subsample ---------------------------------------------------------


def test_a_choice_is_hypergeometric():
    """10,000 choices of 6 of 12 records: means and covariances as scipy's."""
    law = stats.multivariate_hypergeom([5, 0, 4, 3], 6)
    pool = Counts(12, np.tile([5, 0, 4, 3], (10_000, 1)))
    chosen = pool.choose(6, np.random.default_rng(4))
    assert chosen.count == 6 and (chosen.of.sum(axis=1) == 6).all()
    assert (chosen.of <= [5, 0, 4, 3]).all()
    gaps = chosen.of - law.mean()
    for i in (0, 2, 3):
        mean_is(chosen.of[:, i], law.mean()[i])
        for j in (0, 2, 3):
            mean_is(gaps[:, i] * gaps[:, j], law.cov()[i, j])
    everything = pool.choose(12, np.random.default_rng(4))
    np.testing.assert_array_equal(everything.of, pool.of)


# --- theory --------------------------------------------------------------------------


def test_gini_falls_by_wrights_law():
    """K=20, n=100, 3,000 runs; .8592, .5748, .3477, .0171 by another program."""
    runs = simulate(Replace(), 3000, zipf(20, 0), n=100, generations=400)
    for t, diversity in ((10, 0.8592), (50, 0.5748), (100, 0.3477), (400, 0.0171)):
        mean_is(runs.diversity[t], diversity)
        law = 0.95 * theory.expected_diversity(t, 100)
        assert law == pytest.approx(diversity, abs=6e-5)


def test_pooled_gini_falls_as_variance_does():
    """One law for variance and Gini: accumulate and subsample, n=10, 1,500 runs."""
    for policy, law in (
        (Accumulate(), theory.accumulated_variance),
        (Subsample(), theory.subsampled_variance),
    ):
        runs = simulate(policy, 1500, zipf(5), n=10, generations=30)
        for t in (1, 2, 5, 30):
            mean_is(runs.diversity[t] / runs.diversity[0], law(t, 10))


@pytest.mark.parametrize(("points", "left"), [(1, 0.6644), (5, 0.9065), (10, 0.9497)])
def test_fresh_anchors(points, left):
    """n=100, uniform over 10, 1,200 runs: on the way and in the end."""
    policy = FreshReal(points=points)
    runs = simulate(policy, 1200, zipf(10, 0), n=100, generations=400, seed=points)
    for t in (1, 2, 20, 400):
        law = theory.expected_diversity(t, 100, points)
        mean_is(runs.diversity[t] / 0.9, law)
    mean_is(runs.diversity[400] / 0.9, left)


def test_the_winner_is_drawn_by_the_starting_shares():
    """n=10, 400 generations: one type left in 4,000 runs, each as often as it began."""
    runs = simulate(Replace(), 4000, n=10, generations=400)
    assert (runs.types[400] == 1).all() and (runs.diversity[400] == 0).all()
    assert (runs.entropy[400] == 0).all() and not np.signbit(runs.entropy).any()
    for i in range(4):
        share_is(np.sum(runs.p[:, i] == 1), 4000, P[i])


def chain(n):
    """(n + 1, n + 1) chances of j copies after i, from scipy's binomial."""
    i = np.arange(n + 1)
    return stats.binom.pmf(i, n, i[:, None] / n)


@pytest.mark.parametrize(
    ("n", "p", "published"), [(100, 0.5, 135.9), (100, 0.1, 63.1), (50, 0.2, 48.3)]
)
def test_absorption(n, p, published):
    """3,000 runs against the exact chain; the diffusion says 1 to 4 % more."""
    within = chain(n)[1:-1, 1:-1]
    exact = np.linalg.solve(np.eye(n - 1) - within, np.ones(n - 1))[round(n * p) - 1]
    runs = simulate(Replace(), 3000, [p, 1 - p], n=n, generations=15 * n)
    lasted = (runs.types > 1).sum(axis=0)
    mean_is(lasted, exact)
    assert exact == pytest.approx(published, abs=1.5)
    assert 1.01 < theory.absorption_time(p, n) / exact < 1.04
    assert np.median(lasted) < 0.8 * exact


def test_surviving_types_as_published_or_measured():
    """V=10,000, n=20,000, 20 runs: 4310, 3271, 2045, 1333, 825, 612 within 1 %.

    Entropy within 4 standard errors of the difference of two means of 20, and rounding.
    """
    runs = simulate(Replace(), 20, zipf(10_000), n=20_000, generations=30)
    types = [4310, 3271, 2045, 1333, 825, 612]
    k = [1, 2, 5, 10, 20, 30]
    np.testing.assert_allclose(runs.types[k].mean(axis=1), types, rtol=0.01)
    np.testing.assert_allclose(runs.entropy[0], 6.607, atol=5e-4)
    entropy = runs.entropy[[1, 30]]
    error = np.sqrt(2 / 20) * entropy.std(axis=1, ddof=1)
    assert np.all(abs(entropy.mean(axis=1) - [6.37, 5.31]) < 4 * error + 0.005)


@pytest.mark.parametrize(
    ("size", "exponent", "n", "k"),
    [
        (3000, 1.0, 6000, 40),
        (20_000, 1.1, 10_000, 25),
        (1000, 0.8, 2000, 60),
        (2000, 1.2, 5000, 60),
        (500, 0.0, 1000, 20),
    ],
)
def test_surviving_types_for_other_vocabularies(size, exponent, n, k):
    """Within 2 % of the g_k law at every generation to k <= n/20; 100 runs."""
    p = zipf(size, exponent)
    runs = simulate(Replace(), 100, p, n=n, generations=k)
    t = np.arange(1, k + 1)
    law = theory.expected_types(t, p, n)
    np.testing.assert_allclose(runs.types[1:].mean(axis=1), law, rtol=0.02)
    mean_is(runs.types[1], theory.seen_types(p, n))


@pytest.mark.parametrize(("n", "copies"), [(2000, 1), (2000, 5), (5000, 20)])
def test_names_survive_by_the_law(n, copies):
    """Words expected c times: alive after k, within 3 SE of 2,000 runs of one word.

    Share n p = c among a word for the rest; 1 in 370 for each of 15 comparisons.
    """
    p = np.array([copies / n, 1 - copies / n])
    runs = simulate(Replace(), 2000, p, n=n, generations=50, watch=[0], seed=copies)
    for k in (1, 3, 10, 20, 50):
        alive, law = np.sum(runs.watched[k] > 0), theory.survival(copies, k)
        error = np.sqrt(law * (1 - law) / 2000)
        assert abs(alive / 2000 - law) <= 3 * error


def test_a_class_of_30_names():
    """One line each among 2,000: 19, 14, 11, 8, 5, 2.7 alive; 300 classes, 3 SE."""
    runs = simulate(Replace(), 300, zipf(2000, 0), n=2000, generations=20,
                    watch=range(30))  # fmt: skip
    alive = (runs.watched > 0).sum(axis=2)
    expected = {1: 19.0, 2: 14.1, 3: 11.2, 5: 8.0, 10: 4.7, 20: 2.6}
    for k, names in expected.items():
        error = alive[k].std() / 300**0.5
        assert abs(alive[k].mean() - names) <= 3 * error + 0.05


def test_the_range_of_the_law():
    """Against the exact chain: within 2 % for n=1,000, k <= 50; 5 % low outside it."""
    for n, size, k, gap in ((1000, 1000, 50, 0.02), (200, 50, 50, 0.05)):
        p, alive = zipf(size), (np.arange(n + 1) > 0).astype(float)
        step, start = chain(n), stats.binom.pmf(np.arange(n + 1), n, p[:, None])
        for t in range(1, k + 1):
            exact = (start @ alive).sum()
            ratio = theory.expected_types(t, p, n) / exact
            assert 1 - gap < ratio < 1.0001
            alive = step @ alive
    assert ratio == pytest.approx(0.954, abs=0.002)


# --- extremes ------------------------------------------------------------------------


@pytest.mark.parametrize("policy", EVERY[:-1], ids=repr)
def test_one_type_stays(policy):
    runs = simulate(policy, 5, [1.0])
    assert (runs.types == 1).all() and (runs.entropy == 0).all()
    assert (runs.diversity == 0).all() and (runs.effective == 1).all()


def test_two_records():
    """n=2 of two equal types: Gini halves, so 1/2, 1/4, 1/8, ...; 20,000 runs."""
    runs = simulate(Replace(), 20_000, [0.5, 0.5], n=2)
    for t in range(1, T + 1):
        share_is(np.sum(runs.types[t] == 2), 20_000, 0.5**t)


def test_types_that_never_were():
    p = [0.5, 0.0, 0.5, 0.0]
    for policy in EVERY:
        assert not simulate(policy, 50, p, watch=[1, 3]).watched.any()


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 1}, "n is 1, but it must be a whole number of at least 2"),
        ({"p": [0.5, 0.6]}, "p has .* sum 1.1, but it must be"),
        ({"watch": [4]}, "watch holds types from 4 to 4, but there are types 0 to 3"),
        ({"watch": [0.5]}, "watch is an array of shape .* but it must be"),
        ({"watch": 2}, r"watch is an array of shape \(\)"),
    ],
)
def test_bad_numbers_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        simulate(**({"policy": Replace(), "replicates": 3} | given))
