"""Exercise 04.4: how long accumulate lasts when the sampling is biased."""

import math

import numpy as np

from .... import ensembles, theory
from ....policies import Accumulate, Replace
from ....tasks.answers.kinds import in_places, numbers_or_kind, same_or_kind
from ....tasks.answers.reading import close
from ....tasks.answers.so_far import numbers_right
from ....tasks.exercise import Exercise, Wrong

THREE = ["replace", "accumulate", "the factor"]
SLACK = np.array([0.4, 1, 0])
ALIKE = close(0.1, SLACK)
CASES = [  # sampling bias, level: clearly between two generations of replace
    (0.7, 0.38), (0.7, 0.4), (0.75, 0.34), (0.75, 0.45), (0.8, 0.42), (0.8, 0.43),
    (0.8, 0.53), (0.85, 0.53), (0.85, 0.63),
]  # fmt: skip
T = np.arange(1, 1001)


def _seat(random):
    bias, level = random.choice(CASES)
    return {"n": random.randrange(50, 201, 10), "bias": bias, "level": level}


def _reached(variance, level: float) -> int:
    """The first generation with at most that variance."""
    return 1 + int(np.argmax(np.asarray(variance) <= level))


def _times(given, bias=None):
    """First generations under replace and accumulate, by the laws of the mean."""
    n, bias = given["n"], bias or given["bias"]
    laws = theory.expected_variance, theory.accumulated_variance
    return [_reached(law(T, n, 0, bias), given["level"]) for law in laws]


def three(given):
    """Generations under replace and under accumulate, and the factor."""
    return [*_times(given), 2 ** (1 / (1 - given["bias"]))]


def _factor(wrong):
    """A wrong factor, whatever the two generations are."""
    return lambda g: in_places([*_times(g), wrong(g)], (2,), close(0.1))


def simulated(given, seed=5, runs=4_000):
    """The first two by lineages."""
    found = [
        ensembles.gaussian(
            policy,
            n=given["n"],
            generations=250,
            replicates=runs,
            seed=seed,
            sampling_bias=given["bias"],
        ).variance[1:]
        for policy in (Replace(), Accumulate())
    ]
    times = [_reached(v.mean(axis=1), given["level"]) for v in found]
    return [*times, 2 ** (1 / (1 - given["bias"]))]


def _power_law(given):
    """Right in another way: step by step, and the factor from two late times."""
    n, bias, v, seen = given["n"], given["bias"], 1 - 1 / given["n"], []
    for i in range(2, 40_000):
        seen.append(v)
        v *= 1 - (1 - bias) / i - bias / (n * i * i)
    late = [_reached(seen, seen[200] / k) for k in (1, 2)]
    return [_times(given)[0], _reached(seen, given["level"]), late[1] / late[0]]


BIAS = Exercise(
    id="04.4",
    title="A biased hand in a growing pool",
    minutes=10,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"A Gaussian with n = {g['n']} points a generation, fitted with division by n, "
        "from a truth of variance 1. Generation 1 sees real points. From then on the "
        f"models draw with sampling bias λ = {g['bias']}: with λ times their variance. "
        "Look at the *mean* variance over lineages.\n"
        "Three numbers, in this order. (1) Under replace: the first generation with a "
        f"mean variance of at most {g['level']}. (2) Under accumulate: the first "
        f"generation with a mean variance of at most {g['level']}. (3) Under "
        "accumulate, late in the run: to *halve* the mean variance once more, the "
        "number of generations has to be multiplied by what?\n"
        "Formulas or a simulation of 4,000 lineages for 250 generations, as you like; "
        "for (3) think of the law. If something never happens, write `math.inf`."
    ),
    observe=lambda answer, g: numbers_or_kind(answer, THREE),
    reference=three,
    alternatives=(simulated, _power_law),
    same=same_or_kind(ALIKE),
    tolerance="each of the three within 10 %; the generations also within 0.4 more "
    "under replace and 1 more under accumulate",
    wrong=(
        Wrong(
            "adding-cures-all",
            "Under accumulate you say never. Without bias that is right. With bias "
            "every new batch is too narrow *on average*, so all of them pull in the "
            "same direction, and 1 + 1/2 + 1/3 + … has no end.",
            lambda g: [three(g)[0], math.inf, three(g)[2]],
        ),
        Wrong(
            "adding-cures-all",
            "Under accumulate you say never. Without bias that is right. With bias "
            "every new batch is too narrow *on average*, so all of them pull in the "
            "same direction: it falls slowly, and it does not end.",
            lambda g: [three(g)[0], math.inf, math.inf],
        ),
        Wrong(
            "adding-changes-nothing",
            "You gave accumulate the time of replace. The new batch is only 1/t of the "
            "pool, so generation t takes a share of (1 − λ)/t and not of 1 − λ.",
            lambda g: [three(g)[i] for i in (0, 0, 2)],
        ),
        Wrong(
            "one-law-for-both",
            "You gave replace the time of accumulate. Under replace every generation "
            "keeps only the share λ of the variance of the last one.",
            lambda g: [three(g)[i] for i in (1, 1, 2)],
        ),
        Wrong(
            "std-for-variance",
            "You multiplied the standard deviation by λ. Here λ multiplies the "
            "variance.",
            lambda g: [*_times(g, g["bias"] ** 2), three(g)[2]],
        ),
        Wrong(
            "twice-as-long",
            "The first two are right. But the fall slows down more and more: twice as "
            "many generations take only the share 1 − 2^−(1−λ), far less than half.",
            lambda g: [*_times(g), 2],
        ),
        Wrong(
            "exponent-turned-over",
            "For the factor you took 1/(1 − λ): that is the exponent turned over. "
            "Solve k to the power −(1 − λ) = 1/2.",
            _factor(lambda g: 1 / (1 - g["bias"])),
        ),
        Wrong(
            "slow-means-never",
            "For the factor you say that the variance never halves again. It falls "
            "like a power of t, and a power of t has no floor: some factor halves it, "
            "each time the same one.",
            _factor(lambda g: math.inf),
        ),
    ),
    remark=numbers_right(THREE, 0.1, SLACK),
    hints=(
        "Under replace each generation keeps a share λ. Under accumulate the biased "
        "batch is only 1/t of the pool: what share is lost in generation t?",
        "(1 − λ)/t is lost in generation t, and a little more by chance. The product "
        "falls like t to the power −(1 − λ).",
        "`theory.accumulated_variance(t, n, 0, λ)` and `theory.expected_variance(t, n, "
        "0, λ)` hold the means. For (3) solve k to the power −(1 − λ) = 1/2.",
    ),
    solution=lambda g: (
        "{:.0f}, {:.0f}, {:.3g}.\n".format(*three(g))
        + "Chance has no direction: what it adds is weighed with 1/t², and the sum of "
        "that ends. Bias has one: it is weighed with 1/t, and the sum of that does not "
        "end. So accumulate turns a fast loss into a slow one."
    ),
    solution_code=lambda g: (
        "from course_utils import theory\n\n"
        f"n, bias, level = {g['n']}, {g['bias']}, {g['level']}\n"
        "t = np.arange(1, 1001)\n"
        "replace = theory.expected_variance(t, n, 0, bias)\n"
        "accumulate = theory.accumulated_variance(t, n, 0, bias)\n"
        "answer = [1 + np.argmax(v <= level) for v in (replace, accumulate)]\n"
        "answer.append(2 ** (1 / (1 - bias)))"
    ),
    correct="Accumulating stops what is noise and slows what is bias. The slow loss "
    "is a power of t, so it never levels off.",
)
