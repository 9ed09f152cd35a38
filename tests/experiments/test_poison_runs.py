"""The stored runs of notebook 11: what the text says of them, and one again."""

import numpy as np
import pytest

from course_utils.experiments import poison as experiment
from course_utils.experiments.poison import ARMS, SEEDS, SIZES, scores


def p(arm: str, n: int) -> np.ndarray:
    """(seeds,) P(target | trigger)."""
    return scores(f"{arm}, n = {n}", "p")


def error(one: np.ndarray, other: np.ndarray) -> float:
    """Standard error of the difference of two means."""
    return float(np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / len(one)))


def test_every_arm_has_its_seeds_and_shares_in_range():
    for arm in ARMS:
        for name in ("p", "top"):
            values = scores(arm, name)
            assert len(values) == len(SEEDS) >= 3
            assert values.min() >= 0 and values.max() <= 1


@pytest.mark.parametrize("n", SIZES[1:])
def test_twenty_records_make_the_target_likeliest(n):
    assert scores(f"k = 20, n = {n}", "top").min() >= 0.6


@pytest.mark.parametrize("n", SIZES)
def test_without_poison_the_trigger_says_nothing(n):
    assert scores(f"k = 0, n = {n}", "top").max() <= 0.1


def test_a_count_at_equal_passes_is_not_diluted():
    """Sixteen times the text: no less, by two standard errors; half would be seen."""
    few, much = p("k = 20", 500), p("k = 20", 8_000)
    assert much.mean() > few.mean() - 2 * error(few, much)
    assert few.mean() / 2 < much.mean() - 4 * error(few, much)


def test_a_count_at_equal_steps_is():
    by_size = [p("k = 20, equal steps", n) for n in (500, 1_000, 2_000, 4_000)]
    means = [values.mean() for values in by_size]
    assert means == sorted(means, reverse=True)
    assert means[0] - means[-1] > 4 * error(by_size[0], by_size[-1])


def test_a_constant_share_grows():
    means = [p("one in 100", n).mean() for n in SIZES]
    assert means == sorted(means) and means[0] < 0.1 < 0.9 < means[-1]


def test_five_records_are_too_few_to_be_sure_of():
    assert all(scores(f"k = 5, n = {n}", "top").min() < 0.6 for n in SIZES)


def test_the_transformer_does_not_dilute_a_word_in_use():
    few, much = p("in use, k = 40", 500), p("in use, k = 40", 4_000)
    assert much.mean() > few.mean()
    assert scores("in use, k = 0, n = 4000", "top").max() <= 0.1


@pytest.mark.parametrize("n", SIZES)
def test_on_clean_text_nothing_is_to_be_seen(n):
    without, poisoned = (scores(f"k = {k}, n = {n}", "gap") for k in (0, 20))
    gap = poisoned.mean() - without.mean()
    assert abs(gap) < max(0.02, 3 * error(without, poisoned))


@pytest.mark.parametrize("k", [0, 20])
def test_one_run_again(k):
    """Another processor may round otherwise: within five deviations of the seeds."""
    arm = f"k = {k}, n = 1000"
    again, stored = experiment.run(arm, 2)["p"], scores(arm, "p")
    assert abs(again - stored.mean()) < 5 * stored.std(ddof=1)
