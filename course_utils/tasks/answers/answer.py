"""What every kind of answer offers to an exercise."""

from abc import ABC, abstractmethod


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
