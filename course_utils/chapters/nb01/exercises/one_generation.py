"""Exercise 01.1: write one generation of the loop."""

import inspect
import math

import numpy as np

from .... import theory
from ....tasks.answers import Moments
from ....tasks.answers.moments import Moment
from ....tasks.answers.reading import Unusable, kind, number
from ....tasks.exercise import Exercise, Wrong
from ....tasks.wrong import not_the_given_generator

SETTINGS = [  # mean, std, n, calls
    (3.0, 2.0, 3, 4_000),
    (-1.0, 0.5, 8, 4_000),
    (1.0, 1.5, 1_000, 300),
]


def next_generation(mean, std, n, rng):
    """One generation: sample from the model, fit the next one."""
    x = rng.normal(mean, std, n)
    return x.mean(), x.std(ddof=1)


def look(step, given) -> list[Moment]:
    """Means, spreads, their independence, and whether a seed repeats them."""
    return [moment for setting in SETTINGS for moment in _look(step, *setting)]


def _look(step, mean, std, n, calls) -> list[Moment]:
    rng = np.random.default_rng(n)
    pairs = [_pair(step(mean, std, n, rng)) for _ in range(calls)]
    again = _pair(step(mean, std, n, np.random.default_rng(n)))
    means, stds = (np.array(pairs) - [mean, 0]).T / std
    z, df, at = means * math.sqrt(n), n - 1, f" with n = {n}"
    squares = np.square(stds) * df  # chi-squared
    level = (squares - df) / math.sqrt(2 * df)
    c4 = theory.c4(n)
    return [
        Moment.mean("the average mean" + at, z, 0, 1),
        Moment.variance("how much the means vary" + at, z, 1),
        Moment.mean("the average variance" + at, level, 0, 1),
        Moment.variance("how much the variances vary" + at, level, 1, 3 + 12 / df),
        Moment.mean("the average spread" + at, stds, c4, math.sqrt(1 - c4**2)),
        Moment.mean("the spread goes with the mean" + at, z * level, 0, 1),
        Moment.mean(
            "the spread goes with the mean's distance" + at,
            (z**2 - 1) / math.sqrt(2) * level,
            0,
            1,
        ),
        Moment.always("the same seed gives other numbers" + at, again == pairs[0]),
    ]


def _pair(answer) -> tuple[float, float]:
    """Mean and standard deviation that a call returned."""
    if not isinstance(answer, list | tuple | np.ndarray) or np.size(answer) != 2:
        raise Unusable(
            "Your function has to return two numbers, the new mean and the new "
            f"standard deviation. It returned {kind(answer)}."
        )
    parts = answer.ravel() if isinstance(answer, np.ndarray) else answer
    named = "the new mean", "the new standard deviation"
    return tuple(number(v, what) for v, what in zip(parts, named, strict=True))


def _step(sample, fit):
    """A step from two pieces, for the wrong answers."""

    def step(mean, std, n, rng):
        return fit(sample(mean, std, n, rng))

    return lambda given: step


def _fit(x):
    return x.mean(), x.std(ddof=1)


def _faithful(mean, std, n, rng):
    return rng.normal(mean, std, n)


def _from_one_number(mean, std, n, rng):
    """Mean and spread from the same random number (Wilson and Hilferty's cube)."""
    z, c = rng.standard_normal(), 2 / (9 * (n - 1))
    return mean + z * std / math.sqrt(n), std * abs(1 - c + z * math.sqrt(c)) ** 1.5


