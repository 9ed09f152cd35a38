"""Exercise 03.4: write the sampling of a kernel density."""

import inspect
import math

import numpy as np

from ....tasks.answers.own_generator import not_the_given_generator
from ....tasks.answers.reading import Unusable, close, function, kind, number
from ....tasks.exercise import Exercise, Wrong

CALLS = 4_000  # of resample for each of the settings
SETTINGS = [([0.0, 0.0, 8.0], 0.5, 4), ([0.0] * 7 + [5.0], 0.8, 6)]


def resample(x, bandwidth, n, rng):
    """n points of the kernel density of x: picked with replacement, then blurred."""
    return rng.choice(x, n) + rng.normal(0, bandwidth, n)


def observe_resample(answer, given):
    """Averages over many calls, each of about 1 in a right answer."""
    draw = function(answer, "resample(x, bandwidth, n, rng)")
    with np.errstate(all="ignore"):
        looks = [_look(draw, *setting) for setting in SETTINGS]
    return np.clip(np.concatenate(looks), -50, 50)


def _look(draw, x, h, n) -> list[float]:
    """Shape, blur, independence and range of what is drawn; each about 1."""
    x, rng = np.array(x), np.random.default_rng(n)
    drawn = np.array([_row(draw(x.copy(), h, n, rng), n) for _ in range(CALLS)])
    again = _row(draw(x.copy(), h, n, np.random.default_rng(n)), n)
    sharp = np.concatenate([_row(draw(x.copy(), 0.0, n, rng), n) for _ in range(20)])
    variance = x.var() + h * h
    top = np.abs(drawn - x.max())  # noise of the greatest point: it stands alone
    top = top[top < 3.1 * h] if (top < 3.1 * h).any() else np.zeros(1)
    outside = np.mean((drawn < x.min()) | (drawn > x.max()))
    tails = [(x - x.min()) / h, (x.max() - x) / h]
    beyond = np.mean([0.5 * math.erfc(z / math.sqrt(2)) for z in np.ravel(tails)])
    return [
        1 + 5 * (drawn.mean() - x.mean()) / math.sqrt(variance),
        2 * drawn.var() / variance - 1,
        2 * drawn.var(axis=1).mean() / ((1 - 1 / n) * variance) - 1,
        np.mean((drawn - x.mean()) ** 3) / np.mean((x - x.mean()) ** 3),
        np.mean(top**2) / h**2,
        1 + 3 * (np.mean(top) / (h * math.sqrt(2 / math.pi)) - 1),
        outside / (2 * beyond),
        float(np.isin(sharp, x).mean()),
        float(np.array_equal(again, drawn[0])),
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
    "random with replacement, plus noise of its own from a Gaussian with mean 0 and "
    "standard deviation `bandwidth`. Return the n points. n may differ from the number "
    "of points in x, and a bandwidth of 0 adds no noise.\n"
    "`rng` is a numpy Generator; draw with it and with nothing else. Hand in the "
    "function itself: `check('03.4', resample)`.",
    given_code="def resample(x, bandwidth, n, rng):\n    ...",
    observe=observe_resample,
    reference=lambda given: resample,
    ideal=lambda given: np.ones(18),
    alternatives=(
        lambda given: _one_by_one,
        lambda given: (
            lambda x, bandwidth, n, rng: (
                bandwidth * rng.standard_normal(n) + x[rng.integers(len(x), size=n)]
            )
        ),
    ),
    same=close(0.1, 0.1),
    tolerance=f"called {CALLS:,} times with each of two small data sets, its averages "
    "agree with the formulas: variances within 10 %, skew, blur and share of points "
    "outside the range of x within 20 %",
    wrong=(
        Wrong(
            "no-blur",
            "Your points are old points: that is the bootstrap. Each needs noise of "
            "its own, `rng.normal(0, bandwidth, n)`.",
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
            "No point of yours is below the least or above the greatest of x. The blur "
            "may go beyond them; cut off, the ends pile up and the spread is too "
            "small.",
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
