"""Exercises 01.2 and 01.3: mean and median, and how many points it takes."""

import math

import numpy as np

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, each, moved
from ....tasks.exercise import Exercise, Wrong

FOUR = ["mean, divide by n", "mean, by n − 1", "median, by n", "median, by n − 1"]


def _seat(random):
    """So few generations that 2,000 lineages are enough: their mean is within 3 %."""
    n = random.randrange(60, 121)
    return {"n": n, "t": random.randrange(round(0.3 * n), round(0.5 * n) + 1)}


def _four(given):
    n, t = given["n"], given["t"]
    return (
        theory.expected_variance(t, n, 0),
        theory.expected_variance(t, n, 1),
        math.exp(t * theory.log_variance_drift(n, 0)),
        math.exp(t * theory.log_variance_drift(n, 1)),
    )


def _rule(given):
    """The same four to remember: exp(-t/n), 1, exp(-2t/n), exp(-t/n)."""
    return np.exp([-given["t"] / given["n"] * k for k in (1, 0, 2, 1)])


def _later(law, generations: int):
    """The four numbers so many generations later."""
    return lambda g: law({**g, "t": g["t"] + generations})


def simulated(given, seed=5, lineages=2_000):
    """All four by lineages, as the task says."""
    rng, n, t = np.random.default_rng(seed), given["n"], given["t"]
    factors = rng.chisquare(n - 1, (t, lineages))
    fits = [np.prod(factors / d, axis=0) for d in (n, n - 1)]
    return [middle(variance) for middle in (np.mean, np.median) for variance in fits]


MEAN_AND_MEDIAN = Exercise(
    id="01.2",
    title="Mean and median run apart",
    minutes=10,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"Thousands of lineages start from N(0, 1) and train on n = {g['n']} points a "
        "generation, under replace. Look at the *variance* s² of generation "
        f"{g['t']}.\n"
        "Four numbers: the mean over lineages when the fit divides by n; the mean "
        "when it divides by n − 1; the median when it divides by n; the median when "
        "it divides by n − 1.\n"
        "Use formulas or a simulation of a few thousand lineages, as you like."
    ),
    answer=Numbers(FOUR, relative=0.10),
    reference=_four,
    alternatives=(
        simulated,
        _rule,
    ),
    wrong=(
        *(
            Wrong(
                "one-generation-off",
                "These are the numbers one generation too early or too late. "
                "Generation 1 is the first fit, so after t generations t fits have "
                "been made.",
                _later(law, off),
                slip=True,
            )
            for law in (_four, _rule)
            for off in (-1, 1)
        ),
        Wrong(
            "average-is-typical",
            "Your medians are your means. A few wide lineages hold the mean up while "
            "the lineage in the middle has long since become narrow.",
            moved(_four, 0, 1, 0, 1),
        ),
        Wrong(
            "typical-is-average",
            "Your means are your medians. The typical lineage shrinks, but a few grow, "
            "and the mean counts them in full.",
            moved(_four, 2, 3, 2, 3),
        ),
        Wrong(
            "ddof-cosmetic",
            "You gave both fits the same numbers. Dividing by n takes away the share "
            "1/n of the variance each generation, on top of everything else, and it "
            "adds up.",
            moved(_four, 1, 1, 3, 3),
        ),
        Wrong(
            "ddof-exchanged",
            "You swapped the two fits. Dividing by n makes each variance a little "
            "smaller, so its numbers are the smaller ones.",
            moved(_four, 1, 0, 3, 2),
        ),
        *(
            Wrong(
                "swapped",
                "The numbers are right, but in the wrong order: both means first, then "
                "both medians; and each time the fit that divides by n comes first.",
                moved(_four, *order),
            )
            for order in ((2, 3, 0, 1), (0, 2, 1, 3))
        ),
        Wrong(
            "linear-loss",
            "You took the same amount away in every generation. Each generation takes "
            "the same *share* of what is left.",
            lambda g: [1 - k * g["t"] / g["n"] for k in (1, 0, 2, 1)],
        ),
        Wrong(
            "percent",
            "You gave percent. Here the truth's variance is 1, not 100.",
            each(_four, lambda v: 100 * v),
        ),
        Wrong(
            "loss-for-variance",
            "You gave what is *lost*. The question asks for the variance that is left.",
            each(_four, lambda v: 1 - v),
        ),
        Wrong(
            "std-for-variance",
            "These are standard deviations. The question asks for the variance, their "
            "square.",
            each(_four, math.sqrt),
        ),
        Wrong(
            "one-step-only",
            "That is what one generation does. It is done again in every generation, "
            "and the factors multiply.",
            lambda g: _four({**g, "t": 1}),
        ),
    ),
    hints=(
        "The unbiased fit is right on average, in every generation. What does that say "
        "about the mean over lineages?",
        "Means multiply: each generation multiplies the mean variance by "
        "(n − 1)/(n − ddof). Medians follow the average of the logarithm, which loses "
        "about 1/n a generation (divide by n − 1) or 2/n (divide by n).",
        "After t generations that is: mean (1 − 1/n)ᵗ and 1; median about exp(−2t/n) "
        "and exp(−t/n).",
    ),
    solution=lambda g: (
        "For this n: " + ", ".join(f"{v:.3f}" for v in _four(g)) + ".\n"
        "The mean of the unbiased fit always stays 1; the median falls all the same. "
        "Dividing by n doubles the rate of the median's fall: half of it is the "
        "estimator's bias, the other half is there without any bias."
    ),
    solution_code=lambda g: (
        "import math\n"
        "from course_utils import theory\n\n"
        f"n, t = {g['n']}, {g['t']}\n"
        "answer = (\n"
        "    theory.expected_variance(t, n, ddof=0),\n"
        "    theory.expected_variance(t, n, ddof=1),\n"
        "    math.exp(t * theory.log_variance_drift(n, ddof=0)),\n"
        "    math.exp(t * theory.log_variance_drift(n, ddof=1)),\n"
        ")"
    ),
    correct="So a plot of the mean shows no collapse at all for the unbiased fit, "
    "while the typical lineage collapses. That is why the course plots medians.",
)

