"""Metrics by hand, and Wasserstein-2 against scipy's matrix square root."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.lm import Laplace
from nltk.util import ngrams
from scipy.linalg import sqrtm
from scipy.stats import entropy, norm

from course_utils import metrics
from course_utils.models import Categorical, Gaussian, NGram

SAMPLE = np.array([[0.0, 1.0], [2.0, 5.0], [4.0, 9.0]])


class Nothing:
    pass


class Own:
    mean = np.array([1.0, 3.0])
    variance = 9.0


class Method:
    def mean(self):
        return 2.0

    def variance(self):
        return np.array([1.0, 5.0])


def test_the_sample_answers_where_the_model_does_not():
    assert metrics.mean(Nothing(), SAMPLE) == 3.5
    assert metrics.variance(Nothing(), SAMPLE) == pytest.approx((8 + 32) / 6)
    assert metrics.std(Nothing(), SAMPLE) == pytest.approx(np.sqrt(20 / 3))
    assert metrics.log_variance(Nothing(), SAMPLE) == pytest.approx(np.log(20 / 3))
    words = np.arange(4)
    assert metrics.variance(Nothing(), words) == 1.25


def test_the_model_answers_where_it_knows():
    assert metrics.mean(Own(), SAMPLE) == 2
    assert metrics.variance(Own(), SAMPLE) == 9
    assert metrics.std(Own(), SAMPLE) == 3
    assert metrics.log_variance(Own(), SAMPLE) == pytest.approx(2 * np.log(3))


def test_methods_and_one_variance_a_dimension_are_understood():
    assert metrics.mean(Method(), SAMPLE) == 2
    assert metrics.variance(Method(), SAMPLE) == 3


def test_variance_is_trace_over_d():
    model = Gaussian([0, 0], [1, 2])
    assert metrics.variance(model, SAMPLE) == 2.5
    assert metrics.std(model, SAMPLE) == pytest.approx(np.sqrt(2.5))


def test_the_logarithm_of_nothing_is_minus_infinity():
    assert metrics.log_variance(Gaussian(0, 0), SAMPLE) == -np.inf


def test_metrics_are_chosen_by_name_mapping_or_not_at_all():
    def own(model, sample):
        return 0.0

    assert metrics.choose(None) == {}
    assert metrics.choose("std") == {"std": metrics.std}
    assert metrics.choose(iter(["std", "mean"])) == {
        "std": metrics.std,
        "mean": metrics.mean,
    }
    assert metrics.choose({"own": own}) == {"own": own}
    assert list(metrics.KNOWN) == [
        *("mean", "variance", "std", "log_variance"),
        *("types", "entropy", "effective", "diversity"),
        *("words", "sentence_length", "unique", "distinct_2", "distinct_3"),
    ]


@pytest.mark.parametrize("given", ["sdt", ["mean", "sdt"]])
def test_unknown_names_are_refused_with_the_known_ones(given):
    with pytest.raises(KeyError) as caught:
        metrics.choose(given)
    message = caught.value.args[0]
    assert (
        "unknown metric 'sdt'; known are mean, variance, std, log_variance" in message
    )


def test_what_cannot_be_called_is_refused():
    with pytest.raises(
        TypeError, match=r"metric 'std' is 1.5, but it must be a function"
    ):
        metrics.choose({"std": 1.5})


# --- types ---------------------------------------------------------------------------


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(2, 5))
def test_diversity_of_a_sample(types, copies):
    """By scipy's entropy; e^H and 1/(1 - Gini) count equally frequent types."""
    p = np.bincount(types, minlength=6) / len(types)
    sample = np.array(types)
    assert metrics.types(Nothing(), sample) == len(set(types))
    assert metrics.entropy(Nothing(), sample) == pytest.approx(entropy(p), abs=1e-15)
    assert metrics.effective(Nothing(), sample) == pytest.approx(np.exp(entropy(p)))
    gini = np.mean([[a != b for a in types] for b in types])
    assert metrics.diversity(Nothing(), sample) == pytest.approx(gini, abs=1e-15)
    equal = np.repeat(np.arange(copies), 3)
    assert metrics.effective(Nothing(), equal) == pytest.approx(copies)


