"""Mistakes that a part of an answer gives away, whatever its other numbers are.

A named wrong answer is compared number by number. A kind is an example of a mistake
and the rule that tells all answers like it. Leaves out answers that are not numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .reading import numbers_of

Same = Callable[[object, object], bool]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of wrong answer.

    example : the numbers of one such answer, in order.
    tells : whether the numbers of an answer are of this kind.
    """

    example: list[float]
    tells: Callable[[np.ndarray], bool]


def numbers_or_kind(answer, names: list[str]) -> np.ndarray | Kind:
    """The numbers of an answer, as ``numbers_of`` reads them; a kind as it is."""
    return answer if isinstance(answer, Kind) else numbers_of(answer, names)


def same_or_kind(same: Same) -> Same:
    """Whether numbers agree with the target, or are of the kind that it is."""

    def judge(seen, target) -> bool:
        numbers = seen.example if isinstance(seen, Kind) else seen
        if isinstance(target, Kind):
            return target.tells(np.asarray(numbers, float))
        return same(numbers, target)

    return judge


def in_places(example: list[float], places: tuple[int, ...], same: Same) -> Kind:
    """The kind whose numbers in these places, counted from 0, are the example's."""
    told = np.asarray(example, float)[list(places)]
    return Kind(example, lambda seen: same(seen[list(places)], told))
