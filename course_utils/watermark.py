"""A watermark in text: after each word some words are green, and those are preferred.

Which ones is decided by a secret key and the word before (Kirchenbauer and others
2023). Whoever has the key counts green words. Leaves out texts that people edit, and
watermarks that change no probability. Taught in notebook 10.
"""

from dataclasses import dataclass

import numpy as np

from . import checks
from .models import NGram
from .models.backoff import Backoff
from .models.truncation import Truncated

MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # splitmix64
MOST = 10  # strength


@dataclass(frozen=True)
class Watermark:
    """Pairs of words are green with chance ``share``, by a key.

    key : a whole number below 2^64. share : above 0 and below 1.
    """

    key: int
    share: float = 0.25

    def __post_init__(self):
        checks.count("key", self.key, most=2**64 - 1)
        if not 0 < checks.share("share", self.share) < 1:
            raise ValueError(f"share is {self.share}, but it must lie between 0 and 1")

    def green(self, before: np.ndarray, word: np.ndarray) -> np.ndarray:
        """(m,) bool: is each word green after the word before it? The end never is."""
        first, second, third = (np.uint64(number) for number in MIX)
        z = np.asarray(before).astype(np.uint64) << np.uint64(32)
        z = (z + np.asarray(word).astype(np.uint64)) * first
        z = z + np.full(np.shape(word), self.key, dtype=np.uint64) * second
        z = (z ^ (z >> np.uint64(30))) * second
        z = (z ^ (z >> np.uint64(27))) * third
        z = z ^ (z >> np.uint64(31))
        return (z / 2.0**64 < self.share) & (np.asarray(word) > 0)

    def green_share(self, x: np.ndarray, *, once: bool = True) -> float:
        """Share of green words among the pairs of sentences (n, length)."""
        return float(np.mean(self._greens(x, once)))

    def z(self, x: np.ndarray, *, once: bool = True) -> float:
        """How many standard deviations more green words than by chance.

        x : sentences (n, length). (g - share T) / sqrt(T share (1 - share)) for T
        pairs of neighbouring words, g of them green.
        once : each different pair counts once. Counted as often as it comes, a pair
        that is green by chance counts again and again, and z grows on any long text.
        """
        green = self._greens(x, once)
        spread = np.sqrt(len(green) * self.share * (1 - self.share))
        return float((green.sum() - self.share * len(green)) / spread)

    def _greens(self, x: np.ndarray, once: bool) -> np.ndarray:
        before, word = pairs(x, once=once)
        return self.green(before, word)


def pairs(x: np.ndarray, *, once: bool) -> tuple[np.ndarray, np.ndarray]:
    """(before, word): neighbouring words within sentences (n, length).

    once : each different pair once. ValueError if there is none.
    """
    x = np.asarray(x)
    before, word = x[:, :-1][x[:, 1:] > 0], x[:, 1:][x[:, 1:] > 0]
    if not len(word):
        raise ValueError(f"x has {len(x)} sentences and no two words in one")
    if once:
        base = int(x.max()) + 1
        before, word = np.divmod(np.unique(before.astype(int) * base + word), base)
    return before, word


class Marked(NGram):
    """An n-gram model that writes with a watermark; it learns and scores as any other.

    strength : δ, from 0 to 10; the odds of green words grow by e^δ.
    """

    def __init__(self, watermark: Watermark, strength: float, words: int, **options):
        super().__init__(words, **options)
        self.watermark = watermark
        self.strength = checks.positive("strength", strength, zero=True)
        if strength > MOST:  # where no word is green, e^δ are drawn for one that stays
            raise ValueError(f"strength is {strength}, but it must be at most {MOST}")

    def fit(self, data: np.ndarray) -> "Marked":
        """As ``NGram.fit``; only what is sampled is marked."""
        super().fit(data)
        law, sampled = self._laws
        self._laws = law, Green(sampled, self.watermark, self.strength, self._ids)
        return self


@dataclass(frozen=True)
class Green:
    """A law whose other words are refused with probability 1 - e^-δ: ``draw``."""

    law: Backoff | Truncated
    watermark: Watermark
    strength: float
    ids: int

    def draw(self, context: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """(m,) next ids, one after each context."""
        word = np.empty(len(context), dtype=np.int64)
        waiting = np.arange(len(context))
        while len(waiting):
            word[waiting] = self.law.draw(context[waiting], rng)
            green = self.watermark.green(context[waiting] % self.ids, word[waiting])
            taken = green | (rng.random(len(waiting)) < np.exp(-self.strength))
            waiting = waiting[~taken]
        return word
