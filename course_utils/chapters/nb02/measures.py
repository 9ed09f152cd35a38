"""The claims of notebook 02, measured: classes, vocabularies and races."""

from functools import lru_cache

import numpy as np

from ... import ensembles
from ...models.categorical import zipf
from ...policies import Replace
from ..measured import Measured, mean

CLASS, CORPUS = 30, 2_000
WORDS, TEXT = 10_000, 20_000
RACE = (0.5, 0.25, 0.15, 0.1)


@lru_cache(maxsize=1)
def _classes(seed: int, runs: int):
    return ensembles.categorical(
        Replace(), np.full(CORPUS, 1 / CORPUS), n=CORPUS, generations=20,
        replicates=runs, seed=seed, watch=range(CLASS),
    )  # fmt: skip


def alive(seed: int, *, t: int, runs: int = 400) -> Measured:
    """How many of a class of 30 sentences are alive, mean over classes."""
    return mean((_classes(seed, runs).watched > 0)[t].sum(axis=-1))


@lru_cache(maxsize=1)
def _texts(seed: int, runs: int):
    return ensembles.categorical(
        Replace(), zipf(WORDS), n=TEXT, generations=30, replicates=runs, seed=seed
    )


def types(seed: int, *, t: int, runs: int = 20) -> Measured:
    """Different words in a text of 20,000, mean over lineages."""
    return mean(_texts(seed, runs).types[t])


def gini(seed: int, *, t: int, runs: int = 3_000) -> Measured:
    """Gini diversity of 20 types that were equal at first, n = 100."""
    run = ensembles.categorical(
        Replace(), np.full(20, 1 / 20), n=100, generations=t, replicates=runs, seed=seed
    )
    return mean(run.diversity[t])


def winner(seed: int, *, runs: int = 4_000) -> Measured:
    """How often the type with a tenth of the start wins a race, n = 50."""
    race = ensembles.categorical(
        Replace(), np.array(RACE), n=50, generations=600, replicates=runs, seed=seed
    )
    finished = race.types[600] == 1
    return mean(race.p[finished].argmax(axis=1) == len(RACE) - 1)
