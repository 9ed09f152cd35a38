"""What notebook 07 reads off its runs, on runs that are made up."""

import numpy as np
import pytest

from course_utils.chapters import claims
from course_utils.chapters.nb07 import readings
from course_utils.chapters.nb07.pages import Pages


class Says:
    """Writes two sentences, of two words and of one, and finds every word as likely."""

    def __init__(self, probability=0.5):
        self.probability = probability

    def sample(self, n, rng):
        return np.array([[1, 2], [3, 0]])[:n]

    def log_prob(self, x, floor):
        return np.count_nonzero(x, axis=1) * np.log(self.probability)


def test_pages_give_every_sentence_once():
    rows = np.arange(12).reshape(6, 2)
    pages, rng = Pages(rows), np.random.default_rng(0)
    given = pages.sample(6, rng)
    assert sorted(map(tuple, given)) == sorted(map(tuple, rows))
    assert not np.array_equal(given, pages.sample(6, rng))
    assert len(np.unique(pages.sample(4, rng), axis=0)) == 4


def test_pages_cannot_give_more_than_they_have():
    with pytest.raises(ValueError, match="n is 7, but the text has 6"):
        Pages(np.zeros((6, 2))).sample(7, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("values", "rings"),
    [
        ([99, 10, 10, 8.9, 1], 3),
        ([99, 10, 9, 9], None),  # nine is a tenth less, and no more than that
        ([0, 10, 12, 11], None),
    ],
)
def test_an_alarm_counts_generations_and_leaves_the_truth_out(values, rings):
    assert readings.alarm({"meter": np.array(values)}, "meter") == rings


def test_each_text_is_judged_by_the_first_model_of_another_seed():
    judges = [Says(p) for p in (1 / 2, 1 / 4, 1 / 8)]
    runs = {
        ("control", 1.0): [{"models": {1: judge}} for judge in judges],
        ("replace", 0.8): [{"models": {6: Says()}} for _ in judges],
    }
    found = readings.perplexities(runs, 0.8, 6, seed=1, sentences=2)
    np.testing.assert_allclose(found, [4, 4, 8, 8, 2, 2])


def test_what_is_claimed_of_the_runs_has_a_claim():
    class Any(dict):
        def __missing__(self, key):
            return [{m: np.arange(13.0) for m in ("valid", "words", "gap")}]

    found = readings.claimed(Any())
    trusted = {name for name, claim in claims.load("07").items() if claim.trusted}
    assert set(found) == trusted - {"knows_bland", "cat"}
    assert found["words_bland_half"] == 6 and found["valid_first"] == 1
