"""Exercise 02.1: write one generation of words, as counts."""

import inspect
import math

import numpy as np

from ....tasks.answers import Moments
from ....tasks.answers.moments import Moment
from ....tasks.answers.reading import Unusable, kind, number
from ....tasks.exercise import Exercise, Wrong
from ....tasks.wrong import not_the_given_generator

CALLS = 4_000  # of next_counts for each of the settings
REPEATED = 20  # of them; two or three draws may be alike by chance
SETTINGS = [[6, 3, 1, 0], [2, 0, 9, 1]]


def next_counts(counts, rng):
    """One generation: as many words as before, drawn by the shares of the last."""
    counts = np.asarray(counts)
    n = counts.sum()
    return rng.multinomial(n, counts / n)


def look(step, given) -> list[Moment]:
    """Counts of each word, and what has to hold in every draw."""
    return [moment for counts in SETTINGS for moment in _look(step, counts)]


def _look(step, counts) -> list[Moment]:
    n, p, at = sum(counts), np.divide(counts, sum(counts)), f" of {counts}"
    drawn, again = (_rows(step, counts, calls) for calls in (CALLS, REPEATED))
    found = [
        Moment.always("dead words come back" + at, np.mean(drawn[:, p == 0] == 0)),
        Moment.always("the size changes" + at, np.mean(drawn.sum(axis=1) == n)),
        Moment.always(
            "the same seed gives other draws" + at,
            np.array_equal(again, drawn[:REPEATED]),
        ),
    ]
    alive = np.flatnonzero(p)
    off = (drawn - n * p)[:, alive] / np.sqrt(n * p * (1 - p))[alive]
    for word, z, q in zip(alive + 1, off.T, p[alive], strict=True):
        tails = 3 + (1 - 6 * q * (1 - q)) / (n * q * (1 - q))
        found += [
            Moment.mean(f"the average of word {word}" + at, z, 0, 1),
            Moment.variance(f"how much word {word} varies" + at, z, 1, tails),
        ]
    return [*found, _together(off, p[alive], at)]


def _together(off, p, at: str) -> Moment:
    """What the first word gains, the last one tends to lose."""
    tie = -math.sqrt(p[0] * p[-1] / ((1 - p[0]) * (1 - p[-1])))
    product = off[:, 0] * off[:, -1]
    return Moment.mean("words share the places" + at, product, tie, 1)


def _rows(step, counts, calls: int) -> np.ndarray:
    """What so many calls return, always from the same seed: (calls, words)."""
    rng = np.random.default_rng(sum(counts))
    return np.array([_row(step(np.array(counts), rng), counts) for _ in range(calls)])


def _row(answer, counts) -> np.ndarray:
    """Counts that a call returned, one for each word."""
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != len(counts):
        raise Unusable(
            f"Your function has to return {len(counts)} counts when it is called with "
            f"{len(counts)} counts, one for each word. It returned {kind(answer)}."
        )
    values = [number(value, "Every count") for value in answer]
    if min(values) < 0 or not all(map(math.isfinite, values)):
        raise Unusable("A count is never below 0 and never infinite; one of yours is.")
    return np.array(values)


def _one_by_one(counts, rng):
    """Right in another way: pick records of the last corpus, and count them."""
    corpus = [word for word, count in enumerate(counts) for _ in range(count)]
    drawn = rng.choice(corpus, size=len(corpus))
    return [int(np.sum(drawn == word)) for word in range(len(counts))]


def _choice(counts, rng):
    """Right in another way: draw words by their shares."""
    words = rng.choice(len(counts), sum(counts), p=counts / np.sum(counts))
    return np.bincount(words, minlength=len(counts))


def _drawn_from(shares):
    """A draw from shares that the counts are turned into, for the wrong answers."""

    def step(counts, rng):
        p = shares(np.asarray(counts))
        return rng.multinomial(np.sum(counts), p / p.sum())

    return lambda given: step


def _from_copies(copies: int):
    """Records drawn without replacement from so many copies of the corpus."""

    def step(counts, rng):
        return rng.multivariate_hypergeometric(copies * counts, np.sum(counts))

    return lambda given: step


