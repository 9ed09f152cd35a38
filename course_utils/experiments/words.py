"""What a dashboard shows of n-gram loops at generations 1 and 8: the stored runs.

Exercises of notebook 07 need numbers that are the same everywhere and there at once, so
the runs are kept in ``word_runs.csv``. This makes it again, in under a minute, and a
test remakes a part of it: ``python -m course_utils.learning.exercises.word_runs``
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .. import loop, metrics
from ..language.grammar import Grammar
from ..models.ngram import NGram
from ..policies import Accumulate, FreshReal, Policy, Replace

SOURCE = Path(__file__).with_name("words.csv")
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
    "replace": Arm(Replace()),
    "cautious replace": Arm(Replace(), 0.8),
    "accumulate": Arm(Accumulate()),
    "control": Arm(FreshReal(1.0)),
    "cautious control": Arm(FreshReal(1.0), 0.8),
    "trigram replace": Arm(Replace(), 1.0, 3, 0.75),
    "trigram control": Arm(FreshReal(1.0), 1.0, 3, 0.75),
}


class Pair(NamedTuple):
    """The meters of one run at generation 1 and at the last: name -> number."""

    first: dict[str, float]
    now: dict[str, float]


def run(truth: Grammar, arm: Arm, n: int, seed: int) -> Pair:
    """Run the loop once, n sentences a generation, and read the meters."""
    words = len(truth.vocabulary)
    model = NGram(words, arm.order, discount=arm.discount, temperature=arm.temperature)
    models = loop.run(model, truth, arm.policy, n=n, generations=LAST, seed=seed).models
    rng = np.random.default_rng([seed, n])
    human = truth.sample(2_000, rng)
    return Pair(*(
        look(truth, models[1], models[t], human, models[t].sample(n, rng))
        for t in (1, LAST)
    ))  # fmt: skip


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


def stored() -> list[tuple[str, int, int]]:
    """Arm, n and seed of each run that is kept."""
    trigrams = [name for name, arm in ARMS.items() if arm.order == 3]
    return [
        (name, n, seed)
        for name in ARMS
        for n in SIZES
        for seed in SEEDS
        if n == SIZES[0] or name not in trigrams
    ]


@cache
def runs() -> dict[tuple[str, int, int], Pair]:
    """(arm, n, seed) -> what was stored."""
    found = {}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            meters = {name: float(row[name]) for name in METERS}
            key = row["arm"], int(row["n"]), int(row["seed"])
            found.setdefault(key, []).append(meters)
    return {key: Pair(*meters) for key, meters in found.items()}


def average(arm: str, n: int) -> Pair:
    """The meters of an arm, as means over the seeds."""
    pairs = [runs()[arm, n, seed] for seed in SEEDS]
    return Pair(*(
        {name: float(np.mean([meters[name] for meters in some])) for name in METERS}
        for some in zip(*pairs, strict=True)
    ))  # fmt: skip


def main() -> None:
    """Write the table."""
    truth = Grammar("large")
    with SOURCE.open("w", encoding="utf-8", newline="\n") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["arm", "n", "seed", "generation", *METERS])
        for name, n, seed in stored():
            pair = run(truth, ARMS[name], n, seed)
            for t, meters in zip((1, LAST), pair, strict=True):
                numbers = [f"{value:.5g}" for value in meters.values()]
                table.writerow([name, n, seed, t, *numbers])
    print(f"wrote {SOURCE.name}: {len(stored())} runs")


if __name__ == "__main__":
    main()
