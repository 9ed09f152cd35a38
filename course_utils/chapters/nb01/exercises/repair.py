"""Exercise 01.5: the repair of one of the broken loops."""

import math

import numpy as np

from .... import theory
from ....tasks.answers import Moments
from ....tasks.answers.moments import Moment
from ....tasks.answers.reading import Unusable, kind, number
from ....tasks.exercise import Exercise, Wrong
from .broken_loops import BROKEN, healthy, source
from .one_generation import next_generation

RUNS = 600
GENERATIONS = 10
SIZES = 5, 15


def look(loop, given) -> list[Moment]:
    """Generation 1, then the steps of log σ² and of the mean."""
    return [moment for n in SIZES for moment in _look(loop, n)]


def _look(loop, n: int) -> list[Moment]:
    rng = np.random.default_rng([20, n])
    runs = [_fits(loop(n, GENERATIONS, rng)) for _ in range(RUNS)]
    means, stds = np.moveaxis(np.clip(runs, -1e150, 1e150), 2, 0)  # (RUNS, GENERATIONS)
    logs = 2 * np.log(np.maximum(stds, 1e-150))
    drift, noise = theory.log_variance_drift(n, 1), theory.log_variance_noise(n)
    first, steps = (logs[:, 0] - drift) / noise**0.5, np.diff(logs, axis=1)
    step, peaks, at = (steps - drift) / noise**0.5, 5 / (n - 1), f" with n = {n}"
    total, count = step.sum(axis=1), step.shape[1]
    walk = np.diff(means, axis=1) / np.maximum(stds[:, :-1], 1e-150) * math.sqrt(n)
    return [
        Moment.mean("log σ² of generation 1" + at, first, 0, 1),
        Moment.variance("the noise of generation 1" + at, first, 1, 3 + peaks),
        Moment.mean("the steps of log σ²" + at, step, 0, 1),
        Moment.variance("the noise of these steps" + at, step, 1, 3 + peaks),
        Moment.variance("the sum of these steps" + at, total, count, 3 + peaks / count),
        Moment.always("some generations repeat" + at, np.mean(np.abs(steps) > 1e-9)),
        Moment.variance("the mean of generation 1" + at, means[:, 0], 1 / n),
        Moment.mean("the steps of the mean" + at, walk, 0, 1),
        Moment.variance("the noise of the mean's steps" + at, walk, 1),
    ]


def _fits(answer) -> np.ndarray:
    """Mean and standard deviation of generations 1 to GENERATIONS, one a row."""
    shape = np.shape(answer) if isinstance(answer, list | tuple | np.ndarray) else ()
    if shape == (2, GENERATIONS):
        answer, shape = np.transpose(answer), (GENERATIONS, 2)
    if shape not in [(GENERATIONS, 2), (GENERATIONS + 1, 2)]:
        raise Unusable(
            "Your function has to return a mean and a standard deviation for each of "
            f"the {GENERATIONS} generations asked for. It returned {kind(answer)}."
        )
    rows, overflowed = [], False
    for mean, std in answer[-GENERATIONS:]:
        overflowed = overflowed or bool(rows and rows[-1][1] > 1e150)
        pair = (0.0, math.inf) if overflowed else (mean, std)
        what = "Every mean", "Every standard deviation"
        rows.append([number(v, name) for v, name in zip(pair, what, strict=True)])
    if min(std for _, std in rows) < 0:
        raise Unusable("A standard deviation is never below 0; one of yours is.")
    return np.array(rows)


def _chained(fit, begin=(0.0, 1.0)):
    """A loop by hand, from a function (mean, std, n, rng) -> (mean, std)."""

    def repaired(n, generations, rng):
        fits = [begin]
        for _ in range(generations):
            fits.append(fit(*fits[-1], n, rng))
        return fits[1:]

    return repaired


def _lists(n, generations, rng):
    """Right in another way: a list that begins with the truth, no array."""
    return [(0.0, 1.0), *_chained(next_generation)(n, generations, rng)]


def _reported_by_n(n, generations, rng):
    x, fits = rng.normal(0, 1, n), []
    for _ in range(generations):
        fits.append((x.mean(), x.std()))
        x = rng.normal(x.mean(), x.std(ddof=1), n)
    return fits


