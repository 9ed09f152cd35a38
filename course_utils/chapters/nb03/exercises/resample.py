"""Exercise 03.4: write the sampling of a kernel density."""

import inspect
import math

import numpy as np

from ....tasks.answers import Moments
from ....tasks.answers.moments import Moment
from ....tasks.answers.reading import Unusable, kind, number
from ....tasks.exercise import Exercise, Wrong
from ....tasks.wrong import not_the_given_generator

CALLS = 4_000  # of resample for each of the three looks
APART = np.array([1.0, 2.0, 4.0, 9.0])
TOGETHER = np.array([0.0, 0.0, 8.0])


def resample(x, bandwidth, n, rng):
    """n points of the kernel density of x: picked with replacement, then blurred."""
    return rng.choice(x, n) + rng.normal(0, bandwidth, n)


def look(draw, given) -> list[Moment]:
    """Which points are picked, how each is blurred, and both together."""
    return [*_picks(draw), *_blur(draw), *_both(draw)]


def _drawn(draw, x, h, n, seed) -> np.ndarray:
    """What so many calls return: (CALLS, n)."""
    rng = np.random.default_rng(seed)
    return np.array([_row(draw(x.copy(), h, n, rng), n) for _ in range(CALLS)])


def _picks(draw, n=6) -> list[Moment]:
    """Without blur each old point is drawn Binomial(n, 1/4) times."""
    drawn, p = _drawn(draw, APART, 0.0, n, 1), 1 / len(APART)
    count = (drawn[..., None] == APART).sum(axis=1)
    off = (count - n * p) / math.sqrt(n * p * (1 - p))
    tails = 3 + (1 - 6 * p * (1 - p)) / (n * p * (1 - p))
    found = [Moment.always("new points where h = 0", np.isin(drawn, APART).mean())]
    for i, z in enumerate(off.T, 1):
        found += [
            Moment.mean(f"how often point {i} is picked", z, 0, 1),
            Moment.variance(f"how much these picks of {i} vary", z, 1, tails),
        ]
    return found


def _blur(draw, h=0.5, n=6) -> list[Moment]:
    """From a single point every draw is noise alone."""
    z = (_drawn(draw, np.array([5.0]), h, n, 2) - 5) / h
    return [
        Moment.mean("the average of the noise", z, 0, 1),
        Moment.variance("the size of the noise", z, 1),
        Moment.mean("the tails of the noise", z**4, 3, math.sqrt(96)),
        Moment.variance(
            "the noises in one draw depend on each other", z.sum(axis=1), n
        ),
        Moment.mean(
            "neighbours in a draw depend on each other", z[:, 1:] * z[:, :-1], 0, 1
        ),
    ]


def _both(draw, h=2.0, n=4) -> list[Moment]:
    """Average, spread and the spread of sums; and whether a seed repeats it."""
    drawn, u = _drawn(draw, TOGETHER, h, n, 3), TOGETHER - TOGETHER.mean()
    again = _row(draw(TOGETHER.copy(), h, n, np.random.default_rng(3)), n)
    variance = np.mean(u**2) + h * h
    fourth = np.mean(u**4) + 6 * np.mean(u**2) * h * h + 3 * h**4
    z = (drawn - TOGETHER.mean()) / math.sqrt(variance)
    tails = fourth / variance**2
    return [
        Moment.mean("the average of what is drawn", z, 0, 1),
        Moment.variance("the spread of what is drawn", z, 1, tails),
        Moment.variance("points go together", z.sum(axis=1), n, 3 + (tails - 3) / n),
        Moment.always("the same seed gives other points", np.all(again == drawn[0])),
    ]


def _row(answer, n) -> np.ndarray:
    """The n points that a call returned."""
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != n:
        raise Unusable(
            f"Your function has to return {n} numbers when it is called with n = {n}. "
            f"It returned {kind(answer)}."
        )
    return np.array([number(value, "Every point") for value in answer])


def _one_by_one(x, bandwidth, n, rng):
    """Right in another way: point by point, as a list."""
    return [rng.normal(x[rng.integers(len(x))], bandwidth) for _ in range(n)]


def _blurred(pick):
    """A draw by another rule, for the wrong answers."""
    return lambda given: pick


