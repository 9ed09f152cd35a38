"""Exercise 03.1: five tables; which error does each of them show?"""

from ....tasks.answers import Names
from ....tasks.answers.names import instead, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

LETTERS = ["A", "B", "C", "D", "E"]
NAMES = ["statistical", "expressivity", "approximation", "always real data"]
BLUR, STEPS, BIAS = 0.4, 6, 0.9  # kernel density, steps of EM, sampling bias

# Percent of the model's points in the valley, at generations 1, 2, 10: with infinitely
# many points (exact), then the median of 2,000 lineages with 100 points. By distance
# of a hump from 0 and its standard deviation; the tests simulate them again.
TABLES = {
    (3, 1): {
        "finished": ((2.3, 2.3, 2.3), (2.2, 2.1, 1.5)),
        "one gaussian": ((24.8, 24.8, 24.8), (24.8, 25.0, 25.8)),
        "stopped early": ((12.7, 23.3, 24.6), (10.2, 19.1, 25.2)),
        "blurred": ((3.2, 4.1, 10.1), (3.0, 3.8, 9.2)),
        "narrow draws": ((2.3, 1.7, 0.1), (2.2, 1.7, 0.0)),
        "always real data": ((2.3, 2.3, 2.3), (2.2, 2.2, 2.3)),
    },
    (2.5, 1): {
        "finished": ((6.7, 6.7, 6.7), (6.6, 6.4, 5.2)),
        "one gaussian": ((29.0, 29.0, 29.0), (29.0, 29.1, 30.1)),
        "stopped early": ((22.1, 28.3, 28.7), (19.0, 26.4, 29.9)),
        "blurred": ((8.1, 9.5, 16.1), (8.0, 9.2, 15.4)),
        "narrow draws": ((6.7, 5.7, 0.8), (6.6, 5.5, 0.6)),
        "always real data": ((6.7, 6.7, 6.7), (6.6, 6.5, 6.6)),
    },
    (3, 1.2): {
        "finished": ((4.7, 4.7, 4.7), (4.7, 4.6, 3.5)),
        "one gaussian": ((24.3, 24.3, 24.3), (24.3, 24.4, 25.3)),
        "stopped early": ((18.3, 23.7, 24.1), (15.5, 22.1, 25.1)),
        "blurred": ((5.6, 6.5, 11.5), (5.5, 6.1, 10.4)),
        "narrow draws": ((4.7, 3.9, 0.4), (4.7, 3.8, 0.3)),
        "always real data": ((4.7, 4.7, 4.7), (4.7, 4.6, 4.7)),
    },
}
TRUTH = {(3, 1): 2.3, (2.5, 1): 6.7, (3, 1.2): 4.7}
ERRORS = {
    "finished": "statistical",
    "one gaussian": "expressivity",
    "stopped early": "approximation",
    "blurred": "approximation",
    "narrow draws": "approximation",
    "always real data": "always real data",
}
STORIES = {
    "finished": "the right family, two humps, and a finished fit",
    "one gaussian": "one Gaussian for a truth of two humps",
    "stopped early": f"the right family, but each fit is stopped after {STEPS} steps",
    "blurred": f"a kernel density of bandwidth {BLUR}, which adds blur each time",
    "narrow draws": f"each component drawn with {BIAS} of its variance from "
    "generation 2 on",
    "always real data": "the right family, fitted to new real points each time",
}


def _seat(random):
    truth = random.choice(list(TABLES))
    other = random.choice(["stopped early", "blurred"])
    shown = ["finished", "one gaussian", "always real data", "narrow draws", other]
    random.shuffle(shown)
    return {"_truth": truth, "_shown": dict(zip(LETTERS, shown, strict=True))}


def _errors(given):
    return {letter: ERRORS[what] for letter, what in given["_shown"].items()}


def _tables(given) -> str:
    """The five tables, one to a line."""
    lines = []
    for letter, what in given["_shown"].items():
        endless, hundred = TABLES[given["_truth"]][what]
        lines.append(
            f"{letter}: n = ∞ gives {'; '.join(f'{v:.1f}' for v in endless)}. "
            f"n = 100 gives {'; '.join(f'{v:.1f}' for v in hundred)}."
        )
    return "\n".join(lines)


