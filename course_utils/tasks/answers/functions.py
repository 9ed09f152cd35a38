"""Answers that are functions, called on the same inputs every time."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .answer import Answer
from .reading import NotAttempted, Unusable, is_stub, kind
from .tolerance import Tolerance, within

Look = Callable[[Callable, dict], object]


@dataclass(frozen=True, eq=False)
class Function(Answer):
    """A function, and the numbers that it returns for chosen inputs.

    call : how it is called, "next_law(counts, k, T)".
    look : takes the function and the seat's numbers, calls it, and returns numbers.
    tried : the inputs, in words.
    says : what counts as right, if not simply each number within the tolerance.
    start : the code that a learner starts from; a function without a body by default.
    """

    call: str
    look: Look
    tried: str
    says: str = ""
    relative: float = 0.0
    absolute: float = 0.0
    start: Callable[[dict], str] | None = None

    def read(self, answer, given):
        """What ``look`` returns for the function."""
        with np.errstate(all="ignore"):
            return self.look(called(answer, self.call), given)

    def alike(self, seen, other, given, places=None) -> bool:
        """Whether all the numbers agree, or only those at ``places``."""
        near = Tolerance(self.relative, self.absolute).near(seen, other)
        return bool(np.all(near if places is None else near[list(places)]))

    def tolerance(self, given) -> str:
        """The inputs, and what counts as right."""
        says = self.says or f"each number {within(self.relative, self.absolute)}"
        return f"{self.tried}, {says}"

    def stub(self, given) -> str:
        """``start`` if there is one, else a function without a body."""
        return self.start(given) if self.start else f"def {self.call}:\n    ..."


def called(answer, call: str) -> Callable:
    """The learner's function, wrapped so that a stub raises NotAttempted.

    Only the first call decides: a None returned later is an answer like any other.
    """
    if not callable(answer) or isinstance(answer, type):
        raise Unusable(
            f"Expected a function that can be called as `{call}`, given by its name, "
            f"without brackets. Got {kind(answer)}."
        )
    begun = False

    def once(*arguments):
        nonlocal begun
        try:
            value = answer(*arguments)
        except NotImplementedError:
            raise NotAttempted from None
        if is_stub(value) and not begun:
            raise NotAttempted
        begun = True
        if inspect.iscoroutine(value):
            value.close()
            raise Unusable(f"`{call}` must be a plain function, without `async`.")
        return value

    return once
