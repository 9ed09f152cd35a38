"""Exercise 08.1: five reported losses, most of them below the floor; what went wrong?

A loss on new human text cannot be below the entropy of that text.
"""

from typing import NamedTuple

from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

LETTERS = ["A", "B", "C", "D", "E"]
FLOOR = 2.557  # nats per word: entropy_per_word of Grammar("small")
WIDTH, WIDER = 40, 50  # places of a row
EPOCHS, LONG = 8, 20
CAUSES = {
    "honest": "the loss on new human text, as it should be",
    "no mask": "attention was not masked: each place saw the words after it",
    "pads counted": "the zeros that fill up the rows were counted as words, each with "
    "a loss of 0",
    "training text": f"the model, trained for {LONG} epochs, was scored on the text "
    "that it had learnt from",
    "own text": "the model was scored on text that it had written itself, at T = 0.8",
}


class Report(NamedTuple):
    """What one team measured with its own program; losses in nats per word.

    reported : the loss that it reports. wider : the same, with rows filled up further.
    new : on other human text, never seen. truth : of the truth's law, counted
    correctly, on the sentences reported on that the grammar can say. grammatical : % of
    2,000 sentences that its model writes at T = 1.
    """

    reported: float
    wider: float
    new: float
    truth: float
    grammatical: float


# Sentences learnt from: one run each. No formula is known to us; tests run it again.
REPORTS = {
    1000: {
        "honest": Report(2.99, 2.99, 2.99, 2.55, 48),
        "no mask": Report(0.06, 0.06, 0.06, 2.55, 0),
        "pads counted": Report(0.60, 0.48, 0.60, 2.55, 48),
        "training text": Report(1.64, 1.64, 3.72, 2.55, 64),
        "own text": Report(2.48, 2.48, 2.99, 2.43, 48),
    },
    1500: {
        "honest": Report(2.86, 2.86, 2.87, 2.55, 68),
        "no mask": Report(0.02, 0.02, 0.02, 2.55, 0),
        "pads counted": Report(0.57, 0.46, 0.57, 2.55, 68),
        "training text": Report(1.83, 1.83, 3.45, 2.55, 72),
        "own text": Report(2.43, 2.43, 2.87, 2.46, 68),
    },
    2000: {
        "honest": Report(2.78, 2.78, 2.79, 2.55, 75),
        "no mask": Report(0.02, 0.02, 0.02, 2.55, 0),
        "pads counted": Report(0.56, 0.45, 0.56, 2.55, 75),
        "training text": Report(2.04, 2.04, 3.15, 2.55, 79),
        "own text": Report(2.44, 2.44, 2.79, 2.48, 75),
    },
}


def _seat(random):
    causes = random.sample(list(CAUSES), len(CAUSES))
    return {
        "n": random.choice(list(REPORTS)),
        "_shown": dict(zip(LETTERS, causes, strict=True)),
    }


def _causes(given):
    return dict(given["_shown"])


def _table(given) -> str:
    """The five reports, one to a line."""
    line = (
        "{}: reported {:.2f}; rows of {} {:.2f}; new text {:.2f}; truth {:.2f}; "
        "grammatical {:.0f} %."
    )
    lines = []
    for letter, cause in given["_shown"].items():
        reported, wider, *rest = REPORTS[given["n"]][cause]
        lines.append(line.format(letter, reported, WIDER, wider, *rest))
    return "\n".join(lines)


