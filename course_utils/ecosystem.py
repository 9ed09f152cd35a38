"""The web: several models that learn from the truth, from themselves, from each other.

Each record that a model learns from is drawn by itself: with probability h' from the
truth, else with probability m from any of the M models of the last generation, and
else from the model's own last one. ``run`` is that loop for any model of the course;
``web`` is many runs over a vocabulary at once. Leaves out a human share that depends on
what the models answer (``inflow``). Taught in notebook 10.
"""

from dataclasses import dataclass

import numpy as np

from . import checks, metrics
from .ensembles.rules import chunks
from .history import History
from .loop import draw, refit
from .models import categorical
from .policies import Batch, join
from .theory import exposure

ARRAYS = 6  # of (replicates, models, V), at most, are held at once


@dataclass(frozen=True, eq=False)
class Web:
    """What is left of a vocabulary, (generations + 1, replicates); row 0 is the truth.

    model_types, model_diversity : types with a share above 0 and Gini, 1 - sum p^2, of
        one model, as means over the models.
    web_types, web_diversity : the same of the mean of all models.
    p : (replicates, models, V), shares in the last generation.
    """

    model_types: np.ndarray
    web_types: np.ndarray
    model_diversity: np.ndarray
    web_diversity: np.ndarray
    p: np.ndarray


def web(
    p,
    *,
    models: int,
    n: int,
    generations: int,
    replicates: int,
    sharing: float = 0.0,
    human: float = 0.0,
    odds: float = 1.0,
    seed,
) -> Web:
    """Many independent webs over types 0 to V - 1; generation 1 learns from the truth.

    p : (V,) true shares. models, n, sharing, human, odds : as in ``theory.islands``.

    Raises ValueError for numbers out of range.
    """
    p, shown = checks.shares("p", p), exposure(human, odds)
    models, n, generations = _sizes(models, n, generations)
    replicates = checks.count("replicates", replicates, least=1)
    sharing, rng = checks.share("sharing", sharing), checks.generator(seed)
    result = empty(generations, replicates, models, len(p))
    for part in chunks(replicates, 8 * ARRAYS * models * len(p)):
        law = np.broadcast_to(p, result.p[part].shape)
        measure(result, 0, part, law)
        for t in range(1, generations + 1):
            q = categorical.counts(n, law, rng) / n
            measure(result, t, part, q)
            pool = q.mean(axis=1, keepdims=True)
            law = shown * p + (1 - shown) * ((1 - sharing) * q + sharing * pool)
    return result


def empty(generations: int, replicates: int, models: int, types: int) -> Web:
    """A result to be filled by ``measure``."""
    curves = (np.empty((generations + 1, replicates)) for _ in range(4))
    return Web(*curves, np.empty((replicates, models, types)))


def measure(result: Web, t: int, part: slice, p: np.ndarray) -> None:
    """Enter generation t of some replicates; p : their (replicates, models, V)."""
    pool = p.mean(axis=1)
    result.model_types[t, part] = np.count_nonzero(p, axis=-1).mean(axis=-1)
    result.web_types[t, part] = np.count_nonzero(pool, axis=-1)
    result.model_diversity[t, part] = metrics.gini(p).mean(axis=-1)
    result.web_diversity[t, part] = metrics.gini(pool)
    result.p[part] = p


def run(
    model,
    truth,
    *,
    models: int,
    n: int,
    generations: int,
    sharing: float = 0.0,
    human: float = 0.0,
    odds: float = 1.0,
    seed,
) -> list[History]:
    """One web of any model of the course: a ``History`` for each of its models.

    model, truth : as in ``loop.run``. The histories have their ``sources`` in common:
    the truth, then the models of generation 1, those of generation 2, ...
    """
    models, n, generations = _sizes(models, n, generations)
    shares = _shares(models, checks.share("sharing", sharing), exposure(human, odds))
    chosen, drawn, fitted = checks.generator(seed).spawn(3)
    sources, batches = [truth], []
    for t in range(1, generations + 1):
        counts = chosen.multinomial(n, shares) if t > 1 else [[n]] * models
        batches.append([_batch(row, sources, models, drawn) for row in counts])
        sources += [refit(model, batch, fitted) for batch in batches[-1]]
    return [
        History(
            [truth, *sources[1 + i :: models]],
            [None, *(row[i] for row in batches)],
            sources=sources,
        )
        for i in range(models)
    ]


def _sizes(models, n, generations) -> tuple[int, int, int]:
    return (
        checks.count("models", models, least=1),
        checks.count("n", n, least=2),
        checks.count("generations", generations, least=1),
    )


def _shares(models: int, sharing: float, shown: float) -> np.ndarray:
    """(models, 1 + models): where a record of each comes from, the truth first."""
    mix = (1 - sharing) * np.eye(models) + sharing / models
    return np.hstack([np.full((models, 1), shown), (1 - shown) * mix])


def _batch(counts, sources: list, models: int, rng) -> Batch:
    """So many records of the truth, and of each model of the last generation."""
    last = [0, *range(len(sources) - models, len(sources))]
    drawn = [
        Batch(draw(sources[source], int(k), rng), np.full(k, source))
        for source, k in zip(last, counts, strict=False)
        if k
    ]
    return join(*drawn)
