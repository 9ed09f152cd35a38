"""Exercise 03.2: how fast biased sampling takes half of the variance."""

import math

import numpy as np

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

THREE = ["infinitely many points", "mean, n points", "median, n points"]


def _right(t, bias, n):
    drift = theory.log_variance_drift(n, 0)
    fits = 1, (1 - 1 / n) ** t, np.exp(t * drift)
    return [bias ** (t - 1) * fit for fit in fits]


def _losses(bias, n):
    """What one generation takes: infinite data, mean, median."""
    return [1 - bias, 1 - bias * (1 - 1 / n), 1 - bias * (1 - 2 / n)]


def variances(bias: float, n: int) -> np.ndarray:
    """Infinite data, mean, median, over n: (3, 60) for generations 1 to 60."""
    return np.array(_right(np.arange(1, 61), bias, n))


def _halved(curves) -> tuple[int, ...]:
    """The first generation of each curve with at most one half."""
    return tuple(1 + int(np.argmax(curve <= 0.5)) for curve in curves)


def _apart(bias: float, n: int) -> bool:
    """Whether the three answers are at least two generations apart."""
    endless, mean, median = _halved(variances(bias, n))
    return endless - mean >= 2 and mean - median >= 2


def _sure(bias: float, n: int) -> bool:
    """Whether 20,000 lineages hit the generations: 0.5 is 3 standard errors away."""
    curves = variances(bias, n)
    for curve, t in list(zip(curves, _halved(curves), strict=True))[1:]:
        error = 1.25 * math.sqrt(2 * t / n / 20_000)
        if min(curve[t - 2] - 0.5, 0.5 - curve[t - 1]) < 0.5 * (3 * error + 0.002):
            return False
    t = np.arange(1, 61)
    rule = bias ** (t - 1) * np.exp(-2 * t / n)
    return _halved([rule])[0] == _halved(curves)[2]


BIASES = (0.93, 0.935, 0.94, 0.945, 0.95, 0.955, 0.96, 0.965, 0.97)
SEATS = [(b, n) for b in BIASES for n in range(14, 61) if _apart(b, n) and _sure(b, n)]


def _three(given):
    return _halved(variances(given["bias"], given["n"]))


def _simulated(given, runs=20_000, seed=6):
    """No formula but the one for infinite data: lineages, generation by generation."""
    bias, n = given["bias"], given["n"]
    factor = np.random.default_rng(seed).chisquare(n - 1, (60, runs)) / n
    lineages = np.cumprod(factor, axis=0) * bias ** np.arange(60)[:, None]
    middle = lineages.mean(axis=1), np.median(lineages, axis=1)
    return _halved([bias ** np.arange(60), *middle])


def _from(curve):
    """The first generations for another law of the three variances."""
    return lambda g: _halved(curve(np.arange(1, 400), g["bias"], g["n"]))


SAMPLING_BIAS = Exercise(
    id="03.2",
    title="Half of the variance, by sampling bias",
    minutes=10,
    difficulty=3,
    importance=4,
    given=lambda random: dict(zip(("bias", "n"), random.choice(SEATS), strict=True)),
    task=lambda g: (
        "A Gaussian is fitted, sampled, refitted (replace, from a truth of variance "
        "1). The fit divides by n. Generation 1 sees real points. From then on the "
        f"points are drawn too close to the centre: with λ = {g['bias']} times the "
        "variance of the model they come from. In which generation is the variance of "
        "the model first at most one half?\n"
        "Three whole numbers: with infinitely many points; the *mean* variance over "
        f"lineages with n = {g['n']} points; the *median* variance with n = {g['n']} "
        "points.\n"
        "Use formulas or a simulation of 20,000 lineages, as you like. (For the "
        "median, log σ² loses about 2/n a generation by fitting alone; "
        "`theory.log_variance_drift(n, 0)` has it exactly.)"
    ),
    answer=Numbers(THREE),
    reference=_three,
    alternatives=(_simulated, lambda g: np.array(_simulated(g, seed=7), float)),
    wrong=(
        Wrong(
            "one-generation-early",
            "A generation too early. Generation 1 sees real points, so λ counts from "
            "generation 2 on: λ to the power t − 1. (And in Python index 0 is "
            "generation 1.)",
            lambda g: [t - 1 for t in _three(g)],
            places=(0,),
        ),
        Wrong(
            "one-generation-late",
            "A generation too late. Generation 2 is drawn with λ once, generation 3 "
            "twice; and “at most one half” means the first generation that reaches it.",
            lambda g: [t + 1 for t in _three(g)],
            places=(0,),
        ),
        Wrong(
            "between-generations",
            "The curve crosses one half between two generations. The question asks for "
            "the first whole generation after that.",
            but(
                _three,
                {0: lambda g: 1 + math.log(0.5) / math.log(g["bias"])},
            ),
            places=(0,),
        ),
        Wrong(
            "more-points-cure-bias",
            "For infinitely many points you say never. No number of points helps here: "
            "each generation is *drawn* too narrow, and the fit finds that faithfully.",
            but(_three, {0: lambda g: math.inf}),
        ),
        Wrong(
            "bias-is-all",
            "You gave one number three times. With finitely many points the fit takes "
            "its own share, and the typical lineage loses more than the average one.",
            moved(_three, 0, 0, 0),
        ),
        Wrong(
            "average-is-typical",
            "Your median is your mean. As in notebook 01: a few wide lineages hold the "
            "mean up while the lineage in the middle has long since become narrow.",
            moved(_three, 0, 1, 1),
        ),
        Wrong(
            "std-for-variance",
            "There the *standard deviation* is at most one half. The question asks for "
            "the variance, its square.",
            _from(lambda t, bias, n: [v**0.5 for v in _right(t, bias, n)]),
        ),
        Wrong(
            "bias-squared",
            "You multiplied the standard deviation by λ. Here λ multiplies the "
            "variance; the standard deviation gets its root.",
            _from(lambda t, bias, n: [v * bias ** (t - 1) for v in _right(t, bias, n)]),
        ),
        Wrong(
            "linear-loss",
            "You took the same amount away in every generation. Each generation takes "
            "the same *share* of what is left.",
            _from(lambda t, bias, n: [1 - (t - 1) * loss for loss in _losses(bias, n)]),
        ),
    ),
    hints=(
        "Begin with infinitely many points. The fit is then exact. What is the "
        "variance of generations 1, 2 and 3?",
        "1, λ, λ²: λ to the power t − 1. With n points the mean has a factor 1 − 1/n "
        "in every generation as well, the first included.",
        "Mean: λ^(t−1) · (1 − 1/n)^t. Median: about λ^(t−1) · exp(−2t/n). Look for the "
        "first t with at most 0.5.",
    ),
    solution=lambda g: (
        "Generations {}, {}, {}.\n".format(*_three(g))
        + "λ alone takes the same share in every generation, whatever n is. A finite n "
        "adds its own loss to it. More points make the second loss small, never the "
        "first."
    ),
    solution_code=lambda g: (
        "from course_utils import theory\n\n"
        f"bias, n = {g['bias']}, {g['n']}\n"
        "t = np.arange(1, 61)\n"
        "lost = bias ** (t - 1)\n"
        "drift = theory.log_variance_drift(n, 0)\n"
        "curves = (lost, lost * (1 - 1 / n) ** t, lost * np.exp(t * drift))\n"
        "answer = [1 + np.argmax(curve <= 0.5) for curve in curves]"
    ),
    correct="Bias goes on with infinitely many points: λ to the power t − 1. That is "
    "the test of this notebook for an approximation error.",
)