def _in_pairs(rng, n):
    half = rng.standard_normal((n + 1) // 2)
    return np.append(half, -half)[:n]


def _without_replacement(x, bandwidth, n, rng):
    picked = np.concatenate([rng.permutation(x) for _ in range(1 + n // len(x))])[:n]
    return picked + rng.normal(0, bandwidth, n)


RESAMPLE = Exercise(
    id="03.4",
    title="Draw from a kernel density",
    minutes=8,
    difficulty=2,
    importance=4,
    task="Write `resample(x, bandwidth, n, rng)`. It draws n new points from the "
    "kernel density of the points x: each new point is one of the old ones, picked at "
    "random with replacement, plus its own noise from a Gaussian with mean 0 and "
    "standard deviation `bandwidth`. Return the n points. n may differ from the number "
    "of points in x, and a bandwidth of 0 adds no noise.\n"
    "`rng` is a numpy Generator; draw with it and with nothing else. Hand in the "
    "function itself: `check('03.4', resample)`.",
    answer=Moments(
        "resample(x, bandwidth, n, rng)",
        look,
        tried=f"called {CALLS:,} times with each of three small data sets",
        says="picks, noise and spread agree with the formulas",
    ),
    reference=lambda given: resample,
    alternatives=(
        lambda given: _one_by_one,
        lambda given: (
            lambda x, bandwidth, n, rng: (
                bandwidth * rng.standard_normal(n) + x[rng.integers(len(x), size=n)]
            )
        ),
    ),
    wrong=(
        Wrong(
            "no-blur",
            "Your points are old points: that is the bootstrap. Each needs its own "
            "noise, `rng.normal(0, bandwidth, n)`.",
            _blurred(lambda x, bandwidth, n, rng: rng.choice(x, n)),
        ),
        Wrong(
            "one-noise-for-all",
            "All points of a draw get the same noise, so the whole cloud is shifted "
            "and not blurred. Draw n noises: `rng.normal(0, bandwidth, n)`.",
            _blurred(
                lambda x, bandwidth, n, rng: rng.choice(x, n) + rng.normal(0, bandwidth)
            ),
        ),
        Wrong(
            "variance-as-std",
            "Your noise is too small: you gave bandwidth² where numpy wants the "
            "standard deviation. The bandwidth is the standard deviation.",
            _blurred(lambda x, bandwidth, n, rng: resample(x, bandwidth**2, n, rng)),
        ),
        Wrong(
            "antithetic",
            "Your noises come in pairs that cancel each other. Each new point needs "
            "its own noise.",
            _blurred(
                lambda x, bandwidth, n, rng: (
                    rng.choice(x, n) + bandwidth * _in_pairs(rng, n)
                )
            ),
        ),
        Wrong(
            "bandwidth-times-spread",
            "Your noise is the bandwidth times the spread of x, as in scipy's "
            "`gaussian_kde`. Here the bandwidth is the noise's standard deviation "
            "itself.",
            _blurred(
                lambda x, bandwidth, n, rng: resample(x, bandwidth * x.std(), n, rng)
            ),
        ),
        Wrong(
            "gaussian-fitted",
            "Mean and variance are right, but the shape is a single bell curve. A "
            "kernel density keeps a little bell around every old point.",
            _blurred(
                lambda x, bandwidth, n, rng: rng.normal(
                    x.mean(), math.sqrt(x.var() + bandwidth**2), n
                )
            ),
        ),
        Wrong(
            "clamped",
            "None of your points is below the smallest or above the largest of x. The "
            "blur may go beyond these; if it is cut off, points pile up at the ends "
            "and the spread is too small.",
            _blurred(
                lambda x, bandwidth, n, rng: np.clip(
                    resample(x, bandwidth, n, rng), x.min(), x.max()
                )
            ),
        ),
        Wrong(
            "without-replacement",
            "You pick the old points without replacement. Then nothing is lost by the "
            "draw, and that loss is one half of the story. `rng.choice(x, n)` picks "
            "with replacement.",
            _blurred(_without_replacement),
        ),
        Wrong(
            "same-seed",
            "Your function draws the same points every time, so it never uses `rng`. "
            "Every generation needs new points.",
            _blurred(
                lambda x, bandwidth, n, rng: resample(
                    x, bandwidth, n, np.random.default_rng(0)
                )
            ),
        ),
        not_the_given_generator(resample),
    ),
    hints=(
        "Two steps: pick n of the old points, then move each of them a little.",
        "`rng.choice(x, n)` picks n points with replacement. `rng.normal(0, bandwidth, "
        "n)` gives n noises.",
        "`return rng.choice(x, n) + …`",
    ),
    solution="Pick, then blur. Picking loses a share of 1/n of the variance, on "
    "average; blurring adds bandwidth². The bandwidth and n decide which of them wins.",
    solution_code=inspect.getsource(resample),
    correct="That is all there is to drawing from a kernel density. Refitting it means "
    "keeping these points: `x = resample(x, bandwidth, n, rng)` is a generation.",
)
