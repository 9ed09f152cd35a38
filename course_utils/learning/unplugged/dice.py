"""Dice bigrams: a text is copied word by word with two dice. The twin of notebook 07.

A group lists, for each word, all words that came after it, and writes the next text by
picking from these lists. There is no smoothing: what was never seen is never said.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from ... import plots
from .band import nine_in_ten, paint
from .rows import counts_of

TEXT = (
    "the cat sees a bird",
    "a dog hears the bell",
    "the old cat sleeps",
    "my dog sees the moon",
    "a bird hears my cat",
    "the moon sees a ship",
)
LONGEST = 10  # words; a longer sentence is cut off
TABLES, SEED = 500, 1


def dice(words: Sequence[Sequence[int]]) -> plots.Picture:
    """The number of different words at each table, generation by generation.

    words : a row for each table, such as [14, 12, 9]: it begins with the words of TEXT.
        Rows that begin with another number, or grow, are a ValueError.
    """
    counts = counts_of("words", words)
    if counts[0, 0] != different(TEXT):
        raise ValueError(
            f"words begins with {counts[0, 0]:g}, but the text to copy has "
            f"{different(TEXT)} different words"
        )
    last = counts.shape[1] - 1
    simulated = tables(last)
    ax = paint(counts, nine_in_ten(simulated), "different words", "each table")
    middle = np.median(simulated, axis=1)
    ax.plot(middle, "--", color=plots.THEORY, label="median, simulated")
    ax.set(ylim=(0, None))
    plots.legend(ax, columns=2)
    left = np.nanmedian(counts[:, -1])
    return plots.Picture(
        [ax],
        f"{len(counts)} tables: at generation {last} the median table has {left:g} of "
        f"{counts[0, 0]:.0f} words left. The median of {TABLES:,} simulated tables is "
        f"{middle[-1]:g}, and nine in ten of them are in the band.",
    )


def copied(text: Sequence[str], rng: np.random.Generator) -> list[str]:
    """As many sentences as the text has, written by the rules of the game."""
    follows = {}
    for sentence in text:
        said = ["", *sentence.split(), ""]
        for word, after in pairwise(said):
            follows.setdefault(word, []).append(after)
    return [_sentence(follows, rng) for _ in text]


def different(text: Sequence[str]) -> int:
    """How many different words a text has."""
    return len(set(" ".join(text).split()))


@cache
def tables(generations: int) -> np.ndarray:
    """(generations + 1, TABLES) different words of simulated tables."""
    rng = np.random.default_rng(SEED)
    counts = np.empty((generations + 1, TABLES), dtype=int)
    for table in counts.T:
        text = TEXT
        for t in range(generations + 1):
            table[t] = different(text)
            text = copied(text, rng)
    return counts


def _sentence(follows: dict[str, list[str]], rng: np.random.Generator) -> str:
    said, word = [], ""
    while len(said) < LONGEST:
        word = follows[word][rng.integers(len(follows[word]))]
        if not word:
            break
        said.append(word)
    return " ".join(said)
