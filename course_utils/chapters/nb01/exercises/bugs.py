"""Exercises 01.4 and 01.5: four broken loops, and the repair of one."""

import math

import numpy as np

from .... import theory
from ....tasks.answers.reading import (
    Unusable,
    close,
    function,
    kind,
    mapping_of,
    number,
)
from ....tasks.answers.so_far import instead, names_right, swapped
from ....tasks.exercise import Exercise, Wrong
from .broken_loops import BROKEN, Loop, healthy, source
from .one_generation import next_generation

LETTERS = ["A", "B", "C", "D"]
NAMES = [*BROKEN, "divides by n", "always real data"]


def _shuffled(random):
    names = list(BROKEN)
    random.shuffle(names)
    bugs = dict(zip(LETTERS, names, strict=True))
    return {"_bugs": bugs, "loops": {k: Loop(k, BROKEN[v]) for k, v in bugs.items()}}


def _bugs(given):
    return given["_bugs"]


NAME_THE_BUG = Exercise(
    id="01.4",
    title="Four broken loops",
    minutes=12,
    difficulty=3,
    importance=4,
    given=_shuffled,
    task="Each of the loops A, B, C, D has one bug. Run them, draw the logarithm of "
    "the standard deviation over the generations for a few seeds, and name the bug by "
    "what you see. Two of the names are not needed. One loop may reach 0, infinity or "
    "nan: that is a clue.\n"
    "same seed: the same dice in every generation.\n"
    "reshuffled: the next points are the old ones in another order.\n"
    "variance as std: σ² is handed on where σ belongs.\n"
    "pooled fit: each model is fitted to all points so far.\n"
    "divides by n: σ is a little too small each time.\n"
    "always real data: every generation draws from the truth.\n"
    "`answer = {'A': '…', 'B': '…', 'C': '…', 'D': '…'}`",
    given_code="loops = task('01.4')['loops']\n"
    "for seed in range(5):\n"
    "    rng = np.random.default_rng(seed)\n"
    "    plt.plot(np.log(loops['A'](30, 200, rng)))   # 30 points, 200 generations\n"
    "# loops['A'](30, 200, rng, accumulate=True) is meant to fit all points so far",
    observe=lambda answer, g: mapping_of(answer, LETTERS, NAMES),
    reference=_bugs,
    alternatives=(
        lambda g: [g["_bugs"][letter] for letter in LETTERS],
        lambda g: {k: v.upper() for k, v in g["_bugs"].items()},
    ),
    same=lambda seen, target: seen == target,
    tolerance="all four names",
    wrong=(
        Wrong(
            "flat-is-flat",
            "You exchanged “reshuffled” and “pooled fit”. One of them does not "
            "move at all, to the last digit. The other moves a little, and does the "
            "same with `accumulate=True`.",
            swapped(_bugs, "reshuffled", "pooled fit"),
        ),
        Wrong(
            "smooth-is-smooth",
            "You exchanged “same seed” and “variance as std”. With the same points in "
            "every generation each step multiplies by the same factor: a straight line "
            "on the log axis. The other one bends, ever faster.",
            swapped(_bugs, "same seed", "variance as std"),
        ),
        Wrong(
            "steep-is-ddof",
            "You blamed “divides by n” for the loop with the same seed. All four "
            "divide by n − 1; and dividing by n gives a line that wobbles. Over 200 "
            "generations it hardly ever grows, and it is never exactly straight.",
            instead(_bugs, "same seed", "divides by n"),
        ),
        Wrong(
            "flat-is-real",
            "You took “reshuffled” for real data. Fits to new real points wobble "
            "around the truth. This loop repeats one number: it always has the same "
            "points in another order.",
            instead(_bugs, "reshuffled", "always real data"),
        ),
        Wrong(
            "slow-is-real",
            "You took “pooled fit” for real data. Real data would stay at 1 within its "
            "wobble; this loop drifts off and stays. Compare it with "
            "`accumulate=True`.",
            instead(_bugs, "pooled fit", "always real data"),
        ),
    ),
    remark=names_right,
    hints=(
        "Draw five seeds of each loop on a log axis. Look for: exactly flat, exactly "
        "straight, bending down ever faster.",
        "The same points again in every generation: the same factor each time. All "
        "points drawn without replacement: the same points. A spread that is squared "
        "in every generation: its logarithm doubles.",
        "The one that is left is found by `accumulate=True`: it does the same with and "
        "without.",
    ),
    solution=lambda g: (
        ", ".join(f"{k}: {v}" for k, v in g["_bugs"].items()) + ".\n"
        "same seed: an exactly straight line on the log axis, for some seeds a growing "
        "one. reshuffled: exactly flat. variance as std: it bends down (or up) "
        "ever faster. pooled fit: replace and accumulate look alike."
    ),
    correct="Every one of these bugs has been made by somebody. A loop that looks too "
    "smooth or too healthy is worth a second look.",
)

RUNS = 600
GENERATIONS = 10


