"""Exercise 04.5 (expert): where a small share of wrong labels becomes the floor."""

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

FOUR = [
    "rows where both parts are equal",
    "error there",
    "rows for 10 % above the floor",
    "rows with half the share",
]


def _seat(random):
    return {
        "d": random.randrange(5, 13),
        "sigma": random.choice([0.8, 1.25, 1.5]),
        "distance": random.choice([0.6, 0.8, 0.9]),
        "share": random.choice([0.02, 0.025, 0.03, 0.04, 0.05]),
    }


def floor(given) -> float:
    """The part of the error that no number of rows takes away."""
    return theory.label_floor(given["share"], given["distance"])


def rows_for(part: float, given) -> float:
    """Rows at which the part that does fall with them is that large."""
    d = given["d"]
    return d + 1 + given["sigma"] ** 2 * d / part


def four(given, bottom=None):
    """The four numbers, for a given floor."""
    bottom = bottom or floor(given)
    return [
        rows_for(bottom, given),
        2 * bottom,
        rows_for(bottom / 10, given),
        rows_for(bottom / 4, given),
    ]


def _searched(given):
    """Right in another way: double the rows, then halve the step."""

    def first(true) -> int:
        rows = step = 1 << 24
        while step > 1:
            step //= 2
            rows += -step if true(rows - step) else 0
        return rows

    def noise(rows):
        return given["sigma"] ** 2 * given["d"] / max(rows - given["d"] - 1, 1e-9)

    bottom = floor(given)
    found = [
        first(lambda N, limit=limit: noise(N) <= limit)
        for limit in (bottom, bottom / 10, bottom / 4)
    ]
    return [found[0], noise(found[0]) + bottom, *found[1:]]


EQUAL, ERROR, TENTH, HALF = range(4)


WRONG_LABELS = Exercise(
    id="04.5",
    title="A small share of wrong labels (expert, optional)",
    minutes=8,
    difficulty=3,
    importance=2,
    given=_seat,
    task=lambda g: (
        f"One regression with d = {g['d']} inputs from N(0, 1) and N rows; the noise "
        f"of the labels has standard deviation σ = {g['sigma']}. A share "
        f"p = {g['share']} of the rows got its labels from another model, whose "
        f"weights lie at distance D = {g['distance']} from the true ones. The mean "
        "error |ŵ − w|² is about σ²d/(N − d − 1) + p²D², as in the part for experts.\n"
        "Four numbers. (1) At which N are both parts equal? (2) How large is the "
        "error at this N? (3) How many rows does it take until the error is only 10 % "
        "above p²D²? (4) The answer to (1) if the share p is only half as large."
    ),
    answer=Numbers(FOUR, relative=0.005),
    reference=four,
    alternatives=(_searched, lambda g: dict(zip(FOUR, four(g), strict=True))),
    wrong=(
        Wrong(
            "share-not-squared",
            "You took p·D² for the floor. The wrong rows pull the weights a share p of "
            "the way, p·D; the error is the square of that.",
            lambda g: [
                *four(g, g["share"] * g["distance"] ** 2)[:3],
                rows_for(g["share"] * g["distance"] ** 2 / 2, g),
            ],
        ),
        Wrong(
            "distance-not-squared",
            "You took p²·D for the floor. The weights are off by p·D, and the error is "
            "the square of the whole product.",
            lambda g: four(g, g["share"] ** 2 * g["distance"]),
        ),
        Wrong(
            "floor-for-error",
            "For (2) you gave one part. At this N both parts are there, and they are "
            "equal.",
            but(four, {ERROR: floor}),
        ),
        Wrong(
            "half-the-share-twice-the-rows",
            "For (4) you doubled the rows. The floor holds p squared: half of the "
            "share is a quarter of the floor.",
            but(four, {HALF: lambda g: rows_for(floor(g) / 2, g)}),
        ),
        Wrong(
            "more-rows-cure-all",
            "For (3) you say never. The error never gets *below* the floor, but it "
            "comes as close to it as you like.",
            but(four, {TENTH: lambda g: float("inf")}),
        ),
        Wrong(
            "ten-percent-more-rows",
            "For (3) you took 10 % more rows than in (1). There the falling part is "
            "still about as large as the floor; it has to shrink to a tenth of it.",
            but(four, {TENTH: lambda g: 1.1 * four(g)[EQUAL]}),
        ),
        Wrong(
            "std-for-variance",
            "You put in σ where σ² belongs: σ is the standard deviation of the noise.",
            lambda g: four({**g, "sigma": g["sigma"] ** 0.5}),
        ),
    ),
    hints=(
        "Only one of the two parts falls with N. Where has it come down to p²D²?",
        "Solve σ²d/(N − d − 1) = p²D² for N. For (3) the left part has to be a tenth "
        "of p²D².",
        "(1) N = d + 1 + σ²d/(p²D²). (2) 2p²D². (3) ten times the last term of (1). "
        "(4) four times that term.",
    ),
    solution=lambda g: (
        "{:,.0f}; {:.4g}; {:,.0f}; {:,.0f}.\n".format(*four(g))
        + "At the first number the wrong labels double the error; with a tenth of "
        "those rows they add only about a tenth, so one would hardly notice them. Far "
        "above it more rows hardly help. This is a floor, not a loop: one fit, one bad "
        "source."
    ),
    solution_code=lambda g: (
        f"d, sigma, D, p = {g['d']}, {g['sigma']}, {g['distance']}, {g['share']}\n"
        "floor = (p * D) ** 2\n"
        "rows = sigma**2 * d / floor\n"
        "answer = (d + 1 + rows, 2 * floor, d + 1 + 10 * rows, d + 1 + 4 * rows)"
    ),
    correct="A small share is invisible with few rows and is decisive with many. Half "
    "the share buys four times as many useful rows.",
)
