"""Notebook 12's exercises: what they call right, and what a plan is told."""

import math

import pytest

from course_utils.chapters.nb12 import teams
from course_utils.chapters.nb12.exercises.plan import NEEDED, PLAN, look
from course_utils.steward import line_up
from course_utils.tasks.answers.reading import Unusable

steward = line_up.steward


@pytest.mark.parametrize("number", teams.NUMBERS)
@pytest.mark.parametrize("team", teams.TEAMS)
def test_one_mend_is_clearly_the_cheapest_of_those_that_cure(number, team):
    assert teams.played(number, team).result.grade != "A"
    first, *others = sorted(teams.cures(number, team).values())
    assert all(other > 1.15 * first for other in others)


def test_the_worlds_of_the_teams_do_not_all_ask_for_the_same():
    found = {teams.cheapest(number, "few") for number in teams.NUMBERS}
    assert found == {"human", "crawl"}


def test_the_bench_plays_a_teams_game_and_refuses_others():
    bench = teams.Bench(teams.NUMBERS[0], {"A": "open"})
    assert (bench.grade("A") != "A", bench.grade("A", "provenance")) == (True, "A")
    with pytest.raises(ValueError, match="it must be a team of A and a fix of human"):
        bench.grade("B")


def test_guessing_passes_in_less_than_one_try_in_a_hundred():
    """12.1: four different causes, twice; 12.2: a fix from the list for each team."""
    assert 1 / math.factorial(4) ** 2 < 0.01
    assert 1 / len(teams.FIXES) ** len(teams.TEAMS) < 0.01


def test_the_steward_passes_with_room_and_its_copied_numbers_do_not():
    assert look(steward, {}).best >= NEEDED + 10
    copied = next(w for w in PLAN.wrong if w.code == "credits-left-over").answer({})
    assert look(copied, {}).best == 0


def late(change):
    """The steward until generation 3."""
    return lambda seen: steward(seen) if seen["generation"] < 3 else change(seen)


@pytest.mark.parametrize(
    "plan, says",
    [
        (late(lambda seen: seen["no"]), "in generation 3, with `KeyError: 'no'`"),
        (late(lambda seen: {"human": math.nan}), "in generation 3 human is nan"),
        (late(lambda seen: {"human": 1_999}), "in generation 3 this costs"),
        (late(lambda seen: {"archve": True}), "there is no action 'archve'"),
        (late(lambda seen: 50), "in generation 3 the actions have to be a dict"),
        (late(lambda seen: None), "this is NoneType"),
    ],
)  # fmt: skip
def test_what_a_plan_does_wrong_is_told_with_its_generation(plan, says):
    with pytest.raises(Unusable) as caught:
        PLAN.answer.read(plan, {})
    assert says in str(caught.value)


def test_a_plan_cannot_change_the_game_through_its_report():
    def greedy(seen):
        wanted = steward(seen)
        seen["credits"] = 10**9
        seen["prices"].clear()
        return wanted

    assert look(greedy, {}).best == look(steward, {}).best
