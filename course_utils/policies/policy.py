"""What a policy is: the call that every one of them answers."""

from collections.abc import Callable

import numpy as np

from .batch import Batch

Draw = Callable[[int], Batch]
"""``real(k)`` or ``synthetic(k)``: k new records of the truth or the last model."""


class Policy:
    """Base of all policies: ``policy(past, real, synthetic, n, rng) -> Batch``.

    past : list of Batch, what the models of generations 1, 2, ... were trained on;
        their arrays are closed to writing.
    real, synthetic : draw k new records from the truth or from the last model.
    n : records a generation.
    rng : the policy's own ``numpy.random.Generator``, for choosing among records.
    """

    def __call__(
        self,
        past: list[Batch],
        real: Draw,
        synthetic: Draw,
        n: int,
        rng: np.random.Generator,
    ) -> Batch:
        raise TypeError(f"{type(self).__name__} does not say how it mixes")
