"""Exercise 01.4: four broken loops, each to be named."""

from ....tasks.answers import Names
from ....tasks.answers.names import instead, swapped
from ....tasks.exercise import Exercise, Wrong
from .broken_loops import BROKEN, Loop

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
    "same seed: every generation rolls the same dice.\n"
    "reshuffled: the new points are the old ones in another order.\n"
    "variance as std: σ² is passed on where σ belongs.\n"
    "pooled fit: each model is fitted to all points so far.\n"
    "divides by n: σ is a little too small each time.\n"
    "always real data: every generation draws from the truth.",
    given_code="from matplotlib import pyplot as plt\n\n"
    "loops = task('01.4')['loops']\n"
    "for seed in range(5):\n"
    "    rng = np.random.default_rng(seed)\n"
    "    plt.plot(np.log(loops['A'](30, 200, rng)))   # 30 points, 200 generations\n"
    "# loops['A'](30, 200, rng, accumulate=True) is meant to fit all points so far",
    answer=Names(LETTERS, NAMES),
    reference=_bugs,
    alternatives=(
        lambda g: [g["_bugs"][letter] for letter in LETTERS],
        lambda g: {k: v.upper() for k, v in g["_bugs"].items()},
    ),
    wrong=(
        Wrong(
            "flat-is-flat",
            "You swapped “reshuffled” and “pooled fit”. One of them does not "
            "move at all, to the last digit. The other moves a little, and does the "
            "same with `accumulate=True`.",
            swapped(_bugs, "reshuffled", "pooled fit"),
        ),
        Wrong(
            "smooth-is-smooth",
            "You swapped “same seed” and “variance as std”. With the same points in "
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
    hints=(
        "Draw five seeds of each loop on a log axis. Look for: exactly flat, exactly "
        "straight, bending down ever faster.",
        "The same points again in every generation: the same factor each time. All "
        "points drawn without replacement: the same points. A spread that is squared "
        "in every generation: its logarithm doubles.",
        "You find the last one with `accumulate=True`: it behaves the same with and "
        "without it.",
    ),
    solution=lambda g: (
        ", ".join(f"{k}: {v}" for k, v in g["_bugs"].items()) + ".\n"
        "same seed: an exactly straight line on the log axis, for some seeds a growing "
        "one. reshuffled: exactly flat. variance as std: it bends down (or up) "
        "ever faster. pooled fit: replace and accumulate look alike."
    ),
    correct="Every one of these bugs is one that somebody has really made. A loop that "
    "looks too smooth or too healthy is worth a second look.",
)
