"""Exercise 05.4: write the archive as a policy on plain arrays."""

import inspect
from collections import Counter

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import MOST_POINTS, Unusable, kind, points_of
from ....tasks.exercise import Exercise, Wrong

SETTINGS = [(4, 2, 6), (3, 0, 5), (5, 4, 3)]  # kept to begin with, r, n
GENERATIONS = 4


def next_training(kept, real, synthetic, n, r):
    """Keep every real point; train on them and on n new synthetic ones."""
    kept = np.concatenate([kept, real(r)])
    return kept, np.concatenate([kept, synthetic(n)])


def look(policy, given) -> np.ndarray:
    """Counts from a few generations with points that can be told apart."""
    return np.concatenate([_look(policy, *setting) for setting in SETTINGS])


def _look(policy, begin, r, n) -> list[float]:
    """For each generation: what is drawn, and what is missing and too much where."""
    real, seen = Source(0, 1), []
    kept = real(begin)
    for t in range(1, GENERATIONS + 1):
        before, synthetic = real.drawn.total(), Source(-1000 * t, -1)
        kept, training = _two(policy(kept.copy(), real, synthetic, n, r))
        archive, used = Counter(kept.tolist()), Counter(training.tolist())
        seen += [
            real.drawn.total() - before,
            archive.total(),
            (real.drawn - archive).total(),
            used.total(),
            (real.drawn - used).total(),
            (synthetic.drawn - used).total(),
            (used - real.drawn - synthetic.drawn).total(),
        ]
    return seen


def _two(answer) -> tuple[np.ndarray, np.ndarray]:
    """The points kept and the training set that a call returned."""
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        raise Unusable(
            "Your function has to return two arrays: the points kept and the training "
            f"set. It returned {kind(answer)}."
        )
    return points_of(answer[0], "the points kept"), points_of(
        answer[1], "the training set"
    )


class Source:
    """Draws points that can be told apart, except that the second equals the first.

    Real points are 1, 1, 3, 4, ...; those of model t are -1000 t - 1, - 1, - 3, ...
    """

    def __init__(self, start: int, step: int):
        self._start, self._step, self.drawn = start, step, Counter()

    def __call__(self, k) -> np.ndarray:
        """The next k points, (k,)."""
        begin = self.drawn.total()
        places = np.arange(begin + 1.0, begin + _count(k) + 1)
        points = self._start + self._step * np.where(places == 2, 1, places)
        self.drawn.update(points.tolist())
        return points


def _count(k) -> int:
    whole = isinstance(k, int | np.integer) and not isinstance(k, bool)
    if not whole or not 0 <= k <= MOST_POINTS:
        raise Unusable(
            "`real(k)` and `synthetic(k)` need a whole number k of points, not "
            f"{kind(k)}."
        )
    return int(k)


def _as_lists(kept, real, synthetic, n, r):
    """Right in another way: lists, and a loop for the points that arrive."""
    kept = list(kept)
    for _ in range(r):
        kept.extend(real(1))
    return kept, list(synthetic(n)) + kept


def _one_by_one(kept, real, synthetic, n, r):
    """Right in another way: synthetic points are drawn one at a time."""
    kept = np.concatenate([kept, real(r)])
    return kept, np.concatenate([kept, [synthetic(1)[0] for _ in range(n)]])


