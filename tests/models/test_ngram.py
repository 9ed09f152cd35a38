"""n-gram models against nltk, against their definitions, and through the loop."""

import itertools
from collections import Counter
from math import log, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.lm import AbsoluteDiscountingInterpolated, KneserNeyInterpolated, Lidstone
from nltk.lm import Vocabulary as NltkVocabulary
from scipy.stats import chisquare

from course_utils import loop
from course_utils.models import NGram, zipf
from course_utils.models.truncation import truncate
from course_utils.policies import Batch, FreshReal, Replace
from tests.standard_errors import mean_is

SMOOTHING = ("kneser-ney", "absolute", "add-k")


def rng(seed=0):
    return np.random.default_rng(seed)


class Chain:
    """Zipf Markov text: each word is followed by one of a few, or by the end."""

    def __init__(self, words, followers, width=40, seed=0):
        draw = rng(seed)
        share = zipf(words)
        self.next = 1 + np.stack(
            [draw.choice(words, followers, p=share) for _ in range(words + 1)]
        )
        self.next[1:, min(3, followers - 1)] = 0
        self.cdf = np.cumsum(zipf(followers))
        self.width = width

    def sample(self, n, rng):
        x, word = np.zeros((n, self.width), dtype=np.int32), np.zeros(n, dtype=int)
        for i in range(self.width):
            chosen = np.searchsorted(self.cdf, rng.random(n)).clip(
                max=len(self.cdf) - 1
            )
            word = np.where((word > 0) | (i == 0), self.next[word, chosen], 0)
            x[:, i] = word
        return x


def text(n=40, words=5, followers=4, seed=0):
    return Chain(words, followers, seed=seed).sample(n, rng(seed))


def tokens(x, order):
    """Every word and end as an n-gram of ids, 0 for what is outside the sentence."""
    for row in x:
        line = [0] * (order - 1) + [int(word) for word in row if word] + [0]
        for end in range(order, len(line) + 1):
            yield tuple(line[end - order : end])


def prefixes(words, longest):
    """Every sequence of up to so many words."""
    for k in range(longest + 1):
        yield np.array(list(itertools.product(range(1, words + 1), repeat=k)), int)


# --- nltk ----------------------------------------------------------------------------


class Exactly(NltkVocabulary):
    """Words and end; nltk adds its start and unknown marks, which are never said."""

    def __len__(self):
        return super().__len__() - 2

    def lookup(self, words):
        return words


def peer(x, words, order, smoothing, discount, k):
    """nltk's model of the n-grams of every order that end in a word or an end."""
    vocabulary = Exactly([*map(str, range(words + 1)), "<s>"])
    ngrams = [
        [gram[-length:] for gram in names(x, order) for length in range(1, order + 1)]
    ]
    model = {
        "kneser-ney": lambda: KneserNeyInterpolated(
            order, discount, vocabulary=vocabulary
        ),
        "absolute": lambda: AbsoluteDiscountingInterpolated(
            order, discount, vocabulary=vocabulary
        ),
        "add-k": lambda: Lidstone(k, order, vocabulary=vocabulary),
    }[smoothing]()
    model.fit(ngrams)
    return model


def names(x, order):
    for *context, word in tokens(x, order):
        yield (*(str(a) if a else "<s>" for a in context), str(word))


@pytest.mark.parametrize("smoothing", SMOOTHING)
@pytest.mark.parametrize(
    ("order", "words", "discount"),
    [(2, 5, 0.75), (3, 4, 0.1), (4, 3, 1.0), (5, 2, 0.5)],
)
def test_next_word_is_nltks_after_every_prefix(smoothing, order, words, discount):
    """Seen and unseen contexts, at the start of a sentence and inside."""
    x = text(12, words, 3, seed=order)
    model = NGram(words, order, smoothing, discount=discount, k=0.3).fit(x)
    expected = peer(x, words, order, smoothing, discount, 0.3)
    unseen = 0
    for prefix in prefixes(words, order - 1):
        for row, p in zip(prefix, model.next_word(prefix), strict=True):
            context = ("<s>",) * (order - 1 - len(row)) + tuple(map(str, row))
            unseen += not expected.context_counts(context)
            nltk_p = [expected.score(str(word), context) for word in range(words + 1)]
            np.testing.assert_allclose(p, nltk_p, rtol=1e-12, atol=1e-15)
    assert unseen > 0 or order == 2


