"""Exercise 05.3: five rescue plans, five outcomes; which belongs to which?"""

from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

LETTERS = ["A", "B", "C", "D", "E"]
PLANS = {
    "nothing": "replace goes on: n new records from the last model",
    "accumulate": "from now on everything is kept, and n new records from the last "
    "model are added each time",
    "one fresh": "one of the n records is real, newly drawn each time; the others come "
    "from the last model",
    "one in ten fresh": "one in ten of the n records is real, newly drawn each time; "
    "the others come from the last model",
    "first batch": "the n real records of generation 1, of which a copy had been kept, "
    "and n new ones from the last model",
}
WORDS_BEFORE = 60  # generations of replace before the rescue of the words

# (points of the Gaussian, words in the vocabulary, words a generation): types in the
# first batch; then for each plan, 0, 1, 10 and 50 generations after the rescue began,
# the median variance and the mean number of types. No formula is known to us for all
# of it; 40,000 and 200 lineages, which the tests simulate again.
OUTCOMES = {
    (100, 1000, 2000): {
        "nothing": ((0.002, 0.002, 0.002, 0.001), (44, 44, 39, 27)),
        "accumulate": ((0.002, 0.002, 0.002, 0.002), (44, 44, 44, 44)),
        "one fresh": ((0.002, 0.017, 0.127, 0.363), (44, 44, 41, 31)),
        "one in ten fresh": ((0.002, 0.143, 0.714, 0.894), (44, 132, 267, 290)),
        "first batch": ((0.002, 0.591, 0.977, 0.977), (44, 500, 500, 500)),
    },
    (50, 500, 1000): {
        "nothing": ((0.002, 0.002, 0.002, 0.000), (23, 23, 21, 14)),
        "accumulate": ((0.002, 0.002, 0.002, 0.002), (23, 23, 23, 23)),
        "one fresh": ((0.002, 0.026, 0.214, 0.435), (23, 24, 23, 19)),
        "one in ten fresh": ((0.002, 0.138, 0.674, 0.808), (23, 71, 141, 154)),
        "first batch": ((0.002, 0.590, 0.953, 0.954), (23, 263, 263, 263)),
    },
    (80, 800, 1200): {
        "nothing": ((0.002, 0.002, 0.002, 0.001), (28, 28, 25, 17)),
        "accumulate": ((0.002, 0.002, 0.002, 0.002), (28, 28, 28, 28)),
        "one fresh": ((0.002, 0.019, 0.152, 0.392), (28, 29, 28, 22)),
        "one in ten fresh": ((0.002, 0.142, 0.706, 0.873), (28, 88, 179, 195)),
        "first batch": ((0.002, 0.592, 0.971, 0.970), (28, 346, 346, 346)),
    },
}


def _seat(random):
    setting = random.choice(list(OUTCOMES))
    plans = list(PLANS)
    random.shuffle(plans)
    return {"_setting": setting, "_shown": dict(zip(LETTERS, plans, strict=True))}


def _plans(given):
    return dict(given["_shown"])


def _table(given) -> str:
    """The five outcomes, one to a line."""
    lines = []
    for letter, plan in given["_shown"].items():
        variance, types = OUTCOMES[given["_setting"]][plan]
        lines.append(
            f"{letter}: variance {', '.join(f'{v:.3f}' for v in variance[1:])}; "
            f"types {', '.join(map(str, types[1:]))}."
        )
    return "\n".join(lines)


def _task(given) -> str:
    n, V, words = given["_setting"]
    outcome = OUTCOMES[given["_setting"]]["nothing"]
    return (
        "Two loops have run under replace for a long time. A Gaussian with "
        f"n = {n} points, fitted with division by n: after {3 * n} generations its "
        f"median variance is {outcome[0][0]:.3f} of the true one. And a Zipf "
        f"vocabulary of {V:,} words with n = {words:,} words a generation: after "
        f"{WORDS_BEFORE} generations {outcome[1][0]} types are left, a mean over "
        "lineages. Then a rescue plan begins, the same for both.\n"
        "For each plan you see the *median* variance and the *mean* number of types of "
        "the training set, 1, 10 and 50 generations after the plan began.\n"
        f"{_table(given)}\n"
        "Which outcome belongs to which plan?\n" + listed(PLANS)
    )


RESCUE = Exercise(
    id="05.3",
    title="Five rescue plans",
    minutes=8,
    difficulty=2,
    importance=5,
    given=_seat,
    task=_task,
    answer=Names(LETTERS, PLANS),
    reference=_plans,
    alternatives=retyped(_plans),
    wrong=(
        Wrong(
            "keeping-heals",
            "You let accumulate heal and the first batch do nothing. Accumulate keeps "
            "what is there when it begins, and here that is what collapse has left. "
            "Only real records bring anything back.",
            swapped(_plans, "accumulate", "first batch"),
        ),
        Wrong(
            "a-copy-is-a-source",
            "You swapped the copy and the fresh records. A copy gives back what it "
            "holds at once, and never a type more. Fresh records come a few at a time "
            "and go on bringing new ones.",
            swapped(_plans, "first batch", "one in ten fresh"),
        ),
        Wrong(
            "one-is-nothing",
            "You swapped “one fresh” and “nothing”. One real point in each "
            "generation does move the variance: look at generation 50. For the types "
            "it does next to nothing.",
            swapped(_plans, "one fresh", "nothing"),
        ),
        Wrong(
            "one-is-nothing",
            "You swapped “one fresh” and accumulate. Accumulate brings nothing from "
            "outside, so its variance stays where it was. One real point in each "
            "generation does move it.",
            swapped(_plans, "one fresh", "accumulate"),
        ),
        Wrong(
            "one-is-as-good-as-many",
            "You swapped “one fresh” and “one in ten fresh”. The variance comes back "
            "in about n/(2r) generations, so more real points are faster; and for the "
            "types the share counts.",
            swapped(_plans, "one fresh", "one in ten fresh"),
        ),
        Wrong(
            "what-is-lost-goes-on-falling",
            "You swapped “nothing” and accumulate. Keeping everything does not heal, "
            "but no more types are lost either. Under replace the loss goes on.",
            swapped(_plans, "nothing", "accumulate"),
        ),
    ),
    hints=(
        "Which plans bring no real record at all? Their variance cannot come back.",
        "Of those two, one goes on losing types and the other does not. Of the other "
        "three, which one gives back much at once, and then not one type more?",
        "“First batch” is back after one generation and then stands still in its "
        "types. Of the two fresh plans the one with more points is faster.",
    ),
    solution=lambda g: (
        "\n".join(f"{letter}: {plan}." for letter, plan in g["_shown"].items())
        + "\nNothing and accumulate bring no real record: nothing comes back. Fresh "
        "records heal the variance, and types as far as their share reaches. The copy "
        "gives back all that it held, and nothing that it never held."
    ),
    solution_code=lambda g: f"answer = {_plans(g)!r}",
    correct="The model heals with any source of real records. The data heal only as "
    "far as a copy or a large fresh share reaches.",
)