BELOW_FLOOR = Exercise(
    id="08.1",
    title="Below the floor",
    minutes=10,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"Five teams have trained the small transformer on {g['n']:,} human sentences. "
        f"The entropy of human text is {FLOOR} nats per word. Each team reports a "
        "loss, in nats per word, and says that it is the one on new human text.\n"
        "You asked each for four more numbers, made with *its own* program: the same "
        f"loss with all rows filled up with zeros to {WIDER} places, not {WIDTH}; the "
        "loss on other human text, never seen; the loss of the *truth's* law on the "
        "text reported on (of its sentences that the grammar can say, counted "
        "correctly); the share of grammatical sentences when the model writes, word by "
        "word.\n"
        f"{_table(g)}\n"
        "How did each reported loss come about?\n" + listed(CAUSES)
    ),
    answer=Names(LETTERS, CAUSES),
    reference=_causes,
    alternatives=retyped(_causes),
    wrong=(
        Wrong(
            "lowest-is-best",
            "You took the lowest loss to be honest. No model gets below the entropy on "
            "human text, and this one does so by far. Look at what it writes.",
            swapped(_causes, "honest", "no mask"),
        ),
        Wrong(
            "near-the-floor-is-honest",
            "You swapped “honest” and “own text”. The one that you call honest is "
            "below the floor: human text costs even the truth more than that. And on "
            "new text its loss is different.",
            swapped(_causes, "honest", "own text"),
        ),
        Wrong(
            "training-loss-is-honest",
            "You swapped “honest” and “training text”. An honest loss hardly changes "
            "on other human text; one of yours rises by more than a nat.",
            swapped(_causes, "honest", "training text"),
        ),
        Wrong(
            "honest-is-above-the-floor",
            "You swapped “honest” and “pads counted”. An honest loss is above the "
            "floor, and zeros at the end of a row cannot change it.",
            swapped(_causes, "honest", "pads counted"),
        ),
        Wrong(
            "which-text",
            "You swapped “training text” and “own text”. Both losses rise on new "
            "text. But training text is human text, which costs the truth its entropy; "
            "text written at T = 0.8 costs it less.",
            swapped(_causes, "training text", "own text"),
        ),
        Wrong(
            "far-below",
            "You swapped “no mask” and “pads counted”. Both are far below the floor. "
            "Zeros are seen when the rows get wider. A model that saw the answers is "
            "found out when it has to write without them.",
            swapped(_causes, "no mask", "pads counted"),
        ),
        Wrong(
            "it-copies",
            "You swapped “no mask” and “training text”. What was learnt by heart "
            "helps only on that text; what is copied from the next place helps on "
            "every text, as long as there is a next place to copy from.",
            swapped(_causes, "no mask", "training text"),
        ),
        Wrong(
            "wider-rows",
            "You swapped “pads counted” and “training text”. Only where zeros are "
            "counted can wider rows lower the loss.",
            swapped(_causes, "pads counted", "training text"),
        ),
        Wrong(
            "own-text-or-no-mask",
            "You swapped “own text” and “no mask”. A model that saw the answers has "
            "the same loss on new text, and writes nothing grammatical. A model's own "
            "text is easy for that model alone: on new text its loss rises.",
            swapped(_causes, "own text", "no mask"),
        ),
        Wrong(
            "own-text-or-zeros",
            "You swapped “own text” and “pads counted”. Wider rows lower the loss only "
            "where zeros are counted; only another text shows that the first one was "
            "easy.",
            swapped(_causes, "own text", "pads counted"),
        ),
    ),
    hints=(
        f"First: which of the five is possible at all? The floor is {FLOOR} nats a "
        "word.",
        "For each of the others ask what would change: wider rows, other text, no "
        "answer to copy from.",
        "Wider rows find the zeros, writing word by word finds the missing mask. Of "
        "the two that rise on new text, one was scored on human text: there the "
        f"truth's own loss is about {FLOOR}.",
    ),
    solution=lambda g: (
        "\n".join(f"{letter}: {cause}." for letter, cause in g["_shown"].items())
        + "\nOnly one loss is above the floor, and it looks the worst. The floor costs "
        "nothing to know where the truth is known; for real text nobody has it, so "
        "there it takes the other four questions."
    ),
    solution_code=lambda g: f"answer = {_causes(g)!r}",
    correct="The honest model has the highest loss of the five. A number that is too "
    "good tells you something about how it was measured.",
)
