"""Policies: what the next model is trained on.

A policy is called once a generation, from generation 2 on, and returns the next
training set. It never fits and never looks at a model: it only mixes. Leaves out
whatever judges single records (verifiers, detectors, rewards).
Taught in notebooks 01 (replace), 04 (accumulate, subsample) and 05 (anchors).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from . import checks


@dataclass(frozen=True, eq=False)
class Batch:
    """Training records and where each of them came from.

    x : array whose first axis counts the n records.
    origin : (n,) int; counts through the sources of a run (``History.sources``): 0
        for the truth, and in a run of one model t for that of generation t.
    weight : (n,) float with mean 1, or None where all records count alike.
    pool : what a policy keeps beyond the records it trains on, or None.
    """

    x: np.ndarray
    origin: np.ndarray
    weight: np.ndarray | None = None
    pool: "Batch | None" = None

    def __post_init__(self):
        for name in ("x", "origin", "weight"):
            column = getattr(self, name)
            if name == "weight" and column is None:
                continue
            column = np.asarray(column)
            _set(self, name, column)
            if name != "x" and column.shape != (len(self.x),):
                raise ValueError(
                    f"{name} has shape {column.shape}, but one value for each of "
                    f"the {len(self.x)} records is needed: ({len(self.x)},)"
                )
        whole = np.issubdtype(self.origin.dtype, np.integer)
        if not whole or np.min(self.origin, initial=0) < 0:
            raise ValueError(
                f"origin holds {self.origin.dtype} from {self.origin[:3]} on, but it "
                "must hold whole numbers that count sources: 0 for the truth, 1 for "
                "the first model"
            )

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, rows) -> "Batch":
        return Batch(self.x[rows], self.origin[rows])

    @property
    def real(self) -> "Batch":
        """The records that came from the truth."""
        return self[self.origin == 0]

    @property
    def real_share(self) -> float:
        """Share of the records that came from the truth, 0 to 1."""
        return float(np.mean(self.origin == 0))


def _set(frozen, name: str, value) -> None:
    """Keep a checked value in a frozen dataclass that is being made."""
    object.__setattr__(frozen, name, value)


def join(*batches: Batch) -> Batch:
    """One batch of all records, in the order given.

    Sentences, whole numbers (n, length), are padded with 0 to the longest.
    """
    return Batch(
        np.concatenate(_padded([batch.x for batch in batches])),
        np.concatenate([batch.origin for batch in batches]),
    )


def _padded(tables: list[np.ndarray]) -> list[np.ndarray]:
    """The tables, those of sentences all as wide as the widest."""
    if any(x.ndim != 2 or x.dtype.kind not in "iu" for x in tables):
        return tables
    width = max(x.shape[1] for x in tables)
    return [np.pad(x, ((0, 0), (0, width - x.shape[1]))) for x in tables]


Draw = Callable[[int], Batch]
"""``real(k)`` or ``synthetic(k)``: k new records of the truth or the last model."""


class Policy:
    """Base of all policies: ``policy(past, real, synthetic, n, rng) -> Batch``.

    past : list of Batch, what the models of generations 1, 2, ... were trained on;
        their arrays are closed to writing.
    real, synthetic : draw k new records from the truth or from the last model.
    n : records a generation.
    rng : the policy's own ``numpy.random.Generator``, for choosing among records.
    """

    def __call__(
        self,
        past: list[Batch],
        real: Draw,
        synthetic: Draw,
        n: int,
        rng: np.random.Generator,
    ) -> Batch:
        raise TypeError(f"{type(self).__name__} does not say how it mixes")


@dataclass(frozen=True)
class Replace(Policy):
    """Train on the last model's output alone (Shumailov et al. 2024)."""

    def __call__(self, past, real, synthetic, n, rng):
        return synthetic(n)


@dataclass(frozen=True)
class Accumulate(Policy):
    """Keep every record ever trained on and add n new ones (Gerstgrasser 2024)."""

    def __call__(self, past, real, synthetic, n, rng):
        return join(past[-1], synthetic(n))


@dataclass(frozen=True)
class Subsample(Policy):
    """Pool everything, train on n records of the pool (Kazdan et al. 2024)."""

    def __call__(self, past, real, synthetic, n, rng):
        pool = join(past[-1].pool or past[-1], synthetic(n))
        return replace(pool[rng.choice(len(pool), n, replace=False)], pool=pool)


