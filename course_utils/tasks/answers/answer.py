"""The interface that every kind of answer implements."""

from abc import ABC, abstractmethod


class Answer(ABC):
    """Reads, compares and describes answers; ``given`` holds the seat's numbers.

    ``seen`` is what ``read`` returned: numbers, or a dict of names.
    """

    @abstractmethod
    def read(self, answer, given):
        """What to compare; raises Unusable or NotAttempted if there is nothing."""

    @abstractmethod
    def alike(self, seen, other, given, places=None) -> bool:
        """Whether ``seen`` is within the tolerance of ``other``.

        places : compare only these parts, counted from 0; all by default.
        """

    @abstractmethod
    def tolerance(self, given) -> str:
        """What counts as right, in words."""

    @abstractmethod
    def stub(self, given) -> str:
        """The code that a learner starts from; run unchanged, it is not an attempt."""

    def remark(self, seen, right, given) -> str:
        """A comment on a wrong answer that matches no known mistake."""
        return ""

    def right(self, reference, given):
        """What a right answer looks like."""
        return self.read(reference, given)
