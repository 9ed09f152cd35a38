"""Detectors: who wrote this, a person or a machine?

``Rates`` is a detector of which only the two rates are known, for the loop; the others
read sentences, and score them: above a cut they say "machine". Leaves out everything
that is sold. Taught in notebook 10.

A *true positive rate* (TPR) is the share of machine text that is caught; a *false
positive rate* (FPR) the share of human text that is taken for a machine's.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from . import checks
from .policies import Batch

FLOOR = 0.001  # for words that a judge has never seen


def kept_synthetic(prevalence: float, tpr: float, fpr: float) -> float:
    """Share of synthetic records among those that a detector lets through (Bayes).

    prevalence : their share before. NaN where nothing passes.
    """
    prevalence = checks.share("prevalence", prevalence)
    missed = prevalence * (1 - checks.share("tpr", tpr))
    cleared = (1 - prevalence) * (1 - checks.share("fpr", fpr))
    return missed / (missed + cleared) if missed + cleared else float("nan")


def rate(k: int, n: int) -> float:
    """A rate from k hits of n, never 0 nor 1: (k + 1/2) / (n + 1).

    The mean of a Beta(k + 1/2, n - k + 1/2), Jeffreys' prior.
    """
    return (checks.count("k", k, most=n) + 0.5) / (checks.count("n", n) + 1)


def interval(k: int, n: int, level: float = 0.9) -> tuple[float, float]:
    """Where that rate may lie: the middle ``level`` of the Beta, by a fine grid."""
    k = checks.count("k", k, most=checks.count("n", n))
    level = checks.share("level", level)
    angle = (np.arange(20_000) + 0.5) * np.pi / 40_000  # the rate is its squared sine
    log = 2 * k * np.log(np.sin(angle)) + 2 * (n - k) * np.log(np.cos(angle))
    mass = np.cumsum(np.exp(log - log.max()))
    ends = np.searchsorted(mass / mass[-1], [(1 - level) / 2, (1 + level) / 2])
    low, high = np.sin(angle[ends]) ** 2
    return float(low), float(high)


@dataclass(frozen=True)
class Rates:
    """Catches machine records at one rate and human ones at another, at random.

    tpr, fpr : 0 to 1; fpr may also be an array (V,), a rate for each type.
    """

    tpr: float
    fpr: float | np.ndarray

    def __post_init__(self):
        checks.share("tpr", self.tpr)
        for end in (np.min(self.fpr), np.max(self.fpr)):
            checks.share("fpr", float(end))

    def __call__(self, batch: Batch, rng: np.random.Generator) -> np.ndarray:
        """(n,) bool, what is taken for a machine's."""
        fpr = self.fpr if np.ndim(self.fpr) == 0 else self.fpr[batch.x]
        chance = np.where(batch.origin == 0, fpr, self.tpr)
        return rng.random(len(batch)) < chance


@dataclass(frozen=True)
class Scorer:
    """Sentences score; above the cut they are taken for a machine's.

    score : sentences (n, length) -> (n,) numbers.
    """

    score: Callable[[np.ndarray], np.ndarray]
    cut: float = 0.0

    def __call__(self, batch: Batch, rng=None) -> np.ndarray:
        """(n,) bool, what is taken for a machine's."""
        return self.flags(batch.x)

    def flags(self, x: np.ndarray) -> np.ndarray:
        """(n,) bool of sentences (n, length)."""
        return self.score(x) > self.cut

    def at(self, fpr: float, human: np.ndarray) -> Self:
        """The same with the cut at which it flags a share of these human sentences."""
        cut = np.quantile(self.score(human), 1 - checks.share("fpr", fpr))
        return replace(self, cut=float(cut))


def likelihood_ratio(machine, human) -> Scorer:
    """How much more probable a sentence is for one model than for another, in nats.

    With the two true sources no detector is better at any FPR (Neyman and Pearson
    1933); with models that were fitted to texts of both it is a trained one.
    """
    return Scorer(lambda x: _log_prob(machine, x) - _log_prob(human, x))


def low_perplexity(model) -> Scorer:
    """Takes for a machine's what a model finds easy: log-probability per word."""
    return Scorer(lambda x: _log_prob(model, x) / _words(x))


def high_perplexity(model) -> Scorer:
    """Takes for a machine's what a model finds hard."""
    return Scorer(lambda x: -_log_prob(model, x) / _words(x))


def _words(x: np.ndarray) -> np.ndarray:
    return np.maximum(np.count_nonzero(x, axis=1), 1)


def _log_prob(model, x: np.ndarray) -> np.ndarray:
    """Nats of each sentence; models that were fitted never say that one can't be."""
    if hasattr(model, "fit"):
        return model.log_prob(x, floor=FLOOR)
    return np.maximum(model.log_prob(x), -1e6)
