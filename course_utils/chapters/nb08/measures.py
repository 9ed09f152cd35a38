"""The claims of notebook 08, measured: a training, and one run of the loop."""

import numpy as np

from ...experiments import load, transformer
from ...models import Transformer
from ..measured import Measured


def learnt_gap(seed: int) -> Measured:
    """Gap of a newly trained transformer on new human text, nats per word.

    Its error is that of the text alone: other trainings scatter a little more.
    """
    truth, rng = transformer.truth(), np.random.default_rng(seed)
    model = Transformer(len(truth.vocabulary))
    model.fit(truth.sample(transformer.LESSONS, rng), rng=rng)
    x = transformer.human()
    lost = truth.log_prob(x) - model.log_prob(x)
    spread = np.std(lost, ddof=1) * np.sqrt(len(x)) / np.count_nonzero(x)
    return Measured(truth.gap(model, x), float(spread))


def live(seed: int, *, meter: str) -> Measured:
    """A meter at the end of one run under replace, T = 1."""
    run = transformer.run("replace", 1.0, seed)
    return Measured(float(run[meter][-1]), stored(meter=meter).error)


def stored(*, meter: str) -> Measured:
    """Mean of the stored runs; the error is that of one run: their deviation."""
    last = [
        run[meter][-1]
        for run in load("transformer").rows
        if (run["policy"], run["temperature"]) == ("replace", 1.0)
    ]
    return Measured(float(np.mean(last)), float(np.std(last, ddof=1)))
