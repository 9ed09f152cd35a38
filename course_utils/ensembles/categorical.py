"""Many runs of one vocabulary, from the counts of its types.

Counts are all that a categorical learns from, under every policy: a generation is one
multinomial draw, and the choice of ``Subsample`` a hypergeometric one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from .. import checks, metrics
from ..models import categorical as model
from ..policies import Policy
from . import rules

POOL = 10**9  # numpy draws without replacement from fewer
ARRAYS = 8  # of (replicates, V), at most, are held at once


@dataclass(frozen=True, eq=False)
class CategoricalEnsemble:
    """What is left of a vocabulary, (generations + 1, replicates); row 0 is the truth.

    types : number of types with a share above 0.
    entropy : in nats.
    diversity : Gini, 1 - sum p^2: the chance that two records differ.
    watched : (generations + 1, replicates, len(watch)), shares of the types watched;
        ``watched > 0`` says which are alive.
    p : (replicates, V), shares of all types in the last generation.
    """

    types: np.ndarray
    entropy: np.ndarray
    diversity: np.ndarray
    watched: np.ndarray
    p: np.ndarray

    @property
    def effective(self) -> np.ndarray:
        """Effective number of types, e^entropy; same shape as types."""
        return np.exp(self.entropy)


def categorical(
    policy: Policy,
    p,
    *,
    n: int,
    generations: int,
    replicates: int,
    seed,
    watch: Sequence[int] = (),
) -> CategoricalEnsemble:
    """Many independent runs over types 0 to V - 1.

    The same law as ``loop.run(Categorical(p), Categorical(p), policy, ...)``, with
    memory independent of n and, but for the result, of the number of replicates.

    p : (V,) true shares. watch : types whose shares are kept for every generation.

    Raises ValueError for numbers out of range, TypeError for other policies.
    """
    n, generations, replicates = rules.request(policy, n, generations, replicates)
    p = checks.shares("p", p)
    watch = checks.types("watch", watch, len(p))
    rng = checks.generator(seed)
    result = empty(generations, replicates, len(p), len(watch))
    measure(result, 0, slice(None), p, watch)
    for part in rules.chunks(replicates, 8 * ARRAYS * len(p)):

        def fit(t, training: Counts, part=part):
            shares = training.of / training.count
            measure(result, t, part, shares, watch)
            return partial(_draw, p=shares, rng=rng)

        truth = np.broadcast_to(p, (part.stop - part.start, len(p)))
        real = partial(_draw, p=truth, rng=rng)
        rules.follow(policy, real, fit, n, generations, rng)
    return result


def empty(generations: int, replicates: int, types: int, watched: int):
    """A result to be filled by ``measure``."""
    shape = (generations + 1, replicates)
    return CategoricalEnsemble(
        types=np.empty(shape, dtype=int),
        entropy=np.empty(shape),
        diversity=np.empty(shape),
        watched=np.empty((*shape, watched)),
        p=np.empty((replicates, types)),
    )


@dataclass(frozen=True, eq=False)
class Counts:
    """count records in each replicate: how often each type occurs, (replicates, V)."""

    count: int
    of: np.ndarray

    def merge(self, other: "Counts") -> "Counts":
        """Counts of both sets of records together."""
        return Counts(self.count + other.count, self.of + other.of)

    def choose(self, n: int, rng: np.random.Generator) -> "Counts":
        """Counts of n of the records, drawn without replacement."""
        if self.count >= POOL:
            raise ValueError(
                f"the pool has {self.count:,} records, n a generation, but it must "
                f"stay below {POOL:,}: fewer generations or a smaller n are needed"
            )
        chosen = np.zeros_like(self.of)
        for row, into in zip(self.of, chosen, strict=True):
            alive = np.flatnonzero(row)
            into[alive] = rng.multivariate_hypergeometric(
                row[alive], n, method="marginals"
            )
        return Counts(n, chosen)


def _draw(k: int, *, p, rng: np.random.Generator) -> Counts:
    return Counts(k, model.counts(k, p, rng))


def measure(result: CategoricalEnsemble, t: int, part: slice, p, watch) -> None:
    """Enter generation t of some replicates, shares p (replicates, V) or (V,)."""
    result.types[t, part] = np.count_nonzero(p, axis=-1)
    result.entropy[t, part] = metrics.shannon(p)
    result.diversity[t, part] = metrics.gini(p)
    result.watched[t, part] = p[..., watch]
    result.p[part] = p
