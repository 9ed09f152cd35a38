"""Exercise 01.1: write one generation of the loop."""

import inspect
import math

import numpy as np

from ....tasks.answers.own_generator import not_the_given_generator
from ....tasks.answers.reading import Unusable, close, function, kind, number
from ....tasks.exercise import Exercise, Wrong

STEPS = 4_000  # calls of next_generation for each setting
SETTINGS = [(3.0, 2.0, 3), (-1.0, 0.5, 8)]  # mean, std, n


def next_generation(mean, std, n, rng):
    """One generation: sample from the model, fit the next one."""
    x = rng.normal(mean, std, n)
    return x.mean(), x.std(ddof=1)


def observe_step(answer, given):
    """Averages over many calls, each of about 1 in a right answer."""
    step = function(answer, "next_generation(mean, std, n, rng)")
    with np.errstate(all="ignore"):
        looks = [_look(step, mean, std, n) for mean, std, n in SETTINGS]
    return np.clip(np.concatenate(looks), -50, 50)


def _look(step, mean, std, n) -> list[float]:
    """Middle and spread of means and variances, and whether a seed repeats them."""
    rng = np.random.default_rng(n)
    pairs = [_pair(step(mean, std, n, rng)) for _ in range(STEPS)]
    again = _pair(step(mean, std, n, np.random.default_rng(n)))
    means, stds = (np.array(pairs) - [mean, 0]).T / std
    return [
        1 + means.mean() * math.sqrt(n),
        means.var() * n,
        np.mean(stds**2),
        np.var(stds**2) * (n - 1) / 2,
        float(again == pairs[0]),
    ]


def _pair(answer) -> tuple[float, float]:
    """Mean and standard deviation that a call returned."""
    named = ["the new mean", "the new standard deviation"]
    if isinstance(answer, np.ndarray):
        answer = tuple(answer.reshape(-1))
    if type(answer) not in (list, tuple) or len(answer) != 2:
        raise Unusable(
            "Your function has to return two numbers, the new mean and the new "
            f"standard deviation. It returned {kind(answer)}."
        )
    return tuple(number(v, what) for v, what in zip(answer, named, strict=True))


def _step(sample, fit):
    """A step from two pieces, for the wrong answers."""

    def step(mean, std, n, rng):
        return fit(sample(mean, std, n, rng))

    return lambda given: step


def _fit(x):
    return x.mean(), x.std(ddof=1)


def _faithful(mean, std, n, rng):
    return rng.normal(mean, std, n)


ONE_GENERATION = Exercise(
    id="01.1",
    title="Write one generation",
    minutes=8,
    difficulty=2,
    importance=5,
    task="Write `next_generation(mean, std, n, rng)`. It draws n points from the model "
    "N(mean, std²), fits the next model to them and returns its mean and its standard "
    "deviation. Divide by n − 1 (the unbiased fit).\n"
    "`rng` is a numpy Generator; draw with it and with nothing else. Hand in the "
    "function itself: `check('01.1', next_generation)`.",
    given_code="def next_generation(mean, std, n, rng):\n    ...",
    observe=observe_step,
    reference=lambda given: next_generation,
    ideal=lambda given: np.ones(5 * len(SETTINGS)),
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
    same=close(0.17, 0.04),
    tolerance=f"called {STEPS} times with n = 3 and with n = 8, its averages agree "
    "with the formula within 21 %",
    wrong=(
        Wrong(
            "divided-by-n",
            "Your spread is too small on average: by (n − 1)/n in the variance. numpy "
            "divides by n unless you write `ddof=1`.",
            _step(_faithful, lambda x: (x.mean(), x.std())),
        ),
        Wrong(
            "spread-not-refitted",
            "You hand on the spread that came in. The next model has to find it from "
            "the points.",
            lambda given: (
                lambda mean, std, n, rng: (rng.normal(mean, std, n).mean(), std)
            ),
        ),
        Wrong(
            "variance-returned",
            "You return the variance. Asked for is its square root, the standard "
            "deviation: the next call takes it as `std`.",
            _step(_faithful, lambda x: (x.mean(), x.var(ddof=1))),
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
            "spread differ a little from the model's, and that little is the subject.",
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
    solution="Sampling takes one line and fitting another. No line is wrong, and yet, "
    "repeated, they lose the spread.",
    solution_code=inspect.getsource(next_generation),
    correct="This is a whole generation: nothing else happens when the loop turns. "
    "Call it again with its own result, and you have the loop.",
)
