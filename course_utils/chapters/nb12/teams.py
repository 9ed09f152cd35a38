"""Four teams that miss an A by one thing, and what each mend would cost them.

Their worlds have other prices, and the same money for all: enough. A mend is judged by
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
MENDS = {
    "human": 80,
    "crawl": 600,
    "verify": 1_000,
    "detect": True,
    "provenance": True,
    "archive": True,
}
# Worlds in which one mend is clearly the cheapest for each team.
NUMBERS = (2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16)


@dataclass(frozen=True)
class Played:
    """A game of a team: its means, and what it cost in credits."""

    result: Result
    cost: float


@cache
def played(number: int, team: str, mend: str = "") -> Played:
    """A team's game in a world, as it is or with one mend in every generation."""
    lapse = 0.0 if team in FOR_EVER else 0.15
    world = replace(varied(number), credits=RICH, lapse=lapse)
    state = play(world, always(**mended(team, mend)))
    return Played(Result.of(state.scores), RICH - state.credits)


def mended(team: str, mend: str = "") -> dict:
    """The team's actions with a mend on top."""
    actions = dict(TEAMS[team])
    if mend in MOST:
        actions[mend] = min(MOST[mend], actions.get(mend, 0) + MENDS[mend])
    elif mend:
        actions[mend] = True
    return actions


def price(number: int, team: str, mend: str) -> float | None:
    """What a mend adds to the bill of the game; None where it is done already."""
    if mended(team, mend) == mended(team):
        return None
    return played(number, team, mend).cost - played(number, team).cost


def cures(number: int, team: str) -> dict[str, float]:
    """The mends that bring the team an A, and what each of them costs."""
    prices = {mend: price(number, team, mend) for mend in MENDS}
    return {
        mend: cost
        for mend, cost in prices.items()
        if cost is not None and played(number, team, mend).result.grade == "A"
    }


def cheapest(number: int, team: str) -> str:
    """The mend that brings the A for the least."""
    found = cures(number, team)
    return min(found, key=found.get)


class Bench:
    """What a learner tries mends on: ``bench.grade("A", "crawl")``."""

    def __init__(self, number: int, teams: dict[str, str]):
        self._number, self._teams = number, teams

    def grade(self, letter: str, mend: str = "") -> str:
        """The grade of a team's game, with a mend or without one.

        Raises ValueError for another letter or mend.
        """
        if letter not in self._teams or (mend and mend not in MENDS):
            raise ValueError(
                f"{letter!r} and {mend!r} are given, but it must be a team of "
                f"{', '.join(self._teams)} and a mend of {', '.join(MENDS)}"
            )
        return played(self._number, self._teams[letter], mend).result.grade

    def __repr__(self) -> str:
        return "bench.grade(team, mend) plays a team's game with a mend"
