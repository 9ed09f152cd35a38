"""The claims of notebook 07, measured: lineages of 5-grams, and copies of the tale."""

from functools import cache

import numpy as np

from ... import loop, metrics
from ...language import tale
from ...language.grammar import Grammar
from ...language.vocabulary import Vocabulary
from ...models import NGram
from ...policies import Replace, line_up
from ..measured import Measured, mean
from .pages import Pages
from .readings import FLOOR

POLICIES = line_up("replace", "accumulate", "control")
SENTENCES, GENERATIONS = 2_000, 12
LINEAGES, COPIES = 20, 5


@cache
def _truth() -> Grammar:
    return Grammar("large")


def _meters(unseen: np.ndarray) -> dict:
    """unseen : human sentences that no model has learnt from."""
    truth = _truth()

    def valid(model, sample):
        return truth.valid(sample).mean()

    def gap(model, sample):
        return truth.gap(model, unseen, floor=FLOOR)

    def knows(model, sample):
        return 0.0 if model is truth else truth.facts.ask(model).right.mean()

    return {"valid": valid, "words": metrics.words, "gap": gap, "knows": knows}


@cache
def _lineages(seed: int, policy: str, temperature: float, runs: int) -> dict:
    """Meters, name -> (generations + 1, runs)."""
    truth = _truth()
    model = NGram(len(truth.vocabulary), 5, discount=0.3, temperature=temperature)
    meters = _meters(truth.sample(SENTENCES, np.random.default_rng(seed)))
    found = [
        loop.run(
            model, truth, POLICIES[policy], n=SENTENCES, generations=GENERATIONS,
            seed=seed + number, metrics=meters,
        ).metrics
        for number in range(runs)
    ]  # fmt: skip
    return {name: np.array([run[name] for run in found]).T for name in meters}


def words(
    seed: int, *, policy: str, temperature: float, meter: str, t: int, runs: int = 3
) -> Measured:
    """Mean of a meter; "valid", "words", "gap" on human text, or "knows" of facts."""
    return mean(_lineages(seed, policy, temperature, runs)[meter][t])


def cat(seed: int, *, runs: int = LINEAGES) -> Measured:
    """In how many lineages of 20 the fifth copy of the tale has a cat."""
    book = Vocabulary.of(tale.sentences())
    pages = Pages(book.encode(tale.sentences()))
    model = NGram(len(book), 3, "absolute", discount=0.1)
    (word,) = book.encode(["cat"])[0, :1]
    alive = [
        np.isin(word, _copies(model, pages, child)[COPIES].x)
        for child in np.random.SeedSequence(seed).spawn(runs)
    ]
    return Measured(*(LINEAGES * part for part in mean(alive)))


def _copies(model, pages: Pages, seed) -> list:
    """What models 1, 2, ... read: the tale, its first copy, its second, ..."""
    n = len(pages.rows)
    run = loop.run(model, pages, Replace(), n=n, generations=COPIES + 1, seed=seed)
    return run.batches[1:]
