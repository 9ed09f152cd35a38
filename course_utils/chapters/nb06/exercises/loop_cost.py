"""Exercise 06.2: how much did the loop cost, and how much the model itself?"""

import numpy as np

from ....experiments import pictures as experiment
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

FOUR = ["recall: model", "recall: loop", "coverage: model", "coverage: loop"]
LOOPS = {"VAE": (2, 3, 4), "mixture": (2, 3, 4, 6, 8)}  # model -> generations
SCORES = ("recall", "coverage")
REAL = 0.98, 0.97  # of new real pictures


def _seat(random):
    model = random.choice(list(LOOPS))
    return {"model": model, "generation": random.choice(LOOPS[model])}


def _six(given) -> list[tuple[float, float, float]]:
    """(real, control, replace) of recall and of coverage, to two digits."""
    model, t = given["model"], given["generation"] - 1
    return [
        (
            real,
            round(float(np.mean(experiment.scores(f"{model}: control", score))), 2),
            round(
                float(np.mean(experiment.scores(f"{model}: replace", score)[:, t])), 2
            ),
        )
        for real, score in zip(REAL, SCORES, strict=True)
    ]


def _four(parts):
    """Model and loop for both scores, by a rule of (real, control, replace)."""
    return lambda given: [number for six in _six(given) for number in parts(*six)]


def _parts(real, control, replace):
    """(model, loop): what each of them cost."""
    return real - control, control - replace


LOOP_COST = Exercise(
    id="06.2",
    title="How much did the loop cost?",
    minutes=6,
    difficulty=2,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"Generation {g['generation']} of the {g['model']}, scored in components; "
        f"means of {len(experiment.SEEDS)} seeds. (The control's is the mean of all "
        "its generations, which learn from new real pictures each time.)\n"
        + "\n".join(
            f"{score}: new real pictures {real:.2f}, control {control:.2f}, replace "
            f"{replace:.2f}."
            for score, (real, control, replace) in zip(SCORES, _six(g), strict=True)
        )
        + "\nHow much recall did the model cost, whatever it learns from, and how much "
        "the loop? And how much coverage? Four positive numbers: recall lost by the "
        "model and by the loop, then coverage lost by the model and by the loop."
    ),
    answer=Numbers(FOUR, absolute=0.006),
    reference=_four(_parts),
    alternatives=(
        lambda g: dict(zip(FOUR, _four(_parts)(g), strict=True)),
        lambda g: [round(number, 2) for number in _four(_parts)(g)],
    ),
    wrong=(
        Wrong(
            "loop-blamed-for-model",
            "You gave the loop the whole way down from real pictures. The control "
            "never saw a model's picture and is lower, too: that part is the model's.",
            _four(lambda real, control, replace: (0, real - replace)),
        ),
        Wrong(
            "model-counted-twice",
            "The model's part is right. But you compared the loop with real pictures, "
            "which counts the model's part once more. Compare it with the control.",
            _four(lambda real, control, replace: (real - control, real - replace)),
        ),
        Wrong(
            "model-and-loop-exchanged",
            "You swapped the two. From real pictures to the control there is no loop "
            "at all.",
            _four(lambda *six: _parts(*six)[::-1]),
        ),
        Wrong(
            "level-for-loss",
            "You gave what is left. A loss is a difference: the loop's is that of "
            "replace to the control.",
            _four(lambda real, control, replace: (control, replace)),
        ),
        Wrong(
            "share-for-loss",
            "You divided by the level before. The question asks for plain differences.",
            _four(
                lambda real, control, replace: (
                    (real - control) / real,
                    (control - replace) / control,
                )
            ),
        ),
        Wrong(
            "order-of-the-four",
            "The numbers are right, but in another order: both of recall first, then "
            "both of coverage.",
            moved(_four(_parts), 0, 2, 1, 3),
        ),
        Wrong(
            "percent-for-shares",
            "Recall is right. For coverage you gave percent: 0.16 was meant, not 16.",
            but(
                _four(_parts),
                {i: lambda g, i=i: 100 * _four(_parts)(g)[i] for i in (2, 3)},
            ),
        ),
        Wrong(
            "sign-of-the-loss",
            "The sizes are right. A loss was asked for: it counts as positive.",
            _four(lambda real, control, replace: (control - real, replace - control)),
        ),
    ),
    hints=(
        "What would this model have scored without any loop? That is the control.",
        "Model: from real pictures to the control. Loop: from the control to replace.",
        "real − control, control − replace: first for recall, then for coverage.",
    ),
    solution=lambda g: (
        "{:.2f} and {:.2f} of recall, {:.2f} and {:.2f} of coverage.\n".format(
            *_four(_parts)(g)
        )
        + "A small model misses some real pictures whatever it learns from. Only "
        "the rest is the loop's doing."
    ),
    solution_code=lambda g: (
        "answer = ["
        + ", ".join(
            f"{a:.2f} - {b:.2f}"
            for real, control, replace in _six(g)
            for a, b in ((real, control), (control, replace))
        )
        + "]"
    ),
    correct="Three numbers, two differences. A report that leaves the control out "
    "cannot tell a poor model from a dying one.",
)