def _two_halves(kept, real, synthetic, n, r):
    """Right in another way: synthetic points are drawn in two parts."""
    kept = np.concatenate([kept, real(r)])
    return kept, np.concatenate([kept, synthetic(n // 2), synthetic(n - n // 2)])


def _rule(kept_next, training):
    """A wrong rule, from (kept, fresh, drawn) to the points kept and trained on."""

    def policy(kept, real, synthetic, n, r):
        parts = kept, real(r), synthetic(n)
        return np.concatenate(kept_next(*parts)), np.concatenate(training(*parts))

    return lambda given: policy


def _n_in_all(kept, real, synthetic, n, r):
    kept = np.concatenate([kept, real(r)])
    return kept, np.concatenate([kept, synthetic(max(n - len(kept), 0))])


def _n_real(kept, real, synthetic, n, r):
    kept = np.concatenate([kept, real(n)])
    return kept, np.concatenate([kept, synthetic(n)])


def _drawn_twice(kept, real, synthetic, n, r):
    training = np.concatenate([kept, real(r), synthetic(n)])
    return np.concatenate([kept, real(r)]), training


def _closed(kept, real, synthetic, n, r):
    return kept, np.concatenate([kept, synthetic(n)])


ARCHIVE = Exercise(
    id="05.4",
    title="Write the archive",
    minutes=8,
    difficulty=2,
    importance=4,
    task="Write `next_training(kept, real, synthetic, n, r)`, the policy of an archive "
    "that is never thrown away. `kept` is an array with all real points so far. r new "
    "real points arrive and are kept as well. The next model is trained on all real "
    "points, the new ones too, and on n points of the last model. What older models "
    "wrote is dropped. `real(k)` draws k new points from the truth and `synthetic(k)` "
    "draws k from the last model; both return arrays, and r may be 0.\n"
    "Return two arrays, `return kept, training`: the points kept for the next time and "
    "the training set. Hand in the function itself: `check('05.4', next_training)`.",
    answer=Function(
        "next_training(kept, real, synthetic, n, r)",
        look,
        tried=f"run for {GENERATIONS} generations with each of {len(SETTINGS)} "
        "settings",
        says="it keeps and trains on exactly the right points, in any order",
    ),
    reference=lambda given: next_training,
    alternatives=(
        lambda given: _as_lists,
        lambda given: _one_by_one,
        lambda given: _two_halves,
        _rule(lambda k, f, s: [f, k], lambda k, f, s: [s, k, f]),
    ),
    wrong=(
        Wrong(
            "keeps-the-synthetic",
            "You keep what the models wrote, too. That is accumulate: the archive "
            "holds real points only.",
            _rule(lambda k, f, s: [k, f, s], lambda k, f, s: [k, f, s]),
        ),
        Wrong(
            "fresh-points-not-kept",
            "The new real points are trained on once and then lost: you return the old "
            "archive. They have to be kept.",
            _rule(lambda k, f, s: [k], lambda k, f, s: [k, f, s]),
        ),
        Wrong(
            "forgets-the-old",
            "You keep only the newest real points. Fresh data without a memory is "
            "another policy; the archive keeps all that it ever got.",
            _rule(lambda k, f, s: [f], lambda k, f, s: [f, s]),
        ),
        Wrong(
            "kept-but-not-used",
            "You keep the real points, but you train on synthetic ones alone. For the "
            "model that is replace: an archive that nobody reads.",
            _rule(lambda k, f, s: [k, f], lambda k, f, s: [s]),
        ),
        Wrong(
            "fresh-comes-late",
            "The new real points are kept, but this training set does not have them "
            "yet. They are to be used at once.",
            _rule(lambda k, f, s: [k, f], lambda k, f, s: [k, s]),
        ),
        Wrong(
            "closed-archive",
            "You never call `real(r)`, so your archive is closed. Here r new real "
            "points arrive in each generation.",
            lambda given: _closed,
        ),
        Wrong(
            "drawn-twice",
            "You drew the new real points twice: those kept and those trained on "
            "differ. Draw once, keep the result.",
            lambda given: _drawn_twice,
        ),
        Wrong(
            "n-counts-all",
            "You made n the size of the whole training set. Here n is the number of "
            "*synthetic* points; the real ones come on top.",
            lambda given: _n_in_all,
        ),
        Wrong(
            "n-for-r",
            "You let n new real points arrive. It is r of them.",
            lambda given: _n_real,
        ),
        *(
            Wrong(
                "equal-points-dropped",
                "You drop points that are equal, as `np.unique` does. Two people may "
                "have the same height, and both count.",
                policy,
            )
            for policy in (
                _rule(lambda k, f, s: [np.unique([*k, *f])], lambda k, f, s: [k, f, s]),
                _rule(
                    lambda k, f, s: [k, f], lambda k, f, s: [np.unique([*k, *f, *s])]
                ),
                _rule(
                    lambda k, f, s: [np.unique([*k, *f])],
                    lambda k, f, s: [np.unique([*k, *f]), s],
                ),
                _rule(
                    lambda k, f, s: [np.unique([*k, *f])],
                    lambda k, f, s: [np.unique([*k, *f, *s])],
                ),
            )
        ),
        Wrong(
            "swapped",
            "The two are right, but the other way round: first the points kept, then "
            "the training set.",
            _rule(lambda k, f, s: [k, f, s], lambda k, f, s: [k, f]),
        ),
    ),
    hints=(
        "Two steps: let the new real points into the archive; then put n synthetic "
        "ones beside it for the training set.",
        "`kept = np.concatenate([kept, real(r)])` is the new archive. The training set "
        "is the archive and `synthetic(n)`, one after the other.",
        "`return kept, np.concatenate([kept, …])`",
    ),
    solution="Real points go in and never out; synthetic points are used once.",
    solution_code=inspect.getsource(next_training),
    correct="It needs one thing that the arrays do not show: to know which points are "
    "real. Without a note of where each came from there is no archive.",
)