@pytest.mark.parametrize("smoothing", ["absolute", "add-k"])
def test_an_order_of_one_is_nltks(smoothing):
    """nltk's Kneser-Ney of order 1 divides by zero; see the definitions below."""
    x = text(20, 6)
    p = NGram(7, 1, smoothing, k=2.0).fit(x).next_word(np.zeros((1, 0), int))[0]
    expected = peer(x, 7, 1, smoothing, 0.75, 2.0)
    np.testing.assert_allclose(p, [expected.score(str(word)) for word in range(8)])


@pytest.mark.parametrize("smoothing", SMOOTHING)
@pytest.mark.parametrize("order", [2, 3])
def test_log_prob_is_nltks_on_new_sentences(smoothing, order):
    chain = Chain(12, 5, seed=3)
    x, y = chain.sample(60, rng(0)), chain.sample(25, rng(1))
    model = NGram(12, order, smoothing).fit(x)
    expected = peer(x, 12, order, smoothing, 0.75, 0.01)
    sums = [
        sum(expected.logscore(g[-1], g[:-1]) for g in names(row[None], order)) * log(2)
        for row in y
    ]
    assert np.isfinite(sums).sum() > 15
    np.testing.assert_allclose(model.log_prob(y), sums, rtol=1e-10)


# --- definitions ---------------------------------------------------------------------


def reference(x, words, order, smoothing, discount, k):
    """p(context, word) by the formulas, from lists and sets of n-grams."""
    grams = {m: list(tokens(x, order)) for m in (order,)}
    for m in range(order - 1, 0, -1):
        above = grams[m + 1]
        if smoothing == "kneser-ney":
            above = set(above)
        grams[m] = [gram[1:] for gram in above]

    def p(context, word):
        m = len(context) + 1
        after = [gram[-1] for gram in grams[m] if gram[:-1] == context]
        c, total, types = after.count(word), len(after), len(set(after))
        if smoothing == "add-k":
            return (c + k) / (total + k * (words + 1))
        if m == 1:
            return c / total
        if not total:
            return p(context[1:], word)
        return max(c - discount, 0) / total + discount * types / total * p(
            context[1:], word
        )

    return p


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 3), max_size=5), min_size=1, max_size=6),
    st.integers(1, 5),
    st.sampled_from(SMOOTHING),
    st.sampled_from([0.0, 0.3, 1.0]),
)
def test_the_formulas(sentences, order, smoothing, discount):
    """Any text, also of empty sentences, after every prefix of up to 2 words."""
    x = padded(sentences)
    model = NGram(4, order, smoothing, discount=discount, k=0.5).fit(x)
    p = reference(x, 4, order, smoothing, discount, 0.5)
    for prefix in prefixes(4, 2):
        got = model.next_word(prefix)
        np.testing.assert_allclose(got.sum(axis=1), 1, rtol=1e-12)
        for row, law in zip(prefix, got, strict=True):
            context = ((0,) * 4 + tuple(row.tolist()))[5 - order + len(row) :]
            context = context[len(context) - order + 1 :]
            expected = [p(context, word) for word in range(5)]
            np.testing.assert_allclose(law, expected, rtol=1e-12, atol=1e-15)


def padded(sentences):
    width = max(map(len, sentences))
    return np.array([[*row, *[0] * (width - len(row))] for row in sentences], int)


