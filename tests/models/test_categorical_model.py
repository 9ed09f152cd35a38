"""The categorical against counting by hand, scipy's moments, and Zipf's law."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from course_utils.models import Categorical, zipf
from course_utils.models.categorical import counts
from tests.standard_errors import mean_is, share_is

P = np.array([0.5, 0.3, 0.2, 0.0])


def rng(seed=0):
    return np.random.default_rng(seed)


# --- Zipf ----------------------------------------------------------------------------


@pytest.mark.parametrize("exponent", [1.0, 1.2, 2.5])
def test_zipf_is_scipys_zipfian(exponent):
    expected = stats.zipfian(exponent, 100).pmf(np.arange(1, 101))
    np.testing.assert_allclose(zipf(100, exponent), expected, rtol=1e-12)


def test_zipf_by_hand():
    np.testing.assert_allclose(zipf(3), np.array([6, 3, 2]) / 11)
    np.testing.assert_allclose(zipf(2, 2, 1), np.array([9, 4]) / 13)
    assert zipf(4, 0).tolist() == [0.25] * 4 and zipf(1).tolist() == [1]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((0,), "size is 0, but it must be a whole number of at least 1"),
        ((2.0,), "size is 2.0, but it must be a whole number"),
        ((2, -1), "exponent is -1, but it must be a number of at least 0"),
        ((2, np.inf), "exponent is inf, but it must be a number of at least 0"),
        ((2, 1, -0.5), "shift is -0.5, but it must be a number of at least 0"),
    ],
)
def test_bad_vocabularies_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        zipf(*given)


# --- fit -----------------------------------------------------------------------------


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_fit_is_counting(data):
    model = Categorical([1 / 6] * 6)
    assert model.fit(np.array(data)) is model
    expected = [data.count(i) / len(data) for i in range(6)]
    np.testing.assert_allclose(model.p, expected)


@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_whole_weights_are_repetitions(weight):
    data, weight = np.array([0, 3, 3, 1, 2, 0]), np.array(weight)
    weight[0] += 1
    weighted = Categorical(P).fit(data, sample_weight=weight / 3)
    copies = Categorical(P).fit(np.repeat(data, weight))
    np.testing.assert_allclose(weighted.p, copies.p)


def test_the_learners_array_is_not_taken():
    p = P.copy()
    model = Categorical(p)
    p[:] = 0
    assert model.p.sum() == 1
    assert Categorical([0.3, 0.7 + 5e-7]).p.sum() == pytest.approx(1, abs=1e-15)


# --- sample --------------------------------------------------------------------------


def test_samples_have_the_shares_of_the_model_in_random_order():
    """40,000 records: shares, and neighbours that are as independent as they should."""
    x = Categorical(P).sample(40_000, rng(1))
    assert x.shape == (40_000,) and np.issubdtype(x.dtype, np.integer)
    for i in range(4):
        share_is(np.sum(x == i), 40_000, P[i])
        share_is(np.sum(x[:20_000] == i), 20_000, P[i])
        share_is(np.sum((x[::2] == i) & (x[1::2] == i)), 20_000, P[i] ** 2)


def test_a_seed_does_for_a_generator_and_nothing_for_no_records():
    a, b = Categorical(P).sample(9, 5), Categorical(P).sample(9, rng(5))
    np.testing.assert_array_equal(a, b)
    assert Categorical(P).sample(0, 1).shape == (0,)


def test_counts_are_multinomial():
    """20,000 rows: means, variances and covariances as scipy's, within 4 SE."""
    law = stats.multinomial(9, P)
    drawn = counts(9, np.tile(P, (20_000, 1)), rng(2))
    assert (drawn.sum(axis=1) == 9).all()
    gaps = drawn - law.mean()
    for i in range(3):
        mean_is(drawn[:, i], law.mean()[i])
        for j in range(i + 1):
            mean_is(gaps[:, i] * gaps[:, j], law.cov()[i, j])


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=40).filter(any),
    st.integers(0, 50),
    st.integers(0, 99),
)
def test_counts_add_up_and_the_dead_stay_dead(seen, n, seed):
    p = np.array(seen) / sum(seen)
    before = p.copy()
    drawn = counts(n, np.stack([p, p[::-1]]), rng(seed))
    assert drawn.sum(axis=1).tolist() == [n, n]
    assert not drawn[0, p == 0].any() and not drawn[1, p[::-1] == 0].any()
    np.testing.assert_array_equal(p, before)


def test_rounding_revives_nobody():
    """Shares that add up to 1 - 1e-11, and a dead type in the last place."""
    p = np.array([0.6, 0.4 - 1e-11, 0.0])
    drawn = counts(10**13, np.tile(p, (50, 1)), rng(3))
    assert not drawn[:, 2].any()


# --- log_prob ------------------------------------------------------------------------


def test_log_prob_is_the_logarithm_of_the_share():
    expected = [np.log(0.2), np.log(0.5), -np.inf]
    np.testing.assert_allclose(Categorical(P).log_prob([2, 0, 3]), expected)


def test_a_model_tells_what_is_left():
    assert repr(Categorical(P)) == "Categorical(3 of 4 types alive)"


# --- one type ------------------------------------------------------------------------


def test_one_type_stays_one_type():
    model = Categorical([1.0])
    assert model.fit(model.sample(5, 0)).p.tolist() == [1]
    assert model.log_prob([0]).tolist() == [0]


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "p",
    [[0.5, 0.4], [1.5, -0.5], [[0.5, 0.5]], [[0.5], [0.5]], 1.0, [0, 0], [1 - 2e-6]],
)
def test_bad_shares_are_refused(p):
    with pytest.raises(
        ValueError, match=r"p has shape .*, but it must be \(V,\) shares"
    ):
        Categorical(p)


def test_no_shares_are_refused():
    with pytest.raises(ValueError, match="p has 0 points, but at least 1 are needed"):
        Categorical([])
    with pytest.raises(ValueError, match="p holds 1 values that are NaN"):
        Categorical([0.5, np.nan])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "data has 0 records, but at least 1 is needed"),
        ([0, 4], "data holds types from 0 to 4, but there are types 0 to 3"),
        ([-1, 2], "data holds types from -1 to 2, but there are types 0 to 3"),
        ([0.0, 1.0], r"array of shape \(2,\) and kind float64, but it must be \(n,\)"),
        ([[0], [1]], r"array of shape \(2, 1\) and kind int64"),
        (["a"], r"array of shape \(1,\) and kind <U1"),
        (3, r"array of shape \(\) and kind int64"),
    ],
)
def test_bad_data_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        Categorical(P).fit(data)


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([1, 1, 1], "holds 3 values from 1 to 1, but 2 values of at least 0, one of"),
        ([1, -1], "holds 2 values from -1 to 1, but 2 values"),
        ([0, 0], "holds 2 values from 0 to 0, but .* one of them above 0"),
        ([np.nan, 1], "sample_weight holds 1 values that are NaN or infinite"),
    ],
)
def test_bad_weights_are_refused(weight, message):
    with pytest.raises(ValueError, match=message):
        Categorical(P).fit([0, 1], sample_weight=weight)


def test_bad_requests_are_refused():
    with pytest.raises(ValueError, match="n is -1, but it must be a whole number"):
        Categorical(P).sample(-1, 0)
    with pytest.raises(TypeError, match="seed is None, but it must be"):
        Categorical(P).sample(1, None)
    with pytest.raises(ValueError, match="x holds types from 9 to 9, but there are"):
        Categorical(P).log_prob([9])
