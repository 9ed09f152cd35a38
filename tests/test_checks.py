"""Refusals: each says what was given and what is allowed."""

import os
from fractions import Fraction

import numpy as np
import pytest
import threadpoolctl

from course_utils import checks
from course_utils.policies import Replace


def test_numpy_was_imported_with_one_thread():
    pools = threadpoolctl.threadpool_info()
    assert os.environ["OPENBLAS_NUM_THREADS"] == os.environ["OMP_NUM_THREADS"] == "1"
    assert {p["num_threads"] for p in pools if p["user_api"] == "blas"} == {1}


@pytest.mark.parametrize("value", [0, 7, np.int64(7), np.uint8(7)])
def test_counts_come_back_as_int(value):
    result = checks.count("n", value)
    assert result == value and type(result) is int


def test_counts_include_their_ends():
    assert [checks.count("n", k, least=2, most=4) for k in (2, 3, 4)] == [2, 3, 4]


@pytest.mark.parametrize(
    "value", [-1, 2.0, 2.5, True, np.True_, np.nan, "3", None, np.array([3]), 3 + 0j]
)
def test_other_counts_are_refused(value):
    with pytest.raises(ValueError, match="whole number of at least 0") as caught:
        checks.count("points", value)
    assert str(caught.value).startswith(f"points is {value!r}")


@pytest.mark.parametrize("value", [1, 5])
def test_counts_out_of_range_are_refused(value):
    expected = f"n is {value}, but it must be a whole number from 2 to 4"
    with pytest.raises(ValueError, match=expected):
        checks.count("n", value, least=2, most=4)


@pytest.mark.parametrize("value", [0, 1, 0.25, np.float32(0.25), Fraction(1, 4)])
def test_shares_come_back_as_float(value):
    result = checks.share("fraction", value)
    assert result == value and type(result) is float


@pytest.mark.parametrize(
    "value", [-1e-9, 1 + 1e-9, np.nan, np.inf, "0.5", None, True, False, 0.5j, [0.5]]
)
def test_other_shares_are_refused(value):
    with pytest.raises(ValueError, match="must be a number from 0 to 1") as caught:
        checks.share("fraction", value)
    assert str(caught.value).startswith(f"fraction is {value!r}")


@pytest.mark.parametrize("rows", [[[1, 2], [3, 4]], np.ones((2, 2), np.float32)])
def test_points_come_back_as_floats(rows):
    result = checks.points("data", rows)
    assert result.dtype == np.float64 and result.shape == (2, 2)
    assert len(checks.points("data", rows, least=2)) == 2


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.zeros(3), r"data has shape \(3,\), but it must be \(n, d\)"),
        (np.zeros((3, 1, 1)), r"data has shape \(3, 1, 1\)"),
        (np.zeros((3, 0)), r"data has shape \(3, 0\)"),
        (3.0, r"data has shape \(\)"),
        ([[1.0], [np.nan], [np.inf]], "data holds 2 values that are NaN or infinite"),
        ([["a"]], "data is list, but it must be a table of numbers"),
        ([[1], [1, 2]], "data is list, but it must be a table of numbers"),
        (None, "data is NoneType, but it must be a table of numbers"),
        (np.ones((2, 1)) * 1j, "data is ndarray, but it must be a table of numbers"),
        (np.zeros((1, 3)), "data has 1 points, but at least 2 are needed"),
    ],
)
def test_other_points_are_refused(value, message):
    with pytest.raises(ValueError, match=message):
        checks.points("data", value, least=2)


def test_finite_lets_other_kinds_pass():
    assert checks.finite("ids", np.array([1, 2])) is None
    assert checks.finite("words", np.array(["a", "nan"])) is None


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_finite_counts_the_bad_ones(value):
    with pytest.raises(ValueError, match=r"x holds 1 values .* among 2"):
        checks.finite("x", np.array([value, 0.0]))


@pytest.mark.parametrize("seed", [0, np.int64(5), 2**70])
def test_a_seed_repeats(seed):
    first, second = (checks.generator(seed).random(3) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_generator_goes_on():
    rng = np.random.default_rng(1)
    assert checks.generator(rng) is rng


def test_a_seed_sequence_repeats_children_and_all():
    seed = np.random.SeedSequence(3).spawn(2)[1]
    first, second = (checks.generator(seed).spawn(2)[1].random(3) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert seed.n_children_spawned == 0


@pytest.mark.parametrize(
    "seed", [None, True, 1.0, np.float32(1), "1", [1, 2], np.random.RandomState]
)
def test_other_seeds_are_refused(seed):
    with pytest.raises(
        TypeError, match="must be a whole number, a numpy Seed"
    ) as caught:
        checks.generator(seed)
    assert str(caught.value).startswith(f"seed is {seed!r}")


def test_negative_seeds_are_refused():
    with pytest.raises(ValueError, match="seed is -1, but it must be at least 0"):
        checks.generator(-1)


@pytest.mark.parametrize("value", [Replace, None, "replace", 0.5])
def test_what_is_no_policy_is_refused(value):
    with pytest.raises(TypeError, match=r"must be a policy such as Replace\(\)"):
        checks.policy(value)


@pytest.mark.parametrize("value", [Replace(), lambda *given: None])
def test_policies_pass(value):
    assert checks.policy(value) is None


@pytest.mark.parametrize("value", [1e-300, 1, 2.5, np.float32(0.5), Fraction(1, 4)])
def test_positive_numbers_come_back_as_float(value):
    result = checks.positive("h", value)
    assert result == value and type(result) is float


@pytest.mark.parametrize("value", [0, -1, np.nan, np.inf, "1", None, True, [1.0], 1j])
def test_other_numbers_are_refused(value):
    with pytest.raises(ValueError, match="but it must be a number above 0") as caught:
        checks.positive("h", value)
    assert str(caught.value).startswith(f"h is {value!r}")


def test_zero_is_allowed_where_it_is():
    assert checks.positive("h", 0, zero=True) == 0
    with pytest.raises(ValueError, match=r"h is -1, .* a number of at least 0"):
        checks.positive("h", -1, zero=True)