def test_kneser_ney_counts_the_company_that_a_word_keeps():
    """2 is said thrice but after 1 only; 3 twice, after two different words."""
    x = padded([[1, 2], [1, 2], [1, 2], [1, 3], [4, 3]])
    kneser_ney = NGram(4, 2).fit(x).next_word(np.array([[2], [3]]))
    absolute = NGram(4, 2, "absolute").fit(x).next_word(np.array([[2], [3]]))
    # after 2 comes the end, always: 0.75 / 3 is left for words as such
    np.testing.assert_allclose(kneser_ney[0, [2, 3]], 0.25 * np.array([1, 2]) / 7)
    np.testing.assert_allclose(absolute[0, [2, 3]], 0.25 * np.array([3, 2]) / 15)
    np.testing.assert_allclose(kneser_ney[1, 0], (2 - 0.75 + 0.75 * 2 / 7) / 2)


@pytest.mark.parametrize("words", [3, 6000])
def test_without_discount_a_long_memory_is_the_corpus(words):
    """Order 5, up to 4 words: each sentence has its own share, and no other is said."""
    lines = [
        tuple(int(a) for a in rng(seed).integers(words - 2, words + 1, size=seed % 5))
        for seed in range(60)
    ] * 2
    lines += lines[:7]
    share = Counter(lines)
    model = NGram(words, 5, "absolute", discount=0).fit(padded(lines))
    x = padded(list(share))
    expected = np.log([count / len(lines) for count in share.values()])
    np.testing.assert_allclose(model.log_prob(x), expected, rtol=1e-12)
    said = Counter(tuple(row[row > 0].tolist()) for row in model.sample(4000, rng()))
    assert set(said) == set(share)
    seen = [said[line] for line in share]
    assert chisquare(seen, np.exp(expected) * 4000).pvalue > 1e-4


@pytest.mark.parametrize("smoothing", SMOOTHING)
@pytest.mark.parametrize("order", [1, 3])
def test_all_sentences_together_have_probability_one(smoothing, order):
    """All up to 7 words of two; what is longer is bounded by the words' own share."""
    x = padded([[1], [2, 1], [1], []])
    model = NGram(2, order, smoothing, k=0.1).fit(x)
    total, going = 0.0, 0.0
    for prefix in prefixes(2, 7):
        sentences = prefix if prefix.shape[1] else np.zeros((1, 1), int)
        p = np.exp(model.log_prob(sentences))
        total += p.sum()
        ends = model.next_word(prefix)[:, 0]
        going = np.sum(p * (1 - ends) / ends)
    assert 0 < going < 0.1
    assert total + going == pytest.approx(1, rel=1e-12)


def test_only_the_sentences_count_not_their_padding_or_order():
    x = text(30)
    model = NGram(5, 4).fit(x)
    wide = np.pad(x, ((0, 0), (0, 9))).astype(np.uint64)
    for other in (wide, x[::-1], np.concatenate([x, x[:0]])):
        same = NGram(5, 4).fit(other).log_prob(x)
        np.testing.assert_allclose(same, model.log_prob(x), rtol=1e-13)
    np.testing.assert_allclose(model.log_prob(wide), model.log_prob(x))
    alone = [model.log_prob(row[None])[0] for row in x]
    np.testing.assert_allclose(alone, model.log_prob(x))


def test_a_fit_forgets_and_leaves_the_data_alone():
    x, y = text(30), text(30, seed=1)
    before = x.copy()
    model = NGram(5)
    assert model.fit(x) is model
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(model.fit(y).log_prob(x), NGram(5).fit(y).log_prob(x))


def test_a_floor_is_a_share_of_even_draws():
    x = padded([[1, 2], [2, 1], [1]])
    model = NGram(4, 2).fit(x)
    y = np.array([[1, 4], [2, 0]])
    assert model.log_prob(y)[0] == -np.inf
    rows = model.next_word(np.array([[1], [2], [4]]))
    first = model.next_word(np.zeros((1, 0), int))[0]
    steps = [[first[1], rows[0, 4], rows[2, 0]], [first[2], rows[1, 0]]]
    expected = [log(prod(0.9 * p + 0.1 / 5 for p in row)) for row in steps]
    np.testing.assert_allclose(model.log_prob(y, floor=0.1), expected)
    even = model.log_prob(y, floor=1)
    np.testing.assert_allclose(even, np.log(0.2) * np.array([3, 2]))


