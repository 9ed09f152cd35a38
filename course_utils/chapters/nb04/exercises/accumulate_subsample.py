"""Exercise 04.3: write accumulate-subsample as a policy on plain arrays."""

import inspect
import math

import numpy as np

from ....tasks.answers import Moments
from ....tasks.answers.moments import Moment
from ....tasks.answers.reading import Unusable, kind, points_of
from ....tasks.exercise import Exercise, Wrong
from ....tasks.wrong import not_the_given_generator

CALLS = 2_000  # of next_training for each of the settings
SETTINGS = [(8, 4, 4), (6, 5, 3)]  # points in the pool, new points, n
FIXED = "the choice never changes"


def next_training(pool, new, n, rng):
    """Pool everything; train on n points of the pool."""
    pool = np.concatenate([pool, new])
    return pool, rng.choice(pool, n, replace=False)


def look(mix, given) -> list[Moment]:
    """The pool, the size of the training set, and how it is chosen."""
    return [moment for setting in SETTINGS for moment in _look(mix, *setting)]


def _look(mix, old, fresh, n) -> list[Moment]:
    everything = np.concatenate([np.arange(old), 100 + np.arange(fresh)]) + 1.0

    def call(rng):
        return _two(mix(everything[:old].copy(), everything[old:].copy(), n, rng))

    rng = np.random.default_rng(n)
    pools, drawn = zip(*(call(rng) for _ in range(CALLS)), strict=True)
    counts = np.array([_counts(x, everything) for x in drawn])  # (CALLS, size)
    kept = [np.array_equal(np.sort(pool), everything) for pool in pools]
    sizes = [len(x) == n for x in drawn]
    known = (counts.sum(axis=1) == [*map(len, drawn)]) & (counts.max(axis=1) < 2)
    fixed = all(np.array_equal(x, drawn[0]) for x in drawn)
    again = call(np.random.default_rng(n))[1]
    return [
        Moment.always("the pool is not complete", np.mean(kept)),
        Moment.of("points in the pool", np.mean([*map(len, pools)]), old + fresh, 0.5),
        Moment.always("the training set does not have n points", np.mean(sizes)),
        Moment.of("points trained on", np.mean([*map(len, drawn)]), n, 0.1),
        Moment.always("some points come twice or from elsewhere", np.mean(known)),
        *_chances(counts > 0, old, n),
        Moment.always(FIXED, not fixed),
        Moment.always("the same seed chooses others", np.array_equal(again, drawn[0])),
    ]


def _chances(holds, old: int, n: int) -> list[Moment]:
    """Each point equally often; old and new ones, and neighbours, by chance."""
    size = holds.shape[1]
    p, fresh = n / size, size - old
    spread = n * old * fresh * (size - n) / (size**2 * (size - 1))
    recent = holds[:, old:].sum(axis=1) - n * fresh / size
    pairs = np.sum(holds[:, 1:] & holds[:, :-1], axis=1)
    return [
        *(
            Moment.mean(f"how often point {i} is chosen", z, p, math.sqrt(p * (1 - p)))
            for i, z in enumerate(holds.T, 1)
        ),
        Moment.variance("how much the number of new ones varies", recent, spread),
        Moment.mean(
            "how often neighbours are chosen together",
            pairs,
            n * (n - 1) / size,
            1.1 * math.sqrt(n * (n - 1) / size),
        ),
    ]


