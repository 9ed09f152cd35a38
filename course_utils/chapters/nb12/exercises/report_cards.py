"""Exercise 12.1: eight report cards; what went wrong with each of them?"""

from dataclasses import replace
from functools import cache

import numpy as np

from ....models.categorical import zipf
from ....steward.game import State
from ....steward.line_up import always, steward
from ....steward.plans import play
from ....steward.scores import fresh_tail
from ....steward.world import GENERATIONS, TAIL, TYPES, of_seat
from ....tasks import two_rounds
from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

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
    return {
        "_shown": two_rounds.dealt(random, CAUSES),
        "_worlds": random.sample(range(1, 41), len(two_rounds.LETTERS)),
    }


def _cards(given, which: int) -> str:
    worlds = dict(zip(two_rounds.LETTERS, given["_worlds"], strict=True))
    return "\n".join(
        f"{letter}: {card(given['_shown'][letter], worlds[letter])}."
        for letter in two_rounds.letters(which)
    )


REPORT_CARDS = Exercise(
    id="12.1",
    title="Four report cards, twice",
    minutes=6,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Eight teams have played ten generations, each in a different seat's world. "
        "Each card shows the last generation. Rare types are compared with 1,000 "
        "fresh human records, which have 100 % of both kinds (more records can have "
        "more); new ones did not exist in generation 1.\n"
        f"{_cards(g, 0)}\n"
        "The other four teams:\n"
        f"{_cards(g, 1)}\n"
        "In each half, every one of these happened once. Which is behind each card?\n"
        + listed(CAUSES)
    ),
    answer=Names(two_rounds.LETTERS, CAUSES, behind=two_rounds.behind),
    reference=two_rounds.behind,
    alternatives=retyped(two_rounds.behind),
    wrong=(
        Wrong(
            "rare-is-rare",
            "You swapped drift and staleness. Both lose rare types. Look at which: "
            "an old archive still holds the old ones, and none that is younger.",
            swapped(two_rounds.behind, "drift", "staleness"),
        ),
        Wrong(
            "poison-makes-invalid",
            "You swapped junk and poison. Poisoned records read like others: "
            "validity does not see them. Only the attacks tell.",
            swapped(two_rounds.behind, "junk", "poison"),
        ),
        Wrong(
            "junk-is-drift",
            "You swapped junk and drift. A model can write nothing but valid records "
            "and still have lost most of what is rare; and the other way round.",
            swapped(two_rounds.behind, "junk", "drift"),
        ),
        Wrong(
            "old-is-invalid",
            "You swapped junk and staleness. An old record is as valid as ever. "
            "What it cannot do is speak of what came later.",
            swapped(two_rounds.behind, "junk", "staleness"),
        ),
        Wrong(
            "poison-is-collapse",
            "You swapped poison and drift. Poison takes no rare types away, and no "
            "loop makes triggers.",
            swapped(two_rounds.behind, "poison", "drift"),
        ),
        two_rounds.SAME_ORDER_TWICE,
    ),
    hints=(
        "Begin with the attacks: in how many cards do they succeed at all?",
        "Of the rest, one has fewer valid records than the others.",
        "Two are left. Which of them still has its old rare types?",
    ),
    solution=lambda g: two_rounds.solved(
        g,
        "Look at the attacks first, then at what is valid; junk lowers the tail, too.",
    ),
    solution_code=two_rounds.solution_code,
    correct="Four failures, four meters. Whoever watches one of them sees a quarter.",
)
