"""Closed forms for vocabularies against exact chains, published figures and runs.

The forms that need many runs of the loop stand in ``test_categorical_ensemble``.
Statistical comparisons have fixed seeds and 4 standard errors (6 in 100,000).
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from course_utils import theory
from course_utils.models import KDE, Gaussian, zipf
from tests.standard_errors import mean_is

# --- how long a word lives -----------------------------------------------------------


def test_survival_rates_as_published_or_measured():
    k = np.array([1, 2, 5, 10, 50, 100, 1000])
    expected = [1, 1.264, 1.560, 1.723, 1.919, 1.954, 1.994]
    np.testing.assert_allclose(k * theory.survival_rate(k), expected, atol=6e-4)
    assert theory.survival_rate(10**5) == pytest.approx(2e-5, rel=1e-3)


def test_survival_is_that_of_a_poisson_family():
    """Chance of extinction by generating functions: f(s) = exp(s - 1), f(f(...0))."""
    gone = 0.0
    for k in range(1, 30):
        gone = math.exp(gone - 1)
        for copies in (1, 3, 10):
            assert theory.survival(copies, k + 1) == pytest.approx(
                1 - math.exp(-copies * (1 - gone))
            )
            assert theory.survival(copies, k) == pytest.approx(1 - gone**copies)


@pytest.mark.parametrize("copies", [1, 5, 20])
def test_survival_against_the_exact_chain(copies):
    """Binomial, n=1,000: within 2 % to k = 50, and never above."""
    i = np.arange(1001)
    step = stats.binom.pmf(i, 1000, i[:, None] / 1000)
    alive = (i > 0).astype(float)
    for k in range(1, 51):
        exact = stats.binom.pmf(i, 1000, copies / 1000) @ alive
        assert 0.98 < theory.survival(copies, k) / exact < 1.0001
        alive = step @ alive


def test_survival_as_published_or_measured():
    assert theory.survival(10, 5) == pytest.approx(0.9559, abs=6e-5)
    assert theory.survival(10, 50) == pytest.approx(0.3187, abs=6e-5)
    assert theory.survival(1, 50) == pytest.approx(0.0376, abs=6e-5)
    assert theory.survival(10, 100) == pytest.approx(0.1775, abs=6e-5)
    assert theory.survival(5, 10) == pytest.approx(0.5774, abs=1.3e-3)
    thirty = 30 * theory.survival(1, [1, 2, 3, 5, 10, 20])
    np.testing.assert_allclose(thirty, [19, 14, 11, 8, 5, 2.7], atol=0.26)


def test_survival_of_arrays():
    table = theory.survival(np.array([[0], [1], [7]]), np.array([1, 4]))
    assert table.shape == (3, 2) and (table[0] == 0).all()
    assert table[2, 1] == theory.survival(7, 4)
    assert np.ndim(theory.survival(2.5, 3)) == 0


def test_the_rule_to_remember():
    assert theory.survival_rule(3, 2) == pytest.approx(1 - math.exp(-3))
    rule, law = theory.survival_rule(50, 200), theory.survival(50, 200)
    assert rule == pytest.approx(law, rel=0.02) and rule > law


@given(st.floats(0, 0.999), st.integers(1, 200))
def test_copies_needed_are_the_fewest(probability, k):
    copies = theory.copies_needed(probability, k)
    assert theory.survival(copies, k) >= probability - 1e-12
    assert copies == 0 or theory.survival(copies - 1, k) < probability


def test_copies_needed_as_published_or_measured():
    assert theory.copies_needed(0.9, 50) == 60
    assert theory.copies_needed(0.9, 1) == 3
    assert type(theory.copies_needed(0.9, 1)) is int


def test_expected_types_as_published_or_measured():
    k = np.array([1, 2, 5, 10, 20, 30])
    types = theory.expected_types(k, zipf(10_000), 20_000)
    np.testing.assert_allclose(types, [4310, 3271, 2045, 1333, 825, 612], atol=1)
    each = [theory.expected_types(int(i), zipf(10_000), 20_000) for i in k]
    np.testing.assert_allclose(types, each)


def test_seen_types_by_hand():
    assert theory.seen_types([0.5, 0.25, 0.25, 0], 2) == pytest.approx(
        0.75 + 2 * 7 / 16
    )
    assert theory.seen_types(zipf(9), 0) == 0
    assert theory.seen_types([1.0], 3) == 1
    law = theory.expected_types(1, zipf(10_000), 20_000)
    assert theory.seen_types(zipf(10_000), 20_000) == pytest.approx(law, rel=1e-4)


# --- how diversity falls -------------------------------------------------------------


def test_diversity_by_hand():
    assert theory.expected_diversity(3, 10) == pytest.approx(0.9**3)
    assert theory.expected_diversity([1, 2], 4, 4).tolist() == [0.75, 0.75]
    assert theory.expected_diversity(1, 10, 3) == pytest.approx(0.9)
    squared = [0.1]
    for _ in range(9):
        real, drawn = 0.3**2 / 3, 0.7**2 * (squared[-1] + (1 - squared[-1]) / 7)
        squared.append(real + drawn)
    law = theory.expected_diversity(np.arange(1, 11), 10, 3)
    np.testing.assert_allclose(law, 1 - np.array(squared))


@pytest.mark.parametrize(
    ("n", "fresh", "left"),
    [(100, 1, 0.6644), (100, 5, 0.9065), (100, 10, 0.9497), (1000, 10, 0.9521)],
)
def test_diversity_in_the_end_as_published_or_measured(n, fresh, left):
    law = theory.expected_diversity(100_000, n, fresh)
    assert law == pytest.approx(left, abs=6e-5)
    assert law == pytest.approx(theory.fresh_anchor_variance(n, fresh))


def test_absorption_as_published_or_measured():
    for n, p, time in ((100, 0.5, 138.6), (100, 0.1, 65.0), (50, 0.2, 50.0)):
        assert theory.absorption_time(p, n) == pytest.approx(time, abs=0.06)
    assert theory.absorption_time(0.8, 50) == theory.absorption_time(0.2, 50)
    assert theory.absorption_time(0, 9) == theory.absorption_time(1, 9) == 0


@pytest.mark.parametrize("new", [1, 2, 10])
def test_novelty_against_simulation(new):
    """400 runs of 60 records, 300 generations; labels never come twice."""
    rng, runs, n = np.random.default_rng(new), 400, 60
    label = np.tile(np.arange(n), (runs, 1))
    for t in range(1, 301):
        old = label[np.arange(runs)[:, None], rng.integers(n, size=(runs, n - new))]
        fresh = np.tile(np.arange(n * t, n * t + new), (runs, 1))
        label = np.hstack([old, fresh])
    found = [np.sum((np.unique(x, return_counts=True)[1] / n) ** 2) for x in label]
    mean_is(found, theory.novelty_homozygosity(n, new))


def test_novelty_by_hand():
    assert theory.novelty_homozygosity(10, 10) == pytest.approx(0.1)
    assert theory.novelty_limit(0) == 1
    for new, limit in ((1, 0.333), (2, 0.200), (10, 0.048)):
        assert theory.novelty_limit(new) == pytest.approx(limit, abs=6e-4)
        exact = theory.novelty_homozygosity(10**7, new)
        assert exact == pytest.approx(theory.novelty_limit(new), rel=1e-5)
    for new, measured in ((1, 0.350), (2, 0.209), (10, 0.048)):
        exact = theory.novelty_homozygosity(200, new)
        assert exact == pytest.approx(measured, rel=0.06)


# --- temperature ---------------------------------------------------------------------


def test_heat_death_as_published_or_measured():
    p = [0.4, 0.3, 0.2, 0.1]
    cold, hot = theory.tempered(p, 0.9, 20), theory.tempered(p, 1.1, 20)
    np.testing.assert_allclose(cold, [0.911, 0.086, 0.003, 0], atol=6e-4)
    np.testing.assert_allclose(hot, [0.272, 0.261, 0.246, 0.222], atol=6e-4)
    np.testing.assert_allclose(theory.tempered(p, 1.0, 50), p)
    np.testing.assert_allclose(theory.tempered(p, 0.5, 0), p)


@given(st.floats(0.3, 3), st.integers(1, 6))
def test_temperature_step_by_step(temperature, t):
    p = np.array([0.5, 0.3, 0.2, 0.0])
    expected = p
    for _ in range(t):
        expected = expected ** (1 / temperature)
        expected = expected / expected.sum()
    found = theory.tempered(p, temperature, t)
    np.testing.assert_allclose(found, expected, atol=1e-9)
    assert found[3] == 0


def test_the_ends_of_temperature():
    assert theory.tempered([0.4, 0.6], 0.5, 2000).tolist() == [0, 1]
    np.testing.assert_allclose(theory.tempered([0.1, 0.9, 0], 2, 2000), [0.5, 0.5, 0])
    assert theory.tempered([0.5, 0.5, 0], 0.5, 100).tolist() == [0.5, 0.5, 0]


# --- kernel densities ----------------------------------------------------------------


def lineages(n, generations, bandwidth, runs=3000):
    """E variance of KDEs by the numpy of it: points in rows, runs in columns."""
    rng = np.random.default_rng(n)
    x, variances = rng.standard_normal((n, runs)), []
    for _ in range(generations):
        h = x.std(axis=0, ddof=1) * n**-0.2 if bandwidth == "scott" else bandwidth
        variance = x.var(axis=0)
        variances.append(variance + np.square(h))
        rows = rng.integers(n, size=(n, runs))
        x = np.take_along_axis(x, rows, axis=0) + h * rng.standard_normal((n, runs))
    return variances


@pytest.mark.parametrize("bandwidth", [0, 0.05, 0.2, 0.5])
def test_kde_variance_against_simulation(bandwidth):
    """n=25, to generation 12."""
    for t, variance in enumerate(lineages(25, 12, bandwidth), start=1):
        mean_is(variance, theory.kde_variance(t, 25, bandwidth))


def test_scott_variance_against_simulation():
    """n=50, to generation 8; then n=100: the median of the data that generation 50 is
    fitted to, 560 by another program, within 10 %, of 1,000 runs.
    """
    for t, variance in enumerate(lineages(50, 8, "scott"), start=1):
        mean_is(variance, theory.scott_variance(t, 50))
    late = np.array(lineages(100, 50, "scott", 1000)[-1])
    blurred = 1 + 100**-0.4 * 100 / 99
    assert np.median(late) / blurred == pytest.approx(560, rel=0.1)
    assert theory.scott_variance(50, 100) > 1.4 * np.median(late)


def test_one_fit_of_the_model_has_the_variance_of_the_law():
    """Generation 1 of the KDE itself, 2,000 fits of 20 points."""
    rng = np.random.default_rng(0)
    data = Gaussian().sample(40_000, rng).reshape(2000, 20, 1)
    for bandwidth, law in (
        (0.3, theory.kde_variance(1, 20, 0.3)),
        ("scott", theory.scott_variance(1, 20)),
    ):
        mean_is([KDE(bandwidth).fit(x).variance for x in data], law)


# --- bad input -----------------------------------------------------------------------


def test_forms_take_arrays_of_generations():
    for form in (
        theory.survival_rate,
        lambda t: theory.survival(2, t),
        lambda t: theory.survival_rule(2, t),
        lambda t: theory.expected_types(t, zipf(5), 10),
        lambda t: theory.expected_diversity(t, 10),
        lambda t: theory.scott_variance(t, 10),
    ):
        each = [float(form(t)) for t in (3, 1, 2)]
        np.testing.assert_allclose(form([3, 1, 2]), each)
        for bad in (0, 1.5, [1, 0], [], True, "1"):
            with pytest.raises(ValueError, match="generations are whole numbers from"):
                form(bad)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.survival_rate(0), "k is .*0.*, but generations are whole"),
        (lambda: theory.survival(-1, 2), "copies is -1.0, but it must hold numbers"),
        (lambda: theory.survival([1, math.nan], 2), r"copies is \[ 1. nan\], but it"),
        (lambda: theory.survival_rule(math.inf, 2), "copies is inf, but it must hold"),
        (lambda: theory.copies_needed(1, 5), "probability is 1, but no number of"),
        (lambda: theory.copies_needed(1.5, 5), "probability is 1.5, but it must be"),
        (lambda: theory.copies_needed(0.5, 0), "k is 0, but it must be .* at least 1"),
        (lambda: theory.copies_needed(0.5, [1]), r"k is \[1\], but it must be a whole"),
        (lambda: theory.expected_types(1, [0.4], 9), "p has .* must be .* sum to 1"),
        (lambda: theory.expected_types(1, [1.0], 1), "n is 1, .* at least 2"),
        (lambda: theory.seen_types([0.4], 9), "p has .* must be .* sum to 1"),
        (lambda: theory.seen_types([1.0], -1), "n is -1, .* at least 0"),
        (lambda: theory.expected_diversity(1, 1), "n is 1, .* at least 2"),
        (lambda: theory.expected_diversity(1, 5, 6), "fresh is 6, .* from 0 to 5"),
        (lambda: theory.absorption_time(1.5, 5), "p is 1.5, but it must be a number"),
        (lambda: theory.absorption_time(0.5, 1), "n is 1, .* at least 2"),
        (lambda: theory.novelty_homozygosity(5, 0), "new is 0, .* from 1 to 5"),
        (lambda: theory.novelty_homozygosity(5, 6), "new is 6, .* from 1 to 5"),
        (lambda: theory.novelty_homozygosity(1, 1), "n is 1, .* at least 2"),
        (lambda: theory.novelty_limit(-1), "new is -1, .* at least 0"),
        (lambda: theory.tempered([1.0], 0), "temperature is 0, .* above 0"),
        (lambda: theory.tempered([1.0], 1, -1), "t is -1, .* at least 0"),
        (lambda: theory.tempered([2.0], 1), "p has .* must be .* sum to 1"),
        (lambda: theory.scott_variance(1, 1), "n is 1, .* at least 2"),
        (lambda: theory.kde_variance(1, 5, -0.1), "bandwidth is -0.1, .* at least 0"),
    ],
)
def test_bad_numbers_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
