"""Exercise 09.4: where does a checked mean come to rest beside fresh real data?"""

import inspect

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, kind
from ....tasks.exercise import Exercise, Wrong

CASES = [(0.5, 0.55, 0.1), (0.8, 0.3, 0.5), (-0.4, 0.75, 0.25), (0.6, 0.9, 0.0)]


def limit(centre, rho, fresh):
    """Where the mean m = (1 - fresh) (centre + rho (m - centre)) stays as it is."""
    keep = 1 - fresh
    return keep * centre * (1 - rho) / (1 - keep * rho)


def look(function, given) -> np.ndarray:
    """What it returns for each case."""
    return np.array([_number(function(*case)) for case in CASES])


def _number(value) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Unusable(
            f"`limit` has to return one number; yours returned {kind(value)}."
        ) from None


def _by_rounds(centre, rho, fresh):
    """Right in another way: a thousand rounds."""
    mean = 0.0
    for _ in range(1_000):
        mean = (1 - fresh) * (centre + rho * (mean - centre)) + fresh * 0.0
    return mean


LIMIT = Exercise(
    id="09.4",
    title="What fresh data hold",
    minutes=9,
    difficulty=3,
    importance=4,
    task="A model is one mean m; the truth is 0. A checker passes what lies near a "
    "centre of its own. So the mean of what passes is centre + rho·(m − centre), with "
    "rho between 0 and 1: a share 1 − rho of the way to the centre is covered in each "
    "round. The next model learns from a share 1 − fresh of such examples, and from a "
    "share fresh of new real ones, which nobody checks and whose mean is 0.\n"
    "Write `limit(centre, rho, fresh)`: where m comes to rest after many rounds. Hand "
    "in the function itself: `check('09.4', limit)`.",
    answer=Function(
        "limit(centre, rho, fresh)",
        look,
        tried="called with "
        + ", ".join(f"({c:g}, {rho:g}, {a:g})" for c, rho, a in CASES),
        absolute=0.002,
    ),
    reference=lambda given: limit,
    alternatives=(lambda given: _by_rounds,),
    wrong=(
        Wrong(
            "fresh-forgotten",
            "That is the checker's centre, where it rests without fresh data. A share "
            "of each training set pulls back to 0.",
            lambda given: lambda centre, rho, fresh: centre,
        ),
        Wrong(
            "checked-is-true",
            "You gave the truth. But what passes lies nearer to the checker's centre, "
            "in every round.",
            lambda given: lambda centre, rho, fresh: 0.0,
        ),
        Wrong(
            "mixed-once",
            "You mixed the checker's centre with the truth, by their shares. But the "
            "mean never gets to the centre: the pull to 0 acts in *every* round, and "
            "the next round begins from there.",
            lambda given: lambda centre, rho, fresh: (1 - fresh) * centre,
        ),
        Wrong(
            "one-round",
            "That is the mean after one round. Put it in as m, and go on until it "
            "stays.",
            lambda given: lambda centre, rho, fresh: (1 - fresh) * centre * (1 - rho),
        ),
        Wrong(
            "rho-for-what-is-gone",
            "You took rho for the part of the way that is covered. It is the part that "
            "is left: with rho near 1 the checker hardly matters.",
            lambda given: lambda centre, rho, fresh: limit(centre, 1 - rho, fresh),
        ),
        Wrong(
            "fresh-for-checked",
            "You swapped the shares: fresh is the part that nobody checks.",
            lambda given: lambda centre, rho, fresh: limit(centre, rho, 1 - fresh),
        ),
    ),
    hints=(
        "At rest, the next mean equals this one.",
        "m = (1 − fresh) · (centre + rho · (m − centre)) + fresh · 0. Solve it for m, "
        "or let a loop run.",
        "m = (1 − fresh) · centre · (1 − rho) / (1 − (1 − fresh) · rho).",
    ),
    solution="A tenth of fresh data takes about a tenth off the resting point where "
    "the checker is narrow (rho near 0), and much more where it is wide: a weak pull "
    "from the checker is easily held.",
    solution_code=inspect.getsource(limit),
    correct="Neither the truth nor the checker's centre: it comes to rest where the "
    "two pulls are equal.",
)
