"""Curated and Verified: who is picked, what passes; real records are spared."""

import itertools

import numpy as np
import pytest

from course_utils.policies import (
    Accumulate,
    Anchor,
    Batch,
    Curated,
    FreshReal,
    Replace,
    Verified,
)
from tests.test_policies import ids, origins, play

RNG = np.random.default_rng


def number(x):
    return x[:, 0]


def even(x):
    return x[:, 0] % 2 == 0


def test_the_best_of_k_is_the_last_number_of_each_group():
    best = Curated(lambda x: 1e9 * number(x), 3, Replace())
    batch = play(best, 4, 2)[1]
    assert ids(batch) == [6, 9, 12, 15]
    assert origins(batch) == [0, 4]


def test_one_of_one_is_no_choice():
    assert ids(play(Curated(number, 1, Replace()), 4, 2)[1]) == [4, 5, 6, 7]


def test_picks_are_in_proportion_to_e_to_the_reward():
    x = np.tile([[0], [1]], (50_000, 1))
    gap = np.log(4)
    policy = Curated(lambda x: gap * number(x), 2, Replace())
    batch = policy(
        [], None, lambda k: Batch(x[:k], np.ones(k, dtype=int)), 50_000, RNG(1)
    )
    assert number(batch.x).mean() == pytest.approx(0.8, abs=4 * 0.4 / 50_000**0.5)


def test_what_fails_is_drawn_anew_until_there_are_n():
    batch = play(Verified(even, Replace()), 5, 2)[1]
    assert ids(batch) == [6, 8, 10, 12, 14]


@pytest.mark.parametrize("kind", [Curated, Verified])
@pytest.mark.parametrize("policy", [Accumulate(), FreshReal(0.4), Anchor(0.4)])
def test_real_records_are_never_judged(kind, policy):

    def judge(x):
        assert not set(x[:, 0]) & set(range(10))
        return even(x)

    made = Curated(judge, 2, policy) if kind is Curated else Verified(judge, policy)
    batch = play(made, 10, 2)[1]
    plain = play(policy, 10, 2)[1]
    assert origins(batch) == origins(plain)
    if kind is Verified:
        assert even(batch[batch.origin == 1].x).all()


def test_a_verifier_that_passes_nothing_is_told():
    with pytest.raises(ValueError, match="let 0 of 4000 records pass, but 4 are"):
        play(Verified(lambda x: np.zeros(len(x), bool), Replace()), 4, 2)


@pytest.mark.parametrize(("late", "enough"), [(1_000, True), (1_001, False)])
def test_the_thousandth_draw_still_counts(late, enough):
    draws = itertools.count(1)
    policy = Verified(lambda x: np.full(len(x), next(draws) >= late), Replace())
    if enough:
        assert len(play(policy, 4, 2)[1]) == 4
    else:
        with pytest.raises(ValueError, match="let 0 of 4000 records pass"):
            play(policy, 4, 2)


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        (Curated(lambda x: x, 2, Replace()), r"reward returned .* \(8, 1\)"),
        (Verified(lambda x: True, Replace()), r"verifier returned .* \(\), but one"),
        (Curated(lambda x: number(x) * np.nan, 2, Replace()), "NaN or infinite"),
    ],
)
def test_judges_that_say_something_else_are_refused(policy, says):
    with pytest.raises(ValueError, match=says):
        play(policy, 4, 2)


def test_what_is_no_policy_or_no_number_is_refused():
    with pytest.raises(TypeError, match="policy is <class"):
        Verified(even, Replace)
    with pytest.raises(ValueError, match="k is 0"):
        Curated(number, 0, Replace())
