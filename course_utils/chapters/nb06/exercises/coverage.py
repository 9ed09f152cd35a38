"""Exercise 06.4: write coverage."""

import inspect

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, kind
from ....tasks.exercise import Exercise, Wrong

K = 3
CLOUDS = {  # real points, made points: centre and spread
    "close": (60, 50, 0.0, 1.0),
    "narrow": (60, 80, 0.3, 0.4),
    "beside": (70, 40, 1.5, 0.7),
    "wide": (50, 90, 0.0, 2.0),
}


def coverage(real, made, k):
    """Share of real points that have a made point within reach of their neighbours."""
    among = np.linalg.norm(real[:, None] - real, axis=2)
    reach = np.sort(among, axis=1)[:, k]  # in column 0 each point finds itself
    gaps = np.linalg.norm(real[:, None] - made, axis=2)
    return np.mean(gaps.min(axis=1) <= reach)


def _clouds():
    for number, (n, m, centre, spread) in enumerate(CLOUDS.values()):
        rng = np.random.default_rng(number)
        yield rng.normal(size=(n, 2)), rng.normal(centre, spread, size=(m, 2))


def look(function, given) -> np.ndarray:
    """What it returns for each pair of clouds."""
    return np.array([_share(function(*pair, K)) for pair in _clouds()])


def _share(value) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Unusable(
            f"`coverage` has to return one number; yours returned {kind(value)}."
        ) from None


def _distances(a, b):
    return np.linalg.norm(a[:, None] - b, axis=2)


def _reach(x, k):
    return np.sort(_distances(x, x), axis=1)[:, k]


def _one_by_one(real, made, k):
    """Right in another way: point by point."""
    covered = 0
    for i, point in enumerate(real):
        others = np.delete(real, i, axis=0)
        reach = sorted(np.hypot(*(others - point).T))[k - 1]
        covered += any(np.hypot(*(made - point).T) <= reach)
    return covered / len(real)


def _precision(real, made, k):
    return np.mean((_distances(made, real) <= _reach(real, k)).any(axis=1))


def _recall(real, made, k):
    return np.mean((_distances(real, made) <= _reach(made, k)).any(axis=1))


def _itself(real, made, k):
    return np.mean(_distances(real, made).min(axis=1) <= _reach(real, k - 1))


def _next_one(real, made, k):
    return np.mean(_distances(real, made).min(axis=1) <= _reach(real, k + 1))


def _one_reach(real, made, k):
    return np.mean(_distances(real, made).min(axis=1) <= _reach(real, k).mean())


COVERAGE = Exercise(
    id="06.4",
    title="Write coverage",
    minutes=10,
    difficulty=3,
    importance=4,
    task="Write `coverage(real, made, k)`. Both are arrays of points, one row each; "
    "they may differ in length. Each real point has a *reach*: the distance to its "
    "k-th nearest other real point. A real point is covered if at least one made point "
    "lies within its reach. Return the share of real points that are covered.\n"
    "Hand in the function itself: `check('06.4', coverage)`.",
    answer=Function(
        "coverage(real, made, k)",
        look,
        tried=f"called with k = {K} and four pairs of clouds of points in the plane",
        absolute=1e-6,
    ),
    reference=lambda given: coverage,
    alternatives=(lambda given: _one_by_one,),
    wrong=(
        Wrong(
            "precision-for-coverage",
            "That is precision: the share of *made* points that are near a real one. "
            "Coverage asks the real points.",
            lambda given: _precision,
        ),
        Wrong(
            "recall-for-coverage",
            "That is recall: the reach is that of the *made* points. In coverage it is "
            "that of the real ones, so one stray made point cannot reach far.",
            lambda given: _recall,
        ),
        Wrong(
            "itself-a-neighbour",
            "Each real point counts itself as its nearest neighbour: the distance 0. "
            "So your reach is one neighbour too short.",
            lambda given: _itself,
        ),
        Wrong(
            "one-neighbour-too-many",
            "Your reach goes to neighbour k + 1. Sorted distances begin with the point "
            "itself, in column 0; column k is the k-th other one.",
            lambda given: _next_one,
        ),
        Wrong(
            "one-reach-for-all",
            "You gave all real points the same reach. Where real points are rare, the "
            "reach is long; where they crowd, it is short.",
            lambda given: _one_reach,
        ),
        Wrong(
            "count-for-share",
            "You returned how many are covered. The exercise asks for their share.",
            lambda given: lambda real, made, k: len(real) * coverage(real, made, k),
        ),
        Wrong(
            "uncovered-for-covered",
            "That is the share that is *not* covered.",
            lambda given: lambda real, made, k: 1 - coverage(real, made, k),
        ),
    ),
    hints=(
        "Two tables of distances: real to real for the reach, real to made for the "
        "question.",
        "A table of distances has a row for each point of a and a column for each of "
        "b: np.linalg.norm of the differences a[:, None] − b, along axis 2. Sort the "
        "rows of real to real: column k is the reach.",
        "A real point is covered where the least distance in its row, to a made point, "
        "is at most its reach.",
    ),
    solution="The reach comes from the real points alone, so it is computed once and "
    "does not change from generation to generation.",
    solution_code=inspect.getsource(coverage),
    correct="Ask this of every real point, and a model cannot hide what it has lost.",
)
