"""Coins: fair on average, but not to most players. The twin of notebook 01."""

from collections.abc import Sequence

import numpy as np

from ... import plots
from .band import paint

UP, DOWN = 1.5, 0.5  # the variance grows by half, or loses half
SHARES = (0.05, 0.5, 0.95)


def coins(flips: Sequence[str]) -> plots.Picture:
    """Everybody's variance, flip by flip, with median and mean over theory.

    flips : a word of H and T for each person, such as "HTTHH". All have the same
        length; anything else is a ValueError.
    """
    heads = _heads(flips)
    values = fortune(heads)
    last = heads.shape[1] - 1
    low, middle, high = expected(last)
    ax = paint(values, (low, high), "variance", "each of you")
    ax.plot(values.mean(axis=0), color=plots.MEAN, ls="-.", label="your mean")
    ax.plot(middle, "--", color=plots.THEORY, label="median, theory")
    ax.axhline(1, color=plots.REAL, lw=1.5, label="mean, theory")
    ax.set(ylim=(0, 2.5))
    plots.legend(ax, columns=2)
    return plots.Picture(
        [ax],
        f"After {last} flips the median of {len(values)} people is "
        f"{np.median(values[:, -1]):.2f} (theory: {middle[-1]:.2f}) and their mean is "
        f"{values[:, -1].mean():.2f} (theory: 1). {np.mean(values[:, -1] > 1):.0%} of "
        "them have more than at the start.",
    )


def fortune(heads: np.ndarray) -> np.ndarray:
    """The variance after t flips with so many heads; heads is (people, flips + 1)."""
    return UP**heads * DOWN ** (np.arange(heads.shape[1]) - heads)


def expected(flips: int) -> np.ndarray:
    """(3, flips + 1): the quantiles SHARES of the variance, exact."""
    quantiles = np.zeros((len(SHARES), flips + 1), dtype=int)
    law = np.ones(1)  # of the number of heads
    for t in range(1, flips + 1):
        law = np.convolve(law, (0.5, 0.5))
        quantiles[:, t] = np.searchsorted(np.cumsum(law), np.array(SHARES) - 1e-12)
    return fortune(quantiles)


def _heads(flips: Sequence[str]) -> np.ndarray:
    """(people, flips + 1) heads so far, from the words."""
    words = [word.strip().upper() for word in flips]
    if not words or len(set(map(len, words))) > 1 or set("".join(words)) - set("HT"):
        raise ValueError(
            f"flips is {flips!r}, but it must hold a word of H and T for each person, "
            'all of one length, such as ["HTTH", "TTHT"]'
        )
    if not words[0]:
        raise ValueError("flips holds empty words, but each needs at least one letter")
    seen = np.array([[letter == "H" for letter in word] for word in words])
    return np.pad(np.cumsum(seen, axis=1), ((0, 0), (1, 0)))
