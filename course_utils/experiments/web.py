"""Four n-gram models that share a web of sentences: the stored runs of notebook 10.

Each run is a web of its own, with and without sharing and human text; the control's
models read new human text in every generation. Both temperatures with both discounts,
so that what one of the two does is not taken for the other's doing. Six seeds, all arms
the same ones.
"""

from functools import cache

import numpy as np

from .. import ecosystem, metrics
from ..language.grammar import Grammar
from ..models.ngram import NGram
from . import load

MODELS, N, LAST, FLOOR = 4, 1_000, 10, 0.001
SEEDS = (1, 2, 3, 4, 5, 6)
ARMS = {  # sharing, human share
    "own": (0.0, 0.0),
    "a tenth shared": (0.1, 0.0),
    "pool": (1.0, 0.0),
    "own, a tenth human": (0.0, 0.1),
    "pool, a tenth human": (1.0, 0.1),
    "control": (0.0, 1.0),
}
TEMPERATURES, DISCOUNTS = (1.0, 0.8), (0.3, 0.75)
METERS = {
    "model": "different words in 1,000 sentences of one model, mean of the four",
    "web": "different words in those of all four together",
    "valid": "share of their sentences that are grammatical",
}

GRID = {"arm": list(ARMS), "temperature": TEMPERATURES, "discount": DISCOUNTS,
        "seed": SEEDS}  # fmt: skip
SOURCES = ("models", "language", "ecosystem.py", "theory", "ensembles", "loop.py",
           "history.py", "policies", "metrics.py", "checks.py")  # fmt: skip


@cache
def truth() -> Grammar:
    """The grammar that all sentences come from in the end."""
    return Grammar("large")


def run(arm: str, temperature: float, discount: float, seed: int) -> dict:
    """One web: meter -> its values at generations 1 and LAST."""
    sharing, human = ARMS[arm]
    model = NGram(len(truth().vocabulary), discount=discount, temperature=temperature)
    histories = ecosystem.run(
        model, truth(), models=MODELS, n=N, generations=LAST, sharing=sharing,
        human=human, seed=seed,
    )  # fmt: skip
    rng = np.random.default_rng([seed, N])
    looks = [look([h.models[t] for h in histories], rng) for t in (1, LAST)]
    return {name: [float(f"{each[name]:.5g}") for each in looks] for name in METERS}


def look(models: list, rng: np.random.Generator) -> dict[str, float]:
    """The meters of models of one generation."""
    said = [model.sample(N, rng) for model in models]
    words = [np.unique(x[x > 0]) for x in said]
    return {
        "model": float(np.mean([metrics.words(None, x) for x in said])),
        "web": float(len(np.unique(np.concatenate(words)))),
        "valid": float(np.mean([truth().valid(x).mean() for x in said])),
    }


def about() -> dict:
    """What the stored file says of itself."""
    return {
        "what": f"webs of {MODELS} trigram models, meters of generations 1 and {LAST}",
        "made by": "python -m course_utils experiments web",
    }


@cache
def runs() -> dict[tuple[str, float, float, int], dict[str, list[float]]]:
    """(arm, temperature, discount, seed) -> what was stored."""
    return {
        tuple(row[name] for name in GRID): {m: row[m] for m in METERS}
        for row in load("web").rows
    }


def values(arm: str, temperature: float, discount: float, meter: str) -> np.ndarray:
    """(seeds, 2) of a meter, at generations 1 and LAST."""
    return np.array([runs()[arm, temperature, discount, s][meter] for s in SEEDS])
