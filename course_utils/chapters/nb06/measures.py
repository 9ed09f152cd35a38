"""The claims of notebook 06, measured: the judge on one picture, and the live loops."""

import numpy as np

from ... import loop
from ...experiments import pictures as experiment
from ...glyphs import Glyphs
from ...models import Autoencoder
from ...pictures import Judge
from ...policies import LINE_UP
from ..measured import Measured

MODELS = {
    "mixture": (experiment.mixture(), 1_000),
    "VAE": (Autoencoder(), 2_000),
}


def average(seed: int, *, space: str) -> Measured:
    """Precision of 1,000 copies of the average picture, by a judge of its own."""
    judge = Judge(seed)
    x = np.repeat(judge.known.mean(axis=0)[None], 1_000, axis=0)
    return Measured(judge.closeness(x, space).precision, 0.0)


def one_run(seed: int, *, model: str, policy: str, generation: int, score: str):
    """A score of one run; the error is that of one run, from the stored six."""
    made, n = MODELS[model]
    stream = loop.generations(
        made, Glyphs(), LINE_UP[policy], n=n, generations=generation, seed=seed
    )
    *_, last = stream
    x = last.model.sample(experiment.SCORED, np.random.default_rng([seed, generation]))
    value = experiment.judge().scores(x)[score]
    return Measured(float(value), _stored(model, policy, generation, score).error)


def _stored(model: str, policy: str, generation: int, score: str) -> Measured:
    """Mean of the stored runs, and the deviation of one of them."""
    last = experiment.scores(f"{model}: {policy}", score)[:, generation - 1]
    return Measured(float(last.mean()), float(last.std(ddof=1)))
