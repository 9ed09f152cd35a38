"""Many runs, as a picture needs them: a few to draw, and the averages of all.

Explorers keep their last results, and thousands of runs of each would fill the memory
of a small machine.
"""

from dataclasses import dataclass

import numpy as np

SHOWN = 40


@dataclass(frozen=True)
class Lineages:
    """One quantity over the generations, in SHOWN lineages and averaged over all."""

    some: np.ndarray  # (generations + 1, SHOWN)
    mean: np.ndarray  # (generations + 1,)
    median: np.ndarray  # (generations + 1,)

    @classmethod
    def of(cls, values: np.ndarray) -> "Lineages":
        """From values (generations + 1, lineages)."""
        some = values[:, :SHOWN].copy()
        return cls(some, values.mean(axis=1), np.median(values, axis=1))
