"""The claims of notebook 07, measured: lineages of 5-grams, and copies of the tale."""

from functools import cache

import numpy as np

from ... import loop, metrics
from ...language import tale
from ...language.grammar import Grammar
from ...language.vocabulary import Vocabulary
from ...models import NGram
from ...policies import Accumulate, FreshReal, Replace
from ..measured import Measured, mean

POLICIES = {
    "replace": Replace(), "accumulate": Accumulate(), "control": FreshReal(1.0),
}  # fmt: skip
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
        if model is truth:
            return 0.0
        lost = truth.log_prob(unseen) - model.log_prob(unseen, floor=0.001)
        return lost.sum() / np.count_nonzero(unseen)

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


class _Story:
    """The whole tale, in any order: generation 1 reads all of it."""

    def __init__(self):
        self.book = Vocabulary.of(tale.sentences())
        self.pages = self.book.encode(tale.sentences())

    def sample(self, n, rng):
        return self.pages[rng.permutation(len(self.pages))[:n]]


def cat(seed: int, *, runs: int = LINEAGES) -> Measured:
    """In how many lineages of 20 the fifth copy of the tale has a cat."""
    story = _Story()
    model = NGram(len(story.book), 3, "absolute", discount=0.1)
    (word,) = story.book.encode(["cat"])[0, :1]
    alive = [
        np.isin(word, _copies(model, story, child)[COPIES].x)
        for child in np.random.SeedSequence(seed).spawn(runs)
    ]
    return Measured(*(LINEAGES * part for part in mean(alive)))


def _copies(model, story: _Story, seed) -> list:
    """What models 1, 2, ... read: the tale, its first copy, its second, ..."""
    n = len(story.pages)
    run = loop.run(model, story, Replace(), n=n, generations=COPIES + 1, seed=seed)
    return run.batches[1:]