def _two(answer) -> tuple[np.ndarray, np.ndarray]:
    """The pool and the training set that a call returned."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        raise Unusable(
            "Your function has to return two arrays: the pool and the training set. "
            f"It returned {kind(answer)}."
        )
    return points_of(answer[0], "the pool"), points_of(answer[1], "the training set")


def _counts(drawn, everything) -> np.ndarray:
    """How often each known point was drawn; points from elsewhere count nowhere."""
    place = np.minimum(np.searchsorted(everything, drawn), len(everything) - 1)
    known = everything[place] == drawn
    return np.bincount(place[known], minlength=len(everything))


def _shuffled(pool, new, n, rng):
    """Right in another way: shuffle the pool, train on its beginning."""
    pool = rng.permutation([*pool, *new])
    return list(pool), list(pool[:n])


def _smallest_keys(pool, new, n, rng):
    """Right in another way: a random key for every point, the n smallest win."""
    pool = np.append(pool, new)
    return pool, pool[np.argsort(rng.random(len(pool)), kind="stable")[:n]]


def _mix(rule):
    """A wrong rule ``(joined, pool, new, n, rng) -> (pool, training)``."""

    def policy(pool, new, n, rng):
        return rule(np.concatenate([pool, new]), pool, new, n, rng)

    return lambda given: policy


def _block(points, n, rng):
    """Neighbours, the first ones next to the last."""
    return np.roll(points, rng.integers(len(points)))[:n]


def _slice(points, n, rng):
    """Neighbours from somewhere."""
    start = rng.integers(len(points) - n + 1)
    return points[start : start + n]


def _never_changes(seen: list[Moment], given) -> bool:
    """Whether the training set has n points of the pool, and always the same ones."""
    return all(bool(m.off) == (m.name == FIXED) for m in seen if _decides(m))


def _decides(moment: Moment) -> bool:
    return moment.name == FIXED or moment.name.startswith(("the ", "some "))


def _some(points, n, rng):
    return rng.choice(points, n, replace=False)


def _forgetful(joined, pool, new, n, rng):
    training = _some(joined, n, rng)
    return training, training


NEXT_TRAINING = Exercise(
    id="04.3",
    title="Write a policy",
    minutes=8,
    difficulty=2,
    importance=4,
    task="Write `next_training(pool, new, n, rng)`, the policy accumulate-subsample. "
    "`pool` is an array with all points so far, `new` one with the points that the "
    "last model wrote. Every point is kept, but the next model is trained on only n of "
    "all these points: any n different ones, all choices equally likely. Return two "
    "arrays: the new pool and the training set, `return pool, training`.\n"
    "The number of new points may differ from n. `rng` is a numpy Generator; draw with "
    "it and with nothing else. Hand in the function itself: "
    "`check('04.3', next_training)`.",
    answer=Moments(
        "next_training(pool, new, n, rng)",
        look,
        tried=f"called {CALLS:,} times with each of two pools",
        says="the pool is complete, the training set has n different points of it, and "
        "each point is chosen as often as chance says",
    ),
    reference=lambda given: next_training,
    alternatives=(lambda given: _shuffled, lambda given: _smallest_keys),
    wrong=(
        Wrong(
            "with-replacement",
            "Some points come twice. `rng.choice` draws with replacement unless you "
            "write `replace=False`.",
            _mix(lambda joined, pool, new, n, rng: (joined, rng.choice(joined, n))),
        ),
        Wrong(
            "trains-on-the-new-only",
            "You keep everything, but you train on new points only. For the model that "
            "is replace: what is kept but not used does not help.",
            _mix(lambda joined, pool, new, n, rng: (joined, _some(new, n, rng))),
        ),
        Wrong(
            "trains-on-the-old-only",
            "You draw from the pool before the new points are in it.",
            _mix(lambda joined, pool, new, n, rng: (joined, _some(pool, n, rng))),
        ),
        Wrong(
            "pool-does-not-grow",
            "The training set is right, but you return the old pool: the new points "
            "are lost for all later generations.",
            _mix(lambda joined, pool, new, n, rng: (pool, _some(joined, n, rng))),
        ),
        Wrong(
            "pool-forgets",
            "Your pool is the training set: what was not drawn this time is thrown "
            "away for good. The pool has to keep all points.",
            _mix(_forgetful),
        ),
        Wrong(
            "trains-on-everything",
            "You train on the whole pool. That is accumulate; here the budget is n "
            "points.",
            _mix(lambda joined, pool, new, n, rng: (joined, joined)),
        ),
        Wrong(
            "n-is-not-the-number-of-new",
            "Your training set has as many points as there are new ones. Its size "
            "has to be n, which may be another number.",
            _mix(
                lambda joined, pool, new, n, rng: (joined, _some(joined, len(new), rng))
            ),
        ),
        Wrong(
            "half-old-half-new",
            "You take a fixed part from the old points and the rest from the new ones. "
            "In a choice from the whole pool that number is left to chance, and the "
            "new ones get rarer as the pool grows.",
            _mix(
                lambda joined, pool, new, n, rng: (
                    joined,
                    [*_some(pool, n - n // 2, rng), *_some(new, n // 2, rng)],
                )
            ),
        ),
        Wrong(
            "the-latest-only",
            "You take the last n points and not a random choice. That is a window: "
            "older points are never used again.",
            _mix(lambda joined, pool, new, n, rng: (joined, joined[-n:])),
        ),
        *(
            Wrong(
                "a-block-of-neighbours",
                "You take a block of neighbours from the pool. Each point gets its "
                "turn, but neighbours are always chosen together: not all choices of n "
                "points are equally likely.",
                _mix(
                    lambda joined, pool, new, n, rng, rule=rule: (
                        joined,
                        rule(joined, n, rng),
                    )
                ),
            )
            for rule in (_block, _slice)
        ),
        Wrong(
            "swapped",
            "The two are right, but the other way round: first the pool, then the "
            "training set.",
            _mix(lambda joined, pool, new, n, rng: (_some(joined, n, rng), joined)),
        ),
        Wrong(
            "same-seed",
            "Your function makes the same choice every time, so it never uses `rng`.",
            _mix(
                lambda joined, pool, new, n, rng: (
                    joined,
                    _some(joined, n, np.random.default_rng(4)),
                )
            ),
            tells=_never_changes,
        ),
        not_the_given_generator(next_training),
    ),
    hints=(
        "Two steps: put the new points into the pool; then choose n points from it.",
        "`np.concatenate([pool, new])` is the new pool. `rng.choice(pool, n, "
        "replace=False)` chooses n different points.",
        "`pool = np.concatenate([pool, new])`, and then `return pool, rng.choice(…)`",
    ),
    solution="Keep all, train on some. The pool is what is remembered, the training "
    "set what one fit can afford.",
    solution_code=inspect.getsource(next_training),
    correct="The cost of a fit always stays the same, and the loss still ends; it is "
    "1.7 to 1.8 times that of accumulate, because every fit sees n points only.",
)
