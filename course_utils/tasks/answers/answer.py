"""What every kind of answer offers to an exercise."""

from abc import ABC, abstractmethod

import numpy as np


class Answer(ABC):
    """How an answer is read, compared and told; ``given`` holds the seat's numbers.

    What ``read`` returns is called *seen*: numbers, or a dict of names.
    """

    @abstractmethod
    def read(self, answer, given):
        """What is to be compared; Unusable or NotAttempted where there is nothing."""

    @abstractmethod
    def alike(self, seen, other, given, places=None) -> bool:
        """Whether what was seen is within the tolerance of the other.

        places : compare these parts only, counted from 0; all by default.
        """

    @abstractmethod
    def tolerance(self, given) -> str:
        """What counts as right, in words."""

    @abstractmethod
    def stub(self, given) -> str:
        """The code that a learner starts from; run as it is, it is no attempt."""

    def remark(self, seen, right, given) -> str:
        """What to say of an answer that is wrong in a way that nobody foresaw."""
        return ""

    def right(self, reference, given):
        """What a right answer looks like."""
        return self.read(reference, given)

    def slipped(self, seen, slip, right, given) -> bool:
        """Whether it hits a slip so closely that it can't be a right answer by chance.

        Each number has to be much closer to the slip's than to the right one, and
        those that the slip leaves right have to be right.
        """
        gap = np.abs(np.subtract(slip, right))
        moved = gap > 1e-9 * np.abs(right)
        close = np.abs(np.subtract(seen, slip)) <= gap / 10
        same = np.flatnonzero(~moved)
        return bool(np.all(close | ~moved)) and self.alike(seen, right, given, same)
