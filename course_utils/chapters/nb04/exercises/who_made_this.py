"""Exercise 04.1: five anonymous runs; which policy made each of them?"""

from .... import theory
from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

LETTERS = ["A", "B", "C", "D", "E"]
POLICIES = {
    "replace": "n new points from the last model, nothing else",
    "accumulate": "all points so far, and n new ones from the last model",
    "subsample": "all points are kept, but each model is trained on only n of them, "
    "drawn at random",
    "no real": "as accumulate, but the real points are thrown away after the first "
    "fit; everything that a model wrote is kept",
    "control": "n new real points each time",
}


def _seat(random):
    names = list(POLICIES)
    random.shuffle(names)
    return {
        "n": random.choice([8, 10, 12, 15]),
        "T": random.choice([30, 40, 50, 60]),
        "_who": dict(zip(LETTERS, names, strict=True)),
    }


def mean_variance(policy: str, t: int, n: int) -> float:
    """E s_t^2 of the fit that divides by n, for t of at least 2; exact."""
    if policy == "no real":  # accumulate, from the first model as its truth
        return (1 - 1 / n) * theory.accumulated_variance(t - 1, n)
    laws = {
        "replace": theory.expected_variance,
        "accumulate": theory.accumulated_variance,
        "subsample": theory.subsampled_variance,
        "control": lambda t, n: 1 - 1 / n,
    }
    return laws[policy](t, n)


def real_share(policy: str, t: int) -> float:
    """Share of real points among those of generation t, from 2 on: a mean."""
    return {"control": 1.0, "accumulate": 1 / t, "subsample": 1 / t}.get(policy, 0.0)


def _table(given) -> str:
    """One run a line: variance at three generations, real share at the last."""
    n, T = given["n"], given["T"]
    return "\n".join(
        f"{letter}: variance "
        + ", ".join(f"{100 * mean_variance(who, t, n):.1f} %" for t in (2, 10, T))
        + f"; real points {100 * real_share(who, T):.1f} %"
        for letter, who in given["_who"].items()
    )


def _names(given):
    return dict(given["_who"])


WHO_MADE_THIS = Exercise(
    id="04.1",
    title="Who made this?",
    minutes=8,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"Five runs of a Gaussian with n = {g['n']} points a generation; the fit "
        "divides by n. For each you see how much of the true variance the model has "
        f"at generations 2, 10 and T = {g['T']}, and what share of the points that "
        f"model {g['T']} was trained on is real. All are means over very many "
        "lineages.\n"
        f"{_table(g)}\n"
        "Which policy made which run?\n" + listed(POLICIES)
    ),
    answer=Names(LETTERS, POLICIES),
    reference=_names,
    alternatives=retyped(_names),
    wrong=(
        Wrong(
            "the-share-decides",
            "You swapped accumulate and subsample. Their shares of real points are "
            "the same, so the share cannot tell them apart. The one that fits only n "
            "points at a time makes a larger error in every fit and loses more.",
            swapped(_names, "accumulate", "subsample"),
        ),
        Wrong(
            "no-real-no-hope",
            "You swapped replace and “no real”. At T neither of them has a real "
            "point, and yet one has lost much more. Which of the two keeps what older "
            "models wrote?",
            swapped(_names, "replace", "no real"),
        ),
        Wrong(
            "sorted-by-variance",
            "You swapped subsample and “no real”. Their variances are close, so look "
            "at the real points: a random choice from a pool with real points in it "
            "has some of them now and then.",
            swapped(_names, "subsample", "no real"),
        ),
        Wrong(
            "a-small-share-is-none",
            "You swapped accumulate and “no real”. Under accumulate the real points "
            "are never thrown away: at T their share is 1/T. That is small, but it is "
            "not 0.",
            swapped(_names, "accumulate", "no real"),
        ),
        Wrong(
            "adding-loses-nothing",
            "You swapped accumulate and the control. Accumulate does lose a "
            "little in its first generations. The control never learns from a model, "
            "so all of its points are real.",
            swapped(_names, "accumulate", "control"),
        ),
        Wrong(
            "keeping-makes-it-worse",
            "You swapped replace and accumulate. Old points are closer to the truth "
            "than new ones, so keeping them loses less.",
            swapped(_names, "replace", "accumulate"),
        ),
    ),
    hints=(
        "Begin with the real points. One policy has 100 %, two have 0 %, and two have "
        "1/T on average.",
        "Of the two with 0 %, one throws everything old away and the other keeps what "
        "the models wrote. Which of them goes on losing?",
        "Of the two with 1/T, one trains on all its points and the other on n of them. "
        "A fit to fewer points loses more.",
    ),
    solution=lambda g: (
        "\n".join(f"{letter}: {who}." for letter, who in g["_who"].items())
        + "\nThe share of real points names the control. Among the others it is "
        "not the share that decides how much is lost: “no real” has none and still "
        "holds, because it keeps. What it cannot undo is the error of its first model."
    ),
    solution_code=lambda g: f"answer = {_names(g)!r}",
    correct="Four of the five end with hardly any real points or none, and only one of "
    "these goes on losing: the one that throws the old points away.",
)
