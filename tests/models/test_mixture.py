"""EM against scikit-learn from the same start, and against itself, one by one."""

import copy
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from course_utils import loop, metrics
from course_utils.models import Mixture, em
from course_utils.policies import Replace
from tests.standard_errors import mean_is, share_is


def rng(seed=0):
    return np.random.default_rng(seed)


def data(n, d, modes=2, seed=0):
    centres = 4 * np.arange(modes)[:, None] * np.ones(d)
    return centres[rng(seed).integers(modes, size=n)] + rng(seed + 1).normal(
        size=(n, d)
    )


def sklearn(x, means, std, weights, tol, max_iter, floor):
    """GaussianMixture from the same start; it warns where it did not converge."""
    k, d = means.shape
    peer = GaussianMixture(
        k,
        means_init=means,
        precisions_init=np.tile(np.eye(d) / std**2, (k, 1, 1)),
        weights_init=weights,
        tol=tol,
        max_iter=max_iter,
        reg_covar=floor,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return peer.fit(x)


# --- against scikit-learn ------------------------------------------------------------


@pytest.mark.parametrize("floor", [0.0, 1e-6, 0.1])
@pytest.mark.parametrize(("tol", "max_iter"), [(1e-3, 100), (0.0, 7), (1e-9, 500)])
@pytest.mark.parametrize(("n", "d", "k"), [(200, 1, 2), (300, 2, 3), (150, 4, 2)])
def test_em_is_scikit_learns(n, d, k, tol, max_iter, floor):
    """The same steps: means, weights, covariances, densities to 1e-8."""
    x, means = data(n, d, 3), rng(5).normal(4, 3, (k, d))
    weights = np.arange(1, k + 1) / np.arange(1, k + 1).sum()
    peer = sklearn(x, means, 1.5, weights, tol, max_iter, floor)
    ours = Mixture(
        k, means, 1.5, weights, warm_start=True, tol=tol, max_iter=max_iter, floor=floor
    )
    assert ours.fit(x) is ours and ours.iterations == peer.n_iter_
    np.testing.assert_allclose(ours.means, peer.means_, atol=1e-8)
    np.testing.assert_allclose(ours.weights, peer.weights_, atol=1e-8)
    np.testing.assert_allclose(ours.covs, peer.covariances_, atol=1e-8)
    y = data(50, d, seed=9)
    np.testing.assert_allclose(ours.log_prob(y), peer.score_samples(y), atol=1e-8)
    assert ours.log_prob(x).mean() == pytest.approx(peer.score(x), abs=1e-8)


def test_one_component_is_a_gaussian_fit():
    x = data(40, 3)
    model = Mixture(1, floor=0.0).fit(x, rng=0)
    np.testing.assert_allclose(model.means[0], x.mean(axis=0))
    np.testing.assert_allclose(model.covs[0], np.cov(x.T, bias=True))
    assert model.weights.tolist() == [1]


# --- EM itself -----------------------------------------------------------------------


@settings(max_examples=15)
@given(st.integers(1, 3), st.integers(1, 4), st.integers(0, 999))
def test_the_likelihood_never_falls(d, k, seed):
    x = data(60, d, 3, seed)
    model = Mixture(k, rng(seed).normal(0, 3, (k, d)), 2.0, warm_start=True,
                    tol=0.0, max_iter=1, floor=0.0)  # fmt: skip
    before = model.log_prob(x).mean()
    for _ in range(6):
        after = model.fit(x).log_prob(x).mean()
        assert after >= before - 1e-9
        assert model.weights.sum() == pytest.approx(1)
        before = after


def test_a_warm_start_goes_on_where_it_stopped():
    """Three fits of two steps are one fit of six; a cold one begins anew."""
    x, options = data(80, 1), {"tol": 0.0, "warm_start": True}
    short = Mixture(2, [1, 2], max_iter=2, **options)
    for _ in range(3):
        short.fit(x)
    whole = Mixture(2, [1, 2], max_iter=6, **options).fit(x)
    np.testing.assert_allclose(short.means, whole.means)
    cold = Mixture(2, [1, 2], max_iter=2, tol=0.0)
    first = cold.fit(x, rng=1).means.copy()
    np.testing.assert_array_equal(cold.fit(x, rng=1).means, first)


def test_a_fit_stopped_early_keeps_something_of_its_start():
    """One step from two equal halves cannot part them; fifty can."""
    x = data(2000, 1)
    gaps = []
    for max_iter in (1, 50):
        model = Mixture(2, [1.9, 2.1], warm_start=True, max_iter=max_iter).fit(x)
        assert model.iterations <= max_iter
        gaps.append(abs(np.diff(model.means[:, 0])[0]))
    assert gaps[0] < 3 and gaps[1] == pytest.approx(4, abs=0.3)


def test_many_at_once_are_each_by_itself():
    """Batched EM stops each replicate when its own time has come."""
    x = np.stack([data(50, 2, 3, seed) for seed in range(12)])
    start = em.spread(x, 3, rng(3), 1e-6)
    options = {"tol": 1e-4, "max_iter": 60, "floor": 1e-6}
    fitted, likelihood, steps = em.fit(x, start, **options)
    assert len(set(steps.tolist())) > 3 and steps.max() <= 60
    for i in range(12):
        one, single, count = em.fit(x[i : i + 1], start[i : i + 1], **options)
        assert count[0] == steps[i]
        assert single[0] == pytest.approx(likelihood[i])
        np.testing.assert_allclose(one.mean[0], fitted.mean[i])
        np.testing.assert_allclose(one.cov[0], fitted.cov[i])
        np.testing.assert_allclose(one.weight[0], fitted.weight[i])


def test_the_start_is_not_taken():
    x = data(30, 1)[None]
    start = em.spread(x, 2, rng(0), 1e-6)
    before = copy.deepcopy(start)
    em.fit(x, start, tol=0.0, max_iter=3, floor=0.0)
    for name in ("weight", "mean", "cov"):
        np.testing.assert_array_equal(getattr(start, name), getattr(before, name))
    model = Mixture(2, [0, 4], warm_start=True)
    means = model.means.copy()
    copy.deepcopy(model).fit(x[0])
    np.testing.assert_array_equal(model.means, means)


# --- k-means++ -----------------------------------------------------------------------


def test_centres_are_drawn_by_squared_distance():
    """Points at 0, 1, 3: second centre after 0 is 3 in 9 of 10; 10,000 starts."""
    x = np.tile(np.array([[0.0], [1.0], [3.0]]), (10_000, 1, 1))
    mean = em.spread(x, 2, rng(0), 0.0).mean[:, :, 0]
    for first, others in ((0, {3: 0.9, 1: 0.1}), (1, {3: 0.8, 0: 0.2})):
        of = mean[mean[:, 0] == first, 1]
        share_is(len(of), 10_000, 1 / 3)
        for second, share in others.items():
            share_is(np.sum(of == second), len(of), share)


def test_a_start_has_the_spread_within():
    x = np.array([[[0.0, 0.0], [0.0, 2.0], [9.0, 0.0], [9.0, 2.0]]])
    start = em.spread(x, 4, rng(1), 0.5)
    assert {tuple(m) for m in start.mean[0]} == {tuple(m) for m in x[0]}
    np.testing.assert_allclose(start.cov[0], [0.5 * np.eye(2)] * 4)
    assert start.weight.tolist() == [[0.25] * 4]
    one = em.spread(x, 1, rng(1), 0.5)
    gaps = np.square(x[0] - one.mean[0]).sum(axis=1)
    np.testing.assert_allclose(one.cov[0, 0], (gaps.mean() / 2 + 0.5) * np.eye(2))


def test_modes_are_found():
    """Two modes 4 apart, 200 points: both found in 58 of 60 fits at least."""
    truth = Mixture(2, [-2, 2])
    found = 0
    for seed in range(60):
        model = Mixture(2).fit(truth.sample(200, seed), rng=seed)
        found += np.abs(np.sort(model.means[:, 0]) - [-2, 2]).max() < 0.7
    assert found >= 58


def test_restarts_keep_the_most_likely():
    """25 modes are hard to find; more starts are never worse and often better."""
    grid = np.stack(np.meshgrid(np.arange(5), np.arange(5)), -1).reshape(25, 2) * 4.0
    x = Mixture(25, grid, 0.3).sample(500, 1)
    one, many = (
        np.array([
            Mixture(25, restarts=restarts).fit(x, rng=seed).log_prob(x).mean()
            for seed in range(6)
        ])
        for restarts in (1, 8)
    )  # fmt: skip
    assert many.mean() > one.mean() + 0.05 and many.min() > one.min()


# --- sampling and moments ------------------------------------------------------------

TRUTH = Mixture(2, [[0, 0], [3, 1]], [[1, 2], [0.5, 1]], [0.25, 0.75])


@pytest.mark.parametrize("bias", [1.0, 0.25])
def test_samples_have_the_moments_of_the_mixture(bias):
    """20,000 points: mean, and each second moment about it, within 4 SE."""
    model = copy.deepcopy(TRUTH)
    model.sampling_bias = bias
    model.covs[0] = [[1, 0.9], [0.9, 4]]
    x = model.sample(20_000, rng(1))
    gaps = model.means - model.mean
    cov = sum(
        w * (bias * c + np.outer(g, g))
        for w, c, g in zip(model.weights, model.covs, gaps, strict=True)
    )
    for i in range(2):
        mean_is(x[:, i], model.mean[i])
        for j in range(2):
            product = (x[:, i] - model.mean[i]) * (x[:, j] - model.mean[j])
            mean_is(product, cov[i, j])
    if bias == 1:
        assert model.variance == pytest.approx(np.trace(cov) / 2)
        assert metrics.variance(model, x) == pytest.approx(np.trace(cov) / 2)
    assert metrics.mean(model, x) == pytest.approx((2.25 + 0.75) / 2)


def test_samples_are_independent():
    """Neighbours of 20,000 points correlate within 4 SE of 0."""
    x = TRUTH.sample(20_000, rng(3))[:, 0]
    assert abs(np.corrcoef(x[:-1], x[1:])[0, 1]) < 4 / np.sqrt(20_000)


def test_no_sampling_at_all_returns_the_modes():
    model = Mixture(3, [[0, 0], [5, 5], [9, 9]], weights=[0.5, 0.5, 0],
                    sampling_bias=0.0)  # fmt: skip
    x = model.sample(1000, rng(0))
    assert {tuple(row) for row in x} == {(0, 0), (5, 5)}
    share_is(np.sum(x[:, 0] == 0), 1000, 0.5)


def test_many_are_sampled_each_from_its_own():
    many = em.Mixtures(
        np.array([[1.0, 0.0], [0.0, 1.0]]),
        np.array([[[0.0], [5.0]], [[50.0], [90.0]]]),
        np.full((2, 2, 1, 1), 0.01),
    )
    x = many.sample(500, rng(0))
    assert x.shape == (2, 500, 1)
    np.testing.assert_allclose(x.mean(axis=(1, 2)), [0, 90], atol=0.05)


def test_a_seed_does_for_a_generator():
    np.testing.assert_array_equal(TRUTH.sample(5, 3), TRUTH.sample(5, rng(3)))
    assert TRUTH.sample(0, 1).shape == (0, 2)
    x = data(30, 1)
    a, b = (Mixture(3, restarts=2).fit(x, rng=seed) for seed in (4, rng(4)))
    np.testing.assert_array_equal(a.means, b.means)


# --- density -------------------------------------------------------------------------


def test_log_prob_is_scipys():
    x = data(20, 2)
    expected = np.log(
        sum(
            w * multivariate_normal(m, c).pdf(x)
            for w, m, c in zip(TRUTH.weights, TRUTH.means, TRUTH.covs, strict=True)
        )
    )
    np.testing.assert_allclose(TRUTH.log_prob(x), expected)


def test_points_far_away_keep_their_density():
    """-1e6/2 in the exponent: 0 in a float, and still a logarithm."""
    model = Mixture(2, [0, 10], weights=[0.5, 0.5], warm_start=True)
    expected = -0.5e6 - 0.5 * np.log(2 * np.pi) + np.log(0.5)
    assert model.log_prob([[1010.0]])[0] == pytest.approx(expected, rel=1e-12)
    model.fit([[0.0], [0.5], [1e5]])
    assert np.isfinite(model.means).all()
    np.testing.assert_allclose(np.sort(model.means[:, 0]), [0.25, 1e5])


def test_a_component_without_weight_is_no_trouble():
    model = Mixture(2, [0, 9], weights=[1, 0], warm_start=True)
    single = multivariate_normal(0, 1).logpdf([0.5, 9])
    np.testing.assert_allclose(model.log_prob([[0.5], [9]]), single)
    model.fit(data(50, 1))
    assert np.isfinite(model.means).all() and model.weights.sum() == pytest.approx(1)


# --- the loop ------------------------------------------------------------------------


def test_a_run_of_mixtures():
    """Variance of the first fit is that of its data, about 1 + 4 of two modes at ±2."""
    truth = Mixture(2, [-2, 2])
    assert truth.variance == 5 and truth.mean.tolist() == [0]
    history = loop.run(Mixture(2), truth, Replace(), n=100, generations=3, seed=1,
                       metrics=["variance", "mean"])  # fmt: skip
    for t in (1, 2, 3):
        x = history.batches[t].x
        assert history["variance"][t] == pytest.approx(x.var() + 1e-6)
        assert history["mean"][t] == pytest.approx(x.mean())
        assert history.models[t].iterations > 0
    assert history.models[0].iterations == 0


def test_infinitely_many_points_leave_nothing_to_chance():
    """200,000 points: 20 refits of the right family keep variance within 1 %."""
    x, truth = None, Mixture(2, [-3, 3])
    model = Mixture(2, [-3, 3], warm_start=True)
    for t in range(5):
        x = (truth if t == 0 else model).sample(200_000, t)
        model.fit(x)
    assert model.variance == pytest.approx(10, rel=0.01)


# --- extremes ------------------------------------------------------------------------


def test_two_points_two_components():
    """Each sits on one point, with the floor for a variance."""
    model = Mixture(2).fit([[0.0], [1.0]], rng=0)
    np.testing.assert_allclose(np.sort(model.means[:, 0]), [0, 1], atol=1e-9)
    np.testing.assert_allclose(model.covs[:, 0, 0], 1e-6)
    np.testing.assert_allclose(model.weights, 0.5)


def test_equal_points():
    x = np.full((10, 2), 3.0)
    model = Mixture(3, floor=0.01).fit(x, rng=0)
    np.testing.assert_allclose(model.means, 3)
    np.testing.assert_allclose(model.covs, [0.01 * np.eye(2)] * 3, atol=1e-20)
    with pytest.raises(ValueError, match=r"has lost its variance, .* a floor above 0"):
        Mixture(3, floor=0.0).fit(x, rng=0)


def test_parameters_of_any_dimension():
    assert Mixture(2).means.tolist() == [[0], [0]]
    assert Mixture(2, 5, [1, 2]).covs.tolist() == [[[1]], [[4]]]
    assert Mixture(2, [[0, 1], [2, 3]], 2).covs.tolist() == [[[4, 0], [0, 4]]] * 2
    model = Mixture(2, [[0, 1], [2, 3]], [1, 2])
    assert model.covs[1].tolist() == [[4, 0], [0, 4]]
    expected = "Mixture(2, means=[[0.0], [1.5]], weights=[0.5, 0.5])"
    assert repr(Mixture(2, [0, 1.5])) == expected


def test_the_learners_arrays_are_not_taken():
    means, x = np.zeros((2, 1)), data(20, 1)
    model, before = Mixture(2, means), x.copy()
    means += 1
    assert model.means.tolist() == [[0], [0]]
    model.fit(x, rng=0)
    np.testing.assert_array_equal(x, before)


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"components": 0}, "components is 0, but it must be .* at least 1"),
        ({"means": [0, 1, 2]}, "means has 3 rows, but 2 are needed"),
        ({"means": [0, np.nan]}, "means holds 1 values that are NaN"),
        ({"means": np.zeros((2, 1, 1))}, r"means has shape \(2, 1, 1\)"),
        ({"stds": [1, 2, 3]}, "stds has 3 rows, but 2 are needed"),
        ({"stds": 0}, "stds has least value 0, but it must be above 0"),
        ({"stds": [1, -1]}, "stds has least value -1, but it must be above 0"),
        ({"weights": [1.0]}, "weights has 1 values, but 2 are needed"),
        ({"weights": [1.0, 1.0]}, "weights has .* must be .* sum to 1"),
        ({"warm_start": True}, "means is None, but there must"),
        ({"restarts": 0}, "restarts is 0, but it must be .* at least 1"),
        ({"tol": -1}, "tol is -1, but it must be a number of at least 0"),
        ({"max_iter": 0}, "max_iter is 0, but it must be .* at least 1"),
        ({"floor": -1}, "floor is -1, but it must be a number of at least 0"),
        ({"sampling_bias": 2}, "sampling_bias is 2, but it must be a number from 0"),
    ],
)
def test_bad_parameters_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        Mixture(**given)


