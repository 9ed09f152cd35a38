"""Exercise 02.2: how many copies make a word last."""

import inspect
import math

import numpy as np

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.functions import called
from ....tasks.exercise import Exercise, Wrong

CHANCES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95]


def _seat(random):
    chances = random.sample(CHANCES, 4)
    times = [random.randrange(low, low + 20) for low in (30, 50, 75, 100)]
    return {"pairs": list(zip(times, chances, strict=True))}


class NumbersOrFunction(Numbers):
    """Four numbers, or a function that gives them."""

    def read(self, answer, given):
        """As ``Numbers``; a function is called for each pair."""
        if callable(answer):
            function = called(answer, "copies(k, P)")
            answer = [function(k, P) for k, P in given["pairs"]]
        return super().read(answer, given)


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


def _exact(k, P):
    return -math.log(1 - P) / theory.survival_rate(k)


def _rule(k, P):
    return -k * math.log(1 - P) / 2


def _for_other(generations: int, law):
    """The four numbers for so many generations more."""
    return _each(lambda k, P: law(k + generations, P))


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
        "Four numbers: c for "
        + "; ".join(f"k = {k}, P = {P}" for k, P in g["pairs"])
        + ". Or hand in a function `copies(k, P)`.\nA formula or a simulation, as you "
        "like. (To simulate, a word's count is enough: "
        "`rng.binomial(100_000, count / 100_000)`, in 2,000 runs or more for each c.)"
    ),
    answer=NumbersOrFunction(
        lambda g: [f"copies for k = {k}, P = {P}" for k, P in g["pairs"]],
        relative=0.10,
        absolute=0.6,
    ),
    reference=_each(lambda k, P: theory.copies_needed(P, k)),
    alternatives=(
        lambda g: copies,
        _each(_rule),
        _simulated,
    ),
    wrong=(
        *(
            Wrong(
                "generations-miscounted",
                "These are the copies for one or two generations more or fewer than k. "
                "Each of the k generations is one draw.",
                _for_other(more, law),
                slip=True,
            )
            for more in (-1, 1, 2)
            for law in (lambda k, P: theory.copies_needed(P, k), _exact, _rule)
        ),
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
            "With that many copies the word is *gone* with probability P. P is the "
            "probability that it is alive; 1 − P is the chance that it is gone.",
            _each(lambda k, P: -k * math.log(P) / 2),
        ),
        Wrong(
            "ten-for-e",
            "You took the logarithm to base 10. The chance decays like exp(−2c/k), so "
            "take the natural logarithm: `np.log`.",
            _each(lambda k, P: -k * math.log10(1 - P) / 2),
        ),
        *(
            Wrong(
                "half-of-the-runs",
                "You used k = 2.9 c, whatever P is. That is how long a word with c "
                "copies has an even chance, P = 0.5.",
                _each(rule),
            )
            for rule in (lambda k, P: k / 2.9, lambda k, P: 2.9 * k)
        ),
        Wrong(
            "one-copy-a-generation",
            "You took one copy for each generation, c = k. The number of copies c does "
            "grow in proportion to k, but the factor is not 1, and it depends on P.",
            _each(lambda k, P: k),
        ),
    ),
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
