"""Exercise 02.4: which word is left in the end, and which lost word comes back."""

import numpy as np

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, each
from ....tasks.exercise import Exercise, Wrong

FOUR = ["last one left", "back under replace", "back by fresh", "back by the file"]


def _seat(random):
    """A chance of 0.2 to 0.4 for the file: there an expected number is far from it."""
    r, c = random.choice([(100, 5), (100, 6), (125, 4), (150, 4), (200, 3), (250, 3)])
    most = round(2.6 * 2000 / (r * c))
    return {
        "left": random.randrange(20, 41),
        "copies": random.randrange(300, 601, 20),
        "c": c,
        "r": r,
        "k": random.randrange(3, most + 1),
    }


def chances(given):
    """The four probabilities, exact."""
    miss = (1 - given["c"] / 2000) ** given["r"]
    return given["copies"] / 2000, 0.0, 1 - miss ** given["k"], 1 - miss


def _simulated(given, runs=10_000, seed=4):
    """Drawn by chance, but for the first: that takes thousands of generations."""
    rng, p = np.random.default_rng(seed), given["c"] / 2000
    fresh = rng.binomial(given["r"], p, (runs, given["k"])).any(axis=1)
    file = rng.binomial(given["r"], p, runs) > 0
    return [given["copies"] / 2000, 0, fresh.mean(), file.mean()]


LAST, REPLACE, FRESH, FILE = range(4)


def _expected(given) -> float:
    """How often the sentence is expected among the real ones of one generation."""
    return given["r"] * given["c"] / 2000


WAY_BACK = Exercise(
    id="02.4",
    title="Who is left, and who comes back?",
    minutes=10,
    difficulty=3,
    importance=4,
    given=_seat,
    task=lambda g: (
        "Each generation is 2,000 sentences drawn from the one before. Four numbers: "
        "the probabilities asked for in (1) to (4), each from 0 to 1.\n"
        f"(1) Replace. {g['left']} different sentences are still alive, and one of "
        f"them has {g['copies']} of the 2,000 copies. What is the probability that it "
        "is the last one left in the end?\n"
        f"(2) Your own sentence has died out. In the truth its share is {g['c']} in "
        f"2,000. The loop goes on under replace for k = {g['k']} generations. What is "
        "the probability that your sentence occurs in at least one of their training "
        "sets?\n"
        f"(3) It has died out in the same way. But now r = {g['r']} of the 2,000 "
        f"sentences in each of the next k = {g['k']} training sets are real, drawn "
        "*fresh* from the truth each time. The same question.\n"
        f"(4) Now the r = {g['r']} real ones come from a *file*: they were drawn from "
        "the truth once, and every training set has the same ones. You do not know "
        "which. The same question.\n"
        "A simulation of (3) and (4) needs 10,000 runs; (1) would take thousands of "
        "generations."
    ),
    answer=Numbers(FOUR, absolute=0.02),
    reference=chances,
    alternatives=(
        _simulated,
        lambda g: [
            g["copies"] / 2000,
            0,
            1 - np.exp(-g["r"] * g["k"] * g["c"] / 2000),
            1 - np.exp(-g["r"] * g["c"] / 2000),
        ],
    ),
    wrong=(
        Wrong(
            "all-have-equal-chances",
            "You gave every sentence that is alive the same chance to win. Every "
            "*copy* has the same chance: a sentence with more copies wins more often.",
            but(chances, {LAST: lambda g: 1 / g["left"]}),
        ),
        Wrong(
            "the-frequent-one-wins",
            "The most frequent sentence does not always win. Each of the 2,000 copies "
            "is equally likely to be the one from which all later ones descend.",
            but(chances, {LAST: lambda g: 0}),
        ),
        Wrong(
            "dead-words-return",
            "Under replace the model is the only source, and it has lost the sentence: "
            "it cannot come back. You counted what the truth would have brought.",
            but(
                chances,
                {REPLACE: lambda g: 1 - (1 - g["c"] / 2000) ** (2000 * g["k"])},
            ),
        ),
        Wrong(
            "dead-words-return",
            "Under replace the model is the only source, and it has lost the sentence. "
            "Only real sentences can bring it back.",
            but(chances, {REPLACE: lambda g: chances(g)[FRESH]}),
        ),
        Wrong(
            "a-file-is-a-source",
            "You treated the file like fresh draws. The file is drawn once. If your "
            "sentence is not in it, no number of generations brings it back.",
            but(chances, {FILE: lambda g: chances(g)[FRESH]}),
        ),
        Wrong(
            "one-draw-counts",
            "For the fresh sentences you counted one generation. Each of the k "
            "generations brings new ones, and with them another chance.",
            but(chances, {FRESH: lambda g: chances(g)[FILE]}),
        ),
        Wrong(
            "some-real-brings-all-back",
            "Real data in every generation do not make it certain. A rare sentence is "
            "missing from most small samples of the truth.",
            but(chances, {FRESH: lambda g: 1, FILE: lambda g: 1}),
        ),
        Wrong(
            "number-for-probability",
            "You gave how often the sentence is *expected* among the real ones. The "
            "probability of at least one is smaller: it may come twice in one place "
            "and never in another.",
            but(chances, {FRESH: lambda g: g["k"] * _expected(g), FILE: _expected}),
            places=(FILE,),
        ),
        Wrong(
            "miss-for-hit",
            "For (3) and (4) you gave the probability that it does *not* come back.",
            but(
                chances,
                {
                    FRESH: lambda g: 1 - chances(g)[FRESH],
                    FILE: lambda g: 1 - chances(g)[FILE],
                },
            ),
            places=(FRESH, FILE),
        ),
        *(
            Wrong(
                "one-generation-off",
                "For (3) you counted one generation too many or too few: there are k "
                "training sets with real sentences in them.",
                but(
                    chances,
                    {
                        FRESH: lambda g, off=off: chances({**g, "k": g["k"] + off})[
                            FRESH
                        ]
                    },
                ),
                slip=True,
            )
            for off in (-1, 1)
        ),
        Wrong(
            "percent",
            "You gave percent. The question asks for probabilities, from 0 to 1.",
            each(chances, lambda p: 100 * p),
        ),
    ),
    hints=(
        "(1) Of all copies now, one will be the ancestor of all. (2) What can a model "
        "write that it has lost?",
        "(3) and (4): one draw from the truth misses your sentence with probability "
        "1 − c/2,000. How many draws are there in all? In (4) the same ones come again "
        "and again.",
        "(1) its share. (2) 0. (3) 1 − (1 − c/2,000) to the power r · k. (4) the same "
        "with the power r.",
    ),
    solution=lambda g: (
        "{:.3f}, {:.0f}, {:.3f}, {:.3f}.\n".format(*chances(g))
        + "Under replace nothing comes back. Fresh real data are a source: every "
        "generation is another chance. A file is a copy: it gives back what it holds, "
        "at once, and never anything else."
    ),
    solution_code=lambda g: (
        f"left, copies, c, r, k = {g['left']}, {g['copies']}, {g['c']}, {g['r']}, "
        f"{g['k']}\n"
        "miss = 1 - c / 2000  # one real sentence is not yours\n"
        "answer = (copies / 2000, 0, 1 - miss ** (r * k), 1 - miss**r)"
    ),
    correct="Rescue needs a source that still has what was lost. How long the sentence "
    "stays once it is back is another question (notebook 05).",
)
