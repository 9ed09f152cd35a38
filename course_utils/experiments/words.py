"""What a dashboard shows of n-gram loops at generations 1 and 8: the stored runs.

Exercises of notebook 07 need numbers that are the same everywhere and there at once, so
the runs are stored. They take a minute, and a test remakes some of them.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from .. import loop, metrics
from ..language.grammar import Grammar
from ..models.ngram import NGram
from ..policies import LINE_UP, Policy
from . import load

LAST, FLOOR = 8, 0.001
SIZES, SEEDS = (1_000, 1_500, 2_000), (1, 2, 3, 4)
METERS = {
    "human": "loss on human text, nats per word",
    "own": "perplexity of its own text under generation 1",
    "valid": "sentences of its own that are grammatical and, if they state a fact, "
    "true, %",
    "words": "different words in as many sentences as it learnt from",
    "distinct": "distinct-3 of these sentences",
    "rare": "how many of the rare words of human text they have, %",
}


class Arm(NamedTuple):
    """A policy, and the model that is put into its loop."""

    policy: Policy
    temperature: float = 1.0
    order: int = 5
    discount: float = 0.3


ARMS = {
    "replace": Arm(LINE_UP["replace"]),
    "cautious replace": Arm(LINE_UP["replace"], 0.8),
    "accumulate": Arm(LINE_UP["accumulate"]),
    "control": Arm(LINE_UP["control"]),
    "cautious control": Arm(LINE_UP["control"], 0.8),
    "trigram replace": Arm(LINE_UP["replace"], 1.0, 3, 0.75),
    "trigram control": Arm(LINE_UP["control"], 1.0, 3, 0.75),
}


GRID = {"arm": list(ARMS), "n": SIZES, "seed": SEEDS}
SOURCES = ("models", "language", "loop.py", "history.py", "policies", "metrics.py",
           "checks.py")  # fmt: skip


class Pair(NamedTuple):
    """The meters of one run at generation 1 and at the last: name -> number."""

    first: dict[str, float]
    now: dict[str, float]


@cache
def truth() -> Grammar:
    """The grammar that all sentences come from in the end."""
    return Grammar("large")


def meters() -> dict:
    """What notebook 07 measures of each generation: valid share, words, distinct-3."""
    return {
        "valid": lambda model, x: truth().valid(x).mean(),
        "words": metrics.words,
        "distinct_3": metrics.distinct(3),
    }


def run(arm: str, n: int, seed: int) -> dict:
    """Run the loop once, n sentences a generation: a ``Pair`` as a dict, 5 digits each.

    The seeds are those of the grid, so that all arms begin with the same ones.
    """
    policy, temperature, order, discount = ARMS[arm]
    model = NGram(
        len(truth().vocabulary), order, discount=discount, temperature=temperature
    )
    stream = loop.generations(model, truth(), policy, n=n, generations=LAST, seed=seed)
    models = {each.number: each.model for each in stream if each.number in (1, LAST)}
    rng = np.random.default_rng([seed, n])
    human = truth().sample(2_000, rng)
    looks = (
        look(truth(), models[1], models[t], human, models[t].sample(n, rng))
        for t in (1, LAST)
    )
    return Pair(*map(_rounded, looks))._asdict()


def _rounded(meters: dict[str, float]) -> dict[str, float]:
    return {name: float(f"{value:.5g}") for name, value in meters.items()}


def look(truth: Grammar, first: NGram, model: NGram, human, own) -> dict[str, float]:
    """The meters of a model, from human text and from text of its own."""
    rare = np.intersect1d(np.flatnonzero(truth.rare), human)
    return {
        "human": float(np.log(metrics.perplexity(model, human, floor=FLOOR))),
        "own": metrics.perplexity(first, own, floor=FLOOR),
        "valid": 100 * float(np.mean(truth.valid(own))),
        "words": metrics.words(model, own),
        "distinct": float(metrics.distinct(3)(model, own)),
        "rare": 100 * float(np.mean(np.isin(rare, own))),
    }


def about() -> dict:
    """What the stored file says of itself."""
    return {
        "what": f"n-gram loops, meters of generations 1 and {LAST}",
        "made by": "python -m course_utils experiments words",
    }


@cache
def runs() -> dict[tuple[str, int, int], Pair]:
    """(arm, n, seed) -> what was stored."""
    return {
        (row["arm"], row["n"], row["seed"]): Pair(row["first"], row["now"])
        for row in load("words").rows
    }


def average(arm: str, n: int) -> Pair:
    """The meters of an arm, as means over the seeds."""
    pairs = [runs()[arm, n, seed] for seed in SEEDS]
    return Pair(*(
        {name: float(np.mean([meters[name] for meters in some])) for name in METERS}
        for some in zip(*pairs, strict=True)
    ))  # fmt: skip
