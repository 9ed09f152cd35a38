"""Notebook 10: four detectors of sentences, and the human writing that they flag."""

from functools import cache

import numpy as np

from ... import detectors
from ...language.grammar import Grammar
from ...models import NGram

READ, SCORED, FALSE = 5_000, 3_000, 0.05
NAMES = (
    "best possible", "trained here", "“easy means machine”", "“odd means machine”"
)  # fmt: skip
KINDS = ("true facts", "rare constructions", "rare words")


@cache
def truth() -> Grammar:
    """Who writes the human sentences."""
    return Grammar("small")


def kinds(x: np.ndarray) -> list[np.ndarray]:
    """(n,) bool for each of ``KINDS``, of human sentences."""
    rare = (truth().rare[x] & (x > 0)).any(axis=1)
    return [truth().facts.stated(x)[1], truth().is_rare_construction(x), rare]


def flagged(seeds: int, seed: int) -> dict[str, np.ndarray]:
    """Name -> (4,) shares flagged: of machine text, then of each kind of human text.

    Means of so many trigram models, each of which has read 5,000 human sentences; all
    detectors have five false alarms in a hundred.
    """
    rows = [_one(np.random.default_rng([seed, i])) for i in range(seeds)]
    return dict(zip(NAMES, np.mean(rows, axis=0), strict=True))


def _one(rng: np.random.Generator) -> list[list[float]]:
    words = len(truth().vocabulary)
    model = NGram(words).fit(truth().sample(READ, rng))
    machine, human = (NGram(words).fit(of.sample(READ, rng)) for of in (model, truth()))
    people, machines = truth().sample(SCORED, rng), model.sample(SCORED, rng)
    four = (
        detectors.likelihood_ratio(model, truth()),
        detectors.likelihood_ratio(machine, human),
        detectors.low_perplexity(human),
        detectors.high_perplexity(human),
    )
    rows = []
    for detector in (each.at(FALSE, people) for each in four):
        alarms = detector.flags(people)
        caught = detector.flags(machines).mean()
        rows.append([caught, *(alarms[kind].mean() for kind in kinds(people))])
    return rows
