"""Notebook 07: a text that is all there is, as the truth of a loop."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pages:
    """The sentences of one text, rows (n, length) of ids, given in any order."""

    rows: np.ndarray

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """n different sentences; ValueError if there are not so many."""
        if n > len(self.rows):
            raise ValueError(
                f"n is {n}, but the text has {len(self.rows)} sentences to give"
            )
        return self.rows[rng.permutation(len(self.rows))[:n]]
