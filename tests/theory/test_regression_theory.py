"""Closed forms of regression against scipy, sums by hand, and simulation.

The ensembles are held against them in ``test_regression_ensemble.py``.
"""

import math

import numpy as np
import pytest
from scipy.special import digamma

from course_utils import theory
from tests.standard_errors import mean_is


def test_replace_by_hand():
    """sigma^2 d/(T-d-1) is the trace of a mean inverse Wishart; then t of it."""
    assert theory.regression_error(1, 50, 10) == pytest.approx(10 / 39)
    assert theory.regression_error(20, 50, 10) == pytest.approx(200 / 39)
    assert theory.regression_error(3, 4, 2, 0.5) == pytest.approx(3 * 0.25 * 2)
    assert theory.regression_error(4, 9, 3, noise=0) == 0


def test_the_error_of_one_fit_against_simulation():
    """tr (X'X)^-1 of 20,000 tables with 14 rows and 3 columns."""
    x = np.random.default_rng(0).standard_normal((20_000, 14, 3))
    trace = np.trace(np.linalg.inv(x.mT @ x), axis1=1, axis2=2)
    mean_is(4 * trace, theory.regression_error(1, 14, 3, noise=2))


def test_accumulate_by_hand():
    first = 10 / 39
    for t in (1, 2, 20):
        same = first * sum(1 / i**2 for i in range(1, t + 1))
        fresh = sum(10 / (i * (50 * i - 11)) for i in range(1, t + 1))
        assert theory.accumulated_error(t, 50, 10) == pytest.approx(same)
        found = theory.accumulated_error(t, 50, 10, same_design=False)
        assert found == pytest.approx(fresh)
        found = theory.accumulated_error(t, 50, 10, 3.0, False)
        assert found == pytest.approx(9 * fresh)


def test_accumulate_as_published_or_measured():
    """d=10, 50 rows: .4093, .3854 at 20 and .3753, .3582 at 5."""
    for t, same, fresh in ((20, 0.4093, 0.3854), (5, 0.3753, 0.3582)):
        assert theory.accumulated_error(t, 50, 10) == pytest.approx(same, abs=6e-5)
        found = theory.accumulated_error(t, 50, 10, 1.0, False)
        assert found == pytest.approx(fresh, abs=6e-5)


@pytest.mark.parametrize(
    ("rows", "published"), [(12, 1.08), (20, 1.36), (50, 1.54), (1000, 1.64)]
)
def test_ratios_as_published_or_measured(rows, published):
    """d=10; 20 rows give 1.355, which is printed as 1.36."""
    found = theory.accumulated_ratio(rows, 10, same_design=False)
    assert found == pytest.approx(published, abs=0.0051)


@pytest.mark.parametrize(("rows", "d"), [(3, 1), (12, 10), (77, 30), (10**6, 2)])
def test_the_limit_of_new_covariates_is_a_digamma(rows, d):
    """sum 1/(i - a) - 1/i = psi(1) - psi(1 - a) at a = (d+1)/rows."""
    c = d + 1
    expected = (rows - c) / c * (digamma(1) - digamma(1 - c / rows))
    found = theory.accumulated_ratio(rows, d, same_design=False)
    assert found == pytest.approx(expected, rel=1e-8)
    assert 1 < found < theory.accumulated_ratio(rows, d) == math.pi**2 / 6
    late = theory.accumulated_error(100_000, rows, d, 1.0, False)
    assert late == pytest.approx(found * theory.regression_error(1, rows, d), rel=1e-4)


# --- wrong labels --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "share", "distance", "d", "noise"),
    [
        (20, 0.25, 1.5, 4, 0.5),
        (12, 0.5, 3.0, 5, 0.1),
        (60, 0.1, 2.0, 10, 1.0),
        (6, 0.5, 1.0, 1, 0.2),
    ],
)
def test_wrong_labels_against_simulation(rows, share, distance, d, noise):
    """20,000 fits, the first rows labelled by weights (D, 0, 0, ...), the truth 0."""
    rng = np.random.default_rng(rows)
    x = rng.standard_normal((20_000, rows, d))
    y = noise * rng.standard_normal((20_000, rows))
    wrong = round(share * rows)
    y[:, :wrong] += distance * x[:, :wrong, 0]
    weights = np.einsum("rdn,rn->rd", np.linalg.pinv(x), y)
    expected = theory.mixed_labels_error(rows, share, distance, d, noise)
    mean_is(np.sum(weights**2, axis=1), expected)