def test_bad_data_are_refused():
    with pytest.raises(ValueError, match="data has 2 points, but at least 3 are"):
        Mixture(3).fit(np.zeros((2, 1)), rng=0)
    with pytest.raises(ValueError, match="data has 1 points, but at least 2 are"):
        Mixture(1).fit(np.zeros((1, 1)), rng=0)
    with pytest.raises(ValueError, match="data has 2 columns, but the model has 1"):
        Mixture(2, [0, 1], warm_start=True).fit(data(9, 2))
    with pytest.raises(ValueError, match="x has 1 columns, but the model has 2"):
        TRUTH.log_prob([[0.0]])
    with pytest.raises(ValueError, match="n is -1, but it must be a whole number"):
        TRUTH.sample(-1, 0)
    with pytest.raises(TypeError, match="seed is None, but it must be"):
        Mixture(2).fit(data(9, 1))


def test_a_given_start_is_the_same_in_every_fit():
    """Stopped after two steps: the second fit does not go on where the first ended."""
    rng = np.random.default_rng(5)
    x = np.concatenate([rng.normal(-2, 0.7, 300), rng.normal(2, 0.7, 300)])[:, None]
    given = {"means": [-1, 1], "stds": 1.5, "max_iter": 2, "tol": 0}
    model = Mixture(2, **given, start="given").fit(x)
    first = model.means.copy()
    np.testing.assert_array_equal(model.fit(x).means, first)
    once = Mixture(2, **given, warm_start=True).fit(x)
    np.testing.assert_array_equal(once.means, first)
    assert not np.allclose(once.fit(x).means, first)


def test_a_given_start_needs_means_and_a_known_name():
    with pytest.raises(ValueError, match="start is 'given' and means is None"):
        Mixture(2, start="given")
    with pytest.raises(ValueError, match=r"start is 'best', .* k-means\+\+ or given"):
        Mixture(2, start="best")