NEXT_COUNTS = Exercise(
    id="02.1",
    title="One generation of words",
    minutes=8,
    difficulty=2,
    importance=5,
    task="Write `next_counts(counts, rng)`. `counts` says how often each word occurs "
    "in the last corpus, for example `np.array([6, 3, 1, 0])`. The next corpus has as "
    "many words in all, and each of them is drawn from the last corpus, with "
    "replacement. Return how often each word occurs in it, in the same order.\n"
    "`rng` is a numpy Generator; draw with it and with nothing else. Hand in the "
    "function itself: `check('02.1', next_counts)`.",
    answer=Moments(
        "next_counts(counts, rng)",
        look,
        tried=f"called {CALLS:,} times with counts {SETTINGS[0]} and with "
        f"{SETTINGS[1]}",
        says="no draw gains or loses a word, a word with count 0 stays at 0, and the "
        "averages agree with the formulas",
    ),
    reference=lambda given: next_counts,
    alternatives=(lambda given: _one_by_one, lambda given: _choice),
    wrong=(
        Wrong(
            "frequency-stays-fixed",
            "Your counts never change. Drawn without replacement, or rounded from the "
            "shares, the same corpus comes back. With replacement some words are drawn "
            "more often than before and others less often or never.",
            lambda given: lambda counts, rng: np.array(counts),
        ),
        *(
            Wrong(
                "without-replacement",
                "You draw without replacement from several copies of the corpus. Then "
                "no word can be drawn more often than the copies have it, and the "
                "counts vary too little.",
                _from_copies(copies),
            )
            for copies in (2, 6)
        ),
        Wrong(
            "size-of-the-notebook",
            "You draw 5,000 words, as in the text. The next corpus has as many words "
            "as the last one: `counts.sum()`.",
            lambda given: (
                lambda counts, rng: rng.multinomial(5_000, counts / np.sum(counts))
            ),
        ),
        Wrong(
            "alive-are-equal",
            "You give all living words the same chance. A word that fills half of the "
            "corpus is drawn half of the time.",
            _drawn_from(lambda counts: (counts > 0).astype(float)),
        ),
        Wrong(
            "dead-words-return",
            "You draw from the whole vocabulary with equal chances, so dead words come "
            "back. The next corpus knows the last corpus and nothing else.",
            _drawn_from(lambda counts: np.ones(len(counts))),
        ),
        Wrong(
            "dead-words-return",
            "A word with count 0 comes back: you added something to every count. That "
            "is called smoothing; here a word that was not seen is not drawn.",
            _drawn_from(lambda counts: counts + 1.0),
        ),
        Wrong(
            "size-not-kept",
            "Each word gets its count by itself, so the size of the corpus changes "
            "from draw to draw. All words share the same n places: what one gains, the "
            "others lose.",
            lambda given: lambda counts, rng: rng.poisson(counts),
        ),
        Wrong(
            "shares-returned",
            "You return shares. The exercise asks for counts, which add up to the size "
            "of the corpus.",
            lambda given: lambda counts, rng: next_counts(counts, rng) / np.sum(counts),
        ),
        Wrong(
            "same-seed",
            "Your function draws the same words every time, so it never uses `rng`. "
            "Every generation needs a new draw.",
            lambda given: (
                lambda counts, rng: next_counts(counts, np.random.default_rng(0))
            ),
        ),
        Wrong(
            "winner-takes-all",
            "Every place goes to the most frequent word. Frequent words are drawn more "
            "often, not always.",
            lambda given: (
                lambda counts, rng: np.sum(counts) * (counts == np.max(counts))
            ),
        ),
        not_the_given_generator(next_counts),
    ),
    hints=(
        "How large is the corpus? What share of it does each word have? Then draw that "
        "many words by these shares.",
        "The size is `counts.sum()`, the shares are `counts / counts.sum()`. "
        "`rng.multinomial(n, p)` draws n words by the shares p and returns the counts.",
        "`n = counts.sum()`, and then `return rng.multinomial(n, …)`",
    ),
    solution="One draw by the shares of the last corpus. Counting is the fit, drawing "
    "is the sample: a generation in one line.",
    solution_code=inspect.getsource(next_counts),
    correct="That is the whole model of words: the fit is counting, the sample is a "
    "draw. A word that misses one draw has count 0, and no later draw brings it back.",
)