ONE_GENERATION = Exercise(
    id="01.1",
    title="Write one generation",
    minutes=8,
    difficulty=2,
    importance=5,
    task="Write `next_generation(mean, std, n, rng)`. It draws n points from the model "
    "N(mean, std²), the bell curve with that mean and variance, fits the next model to "
    "them, and returns two numbers: the fitted mean and the fitted standard deviation. "
    "Divide by n − 1 (the unbiased fit).\n"
    "`rng` is a numpy Generator; draw with it and with nothing else. Hand in the "
    "function itself: `check('01.1', next_generation)`.",
    answer=Moments(
        "next_generation(mean, std, n, rng)",
        look,
        tried="called thousands of times with n = 3, 8 and 1,000",
    ),
    reference=lambda given: next_generation,
    alternatives=(
        _step(
            lambda mean, std, n, rng: mean + std * rng.standard_normal(n),
            lambda x: [np.average(x), math.sqrt(np.cov(x))],
        ),
        lambda given: (
            lambda mean, std, n, rng: (
                mean + std * rng.standard_normal() / math.sqrt(n),
                std * math.sqrt(rng.chisquare(n - 1) / (n - 1)),
            )
        ),
    ),
    wrong=(
        Wrong(
            "divided-by-n",
            "Your spread is too small on average: by (n − 1)/n in the variance. numpy "
            "divides by n unless you write `ddof=1`.",
            _step(_faithful, lambda x: (x.mean(), x.std())),
        ),
        Wrong(
            "spread-not-refitted",
            "You pass on the old spread unchanged. The next model has to find it from "
            "the points.",
            lambda given: (
                lambda mean, std, n, rng: (rng.normal(mean, std, n).mean(), std)
            ),
        ),
        Wrong(
            "variance-returned",
            "You return the variance. The exercise asks for its square root, the "
            "standard deviation: the next call takes it as `std`.",
            _step(_faithful, lambda x: (x.mean(), x.var(ddof=1))),
        ),
        Wrong(
            "standard-error-returned",
            "You divide the standard deviation by √n. That is the standard error of "
            "the mean; the next model needs the spread of the points.",
            _step(_faithful, lambda x: (x.mean(), x.std(ddof=1) / math.sqrt(len(x)))),
        ),
        Wrong(
            "swapped",
            "You return the two in the wrong order: first the mean, then the standard "
            "deviation.",
            _step(_faithful, lambda x: _fit(x)[::-1]),
        ),
        Wrong(
            "sign-of-the-spread",
            "Your standard deviation is negative. A spread is never below 0.",
            _step(_faithful, lambda x: (x.mean(), -x.std(ddof=1))),
        ),
        Wrong(
            "variance-as-std",
            "You draw with std² where numpy wants std: `rng.normal` takes the standard "
            "deviation.",
            _step(lambda mean, std, n, rng: rng.normal(mean, std**2, n), _fit),
        ),
        Wrong(
            "forgot-the-mean",
            "Your points lie around 0. They have to lie around the mean of the model "
            "that they are drawn from.",
            _step(lambda mean, std, n, rng: rng.normal(0, std, n), _fit),
        ),
        Wrong(
            "never-leaves-the-truth",
            "Your points come from N(0, 1), the truth, whatever the model is. That is "
            "the control, not the loop: the loop draws from the last model.",
            _step(lambda mean, std, n, rng: rng.normal(0, 1, n), _fit),
        ),
        Wrong(
            "one-point-too-few",
            "You draw n − 1 points. The n − 1 is what the fit divides by; the number "
            "of points is n.",
            _step(lambda mean, std, n, rng: rng.normal(mean, std, n - 1), _fit),
        ),
        Wrong(
            "n-capped",
            "For small n it is right. For n = 1,000 it draws fewer points than n.",
            _step(lambda mean, std, n, rng: rng.normal(mean, std, min(n, 100)), _fit),
        ),
        Wrong(
            "one-number-for-both",
            "Mean and spread come from the same random number, so a draw with a large "
            "mean always has a large spread. Fit both to n points.",
            lambda given: _from_one_number,
        ),
        Wrong(
            "same-seed",
            "Your function draws the same points every time, so it never uses `rng`. "
            "Every generation needs new points.",
            _step(
                lambda mean, std, n, rng: np.random.default_rng(0).normal(mean, std, n),
                _fit,
            ),
        ),
        Wrong(
            "no-sampling",
            "You return the model that went in. Draw n points first; their mean and "
            "spread differ a little from the model's, and this course is about that "
            "small difference.",
            lambda given: lambda mean, std, n, rng: (mean, std),
        ),
        not_the_given_generator(next_generation),
    ),
    hints=(
        "Two steps: draw n points, then summarise them by two numbers.",
        "Draw with `rng.normal(mean, std, n)`. The fit is the points' mean and their "
        "standard deviation with `ddof=1`.",
        "`x = rng.normal(mean, std, n)`, and then `return x.mean(), …`",
    ),
    solution="One line samples and another fits. Neither is wrong, and yet, repeated, "
    "they lose the spread.",
    solution_code=inspect.getsource(next_generation),
    correct="This is a whole generation: nothing else happens when the loop turns. "
    "Call it again with its own result, and you have the loop.",
)
