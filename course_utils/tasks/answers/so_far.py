"""What to say of an answer that is right in parts: remarks for exercises."""

from collections.abc import Callable

import numpy as np

from .reading import close

Remark = Callable[[object, object], str]


def numbers_right(names: list[str], relative: float = 0.0, absolute=0.0) -> Remark:
    """A remark that names the numbers of an answer that are right already."""
    absolute = np.broadcast_to(absolute, len(names))

    def remark(seen, target) -> str:
        rows = zip(names, seen, target, absolute, strict=True)
        near = [
            name
            for name, value, goal, slack in rows
            if close(relative, slack)(value, goal)
        ]
        return f"Right so far: {'; '.join(near)}." if near else ""

    return remark


def names_right(seen: dict, target: dict) -> str:
    """How many of the names are right."""
    right = sum(seen[key] == name for key, name in target.items())
    return f"{right} of {len(target)} names are right."


def instead(names: Callable[[dict], dict], one: str, other: str) -> Callable:
    """An answer with the right names, but for one that is taken for another."""
    return lambda given: {k: other if v == one else v for k, v in names(given).items()}


def swapped(names: Callable[[dict], dict], one: str, other: str) -> Callable:
    """An answer with the right names, but for two that stand for each other."""
    swap = {one: other, other: one}
    return lambda given: {k: swap.get(v, v) for k, v in names(given).items()}
