"""What the game must keep to, over many seats: no action is enough, none is idle.

30 seats here; all 200 with COURSE_TEST_ALL, as ``tests.release`` runs it. Games are
deterministic: these are facts of so many seats, not samples of a law.
"""

import os
import random
import time
from dataclasses import asdict
from functools import cache
from statistics import fmean

import pytest

from course_utils.steward import line_up
from course_utils.steward.line_up import SINGLE, UNCHECKED, WITHOUT, within_means
from course_utils.steward.plans import play
from course_utils.steward.scores import Result
from course_utils.steward.world import of_seat, varied

SEATS = range(1, 201 if os.environ.get("COURSE_TEST_ALL") else 31)


@cache
def results(plan, world=of_seat) -> list[Result]:
    return [Result.of(play(world(seat), plan).scores) for seat in SEATS]


def points(plan) -> float:
    return fmean(result.points for result in results(plan))


def grades(plan, world=of_seat) -> list[str]:
    return [result.grade for result in results(plan, world)]


def share(plan, world=of_seat) -> float:
    return grades(plan, world).count("A") / len(SEATS)


def amounts():
    """Levels of each single action."""
    yield from SINGLE.values()
    for name, levels in {
        "human": (30, 60, 240), "crawl": (150, 300), "verify": (300, 900),
        "detect": (True,), "provenance": (True,),
    }.items():  # fmt: skip
        yield from (line_up.always(**{name: level}) for level in levels)


def test_no_single_action_has_more_than_half_of_the_stewards_points():
    most = max(points(plan) for plan in amounts())
    assert most <= points(line_up.steward) / 2


def test_the_steward_has_an_a_nearly_everywhere():
    assert share(line_up.steward) >= 0.9


@pytest.mark.parametrize("name", WITHOUT)
def test_without_any_one_of_its_measures_the_a_is_lost(name):
    assert share(WITHOUT[name]) == 0


def test_an_unchecked_policy_never_has_an_a():
    assert share(UNCHECKED) == 0


def any_plan(rng: random.Random, provenance: bool):
    """Two settings, and the generation in which one follows the other."""

    def setting():
        return {
            "human": rng.choice([0, 30, 60, 90, 120, 200]),
            "crawl": rng.choice([0, 300, 600]),
            "detect": rng.random() < 0.7,
            "verify": rng.choice([0, 400, 700, 1_200]),
            "archive": rng.random() < 0.8,
            "accumulate": rng.random() < 0.2,
            "provenance": provenance,
        }

    first, then, change = setting(), setting(), rng.randint(1, 9)

    def plan(seen):
        return within_means(seen, first if seen["generation"] <= change else then)

    return plan


def search(provenance: bool, plans: int) -> list[str]:
    rng, worlds = random.Random(1), [of_seat(seat) for seat in (1, 2, 3)]
    tried = [any_plan(rng, provenance) for _ in range(plans)]
    return [Result.of(play(w, plan).scores).grade for plan in tried for w in worlds]


def test_a_random_search_finds_no_a_without_a_check_for_poison():
    assert "A" not in search(provenance=False, plans=3 * len(SEATS))


def test_the_same_search_finds_an_a_with_one():
    assert "A" in search(provenance=True, plans=90)


def test_a_copy_of_what_the_steward_did_fails_where_prices_vary():
    log = [asdict(actions) for actions in play(of_seat(1), line_up.steward).actions]

    def copied(seen):
        return within_means(seen, log[seen["generation"] - 1])

    assert share(copied, varied) <= 0.05
    assert share(line_up.steward, varied) >= 0.85


def test_a_game_takes_milliseconds():
    begun = time.process_time()
    play(of_seat(1), line_up.steward)
    assert time.process_time() - begun < 0.1  # 5 ms; a hundred on a bad day