def test_a_model_knows_its_own_shares():
    model, sample = Categorical([0.5, 0.25, 0.25, 0]), np.zeros(9, dtype=int)
    assert metrics.types(model, sample) == 3
    assert metrics.entropy(model, sample) == pytest.approx(1.5 * np.log(2))
    assert metrics.effective(model, sample) == pytest.approx(2**1.5)
    assert metrics.diversity(model, sample) == pytest.approx(0.625)
    last = Categorical([0, 1])
    assert str(metrics.entropy(last, None)) == "0.0"
    assert metrics.diversity(last, None) == 0


def test_rows_are_records_too():
    rows = np.array([[1, 2], [1, 2], [2, 1], [1, 3]])
    assert metrics.types(Nothing(), rows) == 3
    assert metrics.diversity(Nothing(), rows) == pytest.approx(1 - 6 / 16)


def test_shannon_and_gini_of_many_at_once():
    p = np.array([[[0.5, 0.5, 0], [1, 0, 0]]])
    np.testing.assert_allclose(metrics.shannon(p), [[np.log(2), 0]])
    np.testing.assert_allclose(metrics.gini(p), [[0.5, 0]])


# --- text ----------------------------------------------------------------------------


def sentences(lines):
    width = max(map(len, lines)) + 1
    return np.array([[*line, *[0] * (width - len(line))] for line in lines], np.int32)


@given(
    st.lists(st.lists(st.integers(1, 4), max_size=6), min_size=1, max_size=9),
    st.integers(1, 4),
)
def test_text_metrics_by_nltk_and_sets(lines, n):
    x = sentences(lines)
    grams = [gram for line in lines for gram in ngrams(line, n)]
    distinct = metrics.distinct(n)(None, x)
    if grams:
        assert distinct == pytest.approx(len(set(grams)) / len(grams))
    else:
        assert np.isnan(distinct)
    assert metrics.words(None, x) == len({word for line in lines for word in line})
    length = np.mean([len(line) for line in lines])
    assert metrics.sentence_length(None, x) == pytest.approx(length)
    different = {tuple(line) for line in lines}
    assert metrics.unique(None, x) == pytest.approx(len(different) / len(lines))


def test_known_text_metrics_are_of_two_and_three_words():
    x = sentences([[1, 2, 1, 2, 1, 2], [1, 2, 3]])
    assert metrics.KNOWN["distinct_2"](None, x) == 3 / 7
    assert metrics.KNOWN["distinct_3"](None, x) == 3 / 5
    for name in ("words", "sentence_length", "unique"):
        assert metrics.KNOWN[name] is getattr(metrics, name)


def test_text_of_no_words():
    for x in (np.zeros((3, 0), int), np.zeros((3, 4), int)):
        assert metrics.words(None, x) == metrics.sentence_length(None, x) == 0
        assert metrics.unique(None, x) == pytest.approx(1 / 3)
        assert np.isnan(metrics.distinct(1)(None, x))
        with pytest.raises(ValueError, match="x has 3 sentences and no word, but"):
            metrics.perplexity(NGram(1), x)


def test_distinct_of_words_with_high_numbers():
    x = np.array([[2**31 - 1, 2**31 - 2, 2**31 - 1, 2**31 - 2]], np.int32)
    assert metrics.distinct(2)(None, x) == 2 / 3
    with pytest.raises(ValueError, match="n is 3, but with word ids up to 2147483647"):
        metrics.distinct(3)(None, x)
    with pytest.raises(ValueError, match="n is 0, but it must be a whole number of at"):
        metrics.distinct(0)


