"""Truncated sampling: top-k and top-p, which cut off the tail of every next-word law.

Fan et al. 2018 (top-k), Holtzman et al. 2020 (top-p, nucleus). Taught in notebook 07.
"""

import numpy as np

from .backoff import Backoff, pick

CHUNK_BYTES = 4_000_000
ROUNDING = 1e-12


def truncate(
    p: np.ndarray, *, top_k: int | None = None, top_p: float | None = None
) -> np.ndarray:
    """Rows of probabilities (m, ids), the improbable ids cut off, summing to 1 again.

    top_k : keeps the k most probable ids. top_p : keeps the fewest most probable whose
    sum, of what top_k left, reaches top_p; never none. Of equally probable ids the
    lower ones are kept.
    """
    ranked = -np.sort(-p, axis=1)[:, :top_k]
    kept = np.full((len(p), 1), ranked.shape[1])
    if top_p is not None:
        mass = np.cumsum(ranked, axis=1)
        short = mass < top_p * mass[:, -1:] - ROUNDING
        kept = np.minimum(short.sum(axis=1, keepdims=True) + 1, kept)
    least = np.take_along_axis(ranked, kept - 1, axis=1)
    above, equal = p > least, p == least
    wanted = kept - above.sum(axis=1, keepdims=True)
    p = np.where(above | (equal & (np.cumsum(equal, axis=1) <= wanted)), p, 0.0)
    return p / p.sum(axis=1, keepdims=True)


class Truncated:
    """A law that backs off, cut by top-k, then by top-p: ``rows`` and ``draw``."""

    def __init__(self, law: Backoff, top_k: int | None, top_p: float | None):
        self.law, self.top_k, self.top_p = law, top_k, top_p

    def rows(self, context: np.ndarray) -> np.ndarray:
        """(m, ids) whole laws after contexts (m,)."""
        return truncate(self.law.rows(context), top_k=self.top_k, top_p=self.top_p)

    def draw(self, context: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """(m,) next ids; the law of each different context is made once."""
        context, which = np.unique(context, return_inverse=True)
        u, word = rng.random(len(which)), np.empty(len(which), dtype=np.int64)
        size = max(1, CHUNK_BYTES // (8 * len(self.law.base)))
        for i in range(0, len(context), size):
            mine = np.flatnonzero((which >= i) & (which < i + size))
            p = self.rows(context[i : i + size])
            word[mine] = pick(p, which[mine] - i, u[mine])
        return word