def test_only_the_last_words_of_a_prefix_count():
    model = NGram(5, 3).fit(text())
    long = np.array([[4, 5, 1, 2], [3, 3, 1, 2]], np.uint64)
    np.testing.assert_array_equal(model.next_word(long), model.next_word(long[:, 2:]))
    assert not np.allclose(model.next_word(long[:1, :3]), model.next_word(long[:1]))


# --- temperature and truncation ------------------------------------------------------


def spoken(order=3, words=5, **options):
    model = NGram(words, order, **options).fit(text(25, 4, 3, seed=2))
    for prefix in prefixes(words, order - 1):
        yield model.next_word(prefix), model.next_word(prefix, sampling=True)


@pytest.mark.parametrize("temperature", [0.01, 0.5, 0.8, 1.3, 20.0])
@pytest.mark.parametrize("smoothing", SMOOTHING)
@pytest.mark.parametrize(("discount", "order"), [(0, 3), (0.75, 4), (1, 2)])
def test_temperature_is_a_power_of_every_law(temperature, smoothing, discount, order):
    options = {"temperature": temperature, "discount": discount, "k": 0.2}
    for law, hot in spoken(order, smoothing=smoothing, **options):
        power = (law / law.max(axis=1, keepdims=True)) ** (1 / temperature)
        expected = power / power.sum(axis=1, keepdims=True)
        np.testing.assert_allclose(hot, expected, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("discount", [0.75, 1])
def test_near_zero_only_the_most_probable_is_said(discount):
    """With a discount of 1 that may be a word which the context never saw."""
    for law, cold in spoken(temperature=1e-6, discount=discount):
        most = np.isclose(law, law.max(axis=1, keepdims=True), rtol=1e-9)
        assert cold[most].min() > 0.1
        np.testing.assert_allclose(cold[~most], 0, atol=1e-12)


@pytest.mark.parametrize(("top_k", "top_p"), [(4, 0.8), (3, None), (None, 0.6)])
def test_temperature_then_top_k_then_top_p(top_k, top_p):
    """By sorting pairs: exactly as many ids, ties to the lower, then top-p of these."""
    options = {"temperature": 0.7, "top_k": top_k, "top_p": top_p}
    for (law, cut), (_, hot) in zip(
        spoken(**options), spoken(temperature=0.7), strict=True
    ):
        for row, got in zip(hot, cut, strict=True):
            np.testing.assert_allclose(got, by_hand(row, top_k, top_p or 1), rtol=1e-9)
        assert not np.allclose(law, cut) and not np.allclose(hot, cut)


def by_hand(row, top_k, top_p):
    ranked = sorted(range(len(row)), key=lambda i: (-row[i], i))[:top_k]
    whole, kept = sum(row[i] for i in ranked), []
    for i in ranked:
        kept.append(i)
        if sum(row[j] for j in kept) >= top_p * whole - 1e-12:
            break
    kept_mass = sum(row[i] for i in kept)
    return [row[i] / kept_mass if i in kept else 0 for i in range(len(row))]


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=8).filter(any),
    st.one_of(st.none(), st.integers(1, 10)),
    st.one_of(st.none(), st.sampled_from([0, 0.25, 0.5, 0.8, 1]), st.floats(0, 1)),
)
def test_truncation_by_hand(weights, top_k, top_p):
    """With ties, with exact hits of top_p, with more k than ids."""
    row = np.array(weights) / sum(weights)
    got = truncate(np.stack([row, row[::-1]]), top_k=top_k, top_p=top_p)
    share = 1 if top_p is None else top_p
    for law, cut in zip((row, row[::-1]), got, strict=True):
        np.testing.assert_allclose(cut, by_hand(law, top_k, share), rtol=1e-12)