@pytest.mark.parametrize("kind", [np.uint64, np.uint32, np.int64, np.uint16])
def test_word_ids_of_any_whole_kind_are_read(kind):
    """Unsigned ones of 64 bits once became floats, and pairs of words one pair."""
    high = min(np.iinfo(kind).max, 2**31 - 1)
    x = np.array([[high, 1, high, 2]], kind)
    assert metrics.distinct(2)(None, x) == 1
    low = np.array([[3, 1, 3, 0]], kind)
    assert metrics.words(None, low) == 2 and metrics.sentence_length(None, low) == 3


def test_perplexity_is_nltks_but_for_the_ends():
    """2^H of all tokens with their ends, brought to the number of words."""
    lines, other = [[1, 2, 3], [1, 3], [3, 3, 2, 1]], [[2, 2], [1, 2, 3, 3]]
    peer = Laplace(1)
    peer.fit([[(str(w),) for line in lines for w in [*line, 0]]], list("0123"))
    asked = [(str(w),) for line in other for w in [*line, 0]]
    vocabulary = 3 + 1
    # nltk's vocabulary has one more, the unknown word, in every denominator
    seen = sum(len(line) + 1 for line in lines)
    nats = peer.entropy(asked) * np.log(2) - np.log((seen + 5) / (seen + vocabulary))
    model = NGram(3, 1, "add-k", k=1).fit(sentences(lines))
    expected = np.exp(nats * len(asked) / (len(asked) - len(other)))
    x = sentences(other)
    assert metrics.perplexity(model, x) == pytest.approx(expected)
    assert metrics.perplexity(model, x, floor=1) == pytest.approx(4 ** (8 / 6))


# --- Wasserstein-2 -------------------------------------------------------------------


def spd(rng, d):
    a = rng.standard_normal((d, d))
    return a @ a.T + 0.1 * np.eye(d)


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_w2_agrees_with_scipy(seed, d):
    """tr(A + B - 2 (AB)^1/2), by scipy's root of the product that is not symmetric."""
    rng = np.random.default_rng(seed)
    a, b, (mean_a, mean_b) = spd(rng, d), spd(rng, d), rng.standard_normal((2, d))
    gap = np.sum((mean_a - mean_b) ** 2)
    expected = gap + np.trace(a + b - 2 * sqrtm(a @ b).real)
    w2 = metrics.wasserstein2(mean_a, a, mean_b, b)
    assert w2**2 == pytest.approx(expected, rel=1e-6)
    assert metrics.wasserstein2(mean_b, b, mean_a, a) == pytest.approx(w2, rel=1e-9)
    assert metrics.wasserstein2(mean_a, a, mean_a, a) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("mean", "std"), [(0, 1), (2, 1), (0, 3), (-1, 0.5), (3, 2), (0, 0)]
)
def test_w2_agrees_with_quantiles(mean, std):
    """In one dimension: root of the integral of squared quantile differences."""
    p = (np.arange(200_000) + 0.5) / 200_000
    gaps = norm.ppf(p) - (mean + std * norm.ppf(p))
    w2 = metrics.wasserstein2(0, 1, mean, std**2)
    assert w2 == pytest.approx(np.sqrt(np.mean(gaps**2)), rel=1e-3, abs=1e-7)


@given(st.integers(0, 999))
def test_w2_of_models_that_have_collapsed_to_a_line(seed):
    """uu' and vv': ux and vx with one normal x, so |u|^2 + |v|^2 - 2 |u v|."""
    u, v = np.random.default_rng(seed).standard_normal((2, 5))
    w2 = metrics.wasserstein2(u, np.outer(u, u), u, np.outer(v, v))
    assert w2**2 == pytest.approx(u @ u + v @ v - 2 * abs(u @ v), abs=1e-6)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            ([0, 0], np.eye(2), [0], np.eye(2)),
            r"mean_b has shape \(1,\), but .* \(2,\)",
        ),
        (([0, 0], np.eye(3), [0, 0], np.eye(2)), r"cov_a has shape \(3, 3\), but"),
        (([0, 0], np.eye(2), [0, 0], [1, 1]), r"cov_b has shape \(2,\), .* \(2, 2\)"),
        (([[0, 0]], np.eye(2), [0, 0], np.eye(2)), r"mean_a has shape \(1, 2\), but"),
        ((np.nan, 1, 0, 1), "mean_a holds 1 values that are NaN or infinite"),
        ((0, 1, 0, np.inf), "cov_b holds 1 values that are NaN or infinite"),
        (("a", 1, 0, 1), "mean_a is .* but it must be a table of numbers"),
        ((0, -1, 0, 1), "cov_a is .* no negative variance"),
        (([0, 0], [[1, 5], [0, 1]], [0, 0], np.eye(2)), "cov_a is .* is symmetric"),
        (([0, 0], np.eye(2), [0, 0], [[1, 2], [2, 1]]), "cov_b is .* no negative"),
    ],
)
def test_w2_refuses_other_shapes_and_nan(given, message):
    with pytest.raises(ValueError, match=message):
        metrics.wasserstein2(*given)


