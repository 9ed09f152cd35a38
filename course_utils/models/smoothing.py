"""Smoothing: what an n-gram model does with the counts of its n-grams.

With c(h w) the count of word w after the context h, c(h) that of h, t(h) the number of
different words seen after h, and V + 1 ids, end included:

- add-k (Lidstone 1920): p(w | h) = (c(h w) + k) / (c(h) + k (V + 1)), one order only.
- absolute discounting, interpolated (Ney, Essen and Kneser 1994; Chen and Goodman
  1998): p(w | h) = (c(h w) - D) / c(h) + D t(h) / c(h) p(w | h'), the first term 0 if
  h w was not seen, down to the plain shares of the words.
- Kneser-Ney, interpolated (Kneser and Ney 1995; Chen and Goodman 1998): the same, but
  orders below the highest count each different n-gram once: c(h w) is there the number
  of different ids seen before h w.

Words never seen have probability 0 in the last two. Leaves out discounts found from
the data and more than one of them. Taught in notebook 07.
"""

import numpy as np

from .backoff import Backoff, Level

DENSE = 8  # so many cells a key are counted faster than the keys are sorted


def add_k(keys: np.ndarray, ids: int, order: int, k: float) -> Backoff:
    """From the n-gram of each token (m,), as numbers to the base ids, any order."""
    even = np.full(ids, 1 / ids)
    counted = _count(keys, ids**order)
    return Backoff(even, [_level(*counted, ids, order - 1, add=k * ids)])


def absolute(keys: np.ndarray, ids: int, order: int, discount: float) -> Backoff:
    """From the n-gram of each token (m,): every order counts tokens."""
    sizes = [ids**k for k in range(1, order + 1)]
    return _interpolated([_count(keys % size, size) for size in sizes], ids, discount)


def kneser_ney(keys: np.ndarray, ids: int, order: int, discount: float) -> Backoff:
    """From the n-gram of each token (m,): lower orders count different n-grams."""
    counted = [_count(keys, ids**order)]
    for k in range(order - 1, 0, -1):
        counted.insert(0, _count(counted[0][0] % ids**k, ids**k))
    return _interpolated(counted, ids, discount)


def _interpolated(counted: list, ids: int, discount: float) -> Backoff:
    (words, count), *longer = counted
    base = np.zeros(ids)
    base[words] = count / count.sum()
    return Backoff(
        base,
        [
            _level(keys, count, ids, length, discount=discount)
            for length, (keys, count) in enumerate(longer, start=1)
        ],
    )


def _count(keys: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The different keys, sorted, and how often each occurs; all are below size."""
    if size > DENSE * len(keys):
        return np.unique(keys, return_counts=True)
    count = np.bincount(keys)
    seen = np.flatnonzero(count)
    return seen, count[seen]


def _level(keys, count, ids, length, *, discount=0.0, add=0.0) -> Level:
    """Counts less the discount, and what is left for back-off, with ``add`` more."""
    context = keys // ids
    starts = np.flatnonzero(np.diff(context, prepend=-1, append=-1))
    types, first = np.diff(starts), starts[:-1]
    total = np.add.reduceat(count, first) + add
    return Level(
        ids=ids,
        length=length,
        contexts=context[first],
        starts=starts,
        keys=keys,
        own=(count - discount) / np.repeat(total, types),
        left=(discount * types + add) / total,
    )
