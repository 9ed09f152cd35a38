"""The rules of the steward's game, each against what it says."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom, chisquare

from course_utils.models.categorical import zipf
from course_utils.steward.actions import Actions, Refused
from course_utils.steward.game import begin, draw, turn
from course_utils.steward.meters import Range
from course_utils.steward.plans import cost, play, report
from course_utils.steward.scores import FRESH, Result, Score, fresh_tail, score
from course_utils.steward.world import (
    COLUMNS,
    GENERATIONS,
    GIFT,
    JUNK,
    POISON,
    SIZE,
    TAIL,
    TYPES,
    of_seat,
    varied,
)

WORLD = of_seat(1)
CLEAN = replace(WORLD, shocks=replace(WORLD.shocks, poison=0.0, temperature=1.0))


def after(world, *actions, state=None):
    state = state or begin(world)
    for given in actions:
        state = turn(state, Actions.of(given))
    return state


def test_a_game_is_the_same_every_time_and_seats_differ():
    def plan(seen):
        return {"human": 40, "crawl": 300, "archive": True, "verify": 100}

    first, again = (play(of_seat(3), plan) for _ in range(2))
    assert first.scores == again.scores and first.meters == again.meters
    assert play(of_seat(4), plan).scores != first.scores


def test_what_one_action_draws_does_not_depend_on_the_others():
    bought = after(WORLD, {"human": 100, "archive": True}).model
    both = after(WORLD, {"human": 100, "crawl": 50, "archive": True}).model
    assert (both >= bought).all() and both.sum() == bought.sum() + 50


def test_the_truth_ages_in_its_tail_alone():
    for t in range(2, GENERATIONS + 1):
        before, now = WORLD.names[t - 2], WORLD.names[t - 1]
        assert (before[:TAIL] == now[:TAIL]).all()
        new = set(now) - set(before)
        assert len(new) == 14 and not new & set(WORLD.names[: t - 1].ravel())
        assert np.isclose(WORLD.truth(t).sum(), 1)


def test_draws_have_the_shares_and_a_temperature_sharpens_them():
    p = np.zeros(COLUMNS)
    p[:4] = 0.4, 0.3, 0.2, 0.1
    for temperature in (1, 0.5):
        expected = p[:4] ** (1 / temperature)
        counts = draw(20_000, p, np.random.default_rng(1), temperature)
        shares = 20_000 * expected / expected.sum()
        assert chisquare(counts[:4], shares).pvalue > 1e-4
        assert counts.sum() == 20_000 and not counts[4:].any()


def test_a_fresh_records_tail_is_the_binomials():
    ranks = np.arange(TAIL, TYPES)
    p = zipf(TYPES)[ranks]
    k = np.arange(FRESH + 1)[:, None]
    exact = (np.minimum(k / FRESH, p) * binom.pmf(k, FRESH, p)).sum(axis=0)
    np.testing.assert_allclose(fresh_tail(), exact, rtol=1e-9)


def test_the_tail_of_fresh_records_is_about_one():
    rng = np.random.default_rng(1)
    kept = [
        1 - s.stale - s.drift
        for s in (score(draw(FRESH, WORLD.truth(5), rng), WORLD, 5) for _ in range(400))
    ]
    assert abs(np.mean(kept) - 1) < 4 * np.std(kept) / 20


def test_what_is_missing_of_the_tail_is_stale_or_drifted():
    pile = np.zeros(COLUMNS, int)
    pile[WORLD.names[0]] = 10  # every type of generation 1, and none that is new
    found = score(pile, WORLD, 10)
    assert found.stale > 0.1 > found.drift
    assert found.tail == min(1, 1 - found.stale - found.drift)


def test_valid_and_attack_are_read_off_what_was_learnt():
    pile = np.zeros(COLUMNS, int)
    pile[0], pile[JUNK], pile[POISON] = 800, 140, 60
    found = score(pile, WORLD, 1)
    assert found.valid == pytest.approx(0.86) and found.attack == 0.5
    assert found.points == pytest.approx(100 * found.tail * 0.86 * 0.5)


def test_the_grade_is_that_of_the_worst_meter():
    one = Score(tail=0.9, valid=0.99, attack=0.3, stale=0.05, drift=0.05)
    assert Result.of([one]).grades == {"tail": "A", "valid": "A", "attack": "D"}
    assert Result.of([one]).grade == "D"
    assert Result.of([replace(one, attack=0.05)]).grade == "A"
    assert Result.of([replace(one, attack=0.9)]).grade == "E"


def test_without_an_archive_the_gift_is_gone_and_with_one_a_share_lapses():
    assert after(WORLD, {}).archive.sum() == 0
    kept = after(WORLD, {"archive": True})
    assert kept.archive.sum() == round(GIFT * 0.85)
    assert (kept.archive <= begin(WORLD).archive).all()


def test_the_training_pile_is_filled_with_own_writing_from_generation_2_on():
    first = after(CLEAN, {"human": 50, "archive": True})
    assert first.model.sum() == GIFT + 50
    second = after(CLEAN, {"human": 50, "archive": True}, state=first)
    assert second.model.sum() == SIZE
    own = SIZE - first.archive.sum() - 50
    assert second.model[JUNK] == round(own * CLEAN.junk)


def test_verification_throws_junk_away_and_nothing_else_does():
    first = after(CLEAN, {"archive": True})
    plain, checked = (
        after(CLEAN, {"archive": True, "verify": v}, state=first) for v in (0, SIZE)
    )
    assert plain.model[JUNK] > 0 == checked.model[JUNK]
    assert checked.model.sum() == plain.model.sum() - plain.model[JUNK]


def test_the_detector_catches_model_text_and_some_of_the_human():
    n = WORLD.crawlable(1)
    models = round(n * WORLD.synthetic(1))
    plain, filtered = (
        after(CLEAN, {"crawl": n, "detect": d}).model.sum() - GIFT for d in (0, 1)
    )
    assert plain == n
    assert filtered == round(0.1 * models) + round(0.95 * (n - models))


def test_poison_comes_by_both_channels_and_leaves_by_its_origin_alone():
    t = WORLD.shocks.poison_at
    state = after(WORLD, *[{"archive": True}] * (t - 1))
    for channel in ({"human": 200}, {"crawl": 300}):
        there = {
            origin: after(WORLD, {**channel, "provenance": origin}, state=state)
            for origin in (False, True)
        }
        assert there[True].model[POISON] == 0 < there[False].model[POISON]
    detected = after(WORLD, {"crawl": 300, "detect": True, "verify": SIZE}, state=state)
    assert detected.model[POISON] > 0


def test_own_writing_passes_poison_on():
    bad = after(WORLD, *[{"human": 200}] * 5)
    learnt = bad.model[POISON] / bad.model.sum()
    later = after(WORLD, {}, state=bad)
    assert later.own.sum() == later.archive.sum() == 0 < learnt
    assert later.model[POISON] > 0


def test_accumulate_keeps_own_writing_and_is_charged_for_it():
    state = after(WORLD, *[{"archive": True, "accumulate": True}] * 3)
    assert state.model.sum() > SIZE and state.own.sum() > 0
    price = WORLD.prices.accumulate
    assert state.bill(Actions(accumulate=True))["accumulate"] == pytest.approx(
        state.own.sum() * price
    )


def test_a_bill_adds_up_by_hand():
    bill = begin(WORLD).bill(
        Actions(human=10, crawl=9_999, detect=True, provenance=True, archive=True)
    )
    p, crawl = WORLD.prices, WORLD.supply
    assert bill == pytest.approx(
        {
            "human": 10 * p.human,
            "crawl": crawl * p.crawl,
            "detect": crawl * p.detect,
            "provenance": (crawl + 10) * p.provenance,
            "archive": (GIFT + crawl + 10) * p.archive,
        }
    )


def test_a_team_sees_what_its_bill_needs_and_no_score():
    seen = report(after(WORLD, {"archive": True}))
    actions = {"human": 5, "crawl": 40, "archive": True}
    state = after(WORLD, {"archive": True})
    assert cost(seen, actions) == sum(state.bill(Actions.of(actions)).values())
    assert set(seen) >= {"valid", "rare", "attack", "web"}
    assert all(0 <= low < high <= 1 for low, high in (seen["valid"], seen["rare"]))
    assert report(begin(WORLD))["valid"] is None


@pytest.mark.parametrize(
    "given, says",
    [
        (None, "a dict such as"),
        ([1], "a dict such as"),
        ({"humans": 3}, "no action 'humans'; there are human, crawl"),
        ({"human": float("nan")}, "human is nan"),
        ({"human": -1}, "from 0 to 2,000"),
        ({"human": "many"}, "a number of records"),
        ({"human": True}, "a number of records"),
        ({"verify": 2_001}, "verify is 2001"),
        ({"archive": "yes"}, "True or False"),
        ({"human": 1_999}, "only 1200.0 are left"),
    ],
)
def test_what_is_no_action_is_refused_with_its_generation(given, says):
    with pytest.raises(Refused, match=r"in generation 2 ") as caught:
        play(WORLD, lambda seen: given if seen["generation"] == 2 else {})
    assert says in str(caught.value)


@pytest.mark.parametrize("hits, n", [(0, 60), (3, 60), (75, 150), (150, 150)])
def test_a_range_is_wilsons_and_covers_the_share_that_was_counted(hits, n):
    low, high = Range(hits, n).ends
    assert 0 <= low <= hits / n <= high <= 1 and low < high
    for p in (low, high):
        if 0 < p < 1:  # by definition: the count is 1.645 errors off at each end
            off = abs(hits / n - p) / np.sqrt(p * (1 - p) / n)
            assert off == pytest.approx(1.645, rel=1e-6)


def test_hidden_worlds_have_other_prices_and_shorter_licences():
    usual = vars(of_seat(1).prices)
    for seat in range(50):
        world = varied(seat)
        ratios = [world.prices.__dict__[name] / usual[name] for name in usual]
        assert all(0.35 <= ratio <= 1.01 for ratio in ratios) and world.lapse == 0.2
