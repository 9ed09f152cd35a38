"""Exercise 03.3: the bandwidth that holds the variance, and what others do."""

import math

import numpy as np

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

HOLDS, LIMIT, AT_T = range(3)


def _seat(random):
    """Few points, so that one generation is a clear step."""
    n = random.randrange(8, 17)
    limit = random.choice([0.25, 0.4, 2.0, 3.0])  # roughly, before rounding h
    return {"n": n, "h": round(math.sqrt(limit / n), 2), "t": random.randrange(2, 7)}


def _names(given):
    return [
        "the bandwidth that holds",
        "the variance in the long run",
        f"the variance at generation {given['t']}",
    ]


def three(given):
    """The bandwidth that holds, the limit, and the variance of generation t."""
    n, h, t = given["n"], given["h"], given["t"]
    return 1 / math.sqrt(n), n * h * h, float(theory.kde_variance(t, n, h))


def simulated(given, seed=3, runs=20_000):
    """The second and third by lineages: as a learner may find them."""
    n, h, t = given["n"], given["h"], given["t"]
    rng, means = np.random.default_rng(seed), []
    x = rng.standard_normal((runs, n))
    for _ in range(10 * n):
        means.append(x.var(axis=1).mean() + h * h)
        chosen = np.take_along_axis(x, rng.integers(n, size=x.shape), axis=1)
        x = chosen + h * rng.standard_normal(x.shape)
    return [n**-0.5, np.mean(means[6 * n :]), means[t - 1]]


def _step_by_step(given):
    """Right in another way: no formula for generation t."""
    n, h, v, seen = given["n"], given["h"], 1.0, []
    for _ in range(20 * n):
        v = v * (1 - 1 / n) + h * h
        seen.append(v)
    return [math.sqrt(1 / n), v, seen[given["t"] - 1]]


def _at(generations: int):
    """The variance so many generations later."""
    return lambda g: three({**g, "t": g["t"] + generations})[AT_T]


BANDWIDTH = Exercise(
    id="03.3",
    title="The bandwidth that holds the variance",
    minutes=10,
    difficulty=3,
    importance=3,
    given=_seat,
    task=lambda g: (
        f"A kernel density on n = {g['n']} points a generation, under replace, from a "
        "truth of variance 1. To draw a point, pick one of the n points and add noise "
        "from N(0, h²); h is the bandwidth. The variance of the model is that of its "
        "points (divided by n) plus h². Below, only its *mean* over lineages "
        "matters.\n"
        "Three numbers: the bandwidth h that keeps the variance at 1 permanently; the "
        f"variance in the long run with h = {g['h']} in every generation; the variance "
        f"at generation {g['t']} with this h = {g['h']}.\n"
        "Use formulas or a simulation, as you like: 20,000 lineages for 10n "
        "generations are enough (for the second number take the average over the last "
        "4n)."
    ),
    answer=Numbers(_names, relative=0.02),
    reference=three,
    alternatives=(_step_by_step, simulated, lambda g: np.round(three(g), 3)),
    wrong=(
        *(
            Wrong(
                "one-generation-off",
                "For the third number you counted one generation too many or too few. "
                "The model of generation 1 has already drawn and blurred once.",
                but(three, {AT_T: _at(off)}),
            )
            for off in (-1, 1)
        ),
        Wrong(
            "points-for-model",
            "You gave the variance of the *points*. The model's is that of its points "
            "plus h².",
            but(
                three,
                {
                    LIMIT: lambda g: three(g)[LIMIT] - g["h"] ** 2,
                    AT_T: lambda g: three(g)[AT_T] - g["h"] ** 2,
                },
            ),
            places=(LIMIT, AT_T),
        ),
        Wrong(
            "no-blur-no-loss",
            "Without blur (h = 0) the next points are a draw from the old ones, and "
            "each draw loses a share of 1/n of the variance. The blur has to give that "
            "back.",
            but(three, {HOLDS: lambda g: 0}),
        ),
        Wrong(
            "variance-for-width",
            "1/n is the *variance* of the noise that holds. The bandwidth is its root.",
            but(three, {HOLDS: lambda g: 1 / g["n"]}),
        ),
        Wrong(
            "n-less-one",
            "For the bandwidth you took n − 1. This variance divides by n, so each "
            "draw loses a share of 1/n.",
            but(three, {HOLDS: lambda g: 1 / math.sqrt(g["n"] - 1)}),
        ),
        Wrong(
            "rule-of-thumb-holds",
            "You took Scott's rule, n^(−1/5) times the spread. It is made for one "
            "fit. In the loop it adds far more than the draw takes away.",
            but(three, {HOLDS: lambda g: g["n"] ** -0.2}),
        ),
        Wrong(
            "blur-always-widens",
            "You added h² in every generation and took nothing away. Each draw from n "
            "points also loses a share of 1/n, so gain and loss meet at a limit.",
            but(
                three,
                {LIMIT: lambda g: math.inf, AT_T: lambda g: 1 + g["t"] * g["h"] ** 2},
            ),
        ),
        Wrong(
            "always-dies",
            "You let the variance die as for a Gaussian: (1 − 1/n) to the power t. The "
            "blur adds h² in every generation.",
            but(
                three, {LIMIT: lambda g: 0, AT_T: lambda g: (1 - 1 / g["n"]) ** g["t"]}
            ),
        ),
        Wrong(
            "std-for-variance",
            "The last two are standard deviations. The question asks for variances, "
            "their squares.",
            but(
                three,
                {
                    LIMIT: lambda g: math.sqrt(three(g)[LIMIT]),
                    AT_T: lambda g: math.sqrt(three(g)[AT_T]),
                },
            ),
        ),
        Wrong(
            "limit-at-once",
            "You gave the limit for generation t as well. It takes a few times n "
            "generations to come near it.",
            but(three, {AT_T: lambda g: three(g)[LIMIT]}),
        ),
    ),
    hints=(
        "What does one generation do to the variance v? A draw of n points from n "
        "points takes a share of 1/n; the noise adds h².",
        "v becomes v · (1 − 1/n) + h². For which h does v = 1 stay 1? For your h, "
        "which v stays the same?",
        "h² = 1/n holds. The long run is v = n h². In between: r + n h² · (1 − r) "
        "with r = (1 − 1/n) to the power t.",
    ),
    solution=lambda g: (
        "{:.4f}, {:.4f}, {:.4f}.\n".format(*three(g))
        + "Gain and loss meet where v/n = h². So a bandwidth below 1/√n narrows, one "
        "above it widens, and both stop at n h²."
    ),
    solution_code=lambda g: (
        f"n, h, t = {g['n']}, {g['h']}, {g['t']}\n"
        "r = (1 - 1 / n) ** t\n"
        "answer = (n**-0.5, n * h**2, r + n * h**2 * (1 - r))"
    ),
    correct="The same model narrows, holds or widens: the bandwidth decides. So “the "
    "variance holds” alone does not mean that nothing is lost: the shape blurs.",
)
