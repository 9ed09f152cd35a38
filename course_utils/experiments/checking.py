"""The experiment of notebook 09: an exact checker in the loop of two language models.

A 4-gram for 10 generations and the transformer of notebook 08 for 8, at temperature 1:
without a checker, with one, with controls for what else a checker changes, and with
and without it beside kept human text. Six seeds each.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import loop, metrics
from ..models import NGram
from ..policies import Batch, Policy, Verified, join, line_up
from . import load
from .transformer import FINE_TUNING, base, human, truth

SEEDS = (0, 1, 2, 3, 4, 5)
SENTENCES = 2_000
FLOOR = 0.001
GENERATIONS = {"4-gram": 10, "transformer": 8}
CLASSES = np.arange(5, 13)  # words: up to 5, 6, 7, ..., 12, more
MADE = 4  # times as many sentences
DRAWS = 400


def valid(x: np.ndarray) -> np.ndarray:
    """The exact checker: (n,) bool, can the grammar say this sentence?"""
    return truth().valid(x)


def lengths(x: np.ndarray) -> np.ndarray:
    """(n,) words of each sentence."""
    return np.count_nonzero(x, axis=1)


@dataclass(frozen=True)
class SameLengths(Policy):
    """Replace by unchecked sentences as long as those that a checker would pass."""

    def __call__(self, past, real, synthetic, n, rng):
        passed = Verified(valid, line_up("replace")["replace"])
        wanted = lengths(passed(past, real, synthetic, n, rng).x)
        return chosen(synthetic, wanted, lengths, lambda x: np.ones(len(x), bool))


@dataclass(frozen=True)
class WithinLengths(Policy):
    """Replace by valid sentences, as many of each class of lengths as unchecked."""

    def __call__(self, past, real, synthetic, n, rng):
        return chosen(synthetic, classes(synthetic(n).x), classes, valid)


def classes(x: np.ndarray) -> np.ndarray:
    """(n,) 0 for the shortest sentences, 1, 2, ... and 8 for the longest."""
    return np.searchsorted(CLASSES, lengths(x))


def chosen(synthetic, wanted: np.ndarray, kind, good) -> Batch:
    """As many good sentences of each kind as ``wanted`` (n,) has, the first that come.

    What is not found in 400 draws of n is filled up with good ones of any kind.
    """
    need = np.bincount(wanted)
    kept, spare = [synthetic(0)], synthetic(0)
    for _ in range(DRAWS):
        if not need.any():
            break
        batch = synthetic(len(wanted))
        batch = batch[good(batch.x)]
        kinds, free = kind(batch.x), np.ones(len(batch), dtype=bool)
        for each in np.flatnonzero(need):
            taken = np.flatnonzero(kinds == each)[: need[each]]
            need[each] -= len(taken)
            free[taken] = False
            kept.append(batch[taken])
        spare = batch[free] if free.sum() >= need.sum() else spare
    return join(*kept, spare[: need.sum()])


@dataclass(frozen=True)
class SameNumberMade(Policy):
    """Replace by those of n sentences that pass; nothing is drawn again."""

    def __call__(self, past, real, synthetic, n, rng):
        batch = synthetic(n)
        return batch[valid(batch.x)]


@dataclass(frozen=True)
class Larger(Policy):
    """Replace by several times as many unchecked sentences."""

    def __call__(self, past, real, synthetic, n, rng):
        return synthetic(MADE * n)


def _policies() -> dict[str, Policy]:
    kept = line_up("replace", "archive", "accumulate", "control")
    checked = {name: Verified(valid, kept[name]) for name in tuple(kept)[:3]}
    return {
        "replace": kept["replace"],
        "replace + checker": checked["replace"],
        "same lengths": SameLengths(),
        "control": kept["control"],
        "archive": kept["archive"],
        "archive + checker": checked["archive"],
        "within lengths": WithinLengths(),
        "same number made": SameNumberMade(),
        "accumulate": kept["accumulate"],
        "accumulate + checker": checked["accumulate"],
        "four times as many": Larger(),
    }


POLICIES = _policies()
ARMS = {
    f"{model}: {name}": (model, policy)
    for model in GENERATIONS
    for name, policy in POLICIES.items()
}
GRID = {"arm": list(ARMS), "seed": SEEDS}
SOURCES = ("models", "language", "loop.py", "history.py", "policies", "metrics.py",
           "checks.py", "experiments/transformer.py")  # fmt: skip


def start(model: str):
    """The model that is put into the loop."""
    if model == "transformer":
        return base().changed(**FINE_TUNING)
    return NGram(len(truth().vocabulary), 4)


def gap(model) -> float:
    """Surprise on human text beyond the truth's, nats per word."""
    floor = {"floor": FLOOR} if isinstance(model, NGram) else {}
    return truth().gap(model, human(), **floor)


def measure(model, rng: np.random.Generator) -> dict[str, float]:
    """Meters of one model, on human text and on 2,000 sentences that it says."""
    x = model.sample(SENTENCES, rng)
    return {
        "gap": gap(model),
        "valid": float(valid(x).mean()),
        "words": metrics.words(model, x),
        "length": metrics.sentence_length(model, x),
        "rare_constructions": float(truth().is_rare_construction(x).mean()),
        "distinct_3": float(metrics.distinct(3)(model, x)),
        "facts_known": int(truth().facts.ask(model).right.sum()),
    }


def run(arm: str, seed: int, generations: int | None = None) -> dict:
    """Meters of the generations 1, 2, ... of one run: name -> one value each.

    The seeds are those of the grid, so that all arms of a model begin alike.
    """
    model, policy = ARMS[arm]
    stream = loop.generations(
        start(model), truth(), policy, n=SENTENCES,
        generations=generations or GENERATIONS[model], seed=seed,
    )  # fmt: skip
    next(stream)  # the truth
    rows = [
        measure(each.model, np.random.default_rng([seed, each.number]))
        for each in stream
    ]
    return {name: [round(float(row[name]), 4) for row in rows] for name in rows[0]}


def about() -> dict:
    """What the stored file says of itself."""
    return {
        "what": "an exact checker in the loop, meters of every generation",
        "made by": "python -m course_utils experiments checking",
        "models": [repr(start(model)) for model in GENERATIONS],
    }


@cache
def stored() -> dict[tuple[str, int], dict]:
    """(arm, seed) -> what ``run`` returned."""
    return {(row["arm"], row["seed"]): row for row in load("checking").rows}


def scores(model: str, policy: str, meter: str) -> np.ndarray:
    """(seeds, generations) of one meter; column 0 is generation 1."""
    arm = f"{model}: {policy}"
    return np.array([stored()[arm, seed][meter] for seed in SEEDS])
