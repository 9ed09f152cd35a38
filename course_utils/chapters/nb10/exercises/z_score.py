"""Exercise 10.3: repair a score of a watermark that counts repeats."""

from functools import cache

import numpy as np

from ....language.grammar import Grammar
from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, kind
from ....tasks.exercise import Exercise, Wrong
from ....watermark import Watermark, pairs

KEYS, SHARES, SENTENCES = (3, 11, 29), (0.25, 0.5), 400
BROKEN = """
def z_score(before, word, green, share):
    g, T = green.sum(), len(green)
    return (g - share * T) / (T * share * (1 - share)) ** 0.5
""".strip()


def z_score(before, word, green, share):
    """Standard deviations above chance, each different pair counted once."""
    _, first = np.unique(np.stack([before, word]), axis=1, return_index=True)
    g, T = green[first].sum(), len(first)
    return (g - share * T) / (T * share * (1 - share)) ** 0.5


@cache
def _texts() -> list[tuple]:
    x = Grammar("small").sample(SENTENCES, np.random.default_rng(10))
    before, word = pairs(x, once=False)
    return [
        (before, word, Watermark(key, share).green(before, word), share)
        for share in SHARES
        for key in KEYS
    ]


def look(function, given) -> np.ndarray:
    """What it returns for a real text under each key and share."""
    return np.array([
        _one(function(before.copy(), word.copy(), green.copy(), share))
        for before, word, green, share in _texts()
    ])  # fmt: skip


def _one(value) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Unusable(
            f"`z_score` has to return one number; yours returned {kind(value)}."
        ) from None


def _with_a_set(before, word, green, share):
    """Right in another way: a dict of the pairs."""
    seen = {
        (int(a), int(b)): bool(g) for a, b, g in zip(before, word, green, strict=True)
    }
    g, t = sum(seen.values()), len(seen)
    return (g - share * t) / (t * share * (1 - share)) ** 0.5


def _broken(before, word, green, share):
    return _z(green.sum(), len(green), share)


def _z(g, t, share):
    return (g - share * t) / (t * share * (1 - share)) ** 0.5


def _by(of):
    """A z that counts each different value of something once."""

    def answer(before, word, green, share):
        _, first = np.unique(of(before, word), return_index=True)
        return _z(green[first].sum(), len(first), share)

    return lambda given: answer


def _green_once(before, word, green, share):
    """Green pairs once, but T counts all."""
    unique = np.unique(np.stack([before, word])[:, green], axis=1).shape[1]
    return _z(unique, len(green), share)


def _size_once(before, word, green, share):
    """T once, but all green pairs."""
    return _z(green.sum(), np.unique(np.stack([before, word]), axis=1).shape[1], share)


def _share_of_green(before, word, green, share):
    _, first = np.unique(np.stack([before, word]), axis=1, return_index=True)
    return green[first].mean()


def _a_quarter(before, word, green, share):
    return z_score(before, word, green, 0.25)


Z_SCORE = Exercise(
    id="10.3",
    title="A score that counts repeats",
    minutes=10,
    difficulty=3,
    importance=4,
    task="A watermark makes some words green, by a key and the word before. The score "
    "says how many standard deviations more green words there are than by chance. "
    "The one below calls real texts marked if they are long.\n"
    "`z_score(before, word, green, share)` gets three arrays with an entry for each "
    "pair of neighbouring words: the word before, the word, and whether it is green; "
    "`share` is the chance that a pair is green. The same pair is green each time or "
    "never, so repeats tell nothing new. Repair it: each *different* pair counts once. "
    "Hand in the function itself: `check('10.3', z_score)`.",
    answer=Function(
        "z_score(before, word, green, share)",
        look,
        tried=f"called on {SENTENCES} real sentences with {len(KEYS)} keys, for shares "
        f"{SHARES[0]} and {SHARES[1]}",
        absolute=1e-6,
        start=lambda given: BROKEN,
    ),
    reference=lambda given: z_score,
    alternatives=(lambda given: _with_a_set,),
    wrong=(
        Wrong(
            "still-counts-repeats",
            "This is the score as it was: a pair that comes a hundred times counts a "
            "hundred times.",
            lambda given: _broken,
        ),
        Wrong(
            "words-once",
            "You count each different *word* once. Whether a word is green depends on "
            "the word before, so a pair is what can repeat.",
            _by(lambda before, word: word),
        ),
        Wrong(
            "first-words-once",
            "You count each different word *before* once. A pair is both words.",
            _by(lambda before, word: before),
        ),
        Wrong(
            "green-once-size-not",
            "The green pairs count once, but T still counts all pairs. Both have to "
            "count the same things.",
            lambda given: _green_once,
        ),
        Wrong(
            "size-once-green-not",
            "T counts each pair once, but the green ones still count as often as they "
            "come. Both have to count the same things.",
            lambda given: _size_once,
        ),
        Wrong(
            "share-for-score",
            "You return the share of green pairs. The question asks how many standard "
            "deviations it is above chance.",
            lambda given: _share_of_green,
        ),
        Wrong(
            "share-of-the-notebook",
            "You compute with a quarter whatever `share` is.",
            lambda given: _a_quarter,
        ),
    ),
    hints=(
        "Which entries of the arrays are the first of their pair?",
        "`np.unique(np.stack([before, word]), axis=1, return_index=True)` gives the "
        "different pairs, and where each comes first.",
        "With these places in `first`: `green[first].sum()` and `len(first)`, in the "
        "formula as it is.",
    ),
    solution="Keep the first of each pair, and let the formula be.",
    solution_code=BROKEN.replace(
        "    g, T = green.sum(), len(green)",
        "    _, first = np.unique(\n"
        "        np.stack([before, word]), axis=1, return_index=True\n"
        "    )\n"
        "    g, T = green[first].sum(), len(first)",
    ),
    correct="The formula wants independent draws. A pair is drawn once, however often "
    "it is written.",
)
