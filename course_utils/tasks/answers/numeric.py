"""Answers that are numbers in a given order."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .answer import Answer
from .reading import numbers_of
from .tolerance import Tolerance


@dataclass(frozen=True, eq=False)
class Numbers(Answer):
    """Numbers with names, each within a tolerance.

    names : a list, or a function of the seat's numbers.
    relative, absolute : one for all numbers, one for each, or a function of the seat's
        numbers; without them the numbers have to be exact.
    """

    names: list[str] | Callable[[dict], list[str]]
    relative: float | tuple[float, ...] | Callable = 0.0
    absolute: float | tuple[float, ...] | Callable = 0.0

    def named(self, given) -> list[str]:
        """The names for a seat."""
        return self.names(given) if callable(self.names) else self.names

    def read(self, answer, given) -> np.ndarray:
        """Real numbers from a list, a tuple, an array, or a dict with the names."""
        return numbers_of(answer, self.named(given))

    def near(self, seen, other, given) -> np.ndarray:
        """For each number, whether it is within its tolerance of the other."""
        return self._slack(given).near(seen, other)

    def alike(self, seen, other, given, places=None) -> bool:
        """Whether all the numbers agree, or only those at ``places``."""
        near = self.near(seen, other, given)
        return bool(np.all(near if places is None else near[list(places)]))

    def slipped(self, seen, slip, right, given) -> bool:
        """Whether the answer is too close to a slip to be right by chance.

        Each number must be much closer to the slip's than to the right one, and
        numbers that the slip leaves right must be right.
        """
        gap = np.abs(np.subtract(slip, right))
        moved = gap > 1e-9 * np.abs(right)
        close = np.abs(np.subtract(seen, slip)) <= gap / 10
        same = np.flatnonzero(~moved)
        return bool(np.all(close | ~moved)) and self.alike(seen, right, given, same)

    def tolerance(self, given) -> str:
        """The same numbers that decide, in words."""
        return self._slack(given).words(self.named(given))

    def stub(self, given) -> str:
        """A tuple with ``...`` for each name."""
        return f"answer = ({', '.join(['...'] * len(self.named(given)))})"

    def remark(self, seen, right, given) -> str:
        """Which of the numbers are already right."""
        rows = zip(self.named(given), self.near(seen, right, given), strict=True)
        near = [name for name, is_near in rows if is_near]
        return f"Right so far: {'; '.join(near)}." if near else ""

    def _slack(self, given) -> Tolerance:
        both = self.relative, self.absolute
        return Tolerance(*(x(given) if callable(x) else x for x in both))


Make = Callable[[dict], object]


def but(numbers: Make, changes: dict[int, Make]) -> Make:
    """The right numbers, except at some positions, counted from 0."""
    return lambda given: [
        changes[place](given) if place in changes else number
        for place, number in enumerate(numbers(given))
    ]


def moved(numbers: Make, *places: int) -> Make:
    """The right numbers in another order: which of them comes first, second, ..."""
    return lambda given: [numbers(given)[place] for place in places]


def each(numbers: Make, change: Callable[[float], float]) -> Make:
    """The right numbers, each changed in the same way."""
    return lambda given: [change(number) for number in numbers(given)]
