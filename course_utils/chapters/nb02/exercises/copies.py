"""Exercise 02.2: how many copies make a word last."""

import inspect
import math

import numpy as np

from .... import theory
from ....tasks.answers.reading import close, function, number, numbers_of
from ....tasks.exercise import Exercise, Wrong

CHANCES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95]


def _seat(random):
    chances = random.sample(CHANCES, 4)
    times = [random.randrange(low, low + 20) for low in (30, 50, 75, 100)]
    return {"pairs": list(zip(times, chances, strict=True))}


def observe_copies(answer, given):
    """A copies number for each pair, from a function or from four numbers."""
    names = [f"copies for k = {k}, P = {P}" for k, P in given["pairs"]]
    if not callable(answer):
        return numbers_of(answer, names)
    copies = function(answer, "copies(k, P)")
    pairs = zip(given["pairs"], names, strict=True)
    return np.array([number(copies(k, P), what) for (k, P), what in pairs])


def copies(k, P):
    """Copies of a word that is alive after k generations with probability P."""
    g = 1.0  # the chance that one copy leaves something behind
    for _ in range(k - 1):
        g = 1 - math.exp(-g)
    return -math.log(1 - P) / g


def _simulated(given):
    """The law is not used: lines of single records, followed by chance."""
    rng, found = np.random.default_rng(8), []
    for k, P in given["pairs"]:
        lines = np.ones(100_000, dtype=int)
        for _ in range(k):
            lines = rng.poisson(lines)
            lines = lines[lines > 0]
        gone = 1 - len(lines) / 100_000
        found.append(math.ceil(math.log(1 - P) / math.log(gone)))
    return found


def _each(formula):
    """The four numbers of a formula of k and P."""
    return lambda g: [formula(k, P) for k, P in g["pairs"]]


def _right_so_far(seen, target) -> str:
    near = np.abs(seen - target) <= 0.6 + 0.1 * target
    return f"{near.sum()} of 4 numbers are right." if near.any() else ""


COPIES = Exercise(
    id="02.2",
    title="How many copies make a word last?",
    minutes=10,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        "A corpus of 100,000 words is replaced by a draw from itself, with "
        "replacement, again and again. A word occurs c times in it now. How large must "
        "c be so that the word is still alive after k generations with probability P?\n"
        "Give c for these four pairs: "
        + "; ".join(f"k = {k}, P = {P}" for k, P in g["pairs"])
        + ".\nHand in four numbers in this order, or a function `copies(k, P)`. A "
        "formula or a simulation, as you like. (To simulate, a word's count is enough: "
        "`rng.binomial(100_000, count / 100_000)`, in 2,000 runs or more for each c.)"
    ),
    observe=observe_copies,
    reference=_each(lambda k, P: theory.copies_needed(P, k)),
    alternatives=(
        lambda g: copies,
        _each(lambda k, P: -k * math.log(1 - P) / 2),
        _simulated,
    ),
    same=close(0.10, 0.6),
    tolerance="each of the four numbers within 10 %, and half a copy more for rounding",
    wrong=(
        Wrong(
            "one-draw-counts",
            "That many copies survive *one* draw with this probability. They have to "
            "survive k draws, one after the other.",
            _each(lambda k, P: -math.log(1 - P)),
        ),
        Wrong(
            "frequency-stays-fixed",
            "You took k draws from the same corpus. Each generation draws from the "
            "*last* one: once a word has become rarer, it stays rarer unless chance "
            "helps. So it takes many more copies.",
            _each(lambda k, P: -math.log(1 - P ** (1 / k))),
        ),
        Wrong(
            "one-over-k",
            "This is the law without its 2: a chance of 1/k for each copy. It is "
            "about 2/k, so half as many copies are enough.",
            _each(lambda k, P: -k * math.log(1 - P)),
        ),
        Wrong(
            "alive-for-gone",
            "With that many copies the word is *gone* with probability P. Asked for is "
            "alive: 1 − P is the chance that it is gone.",
            _each(lambda k, P: -k * math.log(P) / 2),
        ),
        Wrong(
            "one-copy-a-generation",
            "You took one copy for each generation, c = k. In proportion to k is "
            "right; but the factor is not 1, and it depends on P.",
            _each(lambda k, P: k),
        ),
    ),
    remark=_right_so_far,
    hints=(
        "A word with c copies dies when all c of them leave nothing behind. What is "
        "the chance that *one* copy leaves something after k generations?",
        "That chance is g_k, about 2/k. So the word is alive with probability about "
        "1 − exp(−2c/k).",
        "Solve 1 − exp(−2c/k) = P for c: c = −k · log(1 − P) / 2.",
    ),
    solution=lambda g: (
        "; ".join(
            f"k = {k}, P = {P}: {theory.copies_needed(P, k)}" for k, P in g["pairs"]
        )
        + ".\nThe rule c = −k · log(1 − P) / 2 gives a few percent less for these k. "
        "The law uses g_k itself: g_1 = 1, and then g becomes 1 − exp(−g)."
    ),
    solution_code="import math\n\n\n"
    + inspect.getsource(copies)
    + "\n\nanswer = copies",
    correct="Twice as many generations take twice as many copies. At any time, the "
    "words with few copies are the next to go.",
)
