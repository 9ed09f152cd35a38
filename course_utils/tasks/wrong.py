"""Wrong answers with names: what they show about how a learner thinks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Given = dict


@dataclass(frozen=True)
class Wrong:
    """A wrong answer with a name.

    code : short name of the misconception, for the teacher. says : the sentence that
    helps. answer : an example, made from the seat's numbers.

    Without the options below, an answer is recognised if it agrees with the example
    within the exercise's tolerance.

    places : compare only these parts, counted from 0.
    tells : a rule of (what was seen, seat's numbers) that decides instead.
    slip : recognise it even if the tolerance would let it pass, when it is much closer
        to the example than to the right answer (a formula that is one generation
        short, where a simulation may be off by more than that).
    """

    code: str
    says: str
    answer: Callable[[Given], object]
    places: tuple[int, ...] | None = None
    tells: Callable[[object, Given], bool] | None = None
    slip: bool = False


def not_the_given_generator(right: Callable) -> Wrong:
    """The right function, drawing with its own generator; its last argument is rng."""

    def answer(given):
        own = np.random.default_rng(4)
        return lambda *arguments: right(*arguments[:-1], own)

    return Wrong(
        "not-the-given-generator",
        "Your draws are right, but not reproducible: you drew with numpy's global "
        "generator, or with one of your own. Draw with `rng`, so that a seed repeats "
        "the run.",
        answer,
    )