def _emptied_is_chance(given):
    """The right names, but the loop that empties the valley is put down to chance."""
    return {
        letter: "statistical" if what == "narrow draws" else ERRORS[what]
        for letter, what in given["_shown"].items()
    }


NAME_THE_ERROR = Exercise(
    id="03.1",
    title="Name the error",
    minutes=8,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "A truth has two humps with a valley between them. It has "
        f"{TRUTH[g['_truth']]} % of its points in the valley (from −1 to 1). Five "
        "loops start from it, each with a different model or fit. For each you see "
        "how many percent of the model's points lie in the valley, at generations 1, "
        "2 and 10: with infinitely many points, and with 100 points (for these, the "
        "median of 2,000 lineages, which chance moves by about 2 % of its value).\n"
        f"{_tables(g)}\n"
        "Name the error behind each. With 100 points there is a statistical error in "
        "all of them, so use that name only where there is no other. A name may be "
        "used more than once.\n"
        "statistical: chance alone, added up over the generations.\n"
        "expressivity: the family of models cannot take the shape of the truth.\n"
        "approximation: the fit or the sampling is off, and adds an error each time.\n"
        "always real data: the control; new points from the truth each time."
    ),
    answer=Names(LETTERS, NAMES),
    reference=_errors,
    alternatives=retyped(_errors),
    wrong=(
        Wrong(
            "far-off-is-approximation",
            "You swapped expressivity and approximation. One of these loops is far "
            "off at once and then, with infinitely many points, repeats itself "
            "exactly: its family holds that shape. The others go on changing.",
            swapped(_errors, "expressivity", "approximation"),
        ),
        Wrong(
            "change-is-statistical",
            "You called every change statistical. A statistical error vanishes with "
            "infinitely many points; some of these go on changing there.",
            instead(_errors, "approximation", "statistical"),
        ),
        Wrong(
            "off-is-expressivity",
            "You named expressivity wherever the model is off. Ask further: with "
            "infinitely many points, does generation 2 differ from generation 1? If it "
            "does, the fit or the sampling adds an error each time.",
            instead(_errors, "approximation", "expressivity"),
        ),
        Wrong(
            "far-off-is-approximation",
            "You called the loop that is off once and then stays an approximation "
            "error. With infinitely many points its generation 2 equals generation 1: "
            "fitting adds nothing more.",
            instead(_errors, "expressivity", "approximation"),
        ),
        Wrong(
            "loop-or-not",
            "You swapped “statistical” and “always real data”. Both are exact with "
            "infinitely many points. With 100, look at generation 10: only in a loop "
            "do the errors add up.",
            swapped(_errors, "statistical", "always real data"),
        ),
        Wrong(
            "slow-is-real-data",
            "You took the statistical error for real data. At generation 10, with 100 "
            "points, it has moved by far more than 2 % of its value.",
            instead(_errors, "statistical", "always real data"),
        ),
        Wrong(
            "collapse-only-widens",
            "An approximation error may also empty the valley. With infinitely many "
            "points its generation 2 differs from generation 1, so it is not chance.",
            _emptied_is_chance,
        ),
    ),
    hints=(
        "Look at n = ∞ first. Which loops change between generation 1 and generation "
        "2?",
        "They change: approximation. They do not change, but differ from the truth: "
        "expressivity. They equal the truth: chance is all that is left.",
        "Two loops equal the truth at n = ∞. With 100 points, one of them has moved "
        "by generation 10.",
    ),
    solution=lambda g: "\n".join(
        f"{k}: {ERRORS[what]} ({STORIES[what]})." for k, what in g["_shown"].items()
    ),
    solution_code=lambda g: f"answer = {_errors(g)!r}",
    correct="One question told them apart: with infinitely many points, does "
    "generation 2 differ from generation 1? In practice n is never infinite; then one "
    "compares a small n with a large one.",
)
