"""Names on paper: a hat of names, drawn with replacement. The twin of notebook 02."""

from collections.abc import Sequence

import numpy as np

from ... import ensembles, plots, theory
from ...policies import Replace
from .band import nine_in_ten, paint
from .rows import counts_of

HATS, SEED = 2_000, 1


def names(alive: Sequence[Sequence[int]]) -> plots.Picture:
    """The number of different names in each hat, by generation, over the law.

    alive : a row for each hat, such as [30, 19, 15, 11]: it begins with the number of
        slips in the hat, which all have different names. Hats of different sizes, and
        numbers that grow, are a ValueError.
    """
    counts = counts_of("alive", alive)
    n, last = int(counts[0, 0]), counts.shape[1] - 1
    simulated = hats(n, last)
    ax = paint(counts, nine_in_ten(simulated), "different names in the hat", "each hat")
    k = np.arange(1, last + 1)
    law = n * theory.survival(1, k)
    ax.plot(k, law, "--", color=plots.THEORY, label="the law")
    plots.legend(ax, columns=2)
    mean = np.nanmean(counts[:, -1])
    return plots.Picture(
        [ax],
        f"{len(counts)} hats of {n} names: at generation {last}, {mean:.1f} names are "
        f"left on average. {HATS:,} simulated hats have {simulated[-1].mean():.1f}, "
        f"nine in ten of them in the band; the law for large texts says {law[-1]:.1f}.",
    )


def hats(n: int, generations: int) -> np.ndarray:
    """(generations + 1, HATS) different names in simulated hats of n slips."""
    one_each = np.full(n, 1 / n)
    return ensembles.categorical(
        Replace(), one_each, n=n, generations=generations, replicates=HATS, seed=SEED
    ).types
