"""Exercise 12.1: eight report cards; what went wrong with each of them?"""

from dataclasses import replace
from functools import cache
from operator import eq

import numpy as np

from ....models.categorical import zipf
from ....steward.game import State
from ....steward.line_up import always, steward
from ....steward.plans import play
from ....steward.scores import fresh_tail
from ....steward.world import GENERATIONS, TAIL, TYPES, of_seat
from ....tasks.answers import Names
from ....tasks.answers.names import swapped
from ....tasks.exercise import Exercise, Wrong

LETTERS = list("ABCDEFGH")
HALF = len(LETTERS) // 2
CAUSES = {
    "drift": "the loop lost old rare types; nobody kept human records of them",
    "staleness": "the data are old: what is new since generation 1 is not in them",
    "junk": "models' writing came in without a check of whether it is valid",
    "poison": "somebody put triggers into what was bought or crawled",
}
CHECKED = {"verify": 2_000, "provenance": True}
LONG = {"credits": 10_000.0}  # the four teams are not short of money


@cache
def _game(cause: str, seat: int) -> State:
    """A game in which one thing goes wrong."""
    world = replace(of_seat(seat), **LONG)
    if cause == "drift":
        return play(world, always(human=60, **CHECKED))
    if cause == "staleness":  # licences for ever, and nothing new
        return play(replace(world, lapse=0.0), always(archive=True, **CHECKED))
    away = ("verify", "detect") if cause == "junk" else ("provenance",)
    return play(
        world, lambda seen: steward({**seen, "credits": 150 * seen["left"]}, away)
    )


@cache
def card(cause: str, seat: int) -> str:
    """What the last generation's meters say."""
    state = _game(cause, seat)
    last, world = state.scores[-1], state.world
    tail = world.tail(GENERATIONS)
    there = np.minimum(state.model[tail] / state.model.sum(), zipf(TYPES)[TAIL:])
    new = tail >= TYPES
    old_part, new_part = (
        100 * there[which].sum() / fresh_tail()[which].sum() for which in (~new, new)
    )
    return (
        f"old rare types {old_part:.0f} %, new rare types {new_part:.0f} %, valid "
        f"{100 * last.valid:.0f} %, attacks that succeed {100 * last.attack:.0f} %"
    )


def _seat(random):
    first, second = (random.sample(list(CAUSES), HALF) for _ in range(2))
    while sum(map(eq, first, second)) > 1:
        random.shuffle(second)
    return {
        "_worlds": random.sample(range(1, 41), len(LETTERS)),
        "_shown": dict(zip(LETTERS, first + second, strict=True)),
    }


def _causes(given):
    return dict(given["_shown"])


def _cards(given, letters) -> str:
    worlds = dict(zip(LETTERS, given["_worlds"], strict=True))
    return "\n".join(
        f"{letter}: {card(given['_shown'][letter], worlds[letter])}."
        for letter in letters
    )


REPORT_CARDS = Exercise(
    id="12.1",
    title="Four report cards, twice",
    minutes=6,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Eight teams have played ten generations, each in another seat's world. Each "
        "card shows the last generation. Rare types are measured beside 1,000 fresh "
        "human records, which have 100 % of both kinds; new ones did not exist in "
        "generation 1.\n"
        f"{_cards(g, LETTERS[:HALF])}\n"
        "In the other order:\n"
        f"{_cards(g, LETTERS[HALF:])}\n"
        "In each half, every one of these happened once. Which is behind each card?\n"
        + "\n".join(f"{name}: {says}." for name, says in CAUSES.items())
    ),
    answer=Names(LETTERS, CAUSES, behind=_causes),
    reference=_causes,
    alternatives=(
        lambda g: list(_causes(g).values()),
        lambda g: {k: f" {v.title()} " for k, v in _causes(g).items()},
    ),
    wrong=(
        Wrong(
            "rare-is-rare",
            "You exchanged drift and staleness. Both lose rare types. Look at which: "
            "an old archive still holds the old ones, and none that is younger.",
            swapped(_causes, "drift", "staleness"),
        ),
        Wrong(
            "poison-makes-invalid",
            "You exchanged junk and poison. Poisoned records read like others: "
            "validity does not see them. Only the attacks tell.",
            swapped(_causes, "junk", "poison"),
        ),
        Wrong(
            "junk-is-drift",
            "You exchanged junk and drift. A model can write valid records alone and "
            "have lost most of what is rare; and the other way round.",
            swapped(_causes, "junk", "drift"),
        ),
        Wrong(
            "old-is-invalid",
            "You exchanged junk and staleness. An old record is as valid as ever. "
            "What it cannot do is speak of what came later.",
            swapped(_causes, "junk", "staleness"),
        ),
        Wrong(
            "poison-is-collapse",
            "You exchanged poison and drift. Poison takes no rare types away, and no "
            "loop makes triggers.",
            swapped(_causes, "poison", "drift"),
        ),
        Wrong(
            "same-order-twice",
            "Your first four are right. The second four come in an order of their own: "
            "read them anew.",
            lambda g: dict(
                zip(LETTERS, list(_causes(g).values())[:HALF] * 2, strict=True)
            ),
        ),
    ),
    hints=(
        "Begin with the attacks: in how many cards do they succeed at all?",
        "Of the rest, one has fewer valid records than the others.",
        "Two are left. Which of them still has its old rare types?",
    ),
    solution=lambda g: (
        "\n".join(f"{letter}: {cause}." for letter, cause in _causes(g).items())
        + "\nEach of the four shows in a meter of its own, and hides from the others."
    ),
    solution_code=lambda g: f"answer = {_causes(g)!r}",
    correct="Four failures, four meters. Whoever watches one of them sees a quarter.",
)
