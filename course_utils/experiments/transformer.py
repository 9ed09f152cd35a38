"""The experiment of notebook 08: one small transformer in the loop, 108 runs.

A model is trained on human sentences once, outside the loop. Then each generation goes
on from the last one's weights on 2,000 sentences, under six policies, at three
temperatures, with six seeds. Leaves out other sizes and other texts.
"""

from functools import cache

import numpy as np

from .. import loop, metrics
from ..language.grammar import Grammar
from ..models import Transformer
from ..policies import line_up
from . import FOLDER

POLICIES = line_up(
    "replace", "accumulate", "10 % fresh", "10 % kept", "archive", "control"
)
TEMPERATURES = (1.0, 0.9, 0.8)
SEEDS = (0, 1, 2, 3, 4, 5)
GRID = {"policy": list(POLICIES), "temperature": TEMPERATURES, "seed": SEEDS}
SOURCES = ("models", "language", "loop.py", "history.py", "policies", "metrics.py",
           "checks.py")  # fmt: skip
GENERATIONS = 8
SENTENCES = 2_000
LESSONS = 10_000
FINE_TUNING = {"warm_start": True, "epochs": 3, "learning_rate": 1.5e-3}
BASE = FOLDER / "transformer_base.npz"
BINS = np.logspace(0, 4, 41)
READ = 4


@cache
def truth() -> Grammar:
    """The grammar that all human sentences come from."""
    return Grammar("small")


@cache
def human() -> np.ndarray:
    """4,000 sentences that no model is trained on."""
    return truth().sample(4_000, np.random.default_rng(8_000))


@cache
def base() -> Transformer:
    """The model before the loop, as stored."""
    return Transformer.load(BASE)


def train_base(progress=None) -> Transformer:
    """The same, trained anew: six epochs on 10,000 human sentences."""
    lessons = truth().sample(LESSONS, np.random.default_rng(8_001))
    model = Transformer(len(truth().vocabulary))
    return model.fit(lessons, rng=np.random.default_rng(8_002), progress=progress)


def with_rare_words(x: np.ndarray) -> np.ndarray:
    """(n,) bool: does the sentence have a word of the rare ones?"""
    return truth().rare[x].any(axis=1)


def measure(model, rng: np.random.Generator) -> dict:
    """All meters of one model, on human sentences and on 2,000 that it says."""
    told, x = human(), model.sample(SENTENCES, rng)
    rare = with_rare_words(told)
    fact, true = truth().facts.stated(x)
    said = x[x.any(axis=1)]
    surprise = np.exp(-base().log_prob(said) / np.count_nonzero(said, axis=1))
    words = np.unique(x[x > 0])
    return {
        "gap": truth().gap(model, told),
        "gap_rare": truth().gap(model, told[rare]),
        "gap_common": truth().gap(model, told[~rare]),
        "valid": float(truth().valid(x).mean()),
        "words": len(words),
        "rare_words": int(truth().rare[words].sum()),
        "rare_constructions": float(truth().is_rare_construction(x).mean()),
        "distinct_3": metrics.distinct(3)(model, x),
        "facts_stated": int((fact >= 0).sum()),
        "facts_true": int(true[fact >= 0].sum()),
        "facts_known": int(truth().facts.ask(model).right.sum()),
        "perplexity": np.histogram(surprise, BINS)[0].tolist(),
        "text": truth().vocabulary.decode(x[:READ]),
    }


def run(policy: str, temperature: float, seed: int, generations=GENERATIONS) -> dict:
    """Meters of the generations 1, 2, ... of one run: name -> one value each.

    The seeds are those of the grid, so that all policies begin with the same ones.
    """
    stream = loop.generations(
        base().changed(temperature=temperature, **FINE_TUNING),
        truth(),
        POLICIES[policy],
        n=SENTENCES,
        generations=generations,
        seed=seed,
    )
    next(stream)  # the truth
    rows = [
        measure(each.model, np.random.default_rng((seed, t)))
        for t, each in enumerate(stream)
    ]
    return {name: [row[name] for row in rows] for name in rows[0]}


def about() -> dict:
    """Train the base anew; what the stored file says of it, and how it measures."""
    train_base().save(BASE)
    base.cache_clear()
    return {
        "what": "a small transformer in the loop, meters of generations 1 to 8",
        "made by": "python -m course_utils experiments transformer",
        "model": repr(base()),
        "fine-tuning": FINE_TUNING,
        "sentences": SENTENCES,
        "start": measure(base(), np.random.default_rng(8_003)),
    }
