"""Exercise 08.3: the weights of one head of causal attention, by hand."""

import inspect
import math

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import array_of
from ....tasks.exercise import Exercise, Wrong

SIZES = [(1, 3), (4, 2), (6, 9)]  # T, d
LARGE = 12.0  # scale of q and k in one more case, whose scores reach a hundred


def attention(q, k):
    """Score, hide what comes later, softmax each row."""
    T, d = q.shape
    score = q @ k.T / math.sqrt(d)
    score = np.where(np.tri(T, dtype=bool), score, -np.inf)
    weight = np.exp(score - score.max(axis=1, keepdims=True))
    return weight / weight.sum(axis=1, keepdims=True)


def look(head, given) -> np.ndarray:
    """All weights of all cases, one after the other."""
    found = []
    for q, k in _cases():
        weight = head(q.copy(), k.copy())
        found.append(array_of(weight, (len(q),) * 2, f"q and k with T = {len(q)}"))
    return np.concatenate(found)


def _cases():
    rng = np.random.default_rng(83)
    for T, d in SIZES:
        yield rng.normal(size=(2, T, d))
    q, k = LARGE * rng.normal(size=(2, 4, 2))
    k[0] = -150 * math.sqrt(2) * q[0] / (q[0] @ q[0])  # the first place: score -150
    yield q, k


def _row_by_row(q, k):
    """Right in another way: each place with the places up to its own."""
    weight = np.zeros((len(q), len(q)))
    for t in range(len(q)):
        row = np.exp([q[t] @ k[s] / math.sqrt(q.shape[1]) for s in range(t + 1)])
        weight[t, : t + 1] = row / row.sum()
    return weight


def _large_negative(q, k):
    """Right in another way: a large negative number for what is hidden."""
    score = q @ k.T / q.shape[1] ** 0.5 - 1e9 * np.triu(np.ones((len(q), len(q))), 1)
    return _softmax(score).tolist()


def _zeroed(q, k):
    """Right in another way: hide after the softmax, and divide once more."""
    weight = np.tril(_softmax(_score(q, k)))
    return weight / weight.sum(axis=1, keepdims=True)


def _score(q, k):
    return q @ k.T / math.sqrt(q.shape[1])


def _hidden(score, offset=0, low=-np.inf):
    return np.where(np.tri(len(score), k=offset, dtype=bool), score, low)


def _softmax(score, axis=1):
    weight = np.exp(score - score.max(axis=axis, keepdims=True))
    return weight / weight.sum(axis=axis, keepdims=True)


def _head(rule):
    """A wrong rule of (q, k)."""
    return lambda given: rule


