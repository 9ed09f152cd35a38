"""Exercise 04.4: how long accumulate lasts when the sampling is biased."""

import math

import numpy as np

from .... import ensembles, theory
from ....policies import Accumulate, Replace
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

THREE = ["generation under replace", "generation under accumulate", "the factor"]
FIRST, SECOND, FACTOR = range(3)
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
    for i in range(2, 500_000):
        seen.append(v)
        v *= 1 - (1 - bias) / i - bias / (n * i * i)
    late = [_reached(seen, seen[4_000] / k) for k in (1, 2)]
    return [_times(given)[0], _reached(seen, given["level"]), late[1] / late[0]]


BIAS = Exercise(
    id="04.4",
    title="A biased hand in a growing pool",
    minutes=10,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"A Gaussian with n = {g['n']} points a generation; the fit divides by n, and "
        "the truth has variance 1. Generation 1 sees real points. From then on the "
        f"models draw with sampling bias λ = {g['bias']}: with λ times their variance. "
        "Look at the *mean* variance over lineages.\n"
        "Three numbers. (1) Under replace: the first generation with a mean variance "
        f"of at most {g['level']}. (2) Under accumulate: the first generation with a "
        f"mean variance of at most {g['level']}. (3) Under accumulate, late in the "
        "run: to *halve* the mean variance once more, by what factor must the number "
        "of generations be multiplied?\n"
        "Use formulas or a simulation of 4,000 lineages for 250 generations, as you "
        "like; for (3) think of the law. If something never happens, write `np.inf`."
    ),
    answer=Numbers(THREE, relative=(0, 0.03, 0.005), absolute=(0, 1, 0)),
    reference=three,
    alternatives=(simulated, _power_law),
    wrong=(
        Wrong(
            "power-law-from-the-start",
            "For accumulate you took t to the power −(1 − λ) alone. That is how it "
            "falls late in the run. It begins lower, so multiply the factors "
            "1 − (1 − λ)/t one by one, or use `theory.accumulated_variance`.",
            but(three, {SECOND: lambda g: g["level"] ** (-1 / (1 - g["bias"]))}),
            places=(SECOND,),
        ),
        Wrong(
            "adding-cures-all",
            "Under accumulate you say never. Without bias that is right. With bias "
            "every new batch is too narrow *on average*, so all of them pull in the "
            "same direction, and 1 + 1/2 + 1/3 + … has no end.",
            but(three, {SECOND: lambda g: math.inf}),
        ),
        Wrong(
            "adding-cures-all",
            "Under accumulate you say never. Without bias that is right. With bias "
            "every new batch is too narrow *on average*, so all of them pull in the "
            "same direction: it falls slowly, and it does not end.",
            but(three, {SECOND: lambda g: math.inf, FACTOR: lambda g: math.inf}),
        ),
        Wrong(
            "adding-changes-nothing",
            "You gave accumulate the time of replace. The new batch is only 1/t of the "
            "pool, so generation t takes a share of (1 − λ)/t and not of 1 − λ.",
            moved(three, FIRST, FIRST, FACTOR),
        ),
        Wrong(
            "one-law-for-both",
            "You gave replace the time of accumulate. Under replace every generation "
            "keeps only the share λ of the variance of the last one.",
            moved(three, SECOND, SECOND, FACTOR),
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
            but(three, {FACTOR: lambda g: 2}),
        ),
        Wrong(
            "exponent-turned-over",
            "For the factor you took 1/(1 − λ): that is the inverse of the exponent. "
            "Solve k to the power −(1 − λ) = 1/2.",
            but(three, {FACTOR: lambda g: 1 / (1 - g["bias"])}),
            places=(FACTOR,),
        ),
        Wrong(
            "slow-means-never",
            "For the factor you say that the variance never halves again. It falls "
            "like a power of t, and a power of t has no floor: some factor halves it, "
            "each time the same one.",
            but(three, {FACTOR: lambda g: math.inf}),
            places=(FACTOR,),
        ),
        *(
            Wrong(
                "one-generation-off",
                "For replace you are one generation off. Generation 1 sees real "
                "points, so λ counts from generation 2 on; and the first generation "
                "with at most that variance is a whole number.",
                but(three, {FIRST: early}),
                places=(FIRST,),
            )
            for early in (
                lambda g: three(g)[FIRST] - 1,
                lambda g: three(g)[FIRST] + 1,
                lambda g: math.log(g["level"]) / math.log(g["bias"]),
                lambda g: 1 + math.log(g["level"]) / math.log(g["bias"]),
            )
        ),
    ),
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
        + "Chance has no direction: what it adds is weighted by 1/t², and the sum of "
        "that ends. Bias has one: it is weighted by 1/t, and the sum of that does not "
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