def _truth_first(n, generations, rng):
    return _lists(n, generations - 1, rng)


def _by_n(mean, std, n, rng):
    x = rng.normal(mean, std, n)
    return x.mean(), x.std()


def _from_truth(mean, std, n, rng):
    return next_generation(0, 1, n, rng)


def _around_zero(mean, std, n, rng):
    return next_generation(0, std, n, rng)


def _drifting(mean, std, n, rng):
    return next_generation(mean + std, std, n, rng)


REPAIR = Exercise(
    id="01.5",
    title="Repair one of them",
    minutes=8,
    difficulty=2,
    importance=4,
    given=lambda random: {"_bug": random.choice(list(BROKEN))},
    task="Here is one of the four loops, with its bug. Repair it: "
    "`repaired(n, generations, rng)` has to return the mean and the standard deviation "
    "of generations 1, 2, … under replace, and divide by n − 1. (It may keep its "
    "argument `accumulate`.)",
    answer=Moments(
        "repaired(n, generations, rng)",
        look,
        tried=f"run {RUNS} times for {GENERATIONS} generations with n = 5 and n = 15",
        says="its mean and log σ² move as the formulas say,",
        start=lambda g: source(BROKEN[g["_bug"]]),
    ),
    reference=lambda g: healthy,
    alternatives=(
        lambda g: _lists,
        lambda g: lambda *a: np.transpose(_chained(next_generation)(*a)),
    ),
    wrong=(
        Wrong(
            "same-seed",
            "Every generation still draws the same points: some line makes a new "
            "generator from the same seed. Draw with `rng` throughout.",
            lambda g: BROKEN["same seed"],
        ),
        Wrong(
            "reshuffled",
            "The spread never changes: the points of the last generation come back in "
            "another order. Draw new points from the *fitted model*: `rng.normal`.",
            lambda g: BROKEN["reshuffled"],
        ),
        Wrong(
            "variance-as-std",
            "The spread is squared in every generation: `rng.normal` still gets the "
            "variance where it wants the standard deviation.",
            lambda g: BROKEN["variance as std"],
        ),
        Wrong(
            "pooled-fit",
            "The fit still sees all points so far. Under replace it sees the last n "
            "points only.",
            lambda g: BROKEN["pooled fit"],
        ),
        Wrong(
            "divided-by-n",
            "It runs, but it loses spread twice as fast as it should: it divides by n. "
            "Write `ddof=1` wherever a standard deviation is computed.",
            lambda g: _chained(_by_n),
        ),
        Wrong(
            "reported-by-n",
            "The loop itself is right, but the standard deviations that you return are "
            "divided by n. Write `ddof=1` where you store them, too.",
            lambda g: _reported_by_n,
        ),
        Wrong(
            "truth-first",
            "Your first row is the truth itself, and the last generation is missing. "
            "Begin with generation 1, the first fit.",
            lambda g: _truth_first,
        ),
        Wrong(
            "never-leaves-the-truth",
            "Every generation draws from the truth, N(0, 1). That is the control. The "
            "loop draws from the model that was fitted last.",
            lambda g: _chained(_from_truth),
        ),
        Wrong(
            "forgot-the-mean",
            "The spread is right, but every generation draws around 0. It has to draw "
            "around the *mean* of the last fit.",
            lambda g: _chained(_around_zero),
        ),
        Wrong(
            "moved-the-mean",
            "The spread is right, but the mean moves in one direction. New points lie "
            "around the mean of the last fit, and nothing is added to it.",
            lambda g: _chained(_drifting),
        ),
    ),
    hints=(
        "Only one line is wrong. Say aloud what each line should do: draw, replace, "
        "measure.",
        "Compare with `next_generation` of exercise 01.1: new points come from "
        "`rng.normal(mean, std, n)`, and the next fit sees only these points.",
        lambda g: f"The bug is called “{g['_bug']}” in exercise 01.4.",
    ),
    solution="The healthy loop. Each generation draws n new points from the last fit, "
    "and the next fit sees only those.",
    solution_code=source(healthy),
    correct="Your loop loses spread at the rate of the formula, and with the right "
    "noise. Checking both finds bugs that a single curve does not show.",
)
