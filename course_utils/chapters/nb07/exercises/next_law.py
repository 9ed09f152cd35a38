"""Exercise 07.3: the next word's law from counts, smoothed and tempered."""

import inspect

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import numbers_of
from ....tasks.exercise import Exercise, Wrong

SETTINGS = [  # counts, k, T
    ([6, 3, 1, 0], 0.5, 1.0),
    ([6, 3, 1, 0], 0.5, 0.5),
    ([0, 2, 0, 9, 1], 0.1, 2.0),
    ([1, 0, 4], 2.0, 0.8),
]


def next_law(counts, k, T):
    """Add k to every count, make shares of them, raise to 1/T, make shares again."""
    p = (counts + k) / np.sum(counts + k)
    p = p ** (1 / T)
    return p / p.sum()


def look(law, given) -> np.ndarray:
    """The laws of all settings; and whether the counts were left as they were."""
    return np.clip(np.concatenate([_look(law, *s) for s in SETTINGS]), -50, 50)


def _look(law, counts, k, T) -> np.ndarray:
    handed = np.array(counts, float)
    names = [f"the chance of word {i}" for i in range(1, len(counts) + 1)]
    p = numbers_of(law(handed, k, T), names)
    return np.append(p, np.array_equal(handed, counts))


def _by_logs(counts, k, T):
    """Right in another way: temperature divides logarithms."""
    logs = np.log(np.asarray(counts) + k) / T
    weights = np.exp(logs - logs.max())
    return list(weights / weights.sum())


def _word_by_word(counts, k, T):
    """Right in another way: one word after the other."""
    weights = [(count + k) ** (1 / T) for count in counts]
    return [weight / sum(weights) for weight in weights]


def _in_place(counts, k, T):
    counts += k
    return next_law(counts, 0, T)


def _shares(weights):
    return weights / np.sum(weights)


def _softmax(x):
    return _shares(np.exp(x - np.max(x)))


def _law(rule):
    """A wrong rule of (counts, k, T)."""
    return lambda given: rule


NEXT_LAW = Exercise(
    id="07.3",
    title="The law of the next word",
    minutes=8,
    difficulty=2,
    importance=4,
    task="After a certain word, a bigram model has counted which words follow: "
    "`counts`, for example `np.array([6.0, 3.0, 1.0, 0.0])`, one count for each "
    "word it knows. Write `next_law(counts, k, T)`, the law by which it *speaks*: "
    "first add-k smoothing, which adds k to every count, then temperature T. Return "
    "one probability for each word, in the same order.\n"
    "Hand in the function itself: `check('07.3', next_law)`.",
    answer=Function(
        "next_law(counts, k, T)",
        look,
        tried=f"called with {len(SETTINGS)} settings of counts, k and T; your function "
        "must not change counts",
        absolute=1e-6,
    ),
    reference=lambda given: next_law,
    alternatives=(_law(_by_logs), _law(_word_by_word)),
    wrong=(
        Wrong(
            "counts-changed",
            "The law is right, but you changed the counts themselves: `+=` and the "
            "like work on the array that you were given, and the next call finds "
            "other counts. Write `counts = counts + k`.",
            _law(_in_place),
        ),
        *(
            Wrong(
                "rounded",
                "You rounded the probabilities. Then they no longer add up to 1, and "
                "rare words may lose all of theirs.",
                _law(
                    lambda counts, k, T, digits=digits: np.round(
                        next_law(counts, k, T), digits
                    )
                ),
            )
            for digits in (2, 3, 4)
        ),
        Wrong(
            "not-shares-any-more",
            "After the power the numbers no longer add up to 1. Divide them by their "
            "sum once more.",
            _law(lambda counts, k, T: _shares(counts + k) ** (1 / T)),
        ),
        Wrong(
            "temperature-upside-down",
            "You raise to the power T. Then a T below 1 makes the model bolder; it "
            "should make it more cautious. The power is 1/T.",
            _law(lambda counts, k, T: _shares((counts + k) ** T)),
        ),
        Wrong(
            "no-temperature",
            "Your law does not change with T. (Dividing all probabilities by T and "
            "then by their sum takes it out again.) T belongs in the power.",
            _law(lambda counts, k, T: _shares(counts + k)),
        ),
        Wrong(
            "unseen-words-forgotten",
            "A word with count 0 gets no chance: k is not in it. Smoothing gives every "
            "word k more.",
            _law(lambda counts, k, T: _shares((counts / np.sum(counts)) ** (1 / T))),
        ),
        Wrong(
            "k-only-for-zeros",
            "Every count gets k, not only the zeros.",
            _law(
                lambda counts, k, T: _shares(
                    np.where(counts == 0, k, counts) ** (1 / T)
                )
            ),
        ),
        Wrong(
            "temperature-before-smoothing",
            "You take the power of the counts and add k after it. First the model is "
            "smoothed, then it speaks: temperature works on the smoothed law.",
            _law(lambda counts, k, T: _shares(counts ** (1 / T) + k)),
        ),
        Wrong(
            "k-added-to-shares",
            "You add k to the shares. It is added to the *counts*: as if each word had "
            "been seen k times more.",
            _law(lambda counts, k, T: _shares((_shares(counts) + k) ** (1 / T))),
        ),
        Wrong(
            "softmax-of-shares",
            "You put probabilities into exp(·/T). That formula is for logarithms: "
            "exp(log p / T), which is p to the power 1/T.",
            _law(lambda counts, k, T: _softmax(_shares(counts + k) / T)),
        ),
        Wrong(
            "softmax-of-counts",
            "You put counts into exp(·/T). That formula is for logarithms: exp(log p / "
            "T), which is p to the power 1/T.",
            _law(lambda counts, k, T: _softmax((counts + k) / T)),
        ),
        Wrong(
            "winner-takes-all",
            "The most frequent word gets everything. That is T near 0; here the others "
            "keep a share.",
            _law(lambda counts, k, T: (counts == np.max(counts)).astype(float)),
        ),
        Wrong(
            "all-words-equal",
            "Every word gets the same chance. A word that was counted more often is "
            "said more often.",
            _law(lambda counts, k, T: _shares(np.ones(len(counts)))),
        ),
        Wrong(
            "logs-returned",
            "You return logarithms. The question asks for probabilities.",
            _law(lambda counts, k, T: np.log(next_law(counts, k, T))),
        ),
    ),
    hints=(
        "Three steps: counts that are smoothed, a power, and a division that makes "
        "them add up to 1.",
        "`p = (counts + k) / np.sum(counts + k)` is what the model has learnt. "
        "Temperature raises it to the power 1/T.",
        "`p = p ** (1 / T)`, and then `return p / …`",
    ),
    solution="Smoothing says what is possible at all, temperature how much of it is "
    "said. A loop applies both again in each generation.",
    solution_code=inspect.getsource(next_law),
    correct="With T below 1 the smoothed-in words get *less*: caution undoes part of "
    "the smoothing. So a cautious loop makes fewer mistakes, and forgets more words.",
)