def test_top_p_is_of_what_top_k_left_and_may_be_hit_exactly():
    p = np.array([[0.125, 0.25, 0.25, 0.375], [0.1, 0.2, 0.3, 0.4]])
    kept = truncate(p, top_k=3, top_p=0.7) > 0
    np.testing.assert_array_equal(kept, [[0, 1, 0, 1], [0, 0, 1, 1]])
    kept = truncate(p, top_p=0.7) > 0
    np.testing.assert_array_equal(kept, [[0, 1, 1, 1], [0, 0, 1, 1]])


def test_no_truncation_is_none():
    p = np.array([[0.5, 0.3, 0.2]])
    np.testing.assert_allclose(truncate(p), p)
    np.testing.assert_allclose(truncate(p, top_k=3, top_p=1), p)
    np.testing.assert_allclose(truncate(p, top_p=0), [[1, 0, 0]])


def test_log_prob_and_next_word_do_not_know_how_the_model_speaks():
    x = text()
    plain, cold = NGram(5).fit(x), NGram(5, temperature=0.5, top_k=2).fit(x)
    np.testing.assert_array_equal(cold.log_prob(x), plain.log_prob(x))
    prefix = np.array([[1, 2]])
    np.testing.assert_array_equal(cold.next_word(prefix), plain.next_word(prefix))


# --- sampling ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        *(
            {"smoothing": smoothing, "order": k}
            for smoothing in SMOOTHING
            for k in (1, 3)
        ),
        {"temperature": 0.6},
        {"temperature": 2.0, "smoothing": "absolute"},
        {"top_k": 3},
        {"top_p": 0.7, "temperature": 1.5},
        {"discount": 1.0, "order": 4},
    ],
    ids=str,
)
def test_sentences_are_said_as_often_as_next_word_says(options, monkeypatch):
    """20,000 sentences, by the first three ids: chi-square, p > 1e-4."""
    monkeypatch.setattr("course_utils.models.truncation.CHUNK_BYTES", 100)
    model = NGram(4, **{"k": 0.2, **options}).fit(text(25, 4, 3, seed=2))
    x = model.sample(20_000, rng(1))
    said = Counter(map(tuple, np.pad(x, ((0, 0), (0, 3)))[:, :3].tolist()))
    expected = {}
    for line in itertools.product(range(5), repeat=3):
        p, before = 1.0, ()
        for word in line:
            law = np.eye(5)[0]
            if 0 not in before:
                law = model.next_word(np.array([before], int), sampling=True)[0]
            p, before = p * law[word], (*before, word)
        expected[line] = 20_000 * p
    assert set(said) <= {line for line, p in expected.items() if p > 0}
    common = [line for line, p in expected.items() if p >= 5]
    seen = [said[line] for line in common]
    sizes = [expected[line] for line in common]
    rest = 20_000 - sum(sizes)
    if rest >= 5:
        seen, sizes = [*seen, 20_000 - sum(seen)], [*sizes, rest]
    sizes = np.array(sizes) * (sum(seen) / sum(sizes))
    assert len(common) >= 3
    assert chisquare(seen, sizes).pvalue > 1e-4


def test_sentences_of_one_batch_are_independent(monkeypatch):
    """How often 4 is said by 100 fair coins, 1,000 times: variance 25, within 4 SE."""
    monkeypatch.setattr("course_utils.models.truncation.CHUNK_BYTES", 1)
    pairs = padded([[1, 3], [1, 4], [2, 3], [2, 4]])
    for options in ({}, {"top_k": 2}):
        model = NGram(4, 2, discount=0, **options).fit(pairs)
        draw = rng(5)
        said = [np.sum(model.sample(100, draw) == 4) for _ in range(1000)]
        mean_is(said, 50)
        mean_is(np.square(np.array(said) - 50.0), 25)


