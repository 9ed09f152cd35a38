"""The watermark: green by chance in real text, and a z that does not count repeats."""

import numpy as np
import pytest
from scipy.stats import chisquare

from course_utils.language.grammar import Grammar
from course_utils.models import NGram
from course_utils.watermark import Marked, Watermark, pairs


@pytest.fixture(scope="module")
def truth():
    return Grammar("small")


@pytest.fixture(scope="module")
def real(truth):
    """A real text of some 40,000 words."""
    return truth.sample(5_000, np.random.default_rng(1))


def test_z_of_a_real_text_stays_small_for_60_keys(real):
    assert 39_000 < np.count_nonzero(real) < 41_000
    z = np.array([Watermark(key).z(real) for key in range(60)])
    assert np.abs(z).max() < 4
    assert 0.75 < z.std() < 1.25  # 60 draws of a standard normal


def test_a_score_that_counts_repeats_fails_that_test(real):
    z = np.array([Watermark(key).z(real, once=False) for key in range(60)])
    assert z.std() > 3 and np.mean(np.abs(z) > 4) > 0.25


def test_pairs_lie_within_sentences_and_each_counts_once():
    x = np.array([[5, 2, 5, 2, 0], [5, 2, 0, 0, 0], [7, 0, 0, 0, 0]])
    before, word = pairs(x, once=False)
    assert sorted(zip(before.tolist(), word.tolist(), strict=True)) == [
        (2, 5), (5, 2), (5, 2), (5, 2),
    ]  # fmt: skip
    before, word = pairs(x, once=True)
    assert set(zip(before.tolist(), word.tolist(), strict=True)) == {(2, 5), (5, 2)}
    with pytest.raises(ValueError, match="3 sentences and no two words"):
        pairs(np.array([[1, 0], [2, 0], [3, 0]]), once=True)


def test_z_by_hand():
    mark, x = Watermark(3, 0.25), np.arange(1, 41).reshape(4, 10)
    green = sum(
        int(mark.green(np.array([a]), np.array([a + 1]))[0])
        for row in x
        for a in row[:-1]
    )
    expected = (green - 0.25 * 36) / np.sqrt(36 * 0.25 * 0.75)
    assert mark.z(x) == pytest.approx(expected)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.6])
def test_green_is_a_fair_draw_for_each_key_word_and_neighbour(share):
    ids = np.arange(1, 345)
    before, word = (grid.ravel() for grid in np.meshgrid(ids, ids))
    for key in (0, 1, 12_345):
        green = Watermark(key, share).green(before, word)
        counts = np.bincount(before, green)[1:]
        expected = np.full(344, share * 344)
        spread = np.sum((counts - expected) ** 2 / (expected * (1 - share)))
        assert abs(spread - 344) < 4 * np.sqrt(2 * 344)
        assert abs(green.mean() - share) < 4 * np.sqrt(share / 344**2)
    one, two = (Watermark(key, share).green(before, word) for key in (1, 2))
    agree = share**2 + (1 - share) ** 2
    assert abs(np.mean(one == two) - agree) < 0.01
    assert not Watermark(1).green(ids, np.zeros(344, int)).any()


@pytest.mark.parametrize("strength", [0.0, 1.0, 2.5])
def test_the_odds_of_green_words_grow_by_the_strength(truth, real, strength):
    """Drawn words against the law that is stated: p(w) e^(δ green) / Z."""
    mark, words = Watermark(5), len(truth.vocabulary)
    model = Marked(mark, strength, words, order=2).fit(real)
    plain = NGram(words, order=2).fit(real)
    drawn = model.sample(60_000, np.random.default_rng(2))
    before, word = drawn[:, 0], drawn[:, 1]
    often = np.bincount(before).argmax()
    law = plain.next_word(np.array([[often]]))[0]
    green = mark.green(np.full(len(law), often), np.arange(len(law)))
    law = law * np.exp(strength * green)
    law /= law.sum()
    counts = np.bincount(word[before == often], minlength=len(law))
    common = law > 10 / counts.sum()
    seen = np.append(counts[common], counts[~common].sum())
    expected = np.append(law[common], law[~common].sum()) * counts.sum()
    assert len(seen) > 10 and chisquare(seen, expected).pvalue > 1e-4


def test_a_marked_text_is_found_by_its_key_and_no_other(truth, real):
    mark = Watermark(9)
    x = (
        Marked(mark, 2.0, len(truth.vocabulary))
        .fit(real)
        .sample(100, np.random.default_rng(3))
    )
    assert mark.z(x) > 4
    assert max(abs(Watermark(key).z(x)) for key in range(10, 50)) < 4


def test_it_learns_and_scores_as_the_plain_one(truth, real):
    plain = NGram(len(truth.vocabulary)).fit(real)
    marked = Marked(Watermark(1), 3.0, len(truth.vocabulary)).fit(real)
    assert np.array_equal(plain.log_prob(real[:50]), marked.log_prob(real[:50]))


@pytest.mark.parametrize("share", [0, 1, 1.5])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="share is"):
        Watermark(1, share)
    with pytest.raises(ValueError, match="key is -1"):
        Watermark(-1)
    with pytest.raises(ValueError, match="key is 18446744073709551616"):
        Watermark(2**64)
    with pytest.raises(ValueError, match="strength is -1"):
        Marked(Watermark(1), -1, 5)


def test_a_strength_under_which_no_other_word_is_ever_drawn_is_refused():
    """With e^-800 = 0 a model would wait for a green word where there is none."""
    with pytest.raises(ValueError, match="strength is 800, but it must be at most 10"):
        Marked(Watermark(1), 800, 5)
    strongest = Marked(Watermark(1), 10, 2).fit(np.array([[1, 2], [2, 1]]))
    assert strongest.sample(5, np.random.default_rng(1)).shape[0] == 5