def test_wrong_labels_at_the_ends():
    clean = theory.regression_error(1, 30, 4, 0.3)
    for share, added in ((0, 0), (1, 1.7**2)):
        found = theory.mixed_labels_error(30, share, 1.7, 4, 0.3)
        assert found == pytest.approx(clean + added)
    assert theory.mixed_labels_error(30, 0.4, 0, 4, 0.3) == pytest.approx(clean)
    small = theory.mixed_labels_error(np.int16(300), 0.4, 2.0, np.int8(10))
    assert small == pytest.approx(theory.mixed_labels_error(300, 0.4, 2.0, 10))


def test_many_rows_leave_the_floor():
    """Relative error of the first-order form is about d/rows."""
    for rows in (10**4, 10**6):
        found = theory.mixed_labels_error(rows, 0.1, 2.0, 10, 0.5)
        simple = 0.25 * 10 / (rows - 11) + 0.04
        order = 0.1 * 0.9 * 4 * 11 / rows
        assert found == pytest.approx(simple + order, rel=100 / rows)
        assert found - simple == pytest.approx(order, rel=0.02)
    assert theory.label_floor(0.1, 2.0) == pytest.approx(0.04)


def test_the_rows_at_which_the_floor_takes_over():
    """d=10: 1e5 rows at 1 %, as published or measured; two equal terms."""
    assert theory.floor_rows(0.01, 1, 10) == pytest.approx(1e5, rel=2e-4)
    rows = theory.floor_rows(0.05, 2.0, 4, 3.0)
    assert rows == pytest.approx(3605)
    clean = theory.regression_error(1, 3605, 4, 3.0)
    assert clean == pytest.approx(theory.label_floor(0.05, 2.0))
    assert theory.floor_rows(0, 1, 10) == theory.floor_rows(0.5, 0, 10) == math.inf


# --- bad input -----------------------------------------------------------------------

OF_ROWS = [
    lambda rows, d: theory.regression_error(1, rows, d),
    lambda rows, d: theory.accumulated_error(1, rows, d),
    lambda rows, d: theory.accumulated_ratio(rows, d),
    lambda rows, d: theory.accumulated_ratio(rows, d, same_design=False),
    lambda rows, d: theory.mixed_labels_error(rows, 0.1, 1.0, d),
]


@pytest.mark.parametrize("form", OF_ROWS)
def test_no_mean_no_number(form):
    for rows, d in ((11, 10), (10, 10), (2, 1)):
        message = rf"rows is {rows} and d is {d}, .* a mean only from d \+ 2 = {d + 2} "
        with pytest.raises(ValueError, match=message):
            form(rows, d)
    assert np.isfinite(form(12, 10))
    with pytest.raises(ValueError, match="d is 0, but it must be a whole number"):
        form(10, 0)
    with pytest.raises(
        ValueError, match=r"rows is 5\.5, but it must be a whole number"
    ):
        form(5.5, 2)


@pytest.mark.parametrize("form", [theory.regression_error, theory.accumulated_error])
def test_forms_take_arrays_of_generations(form):
    t = np.array([3, 1, 2])
    np.testing.assert_allclose(form(t, 10, 2), [form(int(i), 10, 2) for i in t])
    assert np.ndim(form(3, 10, 2)) == 0
    for bad in (0, -1, 1.5, [], True):
        with pytest.raises(ValueError, match="generations are whole numbers from 1"):
            form(bad, 10, 2)
    for noise in (-1, np.nan, "1"):
        with pytest.raises(ValueError, match=f"noise is {noise!r}, but it must be"):
            form(1, 10, 2, noise)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.label_floor(1.5, 1), "share is 1.5, but it must be"),
        (lambda: theory.label_floor(0.5, -1), "distance is -1, but it must be"),
        (lambda: theory.floor_rows(np.nan, 1, 2), "share is nan, but it must be"),
        (lambda: theory.floor_rows(0.5, 1, 0), "d is 0, but it must be"),
        (lambda: theory.floor_rows(0.5, 1, 2, -1), "noise is -1, but it must be"),
        (lambda: theory.mixed_labels_error(9, -0.1, 1, 2), "share is -0.1, but it"),
        (lambda: theory.mixed_labels_error(9, 0.1, -1, 2), "distance is -1, but it"),
        (lambda: theory.mixed_labels_error(9, 0.1, 1, 2, -1), "noise is -1, but it"),
    ],
)
def test_bad_numbers_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