def test_log_prob_is_the_law_of_whole_sentences():
    """50,000 sentences, those expected at least 20 times: chi-square, p > 1e-4."""
    model = NGram(4, 3).fit(text(25, 4, 3, seed=2))
    x = model.sample(50_000, rng(3))
    lines, seen = np.unique(x, axis=0, return_counts=True)
    expected = 50_000 * np.exp(model.log_prob(lines))
    common = expected >= 20
    assert common.sum() > 30
    observed = [*seen[common], 50_000 - seen[common].sum()]
    sizes = [*expected[common], 50_000 - expected[common].sum()]
    assert chisquare(observed, sizes).pvalue > 1e-4


def test_sentences_are_trimmed_to_the_longest_and_cut_at_max_length():
    model = NGram(5, 2).fit(text(60))
    x = model.sample(500, rng())
    assert x.dtype == np.int32 and x.shape[0] == 500
    assert 3 < x.shape[1] < 60 and np.any(x[:, -1])
    cut = NGram(5, 2, max_length=3).fit(text(60)).sample(500, rng())
    np.testing.assert_array_equal(cut, x[:, :3])
    once = NGram(2, 2, discount=0).fit(padded([[1, 2]]))
    np.testing.assert_array_equal(once.sample(3, rng()), [[1, 2]] * 3)
    assert NGram(2, 2, discount=0, max_length=2).fit(padded([[1, 2]])).sample(
        3, rng()
    ).shape == (3, 2)


def test_silence_can_be_learnt():
    model = NGram(3, 3).fit(np.zeros((4, 2), int))
    assert model.sample(5, rng()).shape == (5, 0)
    np.testing.assert_allclose(model.log_prob(np.zeros((2, 0), int)), [0, 0])
    assert model.fit(np.zeros((2, 0), int)).log_prob([[1]])[0] == -np.inf


def test_no_sentences_at_all():
    model = NGram(5).fit(text())
    assert model.sample(0, rng()).shape == (0, 0)
    assert model.log_prob(np.zeros((0, 4), int)).shape == (0,)
    assert model.next_word(np.zeros((0, 2), int)).shape == (0, 6)
    assert model.next_word(np.zeros((3, 0), int)).shape == (3, 6)


@pytest.mark.parametrize("options", [{}, {"temperature": 0.8}, {"top_p": 0.9}], ids=str)
def test_a_seed_does_for_a_generator_and_gives_the_same_text(options):
    model = NGram(5, **options).fit(text())
    np.testing.assert_array_equal(model.sample(9, 3), model.sample(9, rng(3)))
    assert not np.array_equal(model.sample(40, 3)[:, :2], model.sample(40, 4)[:, :2])


# --- the loop ------------------------------------------------------------------------


METRICS = ["words", "sentence_length", "distinct_3", "unique"]


def collapse(model, policy, seed=0):
    return loop.run(model, Chain(300, 12), policy, n=400, generations=6, seed=seed,
                    metrics=METRICS)  # fmt: skip


def test_replace_loses_words_and_the_control_does_not():
    """Three runs each: words fall every generation, by a seventh; the control stays."""
    model = NGram(300, 3)
    for seed in range(3):
        words = collapse(model, Replace(), seed)["words"]
        control = collapse(model, FreshReal(1.0), seed)["words"]
        assert words[6] < 0.85 * words[1] and np.all(words[3:] < control[3:])
        assert np.abs(control[2:] / control[1] - 1).max() < 0.1


def test_a_low_temperature_speeds_it_up():
    words = {t: collapse(NGram(300, 3, temperature=t), Replace())["words"][4]
             for t in (0.7, 1.0)}  # fmt: skip
    assert words[0.7] < 0.7 * words[1.0]


def test_a_lost_word_never_comes_back():
    history = collapse(NGram(300, 3), Replace())
    alive = [set(np.unique(batch.x)) for batch in history.batches[1:]]
    assert all(later <= earlier for earlier, later in itertools.pairwise(alive))


