"""Exercise 08.2: how much of the drop did the loop cause, how much the training?"""

from typing import NamedTuple

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

FOUR = ["grammar: loop", "grammar: training", "gap: loop", "gap: training"]
LAST = 6
LEARNT = 4_000  # human sentences, before the loop begins


class Harsh(NamedTuple):
    """A way of training on in each generation."""

    n: int
    epochs: int
    rate: float


# Percent grammatical and gap (nats per word): at the start, then after LAST generations
# of the control and of replace. One lineage each; no formula is known to us, the tests
# run it again.
START = 82.1, 0.105
RUNS = {
    Harsh(300, 8, 0.003): ((72.2, 0.308), (39.5, 2.078)),
    Harsh(300, 10, 0.004): ((67.5, 0.457), (31.7, 3.582)),
    Harsh(400, 8, 0.004): ((72.1, 0.365), (47.5, 2.546)),
    Harsh(500, 6, 0.004): ((75.7, 0.237), (45.0, 1.783)),
}


def _seat(random):
    return random.choice(list(RUNS))._asdict()


def _six(given) -> tuple[tuple[float, float], ...]:
    """(start, control, replace) of grammar and of the gap."""
    control, replace = RUNS[Harsh(**given)]
    return tuple(zip(START, control, replace, strict=True))


def _four(effect):
    """Loop and training for both meters, by a rule of (start, control, replace)."""
    return lambda given: [number for six in _six(given) for number in effect(*six)]


def _effects(start, control, replace):
    """(loop, training): how far apart, always counted as damage."""
    return abs(replace - control), abs(control - start)


OVER_TRAINING = Exercise(
    id="08.2",
    title="How much of the drop did the loop cause?",
    minutes=6,
    difficulty=2,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"A transformer has learnt from {LEARNT:,} human sentences. Then it is trained "
        f"on for {LAST} generations, harshly: {g['n']} sentences in each, "
        f"{g['epochs']} epochs, learning rate {g['rate']}. T = 1; the sentences of "
        "generation 1 are human in both arms. One lineage in each arm, so all that "
        "follows is about this run. Below: how much of what it writes is grammatical, "
        "and its gap on new human text in nats per word.\n"
        "Before: grammatical {:.1f} %, gap {:.3f}.\n".format(*START)
        + "Control (new human sentences each time): grammatical {:.1f} %, gap "
        "{:.3f}.\n".format(*RUNS[Harsh(**g)][0])
        + "Replace (the last model's sentences): grammatical {:.1f} %, gap "
        "{:.3f}.\n".format(*RUNS[Harsh(**g)][1])
        + "How much damage did the loop do, and how much this way of training by "
        "itself? Four numbers: percentage points of grammar lost by the "
        "loop and by training, then nats per word of gap added by the loop and by "
        "training. All four are positive."
    ),
    answer=Numbers(FOUR, absolute=(0.05, 0.05, 0.001, 0.001)),
    reference=_four(_effects),
    alternatives=(
        lambda g: dict(zip(FOUR, _four(_effects)(g), strict=True)),
        lambda g: [
            round(effect, digits)
            for effect, digits in zip(_four(_effects)(g), (1, 1, 3, 3), strict=True)
        ],
    ),
    wrong=(
        Wrong(
            "no-control",
            "You gave the loop all of the damage. The control was trained in the same "
            "way on human text and got worse, too: that part is not the loop's.",
            _four(lambda start, control, replace: (abs(replace - start), 0)),
        ),
        Wrong(
            "training-counted-twice",
            "Training is right. But you compared the loop with the start, which counts "
            "the damage of training once more. Compare it with the control.",
            _four(
                lambda start, control, replace: (
                    abs(replace - start),
                    abs(control - start),
                )
            ),
        ),
        Wrong(
            "loop-blamed-for-training",
            "You swapped the two. From the start to the control there is no loop at "
            "all: that is what training does by itself.",
            _four(lambda *six: _effects(*six)[::-1]),
        ),
        Wrong(
            "level-for-effect",
            "You gave what the two arms have at the end. An effect is a difference: "
            "the loop's is the difference between replace and the control.",
            _four(lambda start, control, replace: (replace, control)),
        ),
        Wrong(
            "share-for-points",
            "You divided by the level before. The question asks for percentage points "
            "and nats: plain differences.",
            _four(
                lambda start, control, replace: (
                    abs(replace - control) / control,
                    abs(control - start) / start,
                )
            ),
        ),
        Wrong(
            "share-of-the-drop",
            "You gave shares of all the damage. The question asks for percentage "
            "points and nats: the differences themselves.",
            _four(
                lambda *six: (effect / sum(_effects(*six)) for effect in _effects(*six))
            ),
        ),
        Wrong(
            "order-of-the-four",
            "The numbers are right, but in another order: both of grammar first, then "
            "both of the gap.",
            moved(_four(_effects), 0, 2, 1, 3),
        ),
        Wrong(
            "fractions-for-points",
            "The two for the gap are right. Those for grammar are a hundred times too "
            "small: percentage points were asked for, so 12 % to 9 % is 3, not 0.03.",
            but(
                _four(_effects),
                {
                    0: lambda g: _four(_effects)(g)[0] / 100,
                    1: lambda g: _four(_effects)(g)[1] / 100,
                },
            ),
        ),
        Wrong(
            "sign-of-the-drop",
            "The sizes are right. Damage was asked for: less grammar and more gap both "
            "count as positive.",
            _four(lambda start, control, replace: (replace - control, control - start)),
        ),
    ),
    hints=(
        "What would have become of this model without the loop, trained in the same "
        "way? That is the control.",
        "Training: from before to the control. Loop: from the control to replace. "
        "Together they are the whole drop.",
        "The first number is control minus replace, the second before minus control. "
        "For the gap the other way round, because there more is worse.",
    ),
    solution=lambda g: (
        "{:.1f} and {:.1f} points, {:.3f} and {:.3f} nats.\n".format(
            *_four(_effects)(g)
        )
        + "Training for a long time on few sentences costs something, whoever wrote "
        "them. The gentle training of this notebook costs next to nothing: its control "
        "is flat."
    ),
    solution_code=lambda g: (
        "answer = ["
        + ", ".join(
            f"abs({b:g} - {a:g})"
            for start, control, replace in _six(g)
            for a, b in ((control, replace), (start, control))
        )
        + "]"
    ),
    correct="Without the control the loop would be blamed for what any training of "
    "that kind does. With it, the loop's part is still the larger one.",
)