def test_w2_of_small_whole_numbers_is_that_of_floats():
    assert metrics.wasserstein2(np.uint8(0), 1, np.uint8(20), 1) == pytest.approx(20)
    far = np.array([100, 100], dtype=np.int8)
    eye = np.eye(2, dtype=np.int8)
    found = metrics.wasserstein2(0 * far, eye, far, eye)
    assert found == pytest.approx(100 * np.sqrt(2))


@given(st.integers(0, 999))
def test_w2_of_many_gaussians_from_one_is_that_of_each(seed):
    rng = np.random.default_rng(seed)
    mean, variance = rng.standard_normal((3, 4)), rng.gamma(1, size=(3, 4))
    mean_b, variance_b = rng.standard_normal(), rng.gamma(1)
    found = metrics.wasserstein2(mean, variance, mean_b, variance_b)
    each = np.vectorize(metrics.wasserstein2)(mean, variance, mean_b, variance_b)
    np.testing.assert_allclose(found, each, atol=1e-7)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (([0, 0], [1], 0, 1), r"cov_a has shape \(1,\), but it must be \(2,\)"),
        (([0, 0], [1, -1], 0, 1), "cov_a holds -1.*, a negative variance"),
        (([0, 0], [1, 1], 0, -2), "cov_b holds -2.*, a negative variance"),
        (([0, np.nan], [1, 1], 0, 1), "mean_a holds 1 values that are NaN"),
    ],
)
def test_w2_of_many_gaussians_refuses_the_same(given, message):
    with pytest.raises(ValueError, match=message):
        metrics.wasserstein2(*given)


# --- series and shares ---------------------------------------------------------------


@given(st.lists(st.integers(0, 4)), st.integers(0, 5))
def test_first_below_is_the_first_that_is_less(series, level):
    less = [t for t, value in enumerate(series) if value < level]
    assert metrics.first_below(series, level) == (less[0] if less else None)


def test_nothing_that_is_unknown_is_below():
    assert metrics.first_below(np.array([np.nan, 2, np.nan, 0.5]), 1) == 3
    assert metrics.first_below(np.full(3, np.nan), 1) is None


def test_total_variation_is_the_most_that_two_laws_can_differ():
    """The largest difference over all events (Levin and Peres 2017, prop. 4.2)."""
    p, q = np.random.default_rng(1).dirichlet(np.ones(6), size=2)
    events = (np.arange(64)[:, None] >> np.arange(6)) & 1
    expected = np.abs(events @ (p - q)).max()
    assert metrics.total_variation(p, q) == pytest.approx(expected)
    found = metrics.total_variation(np.array([p, q]), q)
    np.testing.assert_allclose(found, [expected, 0], atol=1e-15)


def test_total_variation_of_densities_is_their_area():
    """N(0, 1) and N(1, 1) differ by 2 Phi(1/2) - 1."""
    x = np.linspace(-9, 10, 20_001)
    apart = metrics.total_variation(norm.pdf(x), norm.pdf(x, 1), x[1] - x[0])
    assert apart == pytest.approx(2 * norm.cdf(0.5) - 1, abs=1e-6)
