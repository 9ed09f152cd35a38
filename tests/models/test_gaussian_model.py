"""The Gaussian against numpy's and scipy's own moments and densities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from course_utils.models import Gaussian
from tests.standard_errors import mean_is


def data(n, d, seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, d)) @ rng.standard_normal((d, d)) + np.arange(d)


@given(
    st.integers(2, 20), st.integers(1, 5), st.sampled_from([0, 1]), st.integers(0, 999)
)
def test_fit_finds_numpys_moments(n, d, ddof, seed):
    x = data(n, d, seed)
    model = Gaussian(ddof=ddof)
    assert model.fit(x) is model
    assert model.mean.shape == (d,) and model.cov.shape == (d, d)
    np.testing.assert_allclose(model.mean, x.mean(axis=0))
    np.testing.assert_allclose(model.cov, np.cov(x.T, bias=not ddof).reshape(d, d))
    assert model.variance == pytest.approx(x.var(axis=0, ddof=ddof).mean())
    np.testing.assert_allclose(model.std, x.std(axis=0, ddof=ddof))


@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.integers(1, 3))
def test_whole_weights_are_repetitions(counts, d):
    """Maximum likelihood: weight w is the same as w copies of the record."""
    x, counts = data(6, d), np.array(counts)
    if np.sum(counts > 0) < 2:
        counts[:2] = 1
    weighted = Gaussian().fit(x, sample_weight=counts / counts.mean())
    copies = Gaussian().fit(np.repeat(x, counts, axis=0))
    np.testing.assert_allclose(weighted.mean, copies.mean)
    np.testing.assert_allclose(weighted.cov, copies.cov, atol=1e-12)


def test_equal_weights_change_nothing():
    for ddof in (0, 1):
        plain = Gaussian(ddof=ddof).fit(data(7, 2))
        weighted = Gaussian(ddof=ddof).fit(data(7, 2), sample_weight=[2] * 7)
        np.testing.assert_allclose(weighted.cov, plain.cov)


def test_weighted_ddof_1_is_unbiased():
    """Weights (3, 1, 1, 1, 0): E s^2 = 1; 2,000 fits of 5 points."""
    rng = np.random.default_rng(2)
    weight = [3, 1, 1, 1, 0]
    fits = [
        Gaussian(ddof=1).fit(rng.standard_normal((5, 1)), sample_weight=weight)
        for _ in range(2000)
    ]
    mean_is([model.variance for model in fits], 1)


def test_samples_have_the_moments_of_the_model():
    """40,000 points in 3 dimensions: mean and each covariance within 4 SE."""
    model = Gaussian().fit(data(50, 3, seed=5))
    x = model.sample(40_000, np.random.default_rng(6))
    for i in range(3):
        mean_is(x[:, i], model.mean[i])
        for j in range(i + 1):
            product = (x[:, i] - model.mean[i]) * (x[:, j] - model.mean[j])
            mean_is(product, model.cov[i, j])


@pytest.mark.parametrize("bias", [0.9, 0.25])
def test_sampling_bias_shrinks_the_covariance(bias):
    x = Gaussian(3, 2, sampling_bias=bias).sample(20_000, np.random.default_rng(1))
    mean_is(x[:, 0], 3)
    mean_is((x[:, 0] - 3) ** 2, bias * 4)


def test_no_sampling_at_all_returns_the_mean():
    x = Gaussian([1, 2], sampling_bias=0.0).sample(3, np.random.default_rng(0))
    assert x.tolist() == [[1, 2]] * 3


def test_a_fit_keeps_its_sampling_bias_out_of_its_density():
    model = Gaussian(sampling_bias=0.5).fit(data(9, 2))
    expected = multivariate_normal(model.mean, model.cov).logpdf(data(4, 2, 1))
    np.testing.assert_allclose(model.log_prob(data(4, 2, 1)), expected)


@given(st.integers(1, 6), st.integers(0, 999))
def test_log_prob_is_scipys(d, seed):
    model = Gaussian().fit(data(4 * d + 4, d, seed))
    x = data(5, d, seed + 1)
    expected = multivariate_normal(model.mean, model.cov).logpdf(x)
    assert model.log_prob(x).shape == (5,)
    np.testing.assert_allclose(model.log_prob(x), expected, rtol=1e-6)


def test_fewer_points_than_dimensions_can_be_fitted_and_sampled():
    x = data(3, 5)
    model = Gaussian().fit(x)
    new = model.sample(50, np.random.default_rng(1)) - model.mean
    assert np.linalg.matrix_rank(new, tol=1e-6) == 2
    assert np.linalg.matrix_rank(np.vstack([new, x - model.mean]), tol=1e-6) == 2
    with pytest.raises(ValueError, match=r"singular, .* points than dimensions \(5\)"):
        model.log_prob(x)


@given(st.integers(2, 6), st.integers(2, 6), st.integers(0, 999))
def test_no_density_from_too_few_points(n, d, seed):
    """A covariance of n <= d points is singular, though rounding may hide it."""
    x = data(min(n, d), d, seed)
    with pytest.raises(ValueError, match="the covariance is singular"):
        Gaussian().fit(x).log_prob(x)


def test_a_point_has_no_density():
    with pytest.raises(ValueError, match="the covariance is singular"):
        Gaussian(0, 0).log_prob([[0.0]])


def test_a_variance_far_below_rounding_of_the_mean_is_still_there():
    model = Gaussian(1e3, 1e-9)
    refit = Gaussian().fit(model.sample(1000, np.random.default_rng(0)))
    assert refit.variance == pytest.approx(1e-18, rel=0.2)
    assert model.log_prob([[1e3]])[0] == pytest.approx(-0.918938533 + 9 * np.log(10))


def test_parameters_of_any_dimension():
    model = Gaussian([1, 2, 3], 2)
    assert (
        model.mean.tolist() == [1, 2, 3]
        and model.cov.tolist() == (4 * np.eye(3)).tolist()
    )
    assert model.variance == 4 and model.std.tolist() == [2, 2, 2]
    assert Gaussian(0, [1, 3]).variance == 5
    assert repr(model) == "Gaussian(mean=[1.0, 2.0, 3.0], std=[2.0, 2.0, 2.0], ddof=0)"


def test_the_learners_array_is_not_taken():
    mean, x = np.zeros(2), data(5, 2)
    model, before = Gaussian(mean), x.copy()
    mean += 1
    assert model.mean.tolist() == [0, 0]
    model.fit(x)
    np.testing.assert_array_equal(x, before)


def test_a_seed_does_for_a_generator():
    a, b = Gaussian().sample(3, 5), Gaussian().sample(3, np.random.default_rng(5))
    np.testing.assert_array_equal(a, b)
    assert Gaussian([0, 0]).sample(0, 1).shape == (0, 2)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"std": -1}, r"std is \[-1.\], but it must be at least 0"),
        ({"mean": np.nan}, "mean holds 1 values that are NaN or infinite"),
        ({"std": [1, np.inf]}, "std holds 1 values that are NaN or infinite"),
        ({"ddof": 2}, "ddof is 2, but it must be a whole number from 0 to 1"),
        ({"ddof": True}, "ddof is True, but it must be a whole number from 0 to 1"),
        ({"sampling_bias": 1.1}, "sampling_bias is 1.1, but it must be a number from"),
    ],
)
def test_bad_parameters_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        Gaussian(**given)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.zeros((1, 2)), "data has 1 points, but at least 2 are needed"),
        (np.zeros(5), r"data has shape \(5,\), but it must be \(n, d\)"),
        ([[0.0], [np.nan]], "data holds 1 values that are NaN or infinite among 2"),
        ([["a"], ["b"]], "data is list, but it must be a table of numbers"),
    ],
)
def test_bad_data_are_refused(x, message):
    with pytest.raises(ValueError, match=message):
        Gaussian().fit(x)


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([1, 1], "holds 2 values from 1 to 1, but 3 values of at least 0, two of them"),
        ([1, 1, -1], "holds 3 values from -1 to 1, but 3 values of at least 0"),
        ([1, 0, 0], "holds 3 values from 0 to 1, but .* two of them above 0"),
        ([1, 1, np.nan], "sample_weight holds 1 values that are NaN or infinite"),
    ],
)
def test_bad_weights_are_refused(weight, message):
    with pytest.raises(ValueError, match=message):
        Gaussian().fit(data(3, 1), sample_weight=weight)


def test_bad_requests_are_refused():
    with pytest.raises(
        ValueError, match="n is -1, but it must be a whole number of at"
    ):
        Gaussian().sample(-1, np.random.default_rng(0))
    with pytest.raises(TypeError, match="seed is None, but it must be a whole number"):
        Gaussian().sample(1, None)
    with pytest.raises(ValueError, match="x has 3 columns, but the model has 2"):
        Gaussian([0, 0]).log_prob(np.zeros((1, 3)))
    with pytest.raises(ValueError, match="x holds 1 values that are NaN or infinite"):
        Gaussian().log_prob([[np.nan]])
