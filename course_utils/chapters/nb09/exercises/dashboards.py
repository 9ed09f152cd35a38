"""Exercise 09.1: eight dashboards; was anything checked, or anything kept?"""

import numpy as np

from ....experiments import checking as experiment
from ....tasks import two_rounds
from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

MODELS = ("4-gram", "transformer")  # of the two rounds
GENERATION = 6  # one that no table of the notebook shows
ARMS = {
    "replace": "replace",
    "checked": "replace + checker",
    "kept and checked": "archive + checker",
    "control": "control",
}
LOOPS = {
    "replace": "each model learns from the last one's text alone",
    "checked": "the same, but only valid sentences are learnt from",
    "kept and checked": "the human text of the start stays, beside valid sentences of "
    "the last model",
    "control": "each model learns from new human text",
}
METERS = {
    "gap": "gap {:.2f}",
    "valid": "valid {:.0%}",
    "words": "words {:.0f}",
    "facts_known": "facts {:.0f}",
}


def _seat(random):
    return {"_shown": two_rounds.dealt(random, LOOPS)}


def _line(model: str, arm: str, t: int) -> str:
    """Means of the seeds of generation t."""
    return "; ".join(
        says.format(np.mean(experiment.scores(model, arm, meter)[:, t - 1]))
        for meter, says in METERS.items()
    ).replace("%", " %")


def _round(given, which: int) -> str:
    """Four dashboards of one model, and what it began with."""
    model = MODELS[which]
    rows = [
        f"{model}, generation {GENERATION}. "
        f"(Generation 1: {_line(model, 'control', 1)}.)"
    ]
    for letter in two_rounds.letters(which):
        arm = ARMS[given["_shown"][letter]]
        rows.append(f"{letter}: {_line(model, arm, GENERATION)}.")
    return "\n".join(rows)


DASHBOARDS = Exercise(
    id="09.1",
    title="Four dashboards, twice",
    minutes=9,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Four loops, twice: with the 4-gram and with the transformer, in two orders. "
        f"Numbers are means of {len(experiment.SEEDS)} seeds: the gap on new human "
        "text in nats per word, valid sentences, different words in 2,000 sentences, "
        "and facts that the model knows when it is asked.\n"
        f"{_round(g, 0)}\n{_round(g, 1)}\n"
        "Which loop is behind each?\n" + listed(LOOPS)
    ),
    answer=Names(two_rounds.LETTERS, LOOPS, behind=two_rounds.behind),
    reference=two_rounds.behind,
    alternatives=retyped(two_rounds.behind),
    wrong=(
        Wrong(
            "quality-is-validity",
            "You swapped the checked loop and the control. The one with the most "
            "valid sentences has the worst gap: it says few things, correctly.",
            swapped(two_rounds.behind, "checked", "control"),
        ),
        Wrong(
            "checking-repairs-replace",
            "You swapped replace and the checked loop. Checking shows in validity. "
            "It did not repair the gap: there the checked one is the worse.",
            swapped(two_rounds.behind, "checked", "replace"),
        ),
        Wrong(
            "valid-and-kept-is-control",
            "You swapped the kept-and-checked loop and the control. Both have small "
            "gaps. But only a checked loop says more valid sentences than at first.",
            swapped(two_rounds.behind, "kept and checked", "control"),
        ),
        Wrong(
            "keeping-changes-nothing",
            "You swapped the two checked loops. With human text beside it the gap "
            "stays small; without, it is the largest of all.",
            swapped(two_rounds.behind, "kept and checked", "checked"),
        ),
        Wrong(
            "noise-is-health",
            "You swapped replace and the control. Neither was checked. The gap shows "
            "which of them still has human text.",
            swapped(two_rounds.behind, "replace", "control"),
        ),
        two_rounds.SAME_ORDER_TWICE,
    ),
    hints=(
        "Begin with the gap. Which one has stayed where generation 1 was?",
        "More valid sentences than generation 1: something was checked there.",
        "Of the two checked ones, the one with the small gap has kept human text.",
    ),
    solution=lambda g: two_rounds.solved(
        g,
        "Validity shows whether somebody checked. The gap shows whether human text "
        "still comes in.",
    ),
    solution_code=two_rounds.solution_code,
    correct="By validity alone the worst of the four would have come first.",
)