def test_weights_are_refused_by_the_loop():
    weighted = Batch(text(9), np.zeros(9, int), np.ones(9))
    with pytest.raises(TypeError, match=r"NGram\.fit has no sample_weight"):
        loop.refit(NGram(5), weighted, rng())


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"words": 0}, "words is 0, but it must be a whole number of at least 1"),
        ({"words": 5.0}, "words is 5.0, but"),
        ({"order": 0}, "order is 0, but it must be a whole number from 1 to 5"),
        ({"order": 6}, "order is 6, but it must be a whole number from 1 to 5"),
        (
            {"smoothing": "laplace"},
            "smoothing is 'laplace', but it must be kneser-ney, absolute or add-k",
        ),
        ({"discount": 1.1}, "discount is 1.1, but it must be a number from 0 to 1"),
        ({"discount": -0.1}, "discount is -0.1"),
        ({"k": 0}, "k is 0, but it must be a number above 0"),
        ({"temperature": 0}, "temperature is 0, but it must be a number above 0"),
        ({"temperature": np.nan}, "temperature is nan"),
        ({"top_k": 0}, "top_k is 0, but it must be a whole number of at least 1"),
        ({"top_p": 1.5}, "top_p is 1.5, but it must be a number from 0 to 1"),
        ({"max_length": 0}, "max_length is 0"),
    ],
)
def test_bad_parameters_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        NGram(**{"words": 5, **options})


def test_more_ngrams_than_numbers_are_refused():
    most = next(v for v in range(6500, 0, -1) if (v + 1) ** 5 < 2**63)
    x = np.array([[most, most - 1, most, most, most - 1]])
    model = NGram(most, 5, "absolute", discount=0).fit(x)
    np.testing.assert_allclose(model.log_prob(x), 0, atol=1e-12)
    with pytest.raises(ValueError, match=rf"words is {most + 1} and order is 5, but"):
        NGram(most + 1, 5)
    NGram(most + 1, 4)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (np.zeros((0, 3), int), "data has 0 sentences, but at least 1 is needed"),
        (np.array([1, 2]), r"data is an array of shape \(2,\) and kind int64, but"),
        (np.array([[1.0, np.nan]]), "kind float64, but it must be .*whole numbers"),
        (np.array([["a"]]), "whole numbers: one row of word ids"),
        (np.array([[True]]), "kind bool"),
        (np.array([[1, 6]]), "data holds ids from 1 to 6, but there are words 1 to"),
        (np.array([[-1, 0]]), "data holds ids from -1 to 0"),
        (
            np.array([[1, 0, 2], [1, 2, 0], [0, 1, 0]]),
            "data has 2 rows with words after a 0, but",
        ),
    ],
)
def test_bad_data_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        NGram(5).fit(data)


def test_bad_questions_are_refused():
    model = NGram(5).fit(text())
    with pytest.raises(
        ValueError, match="x holds ids from 1 to 7, but there are words"
    ):
        model.log_prob([[1, 7]])
    with pytest.raises(ValueError, match="floor is 2, but it must be a number from 0"):
        model.log_prob([[1]], floor=2)
    for prefix in ([[0, 1]], [[1, 6]]):
        with pytest.raises(ValueError, match=r"prefix holds ids .*, but words are"):
            model.next_word(np.array(prefix))
    for prefix in ([1, 2], [[1.0]]):
        with pytest.raises(
            ValueError, match=r"prefix is an array .* be \(m, k\) whole"
        ):
            model.next_word(np.array(prefix))
    with pytest.raises(ValueError, match="n is -1, but it must be a whole number"):
        model.sample(-1, 0)
    with pytest.raises(TypeError, match="seed is None, but it must be"):
        model.sample(1, None)


def test_what_was_not_fitted_is_refused():
    for ask in (lambda m: m.sample(3, 0), lambda m: m.log_prob([[1]]),
                lambda m: m.next_word(np.array([[1]]))):  # fmt: skip
        with pytest.raises(ValueError, match=r"no counts yet; call fit\(data\) first"):
            ask(NGram(5))


def test_a_model_tells_its_name():
    assert repr(NGram(730, 4, "absolute")) == "NGram(730, 4, 'absolute')"
