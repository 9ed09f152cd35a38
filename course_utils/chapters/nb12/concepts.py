"""Concept question of notebook 12: is there one measure that is enough?"""

from functools import cache
from statistics import fmean

from ...steward import line_up
from ...steward.plans import Plan, play
from ...steward.scores import Result
from ...steward.world import of_seat
from ...tasks.concept import Concept

SEATS = range(1, 11)


def _points(plan: Plan) -> float:
    return fmean(Result.of(play(of_seat(s), plan).scores).points for s in SEATS)


@cache
def _played() -> dict:
    alone = {name: _points(plan) for name, plan in line_up.SINGLE.items()}
    best = max(alone, key=alone.get)
    rest = {name: _points(plan) for name, plan in line_up.WITHOUT.items()}
    least = min(rest, key=rest.get)
    return {
        "games": len(SEATS),
        "best": best,
        "best_points": alone[best],
        "idle": alone["nothing at all"],
        "all": _points(line_up.steward),
        "least": least,
        "without": rest[least],
    }


CONCEPTS = [
    Concept(
        "v20",
        "You are the data steward of notebook 12: ten generations, 1,200 credits, "
        "three shocks. You may take only *one* kind of measure, in every generation, "
        "as much of it as you can pay for. Which one is enough for an A?",
        {
            "None of them": "",
            "Human records": "enough human data is all that it takes",
            "Verification": "verification solves it",
            "The archive": "a copy of the past is a copy of the future",
            "Accumulate": "accumulate, and nothing is lost",
        },
        "Over {games} seats the best single measure is {best}: {best_points:.0f} "
        "points, and {idle:.0f} for doing nothing. All together make {all:.0f}; leave "
        "out “{least}” alone, and {without:.0f} are left. Each measure mends a "
        "different fault. It is a game with rules that we wrote: it shows how the "
        "faults add up, and proves no cure.",
        _played,
    )
]
