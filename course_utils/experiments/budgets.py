"""The experiment at the end of notebook 12: human share × checks × budget.

The same money is divided in every generation: a share of it buys human records, the
rest crawls the web and verifies what the model writes. Everything is archived. Twenty
seats play each point, with their usual prices and shocks. Another order of spending,
or money kept for later, is left out.
"""

from dataclasses import replace
from functools import cache, partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from ..steward.line_up import affordable, within_means
from ..steward.plans import Report, cost, play
from ..steward.scores import Result
from ..steward.world import of_seat
from . import load

NAMES = {"detect": "detector", "provenance": "origins", "verify": "verification"}
CHECKS = {"none": ()}
CHECKS |= {
    " + ".join(map(NAMES.get, some)): some
    for size in (1, 2)
    for some in combinations(NAMES, size)
}
CHECKS |= {"all three": tuple(NAMES)}
BUDGETS = (300, 600, 900, 1_200, 1_800, 2_400)
SHARES = tuple(round(0.1 * i, 1) for i in range(11))
GRID = {"budget": BUDGETS, "checks": list(CHECKS), "share": SHARES}
SOURCES = ("steward", "checks.py", "models")
SEATS = range(1, 21)
METERS = ("tail", "valid", "attack")


def divided(seen: Report, share: float, checks: tuple[str, ...]) -> dict:
    """A share of a generation's credits for people, once the archive is paid for.

    The rest goes to the crawl, and what that leaves to verification, if it is among
    the checks.
    """
    credits = seen["credits"] / seen["left"]
    wanted = {"archive": True, **{check: True for check in checks if check != "verify"}}
    upkeep, parts = cost(seen, wanted), {"human": share, "crawl": 1.0}
    if "verify" in checks and seen["generation"] > 1:
        parts["verify"] = 1.0
    for name, part in parts.items():
        most = upkeep + part * max(0, credits - upkeep)
        wanted[name] = affordable(seen, wanted, name, most)
    return within_means(seen, wanted)


def run(budget: int, checks: str, share: float, seed=None) -> dict:
    """Meters of the ten generations in whole per cent, means of twenty seats.

    points, grades : of each seat, a letter each. Every point of the grid is played on
    the same seats, so that points differ by what was decided alone: no seed is used.
    """
    plan = partial(divided, share=share, checks=CHECKS[checks])
    worlds = [replace(of_seat(seat), credits=budget) for seat in SEATS]
    games = [play(world, plan).scores for world in worlds]
    results = [Result.of(scores) for scores in games]
    meters = np.array([[[getattr(s, m) for m in METERS] for s in g] for g in games])
    means = np.rint(100 * meters.mean(axis=0)).astype(int).T.tolist()
    return {
        **dict(zip(METERS, means, strict=True)),
        "points": [round(result.points) for result in results],
        "grades": "".join(result.grade for result in results),
    }


def about() -> dict:
    """What the stored file says of itself."""
    return {
        "what": "money divided between people, crawl and checks; twenty seats each",
        "made by": "python -m course_utils experiments budgets",
    }


class Games(NamedTuple):
    """A budget's games; the first axes of each array are CHECKS and SHARES.

    meters : (..., 3, 10) tail, valid, attack of the generations, in per cent; points,
    best : (..., 20) of each seat, and whether it has an A.
    """

    meters: np.ndarray
    points: np.ndarray
    best: np.ndarray


@cache
def stored(budget: int) -> Games:
    """What the games with so many credits have shown."""
    rows = [row for row in load("budgets").rows if row["budget"] == budget]
    shape = len(CHECKS), len(SHARES)
    meters, points, best = (
        np.array(values).reshape(*shape, *np.shape(values)[1:])
        for values in (
            [[row[meter] for meter in METERS] for row in rows],
            [row["points"] for row in rows],
            [[grade == "A" for grade in row["grades"]] for row in rows],
        )
    )
    return Games(meters, points, best)
