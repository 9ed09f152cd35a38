"""Linear regression against scikit-learn's and scipy's, and through the loop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.linear_model import LinearRegression

from course_utils import loop
from course_utils.models import Regression
from course_utils.policies import Accumulate, Anchor, FreshReal, Replace, Weighted
from tests.standard_errors import mean_is


def rng(seed=0):
    return np.random.default_rng(seed)


def data(n, d, seed=0):
    """Rows that no linear law made."""
    return rng(seed).standard_normal((n, d + 1)) @ rng(seed + 1).normal(
        1, 2, (d + 1,) * 2
    )


def peer(rows, sample_weight=None):
    model = LinearRegression(fit_intercept=False)
    return model.fit(rows[:, :-1], rows[:, -1], sample_weight=sample_weight).coef_


# --- fit -----------------------------------------------------------------------------


@given(st.integers(1, 6), st.integers(1, 40), st.integers(0, 99))
def test_weights_are_scikit_learns(d, n, seed):
    """Also with fewer records than weights: the least norm."""
    rows = data(n, d, seed)
    model = Regression(np.full(d, 7.0), noise=0.3)
    assert model.fit(rows) is model
    assert model.weights.shape == (d,) and model.noise == 0.3
    np.testing.assert_allclose(model.weights, peer(rows), rtol=1e-6, atol=1e-8)


@given(st.integers(1, 4), st.integers(2, 20), st.integers(0, 99))
def test_weighted_records_are_scikit_learns(d, n, seed):
    rows, weight = data(n, d, seed), rng(seed).uniform(0.1, 3, n)
    fitted = Regression(np.zeros(d)).fit(rows, sample_weight=weight).weights
    np.testing.assert_allclose(fitted, peer(rows, weight), rtol=1e-6, atol=1e-8)


def test_whole_weights_are_repetitions_and_0_leaves_a_record_out():
    rows, counts = data(9, 2), np.array([0, 1, 2, 3, 0, 1, 1, 2, 5])
    fitted = Regression(np.zeros(2)).fit(rows, sample_weight=counts)
    repeated = Regression(np.zeros(2)).fit(np.repeat(rows, counts, axis=0))
    np.testing.assert_allclose(fitted.weights, repeated.weights)


def test_equal_covariates_share_their_weight():
    """Rank 1 of 3: y = 6 x on (x, x, x) has the least norm with 2 on each."""
    x = np.arange(1.0, 5)[:, None]
    rows = np.hstack([x, x, x, 6 * x])
    fitted = Regression([1, 2, 3]).fit(rows).weights
    np.testing.assert_allclose(fitted, [2, 2, 2])
    np.testing.assert_allclose(fitted, peer(rows))


def test_a_known_law_without_noise_is_found():
    truth = Regression([3.0, -1.0, 0.5], noise=0)
    fitted = Regression(np.zeros(3)).fit(truth.sample(5, rng()))
    np.testing.assert_allclose(fitted.weights, truth.weights)
    assert truth.error_of(fitted) < 1e-20


# --- sample, density, error ----------------------------------------------------------


def test_samples_follow_the_law():
    """20,000 records: covariates N(0, I), residuals N(0, noise^2), independent."""
    model = Regression([2.0, -1.0], noise=0.7)
    rows = model.sample(20_000, rng())
    assert rows.shape == (20_000, 3)
    residual = rows[:, 2] - rows[:, :2] @ [2, -1]
    for column, variance in ((rows[:, 0], 1), (rows[:, 1], 1), (residual, 0.49)):
        mean_is(column, 0)
        mean_is(column**2, variance)
        mean_is(column**4, 3 * variance**2)
    mean_is(rows[:, 0] * rows[:, 1], 0)
    mean_is(rows[:, 0] * residual, 0)


def test_a_design_comes_back_whole_with_new_labels():
    design = data(5, 1)
    model = Regression([1.0, 2.0], noise=0.5, design=design)
    one, two = model.sample(10, rng(1)), model.sample(5, rng(2))
    np.testing.assert_array_equal(one[:, :2], np.vstack([design, design]))
    np.testing.assert_array_equal(two[:, :2], design)
    labels = np.concatenate([one[:5, 2], one[5:, 2], two[:, 2]]).reshape(3, 5)
    assert len(np.unique(labels)) == 15
    noise = [model.sample(5, generator)[:, 2] - design @ [1, 2]
             for generator in map(rng, range(1000))]  # fmt: skip
    mean_is(np.ravel(noise) ** 2, 0.25)
    assert model.sample(0, rng()).shape == (0, 3)


def test_log_prob_is_scipys():
    model, rows = Regression([1.0, -2.0], noise=0.4), data(20, 2)
    expected = norm.logpdf(rows[:, 2], rows[:, 0] - 2 * rows[:, 1], 0.4)
    assert model.log_prob(rows).shape == (20,)
    np.testing.assert_allclose(model.log_prob(rows), expected)


def test_the_error_is_what_new_records_show():
    """Excess mean squared error of predictions for 20,000 new covariates."""
    truth, other = Regression([1.0, 2.0]), Regression([1.5, 1.0], noise=3)
    assert truth.error_of(other) == pytest.approx(1.25) == other.error_of(truth)
    assert truth.error_of(truth) == 0
    x = rng().standard_normal((20_000, 2))
    mean_is((x @ (truth.weights - other.weights)) ** 2, truth.error_of(other))


# --- through the loop ----------------------------------------------------------------


@pytest.mark.parametrize("policy", [Replace(), Accumulate(), FreshReal(1.0)])
def test_a_run_on_one_design(policy):
    design = rng(5).standard_normal((12, 2))
    truth = Regression([1.0, -1.0], noise=0.1, design=design)
    model = Regression([0.0, 0.0], noise=0.1, design=design)
    history = loop.run(
        model,
        truth,
        policy,
        n=12,
        generations=4,
        seed=1,
        metrics={"test_error": truth.error_of},
    )
    assert history["test_error"][0] == 0 and np.all(history["test_error"][1:] > 0)
    np.testing.assert_array_equal(model.weights, 0)
    for t, batch in enumerate(history.batches[1:], start=1):
        times = t if policy == Accumulate() else 1
        expected = np.sort(np.tile(design[:, 0], times))
        np.testing.assert_array_equal(np.sort(batch.x[:, 0]), expected)
        fitted = history.models[t].weights
        np.testing.assert_allclose(fitted, peer(batch.x))
        assert history["test_error"][t] == pytest.approx(
            np.sum((fitted - [1, -1]) ** 2)
        )


def test_weights_of_records_reach_the_fit():
    """All weight on the real half: the synthetic half might as well be away."""
    truth = Regression([1.0, -1.0])
    history = loop.run(
        truth, truth, Weighted(1.0, Anchor(0.5)), n=12, generations=3, seed=1
    )
    for batch, model in zip(history.batches[2:], history.models[2:], strict=True):
        np.testing.assert_allclose(model.weights, peer(batch.real.x))


@pytest.mark.parametrize("policy", [FreshReal(0.5), Anchor(points=1)])
def test_parts_of_a_design_are_refused(policy):
    truth = Regression([1.0], design=data(4, 0))
    with pytest.raises(
        ValueError, match=r"n is \d, but a design of 4 rows is used whole"
    ):
        loop.run(truth, truth, policy, n=4, generations=2, seed=1)


# --- bad input -----------------------------------------------------------------------


def test_the_learners_arrays_are_not_taken():
    weights, design = np.array([1.0, 2.0]), np.eye(2)
    model = Regression(weights, design=design)
    weights[0], design[0, 0] = 9, 9
    assert model.weights[0] == model.design[0, 0] == 1
    assert repr(model) == "Regression([1.0, 2.0], noise=1)"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weights": []}, r"weights has shape \(1, 0\)"),
        ({"weights": 1.0}, r"weights has shape \(\), but it must be \(d,\)"),
        ({"weights": [[1.0]]}, r"weights has shape \(1, 1\), but it must be \(d,\)"),
        ({"weights": ["a"]}, "weights is .*, but it must be a table of numbers"),
        ({"weights": [np.nan]}, "weights holds 1 values that are NaN"),
        ({"noise": -1}, "noise is -1, but it must be a number of at least 0"),
        ({"noise": np.nan}, "noise is nan, but it must be a number of at least 0"),
        ({"noise": True}, "noise is True, but it must be a number"),
        ({"design": np.zeros((3, 1))}, "design has 1 columns, but the model needs 2"),
        ({"design": np.zeros((0, 2))}, "design has 0 points, but at least 1"),
        ({"design": [[np.inf, 1]]}, "design holds 1 values that are NaN or infinite"),
    ],
)
def test_bad_parameters_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        Regression(**({"weights": [1.0, 2.0]} | given))


@pytest.mark.parametrize("method", ["fit", "log_prob"])
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([1.0, 2.0, 3.0], r"has shape \(3,\), but it must be \(n, d\)"),
        (np.zeros((3, 2)), "has 2 columns, but the model needs 3"),
        (np.zeros((3, 4)), "has 4 columns, but the model needs 3"),
        (np.zeros((0, 3)), "has 0 points, but at least 1 are needed"),
        ([[1.0, np.nan, 0.0]], "holds 1 values that are NaN"),
        ("rows", "it must be a table of numbers"),
    ],
)
def test_bad_records_are_refused(method, rows, message):
    with pytest.raises(ValueError, match=message):
        getattr(Regression([1.0, 2.0]), method)(rows)


def test_bad_requests_are_refused():
    model = Regression([1.0], design=[[1.0], [2.0]])
    with pytest.raises(ValueError, match="has 2 weights, but it must have the 1"):
        model.error_of(Regression([1.0, 2.0]))
    with pytest.raises(ValueError, match=r"n is 3, .* must be a multiple of 2"):
        model.sample(3, rng())
    with pytest.raises(ValueError, match="n is -1, but it must be a whole number"):
        model.sample(-1, rng())
    with pytest.raises(TypeError, match="seed is None"):
        model.sample(2, None)
    with pytest.raises(ValueError, match="noise is 0, so there is no density"):
        Regression([1.0], noise=0).log_prob([[1.0, 1.0]])
    for weight in ([1.0], [-1.0, 1.0], [0.0, 0.0], [np.nan, 1.0]):
        with pytest.raises(ValueError, match="sample_weight holds"):
            model.fit(np.ones((2, 2)), sample_weight=weight)
