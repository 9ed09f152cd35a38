"""Exercise 03.2: how fast biased sampling takes half of the variance."""

import math

import numpy as np

from .... import theory
from ....tasks.answers.reading import close, numbers_of
from ....tasks.answers.so_far import numbers_right
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
    """Whether the three answers are at least three generations apart."""
    endless, mean, median = _halved(variances(bias, n))
    return endless - mean >= 3 and mean - median >= 3


BIASES = (0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98)
SEATS = [(b, n) for b in BIASES for n in range(20, 81) if _apart(b, n)]


def _three(given):
    return _halved(variances(given["bias"], given["n"]))


def _simulated(given, runs=10_000, seed=6):
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
        "Three whole numbers, in this order: with infinitely many points; the *mean* "
        f"variance over lineages with n = {g['n']} points; the *median* variance with "
        f"n = {g['n']} points.\n"
        "Formulas or a simulation of 10,000 lineages, as you like. (For the median, "
        "log σ² loses about 2/n a generation by fitting alone; "
        "`theory.log_variance_drift(n, 0)` has it exactly.)"
    ),
    observe=lambda answer, g: numbers_of(answer, THREE),
    reference=_three,
    alternatives=(_simulated, lambda g: np.array(_simulated(g, seed=7), float)),
    same=close(absolute=1),
    tolerance="each of the three within one generation",
    wrong=(
        Wrong(
            "more-points-cure-bias",
            "For infinitely many points you say never. No number of points helps here: "
            "each generation is *drawn* too narrow, and the fit finds that faithfully.",
            lambda g: (math.inf, *_three(g)[1:]),
        ),
        Wrong(
            "bias-is-all",
            "You gave one number three times. With finitely many points the fit takes "
            "its own share, and the typical lineage loses more than the average one.",
            lambda g: (_three(g)[0],) * 3,
        ),
        Wrong(
            "average-is-typical",
            "Your median is your mean. As in notebook 01: a few wide lineages hold "
            "the mean up while the lineage in the middle has long become narrow.",
            lambda g: (_three(g)[0], _three(g)[1], _three(g)[1]),
        ),
        Wrong(
            "std-for-variance",
            "There the *standard deviation* is at most one half. Asked for is the "
            "variance, its square.",
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
    remark=numbers_right(THREE, absolute=1),
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
