"""The order in which options are shown: mixed, and the same for everybody.

A class votes by letter, so the order depends on the question alone. A stored vote still
means the option that was chosen, wherever that is shown.
"""

from collections.abc import Sequence
from hashlib import sha256

LETTERS = "ABCDEFGH"
NO_IDEA = "no idea yet"


def mixed(id: str, options: Sequence[str]) -> list[int]:
    """Indices of the options in the order shown; "No idea yet" stays last."""

    def place(i: int) -> tuple[bool, bytes]:
        last = options[i].lower().startswith(NO_IDEA)
        return last, sha256(f"{id}, {i}".encode()).digest()

    return sorted(range(len(options)), key=place)


def lettered(options: Sequence[str], order: Sequence[int]) -> dict[int, str]:
    """Index -> "A. the option", in the order shown."""
    return {
        i: f"{letter}. {options[i]}" for letter, i in zip(LETTERS, order, strict=False)
    }