WEIGHTS = Exercise(
    id="08.3",
    title="Attention by hand",
    minutes=10,
    difficulty=3,
    importance=3,
    task="Write `attention(q, k)`, the weights of one head of causal attention. `q` "
    "and `k` are arrays (T, d): row t of `q` is what place t asks for, row s of `k` "
    "what place s offers. Return an array (T, T): in row t, how much place t looks at "
    "each place s.\n"
    "The score of a pair is the sum of q times k over the d numbers, divided by √d. A "
    "place sees itself and the places before it, none after. The weights of a row "
    "follow the softmax of its scores, and add up to 1.\n"
    "Hand in the function itself: `check('08.3', attention)`.",
    answer=Function(
        "attention(q, k)",
        look,
        tried=f"called with {len(SIZES) + 1} pairs of q and k, small and large",
        absolute=1e-6,
    ),
    reference=lambda given: attention,
    alternatives=tuple(map(_head, (_row_by_row, _large_negative, _zeroed))),
    wrong=(
        Wrong(
            "no-mask",
            "Each place looks at later places, too: your upper triangle is not 0. "
            "While it learns, such a model reads the word that it should predict.",
            _head(lambda q, k: _softmax(_score(q, k))),
        ),
        Wrong(
            "mask-without-renormalising",
            "The later places have weight 0, but your rows add up to less than 1: they "
            "were hidden after the softmax. Hide their scores before it, with −∞.",
            _head(lambda q, k: np.tril(_softmax(_score(q, k)))),
        ),
        Wrong(
            "masked-scores-are-zero",
            "You set the scores of later places to 0. The softmax makes e to the power "
            "0 of that, which is 1 and not 0. Use −∞.",
            _head(lambda q, k: _softmax(np.tril(_score(q, k)))),
        ),
        *(
            Wrong(
                "not-quite-hidden",
                "You gave later places a low score, but not −∞. Where the scores that "
                "may be seen are lower still, the hidden places get the weight.",
                _head(lambda q, k, low=low: _softmax(_hidden(_score(q, k), low=low))),
            )
            for low in (-20, -50, -100)
        ),
        Wrong(
            "not-scaled",
            "You did not divide by √d. Sums of d products get larger with d; the "
            "softmax then puts nearly everything on one place.",
            _head(lambda q, k: _softmax(_hidden(q @ k.T))),
        ),
        Wrong(
            "scaled-by-d",
            "You divided by d. A sum of d random products is about √d wide, so √d "
            "brings it back to 1.",
            _head(lambda q, k: _softmax(_hidden(q @ k.T / q.shape[1]))),
        ),
        Wrong(
            "scaled-by-places",
            "You divided by the root of T, the number of places. The scale is √d: d "
            "numbers were multiplied and added up.",
            _head(lambda q, k: _softmax(_hidden(q @ k.T / math.sqrt(len(q))))),
        ),
        Wrong(
            "softmax-over-askers",
            "Your columns add up to 1. Each place that *asks* shares out its attention "
            "over the places that it sees, so each row has to: `axis=1`.",
            _head(lambda q, k: _softmax(_hidden(_score(q, k)), axis=0)),
        ),
        Wrong(
            "softmax-over-everything",
            "All weights together add up to 1. Each row has to: `axis=1`, with "
            "`keepdims=True`.",
            _head(lambda q, k: _softmax(_hidden(_score(q, k)), axis=(0, 1))),
        ),
        Wrong(
            "who-asks-whom",
            "You mixed up who asks and who offers. Row t holds what `q[t]` finds in "
            "the rows of `k`: `q @ k.T`.",
            _head(lambda q, k: _softmax(_hidden(_score(k, q)))),
        ),
        Wrong(
            "transposed",
            "The weights are right, but transposed. Row t is the place that looks, "
            "column s the one that it looks at.",
            _head(lambda q, k: attention(q, k).T),
        ),
        Wrong(
            "sees-only-later",
            "You hid the wrong side: each place sees itself and what comes *after* it.",
            _head(
                lambda q, k: _softmax(
                    np.where(np.tri(len(q), k=-1), -np.inf, _score(q, k))
                )
            ),
        ),
        Wrong(
            "not-itself",
            "A place does not see itself in yours, so the first one sees nothing at "
            "all. The mask keeps the diagonal.",
            _head(lambda q, k: _softmax(_hidden(_score(q, k), -1))),
        ),
        Wrong(
            "one-too-far",
            "Each place sees one place after itself. That is the word it should "
            "predict.",
            _head(lambda q, k: _softmax(_hidden(_score(q, k), 1))),
        ),
        Wrong(
            "not-normalised",
            "Your rows do not add up to 1. After exp, divide each row by its sum.",
            _head(lambda q, k: np.exp(_hidden(_score(q, k)))),
        ),
        Wrong(
            "scores-returned",
            "You return scores. Softmax turns them into weights: exp, and each row "
            "divided by its sum.",
            _head(lambda q, k: np.tril(_score(q, k))),
        ),
    ),
    hints=(
        "Three steps: scores, hide what comes later, softmax over each row.",
        "`q @ k.T` holds the score of every pair. `np.tri(T, dtype=bool)` is True "
        "where a place may look; elsewhere the score has to be `-np.inf`.",
        "`score = np.where(np.tri(T, dtype=bool), q @ k.T / d**0.5, -np.inf)`, then "
        "`np.exp(score)` over its sum with `axis=1, keepdims=True`.",
    ),
    solution="Scores say what fits, the mask says what may be seen, the softmax makes "
    "shares of it. What a head hands on is these weights times the values v.",
    solution_code="import math\n\nimport numpy as np\n\n\n"
    + inspect.getsource(attention),
    correct="The mask is one line. Without it nothing fails, and the loss looks "
    "wonderful: exercise 08.1 shows by how much.",
)
