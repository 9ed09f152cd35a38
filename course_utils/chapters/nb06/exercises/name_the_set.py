"""Exercise 06.1: eight sets of pictures; what is behind each of their scores?"""

import numpy as np

from ....experiments import pictures as experiment
from ....tasks import two_rounds
from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

GENERATIONS = (6, 10)  # of the two rounds
ARMS = {
    "control": "mixture: control",
    "replace": "mixture: replace",
    "cautious replace": "mixture, bias .8: replace",
}
SETS = {
    "control": "pictures of a mixture that learnt from new real pictures",
    "replace": "pictures of a mixture that learnt from the last one's pictures",
    "cautious replace": "the same, drawn close to the usual (λ = 0.8)",
    "average": "one picture, the average of all real ones, again and again",
}
# Precision and recall in pixels, then in components, of copies of the average; the
# tests compute them again.
AVERAGE = (1.0, 0.0), (0.0, 0.0)


def _seat(random):
    return {"_shown": two_rounds.dealt(random, SETS)}


def scores(name: str, generation: int) -> tuple:
    """(precision, recall) in pixels and in components, means of the seeds."""
    if name == "average":
        return AVERAGE
    return tuple(
        tuple(
            float(np.mean(experiment.scores(ARMS[name], score + space), axis=0)[
                generation - 1
            ])
            for score in ("precision", "recall")
        )
        for space in (" (pixels)", "")
    )  # fmt: skip


def _line(name: str, generation: int) -> str:
    (precision, recall), (true, found) = scores(name, generation)
    return (
        f"pixels: precision {precision:.3f}, recall {recall:.3f}; "
        f"components: precision {true:.2f}, recall {found:.2f}"
    )


def _round(given, which: int) -> str:
    generation = GENERATIONS[which]
    shown = given["_shown"]
    rows = (f"{k}: {_line(shown[k], generation)}." for k in two_rounds.letters(which))
    return "\n".join([f"Generation {generation}:", *rows])


NAME_THE_SET = Exercise(
    id="06.1",
    title="Name the set",
    minutes=8,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Four sets of 1,000 pictures, twice: at two generations, in two orders. Each "
        "was compared with 1,000 real pictures, once in pixels and once in components. "
        f"Scores of loops are means of {len(experiment.SEEDS)} seeds.\n"
        f"{_round(g, 0)}\n{_round(g, 1)}\n"
        "Which set is behind each?\n" + listed(SETS)
    ),
    answer=Names(two_rounds.LETTERS, SETS, behind=two_rounds.behind),
    reference=two_rounds.behind,
    alternatives=retyped(two_rounds.behind),
    wrong=(
        Wrong(
            "quality-is-precision",
            "You swapped the average and the control. Full precision in pixels is "
            "what one grey picture gets, too: every pixel of it is close to the middle "
            "of something. Look at recall, and at the other space.",
            swapped(two_rounds.behind, "average", "control"),
        ),
        Wrong(
            "cautious-is-healthy",
            "You swapped the cautious loop and the control. Both are precise, but "
            "only one of them still covers the real pictures: look at recall.",
            swapped(two_rounds.behind, "cautious replace", "control"),
        ),
        Wrong(
            "bias-unseen",
            "You swapped the two replace loops. A loop that draws close to the usual "
            "stays more precise, and loses recall sooner.",
            swapped(two_rounds.behind, "cautious replace", "replace"),
        ),
        Wrong(
            "average-is-cautious",
            "You swapped the average and the cautious loop. In pixels they look "
            "alike. In components the average is close to nothing real.",
            swapped(two_rounds.behind, "average", "cautious replace"),
        ),
        Wrong(
            "precision-tells-all",
            "You swapped replace and the control. A loop that has lost some "
            "precision has lost far more recall.",
            swapped(two_rounds.behind, "replace", "control"),
        ),
        two_rounds.SAME_ORDER_TWICE,
    ),
    hints=(
        "Begin in components. Which set covers the real pictures, and which is close "
        "to none of them?",
        "High recall in components: the control. No precision in components: the "
        "average. Two are left.",
        "Of the two that are left, the cautious one is the more precise.",
    ),
    solution=lambda g: two_rounds.solved(
        g,
        "In pixels three of the four look fine. Recall, and a second space, tell "
        "them apart.",
    ),
    solution_code=two_rounds.solution_code,
    correct="Precision alone, in pixels alone, would have put the average first.",
)