TWO = ["n where the fit divides by n", "n where it divides by n − 1"]


def points_needed(generations: int, ddof: int) -> int:
    """The smallest n whose half-life is at least that many generations."""
    low, high = 2, 4 * generations + 4
    while low < high:
        middle = (low + high) // 2
        if theory.half_life(middle, ddof) >= generations:
            high = middle
        else:
            low = middle + 1
    return low


def _needed(given):
    return points_needed(given["T"], 0), points_needed(given["T"], 1)


HOW_MANY = Exercise(
    id="01.3",
    title="How many points keep half of the spread?",
    minutes=8,
    difficulty=3,
    importance=4,
    given=lambda random: {"T": random.randrange(400, 2001, 50)},
    task=lambda g: (
        "Replace, from N(0, 1). How many points n a generation are needed for the "
        "*median standard deviation* over lineages to still be one half after "
        f"T = {g['T']:,} generations?\n"
        "Two numbers: n for the fit that divides by n, then n for the fit that "
        "divides by n − 1."
    ),
    answer=Numbers(TWO, relative=0.02),
    reference=_needed,
    alternatives=(
        lambda g: [g["T"] / math.log(2), g["T"] / (2 * math.log(2))],
        lambda g: np.array([g["T"] / 0.69, g["T"] / 1.39]),
    ),
    wrong=(
        Wrong(
            "average-is-typical",
            "Your first number is right. For the second you took the *mean* variance, "
            "which never falls when the fit is unbiased. The median falls, so "
            "here too the number of points matters.",
            but(_needed, {1: lambda g: math.inf}),
        ),
        Wrong(
            "average-is-typical",
            "Your first number is right. For the second you took the *mean* variance, "
            "which never falls when the fit is unbiased, so that any n would do. The "
            "median falls.",
            but(_needed, {1: lambda g: 2}),
        ),
        Wrong(
            "ddof-cosmetic",
            "Your first number is right. The −1 is not cosmetic: dividing by n is half "
            "of the drift of the median, whatever n is. The unbiased fit is slower.",
            moved(_needed, 0, 0),
        ),
        Wrong(
            "ddof-cosmetic",
            "Your second number is right. The −1 is not cosmetic: the fit that divides "
            "by n loses spread twice as fast, so it needs more points.",
            moved(_needed, 1, 1),
        ),
        Wrong(
            "variance-for-spread",
            "These numbers keep half of the *variance*. The question asks for the "
            "standard deviation, its root: where that is one half, the variance is a "
            "quarter.",
            lambda g: (2 * g["T"] / math.log(2), g["T"] / math.log(2)),
        ),
        Wrong(
            "swapped",
            "Both numbers are right, but the other way round. Which of the two fits "
            "loses spread faster, and so needs more points?",
            moved(_needed, 1, 0),
        ),
        Wrong(
            "points-are-generations",
            "You took n = T. The half-life grows in proportion to n, but the factor is "
            "not 1, and it is not the same for both fits.",
            lambda g: (g["T"], g["T"]),
        ),
        Wrong(
            "times-for-divided",
            "You multiplied T by 0.693 and 1.386. These factors turn n into a "
            "half-life. To go from a half-life to n, divide by them.",
            lambda g: (g["T"] * math.log(2), g["T"] * 2 * math.log(2)),
        ),
        Wrong(
            "ten-for-e",
            "You took the logarithm to base 10. The spread decays like exp(−t/n), so "
            "take the natural logarithm: `np.log(2)`, 0.693.",
            lambda g: (g["T"] / math.log10(2), g["T"] / (2 * math.log10(2))),
        ),
    ),
    hints=(
        "Find the half-life for one n first. How does it change when n doubles?",
        "The median standard deviation halves in about 0.69 n generations (divide by "
        "n) or 1.39 n (divide by n − 1).",
        "So solve 0.693 n = T and 1.386 n = T for n.",
    ),
    solution=lambda g: (
        f"T / 0.693 and T / 1.386: {_needed(g)[0]:,} and {_needed(g)[1]:,} points.\n"
        "0.693 is log 2 and 1.386 is 2 log 2: the logarithm of the median standard "
        "deviation loses 1/n or 1/(2n) a generation, and has to lose log 2."
    ),
    solution_code=lambda g: (
        "import math\n\n"
        f"T = {g['T']}\n"
        "answer = (T / math.log(2), T / (2 * math.log(2)))"
    ),
    correct="The half-life is proportional to n. Many points make the loss slow; they "
    "do not make it stop.",
)
