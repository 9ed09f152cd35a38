"""A next-word law that backs off: the form of every smoothed n-gram model.

    p(w | h) = own(w, h) + left(h) p(w | h')        h' = h without its oldest word
    p(w | h) = p(w | h')                            where h was never seen

down to a base law without context. Only what was seen is stored. A temperature keeps
the form, so it costs nothing when sampling. Leaves out how own and left are estimated
(``smoothing``). Taught in notebook 07.

A context is one whole number, its ids read as digits to the base ``ids``, the newest
last: ``(... a) * ids + b``. Its remainder by ``ids**k`` is its last k ids.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Level:
    """All n-grams seen of one order, sorted, one row of them a context.

    ids : number of ids, words and end. length : ids in a context.
    contexts : (C,) sorted. starts : (C + 1,) where the row of each begins in keys.
    keys : (K,) sorted, context * ids + word. own : (K,). left : (C,).
    """

    ids: int
    length: int
    contexts: np.ndarray
    starts: np.ndarray
    keys: np.ndarray
    own: np.ndarray
    left: np.ndarray

    @cached_property
    def cdf(self) -> np.ndarray:
        """(K + 1,) sum of own before each key, over all rows."""
        return np.concatenate([[0.0], np.cumsum(self.own)])

    @property
    def row(self) -> np.ndarray:
        """(K,) row of each key."""
        return np.repeat(np.arange(len(self.contexts)), np.diff(self.starts))

    def find(self, context: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row of each context (m,), which may be longer, and whether it was seen."""
        return _find(self.contexts, context % self.ids**self.length)

    def over(self, p: np.ndarray, context: np.ndarray, word: np.ndarray) -> np.ndarray:
        """(m,) probabilities of words after contexts, where p are of one order less."""
        row, seen = self.find(context)
        key, known = _find(self.keys, context % self.ids**self.length * self.ids + word)
        return known * self.own[key] + np.where(seen, self.left[row], 1.0) * p

    def pick(self, row: np.ndarray, u: np.ndarray) -> np.ndarray:
        """(m,) words of rows, at u from 0 to 1 - left of that row."""
        first, end = self.starts[row], self.starts[row + 1]
        key = np.searchsorted(self.cdf, self.cdf[first] + u, side="right") - 1
        return self.keys[np.clip(key, first, end - 1)] % self.ids


class Backoff:
    """p(next id | context), over all orders.

    base : (ids,) law without context. levels : shorter contexts first.
    """

    def __init__(self, base: np.ndarray, levels: list[Level]):
        self.base, self.levels = base, levels

    def prob(self, context: np.ndarray, word: np.ndarray) -> np.ndarray:
        """(m,) probabilities of words (m,) after contexts (m,)."""
        p = self.base[word]
        for level in self.levels:
            p = level.over(p, context, word)
        return p

    def rows(self, context: np.ndarray) -> np.ndarray:
        """(m, ids) whole laws after contexts (m,)."""
        p = np.tile(self.base, (len(context), 1))
        for level in self.levels:
            row, seen = level.find(context)
            at, row = np.flatnonzero(seen), row[seen]
            p[at] *= level.left[row, None]
            first, size = level.starts[row], np.diff(level.starts)[row]
            key = np.repeat(first - np.cumsum(size) + size, size) + np.arange(
                size.sum()
            )
            p[np.repeat(at, size), level.keys[key] % level.ids] += level.own[key]
        return p

    def draw(self, context: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """(m,) next ids, one after each context."""
        word = np.empty(len(context), dtype=np.int64)
        waiting = np.arange(len(context))
        for level in reversed(self.levels):
            row, seen = level.find(context[waiting])
            u = rng.random(len(waiting))
            stay = seen & (u < 1 - level.left[row])
            word[waiting[stay]] = level.pick(row[stay], u[stay])
            waiting = waiting[~stay]
        word[waiting] = pick(self.base[None], 0, rng.random(len(waiting)))
        return word

    def tempered(self, temperature: float) -> "Backoff":
        """The law p^(1/T) / Z, exactly, for every context.

        A word that a context never saw has p = left p', hence p^(1/T) = left^(1/T)
        p'^(1/T); for the others own makes up the difference. Powers are taken of
        p / max p, lest they all vanish at low T.
        """
        power, levels = 1 / temperature, []
        top = self.base.max(keepdims=True)
        weight = (self.base / top) ** power
        base, total = weight / weight.sum(), weight.sum(keepdims=True)
        for i, level in enumerate(self.levels):
            shorter = self.levels[i - 1].find(level.contexts)[0] if i else 0
            row, first = level.row, level.starts[:-1]
            lower = Backoff(self.base, self.levels[:i])
            handed = level.left[row] * lower.prob(level.keys // level.ids,
                                                  level.keys % level.ids)  # fmt: skip
            p, most = level.own + handed, level.left * top[shorter]
            top = np.maximum(np.maximum.reduceat(p, first), most)
            own = (p / top[row]) ** power - (handed / top[row]) ** power
            left = (most / top) ** power * total[shorter]
            total = np.add.reduceat(own, first) + left
            levels.append(replace(level, own=own / total[row], left=left / total))
        return Backoff(base, levels)


def pick(p: np.ndarray, row, u: np.ndarray) -> np.ndarray:
    """(m,) columns of rows of laws p (c, ids), at u (m,) from 0 to 1 (excluded)."""
    cdf = np.cumsum(p, axis=1)
    cdf = cdf / cdf[:, -1:] + np.arange(len(p))[:, None]
    at = np.searchsorted(cdf.ravel(), row + u, side="right") - row * p.shape[1]
    return np.minimum(at, p.shape[1] - 1)


def _find(known: np.ndarray, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each value asked for stands in known (sorted), and whether it does."""
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return at, known[at] == asked
