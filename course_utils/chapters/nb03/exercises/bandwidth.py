"""Exercise 03.3: the bandwidth that holds the variance, and what others do."""

import math

import numpy as np

from .... import theory
from ....tasks.answers.reading import close, numbers_of
from ....tasks.answers.so_far import numbers_right
from ....tasks.exercise import Exercise, Wrong


def _seat(random):
    n = random.randrange(20, 61, 2)
    limit = random.choice([0.25, 0.4, 2.0, 3.0])  # roughly, before rounding h
    return {
        "n": n,
        "h": round(math.sqrt(limit / n), 2),
        "t": random.randrange(round(0.5 * n), round(1.1 * n)),
    }


def _names(given):
    return ["the holding bandwidth", "the limit", f"at generation {given['t']}"]


def three(given):
    """The bandwidth that holds, the limit, and the variance of generation t."""
    n, h, t = given["n"], given["h"], given["t"]
    return 1 / math.sqrt(n), n * h * h, float(theory.kde_variance(t, n, h))


def simulated(given, seed=3, runs=4_000):
    """The second and third by lineages: as a learner may find them."""
    n, h, t = given["n"], given["h"], given["t"]
    rng, means = np.random.default_rng(seed), []
    x = rng.standard_normal((runs, n))
    for _ in range(6 * n):
        means.append(x.var(axis=1).mean() + h * h)
        chosen = np.take_along_axis(x, rng.integers(n, size=x.shape), axis=1)
        x = chosen + h * rng.standard_normal(x.shape)
    return [n**-0.5, np.mean(means[4 * n :]), means[t - 1]]


def _step_by_step(given):
    """Right in another way: no formula for generation t."""
    n, h, v, seen = given["n"], given["h"], 1.0, []
    for _ in range(20 * n):
        v = v * (1 - 1 / n) + h * h
        seen.append(v)
    return [math.sqrt(1 / n), v, seen[given["t"] - 1]]


def _with(*replaced):
    """The right answer but for the places where a function is given."""
    return lambda g: [
        value if change is None else change(g)
        for value, change in zip(three(g), replaced, strict=True)
    ]


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
        "points (divided by n) plus h². All is about its *mean* over lineages.\n"
        "Three numbers, in this order: the bandwidth h that keeps the variance at 1 "
        f"for ever; the variance in the long run with h = {g['h']} in every "
        f"generation; the variance at generation {g['t']} with this h = {g['h']}.\n"
        "Formulas or a simulation, as you like: 4,000 lineages for 6n generations are "
        "enough (for the second number take the average over the last 2n)."
    ),
    observe=lambda answer, g: numbers_of(answer, _names(g)),
    reference=three,
    alternatives=(
        _step_by_step,
        lambda g: np.round(three(g), 3),
    ),
    same=close(0.10),
    tolerance="each of the three within 10 %",
    wrong=(
        Wrong(
            "no-blur-no-loss",
            "Without blur (h = 0) the next points are a draw from the old ones, and "
            "each draw loses a share of 1/n of the variance. The blur has to give that "
            "back.",
            _with(lambda g: 0, None, None),
        ),
        Wrong(
            "variance-for-width",
            "1/n is the *variance* of the noise that holds. The bandwidth is its root.",
            _with(lambda g: 1 / g["n"], None, None),
        ),
        Wrong(
            "rule-of-thumb-holds",
            "You took Scott's rule, n^(−1/5) times the spread. It is made for one "
            "fit. In the loop it adds far more than the draw takes away.",
            _with(lambda g: g["n"] ** -0.2, None, None),
        ),
        Wrong(
            "blur-always-widens",
            "You added h² in every generation and took nothing away. Each draw from n "
            "points also loses a share of 1/n, so gain and loss meet at a limit.",
            _with(None, lambda g: math.inf, lambda g: 1 + g["t"] * g["h"] ** 2),
        ),
        Wrong(
            "always-dies",
            "You let the variance die as for a Gaussian: (1 − 1/n) to the power t. The "
            "blur adds h² in every generation.",
            _with(None, lambda g: 0, lambda g: (1 - 1 / g["n"]) ** g["t"]),
        ),
        Wrong(
            "std-for-variance",
            "The last two are standard deviations. Asked for are variances, their "
            "squares.",
            _with(
                None,
                lambda g: math.sqrt(three(g)[1]),
                lambda g: math.sqrt(three(g)[2]),
            ),
        ),
        Wrong(
            "limit-at-once",
            "You gave the limit for generation t as well. It takes a few times n "
            "generations to come near it.",
            _with(None, None, lambda g: three(g)[1]),
        ),
    ),
    remark=numbers_right(
        ["the bandwidth that holds", "the limit", "the variance at generation t"], 0.1
    ),
    hints=(
        "What does one generation do to the variance v? A draw of n points from n "
        "points takes a share of 1/n; the noise adds h².",
        "v becomes v · (1 − 1/n) + h². For which h does v = 1 stay 1? Which v stays "
        "as it is for your h?",
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
