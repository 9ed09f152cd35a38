"""Exercise 04.3: write accumulate-subsample as a policy on plain arrays."""

import inspect

import numpy as np

from ....tasks.answers.own_generator import not_the_given_generator
from ....tasks.answers.reading import close, function
from ....tasks.answers.rows import two_rows
from ....tasks.exercise import Exercise, Wrong

CALLS = 1_500  # of next_training for each of the settings
SETTINGS = [(8, 4, 4), (6, 5, 3)]  # points in the pool, new points, n


def next_training(pool, new, n, rng):
    """Pool everything; train on n points of the pool."""
    pool = np.concatenate([pool, new])
    return pool, rng.choice(pool, n, replace=False)


def observe_mix(answer, given):
    """Averages over many calls, each of about 1 in a right answer."""
    mix = function(answer, "next_training(pool, new, n, rng)")
    looks = [_look(mix, *setting) for setting in SETTINGS]
    return np.clip(np.concatenate(looks), -50, 50)


def _look(mix, old, fresh, n) -> list[float]:
    """The pool; then origin, spread and independence of the training set; the seed.

    Of n points that are the same in every call, the spread and independence are 0,
    whichever points they are; but the last n, a rule of its own, keep theirs.
    """
    everything = np.concatenate([np.arange(old), 100 + np.arange(fresh)]) + 1.0
    size = old + fresh

    def call(rng):
        pool, new = everything[:old].copy(), everything[old:].copy()
        return two_rows(mix(pool, new, n, rng), ("the pool", "the training set"))

    rng = np.random.default_rng(n)
    pairs = [call(rng) for _ in range(CALLS)]
    repeated = np.array_equal(call(np.random.default_rng(n))[1], pairs[0][1])
    pools, drawn = zip(*pairs, strict=True)
    counts = np.array([_counts(x, everything) for x in drawn])  # (CALLS, size)
    holds, recent = counts > 0, counts[:, old:].sum(axis=1)
    frequency = holds.mean(axis=0) * size / n
    chance = n * old * fresh * (size - n) / (size**2 * (size - 1))
    together = np.sum(holds[:, 1:] & holds[:, :-1]) / CALLS
    chances = [
        frequency.min(),
        frequency.max(),
        recent.var() / chance,
        together * size / (n * (n - 1)),
    ]
    if _fixed(drawn, n) and not np.array_equal(np.sort(drawn[0]), everything[-n:]):
        chances = [0.0] * len(chances)
    return [
        np.mean([len(pool) for pool in pools]) / size,
        np.mean([np.array_equal(np.sort(pool), everything) for pool in pools]),
        holds.sum() / max(sum(map(len, drawn)), 1),
        *chances,
        float(repeated),
    ]


def _fixed(drawn, n) -> bool:
    """Whether every call drew the same n points."""
    return len(drawn[0]) == n and all(np.array_equal(x, drawn[0]) for x in drawn)


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
    "last model wrote. Every point is kept, but the next model is trained on only n "
    "points of all of them: any n different ones, all choices equally likely. Return "
    "two arrays: the new pool and the training set, `return pool, training`.\n"
    "The number of new points may differ from n. `rng` is a numpy Generator; draw with "
    "it and with nothing else. Hand in the function itself: "
    "`check('04.3', next_training)`.",
    given_code="def next_training(pool, new, n, rng):\n    ...",
    observe=observe_mix,
    reference=lambda given: next_training,
    ideal=lambda given: np.ones(8 * len(SETTINGS)),
    alternatives=(lambda given: _shuffled, lambda given: _smallest_keys),
    same=close(0.1, 0.12),
    tolerance=f"called {CALLS:,} times with each of two pools, its averages agree with "
    "the formulas within 22 %; the pool has to be complete",
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
            "is replace: what is kept and not used does not help.",
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
            "away for ever. The pool has to keep all points.",
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
            "what is older than it is never used again.",
            _mix(lambda joined, pool, new, n, rng: (joined, joined[-n:])),
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
        ),
        not_the_given_generator(next_training),
    ),
    hints=(
        "Two steps: put the new points into the pool; then choose n points of it.",
        "`np.concatenate([pool, new])` is the new pool. `rng.choice(pool, n, "
        "replace=False)` chooses n different points.",
        "`pool = np.concatenate([pool, new])`, and then `return pool, rng.choice(…)`",
    ),
    solution="Keep all, train on some. The pool is what is remembered, the training "
    "set what one fit can afford.",
    solution_code=inspect.getsource(next_training),
    correct="The cost of a fit stays the same for ever, and the loss still ends; it is "
    "1.7 to 1.8 times that of accumulate, because every fit sees n points only.",
)
