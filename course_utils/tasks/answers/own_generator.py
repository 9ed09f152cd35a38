"""The wrong answer that draws rightly, but not with the generator that it is given."""

from collections.abc import Callable

import numpy as np

from ..exercise import Wrong


def not_the_given_generator(right: Callable) -> Wrong:
    """The right function, drawing with its own generator; its last argument is rng."""

    def answer(given):
        own = np.random.default_rng(4)
        return lambda *arguments: right(*arguments[:-1], own)

    return Wrong(
        "not-the-given-generator",
        "Your draws are right, but not repeatable: you drew with numpy's global "
        "generator, or with one of your own. Draw with `rng`, so that a seed repeats "
        "the run.",
        answer,
    )