@dataclass(frozen=True)
class _Part(Policy):
    """A part of each training set: a share of n, to whole points, or a number."""

    fraction: float | None = None
    points: int | None = None

    def __post_init__(self):
        if (self.fraction is None) == (self.points is None):
            raise ValueError(
                f"fraction is {self.fraction!r} and points is {self.points!r}, but "
                "exactly one of the two must be given"
            )
        if self.fraction is not None:
            _set(self, "fraction", checks.share("fraction", self.fraction))
        else:
            _set(self, "points", checks.count("points", self.points))

    def count(self, n: int) -> int:
        """How many of n records the part holds."""
        if self.points is None:
            return round(self.fraction * n)
        return checks.count("points", self.points, most=n)


class FreshReal(_Part):
    """A part drawn anew from the truth each generation, the rest synthetic.

    ``FreshReal(fraction)`` or ``FreshReal(points=r)``; a fraction of n is rounded to
    whole points. ``FreshReal(1.0)`` is the control of every experiment: the same
    training, never on model output.
    """

    def __call__(self, past, real, synthetic, n, rng):
        k = self.count(n)
        return join(real(k), synthetic(n - k))


class Anchor(_Part):
    """The same part of the first real batch for ever, the rest synthetic.

    ``Anchor(fraction)`` or ``Anchor(points=r)``; a fraction of n is rounded to whole
    points. Which points is chosen once, by the run's seed, at generation 2.
    """

    def __call__(self, past, real, synthetic, n, rng):
        k, anchor = self.count(n), past[-1].real
        if len(past) == 1:
            anchor = anchor[rng.choice(len(anchor), k, replace=False)]
        return join(anchor, synthetic(n - k))


@dataclass(frozen=True)
class Archive(Policy):
    """Every real point ever seen, beside n from the last model.

    points : new real points that arrive each generation, 0 for a closed archive.
    Old synthetic records are dropped.
    """

    points: int = 0

    def __post_init__(self):
        _set(self, "points", checks.count("points", self.points))

    def __call__(self, past, real, synthetic, n, rng):
        return join(past[-1].real, real(self.points), synthetic(n))


@dataclass(frozen=True)
class Cut(Policy):
    """n of the records that another policy would train on; all of them are kept."""

    policy: Policy

    def __post_init__(self):
        checks.policy(self.policy)

    def __call__(self, past, real, synthetic, n, rng):
        pool = self.policy([b.pool or b for b in past], real, synthetic, n, rng)
        return replace(pool[rng.choice(len(pool), n, replace=False)], pool=pool)


@dataclass(frozen=True)
class Switch(Policy):
    """One policy until generation at - 1, another from generation ``at`` on.

    ``then`` begins anew with the first real batch in hand, a local copy of good data,
    and never sees what came between: to ``then``, generation ``at`` is its second. A
    rescue is ``Switch(Replace(), FreshReal(0.1), at=301)``.

    at : at least 2, the first generation on which a policy acts.
    """

    first: Policy
    then: Policy
    at: int

    def __post_init__(self):
        checks.policy(self.first)
        checks.policy(self.then)
        _set(self, "at", checks.count("at", self.at, least=2))

    def __call__(self, past, real, synthetic, n, rng):
        if len(past) + 1 < self.at:
            return self.first(past, real, synthetic, n, rng)
        seen = past[:1] + past[self.at - 1 :]
        return self.then(seen, real, synthetic, n, rng)


@dataclass(frozen=True)
class Weighted(Policy):
    """Give the real records of another policy a stated share of all weight.

    real_weight : weight of the real records together, 0 to 1 (the w of He, Xu and
    Cheng 2025); the synthetic ones share 1 - w. Where a batch is all real or all
    synthetic, its records count alike.
    """

    real_weight: float
    policy: Policy

    def __post_init__(self):
        _set(self, "real_weight", checks.share("real_weight", self.real_weight))
        checks.policy(self.policy)

    def __call__(self, past, real, synthetic, n, rng):
        batch = self.policy(past, real, synthetic, n, rng)
        is_real, share = batch.origin == 0, batch.real_share
        if share in (0, 1):
            return batch
        weight = np.where(
            is_real, self.real_weight / share, (1 - self.real_weight) / (1 - share)
        )
        return replace(batch, weight=weight)


LINE_UP: dict[str, Policy] = {
    "replace": Replace(),
    "subsample": Subsample(),
    "accumulate": Accumulate(),
    "10 % fresh": FreshReal(0.1),
    "10 % kept": Anchor(0.1),
    "archive": Archive(),
    "control": FreshReal(1.0),
}
"""The policies that the course compares, by the names that it shows."""


def line_up(*names: str) -> dict[str, Policy]:
    """The policies of these names, in this order, as in ``LINE_UP``."""
    unknown = [name for name in names if name not in LINE_UP]
    if unknown:
        raise ValueError(
            f"no policy is called {unknown[0]!r}; there are {', '.join(LINE_UP)}"
        )
    return {name: LINE_UP[name] for name in names}
