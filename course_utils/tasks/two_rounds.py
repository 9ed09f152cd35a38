"""The same four names twice, in two orders: one lucky guess is not enough.

The seat's numbers hold the letters' names under ``_shown``.
"""

from operator import eq
from random import Random

from .wrong import Given, Wrong

LETTERS = list("ABCDEFGH")
HALF = len(LETTERS) // 2


def dealt(random: Random, names) -> dict[str, str]:
    """Letter -> name; at most one position has the same name in both rounds."""
    first = random.sample(list(names), HALF)
    second = random.sample(list(names), HALF)
    while sum(map(eq, first, second)) > 1:
        random.shuffle(second)
    return dict(zip(LETTERS, first + second, strict=True))


def behind(given: Given) -> dict[str, str]:
    """Letter -> the right name."""
    return dict(given["_shown"])


def letters(which: int) -> list[str]:
    """The letters of the first (0) or the second (1) round."""
    return LETTERS[which * HALF : (which + 1) * HALF]


def solved(given: Given, lesson: str) -> str:
    """All names, and what they teach."""
    lines = [f"{letter}: {name}." for letter, name in behind(given).items()]
    return "\n".join([*lines, lesson])


def solution_code(given: Given) -> str:
    """The line that gives the answer."""
    return f"answer = {behind(given)!r}"


SAME_ORDER_TWICE = Wrong(
    "same-order-twice",
    "Your first four are right. The second four come in a different order: read each "
    "of them for itself.",
    lambda g: dict(zip(LETTERS, list(behind(g).values())[:HALF] * 2, strict=True)),
)
