"""Answers that are functions, called on inputs that are the same every time."""

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
    tried : the inputs in words; says : what is needed, if that is more than each
        number within the tolerance.
    start : what a learner starts from, if it is not a function without a body.
    """

    call: str
    look: Look
    tried: str
    says: str = ""
    relative: float = 0.0
    absolute: float = 0.0
    start: Callable[[dict], str] | None = None

    def read(self, answer, given):
        """Whatever ``look`` makes of the function."""
        with np.errstate(all="ignore"):
            return self.look(called(answer, self.call), given)

    def alike(self, seen, other, given, places=None) -> bool:
        """Whether all the numbers agree, or those in these places."""
        near = Tolerance(self.relative, self.absolute).near(seen, other)
        return bool(np.all(near if places is None else near[list(places)]))

    def tolerance(self, given) -> str:
        """The inputs, and what is needed of the numbers."""
        says = self.says or f"each number {within(self.relative, self.absolute)}"
        return f"{self.tried}, {says}"

    def stub(self, given) -> str:
        """A function without a body, or what there is to start from."""
        return self.start(given) if self.start else f"def {self.call}:\n    ..."


def called(answer, call: str) -> Callable:
    """A function that raises NotAttempted where the learner's is still a stub.

    The first call tells whether it is one: a later None is an answer like others.
    """
    if not callable(answer) or isinstance(answer, type):
        raise Unusable(
            f"Needed is a function that can be called as `{call}`. Hand it in by its "
            f"name, without brackets. This is {kind(answer)}."
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
            raise Unusable(f"Needed is `{call}` as a plain function, without `async`.")
        return value

    return once
