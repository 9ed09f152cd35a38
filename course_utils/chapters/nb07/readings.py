"""Notebook 07: what is measured of its runs.

``runs`` maps (policy, temperature) to a list of runs, one for each seed. A run maps the
name of each meter to its values in generations 0 to 12, and "models" to the models that
were kept, by generation.
"""

import numpy as np

from ... import metrics
from .. import claims

FLOOR = 0.001
LOST = 0.1  # a meter rings when it has lost this share of its value in generation 1


def mean_of(runs: dict, policy: str, temperature: float, meter: str, t: int) -> float:
    """A meter in generation t, mean of the seeds."""
    return float(np.mean([run[meter][t] for run in runs[policy, temperature]]))


def alarm(run: dict, meter: str) -> int | None:
    """The first generation in which a meter has lost a tenth; None if there is none."""
    values = run[meter][1:]
    below = metrics.first_below(values, (1 - LOST) * values[0])
    return None if below is None else 1 + below


def perplexities(runs: dict, temperature: float, t: int, seed, sentences=1_000):
    """Perplexity of each sentence that the models of generation t write under replace.

    The judge is a model of generation 1 from the run of another seed, at T = 1, so it
    has read other sentences. Returns (seeds * sentences,) values.
    """
    judges = [run["models"][1] for run in runs["control", 1.0]]
    scores = []
    for run, judge in zip(
        runs["replace", temperature], judges[1:] + judges[:1], strict=True
    ):
        x = run["models"][t].sample(sentences, np.random.default_rng(seed))
        scores.append(np.exp(-judge.log_prob(x, floor=FLOOR) / np.count_nonzero(x, 1)))
    return np.concatenate(scores)


def claimed(runs: dict) -> dict[str, float]:
    """The values of the runs that claims of notebook 07 are about, by their names."""
    said = {
        name: claim.settings
        for name, claim in claims.load("07").items()
        if claim.settings.get("meter") in runs["control", 1.0][0]
    }
    return {name: mean_of(runs, **settings) for name, settings in said.items()}
