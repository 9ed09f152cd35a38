"""Four teams that miss an A by one thing, and what each fix would cost them.

Their worlds have other prices, and the same money for all: enough. A fix is judged by
playing the whole game again.
"""

from dataclasses import dataclass, replace
from functools import cache

from ...steward.actions import MOST
from ...steward.line_up import always
from ...steward.plans import play
from ...steward.scores import Result
from ...steward.world import varied

RICH = 1e6
ALL = {"archive": True, "provenance": True, "detect": True}
TEAMS = {
    "few": {**ALL, "human": 50, "verify": 1_000},
    "old": {**ALL, "verify": 2_000},
    "loose": {**ALL, "human": 140, "crawl": 600},
    "open": {
        "human": 110, "crawl": 600, "detect": True, "archive": True, "verify": 900,
    },
}  # fmt: skip
FOR_EVER = ("old",)  # teams whose licences never lapse
FIXES = {
    "human": 80,
    "crawl": 600,
    "verify": 1_000,
    "detect": True,
    "provenance": True,
    "archive": True,
}
# Worlds in which one fix is clearly the cheapest for each team.
NUMBERS = (2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16)


@dataclass(frozen=True)
class Played:
    """A game of a team: its means, and what it cost in credits."""

    result: Result
    cost: float


@cache
def played(number: int, team: str, fix: str = "") -> Played:
    """A team's game in a world, as it is or with one fix in every generation."""
    lapse = 0.0 if team in FOR_EVER else 0.15
    world = replace(varied(number), credits=RICH, lapse=lapse)
    state = play(world, always(**fixed(team, fix)))
    return Played(Result.of(state.scores), RICH - state.credits)


def fixed(team: str, fix: str = "") -> dict:
    """The team's actions with a fix on top."""
    actions = dict(TEAMS[team])
    if fix in MOST:
        actions[fix] = min(MOST[fix], actions.get(fix, 0) + FIXES[fix])
    elif fix:
        actions[fix] = True
    return actions


def price(number: int, team: str, fix: str) -> float | None:
    """What a fix adds to the bill of the game; None where it is done already."""
    if fixed(team, fix) == fixed(team):
        return None
    return played(number, team, fix).cost - played(number, team).cost


def cures(number: int, team: str) -> dict[str, float]:
    """The fixes that bring the team an A, and what each of them costs."""
    prices = {fix: price(number, team, fix) for fix in FIXES}
    return {
        fix: cost
        for fix, cost in prices.items()
        if cost is not None and played(number, team, fix).result.grade == "A"
    }


def cheapest(number: int, team: str) -> str:
    """The fix that brings the A for the least."""
    found = cures(number, team)
    return min(found, key=found.get)


class Bench:
    """What a learner tries fixes on: ``bench.grade("A", "crawl")``."""

    def __init__(self, number: int, teams: dict[str, str]):
        self._number, self._teams = number, teams

    def grade(self, letter: str, fix: str = "") -> str:
        """The grade of a team's game, with a fix or without one.

        Raises ValueError for another letter or fix.
        """
        if letter not in self._teams or (fix and fix not in FIXES):
            raise ValueError(
                f"{letter!r} and {fix!r} are given, but it must be a team of "
                f"{', '.join(self._teams)} and a fix of {', '.join(FIXES)}"
            )
        return played(self._number, self._teams[letter], fix).result.grade

    def __repr__(self) -> str:
        return "bench.grade(team, fix) plays a team's game with a fix"