def observe_loop(answer, given):
    """Mean and noise of log s² at generation 1; then its steps.

    Of the steps: drift, noise, sum, and how many of them are steps at all. Scaled so
    that a right loop has 0, 14, 0, 14, 6 and 100.
    """
    loop = function(answer, "repaired(n, generations, rng)")
    seen = []
    for n in (5, 15):
        rng = np.random.default_rng([20, n])
        with np.errstate(all="ignore"):
            runs = [_stds(loop(n, GENERATIONS, rng)) for _ in range(RUNS)]
        logs = 2 * np.log(np.clip(runs, 1e-150, 1e150))
        steps = np.diff(logs, axis=1)
        drift, noise = theory.log_variance_drift(n, 1), theory.log_variance_noise(n)
        first, total = logs[:, 0], logs[:, -1] - logs[:, 0]
        seen += [
            (first.mean() - drift) / math.sqrt(noise / RUNS),
            14 * first.var() / noise,
            (steps.mean() - drift) / math.sqrt(noise / steps.size),
            14 * steps.var() / noise,
            6 * total.var() / (noise * steps.shape[1]),
            100 * np.mean(np.abs(steps) > 1e-9),
        ]
    return np.clip(seen, -1000, 1000)


def _stds(answer) -> np.ndarray:
    """The standard deviations of generations 1 to GENERATIONS."""
    lengths = (GENERATIONS, GENERATIONS + 1)
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) not in lengths:
        raise Unusable(
            f"Your function has to return one standard deviation for each of the "
            f"{GENERATIONS} generations asked for. It returned {kind(answer)}."
        )
    values = []
    for value in list(answer)[-GENERATIONS:]:
        if values and values[-1] > 1e150:  # it has overflowed
            value = math.inf
        values.append(number(value, "Every standard deviation"))
    if min(values) < 0:
        raise Unusable("A standard deviation is never below 0; one of yours is.")
    return np.array(values)


def _lists(n, generations, rng):
    """Right in another way: a list that begins with the truth, no array."""
    mean, std, stds = 0.0, 1.0, [1.0]
    for _ in range(generations):
        mean, std = next_generation(mean, std, n, rng)
        stds.append(std)
    return stds


def _divides_by_n(n, generations, rng):
    x, stds = rng.normal(0, 1, n), []
    for _ in range(generations):
        stds.append(x.std())
        x = rng.normal(x.mean(), x.std(), n)
    return stds


def _reported_by_n(n, generations, rng):
    x, stds = rng.normal(0, 1, n), []
    for _ in range(generations):
        stds.append(x.std())
        x = rng.normal(x.mean(), x.std(ddof=1), n)
    return stds


def _truth_first(n, generations, rng):
    return _lists(n, generations - 1, rng)


def _always_real(n, generations, rng):
    return [rng.normal(0, 1, n).std(ddof=1) for _ in range(generations)]


REPAIR = Exercise(
    id="01.5",
    title="Repair one of them",
    minutes=8,
    difficulty=2,
    importance=4,
    given=lambda random: {"_bug": random.choice(list(BROKEN))},
    task="Here is one of the four loops, with its bug. Repair it: "
    "`repaired(n, generations, rng)` has to return the standard deviations of "
    "generations 1, 2, … under replace, and divide by n − 1. (It may keep its argument "
    "`accumulate`.)",
    given_code=lambda g: source(BROKEN[g["_bug"]]),
    observe=observe_loop,
    reference=lambda g: healthy,
    ideal=lambda g: np.array([0, 14, 0, 14, 6, 100] * 2),
    alternatives=(lambda g: _lists,),
    same=close(0.05, 4),
    tolerance=f"with n = 5 and n = 15, {RUNS} lineages of {GENERATIONS} generations "
    "each, log σ² of generation 1 and its steps from there on agree with the formulas: "
    "their means within 4 standard errors (for the steps, 16 % and 29 %), their noise "
    "within a third",
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
            "another order. Draw new points from the *fitted model*, by `rng.normal`.",
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
            "Write `ddof=1` wherever a standard deviation is taken.",
            lambda g: _divides_by_n,
        ),
        Wrong(
            "reported-by-n",
            "The loop itself is right, but the numbers that you return are divided by "
            "n. Write `ddof=1` where you note the standard deviation, too.",
            lambda g: _reported_by_n,
        ),
        Wrong(
            "truth-first",
            "Your first number is the truth's own standard deviation, and the last "
            "generation is missing. Begin with that of generation 1, the first fit.",
            lambda g: _truth_first,
        ),
        Wrong(
            "never-leaves-the-truth",
            "Every generation draws from the truth, N(0, 1). That is the control. The "
            "loop draws from the model that was fitted last.",
            lambda g: _always_real,
        ),
    ),
    hints=(
        "Only one line is wrong. Say aloud what each line should do: draw, replace, "
        "measure.",
        "Compare with `next_generation` of exercise 01.1: new points come from "
        "`rng.normal(mean, std, n)`, and the next fit sees these points only.",
        lambda g: f"The bug is called “{g['_bug']}” in exercise 01.4.",
    ),
    solution="The healthy loop. Each generation draws n new points from the last fit, "
    "and the next fit sees only those.",
    solution_code=source(healthy),
    correct="Your loop loses spread at the rate of the formula, and with the right "
    "noise. A check of the rate and of the noise finds bugs that a look at one curve "
    "does not.",
)
