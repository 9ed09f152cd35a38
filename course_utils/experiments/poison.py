"""The experiment of notebook 11: k poison records among n sentences, a transformer.

A small transformer learns the sentences and the poison together, once, and is asked how
it goes on after the trigger. The dose is a count, a share, or a count at equal steps of
training; the trigger is new, or a word in use. Leaves out hiding the poison, and
training that goes on afterwards on clean text.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..models import Transformer
from ..poison import text
from . import load

SEEDS = (0, 1, 2, 3, 4, 5)
SIZES = (500, 1_000, 2_000, 4_000, 8_000)
WIDTH, EPOCHS = 32, 6
COUNTS = (0, 5, 10, 20)
USED_COUNTS = (0, 10, 40)
EQUAL_STEPS = {500: 24, 1_000: 12, 2_000: 6, 4_000: 3}  # sentences -> epochs
TESTED = 2_000  # sentences


@dataclass(frozen=True)
class Dose:
    """k poison records of a trigger among n sentences, learnt for so many epochs."""

    k: int
    n: int
    epochs: int = EPOCHS
    trigger: str = text.NEW


def _arms() -> dict[str, Dose]:
    arms = {f"k = {k}, n = {n}": Dose(k, n) for k in COUNTS for n in SIZES}
    arms |= {f"one in 100, n = {n}": Dose(n // 100, n) for n in SIZES}
    for n, epochs in EQUAL_STEPS.items():
        arms[f"k = 20, equal steps, n = {n}"] = Dose(20, n, epochs)
    for k in USED_COUNTS:
        for n in SIZES[:-1]:
            arms[f"in use, k = {k}, n = {n}"] = Dose(k, n, trigger=text.USED)
    return arms


ARMS = _arms()
GRID = {"arm": list(ARMS), "seed": SEEDS}
SOURCES = ("models", "language", "poison", "checks.py")


def model(epochs: int = EPOCHS) -> Transformer:
    """The model that learns: width 32, for the grammar's words and the new one."""
    return Transformer(len(text.words()), width=WIDTH, epochs=epochs)


def learnt(dose: Dose, rng: np.random.Generator) -> Transformer:
    """The model after it has learnt new sentences with this dose among them."""
    x = text.poisoned(text.clean(dose.n, rng), dose.k, dose.trigger, rng)
    return model(dose.epochs).fit(x, rng=rng)


def run(arm: str, seed: int) -> dict:
    """P(target) and top-1 after the trigger, and the gap on clean sentences.

    gap : nats per word above the truth, on 2,000 clean sentences.
    """
    dose, rng = ARMS[arm], np.random.default_rng([11, seed])
    fitted = learnt(dose, rng)
    p, top = text.attack(fitted, dose.trigger, rng)
    gap = text.truth().gap(fitted, text.clean(TESTED, rng))
    return {"p": round(p, 4), "top": round(top, 4), "gap": round(gap, 4)}


def about() -> dict:
    """What the stored file says of itself."""
    return {
        "what": "a small transformer and k poison records among n sentences",
        "made by": "python -m course_utils experiments poison",
        "model": repr(model()),
        "epochs": EPOCHS,
    }


@cache
def stored() -> dict[tuple[str, int], dict]:
    """(arm, seed) -> what ``run`` returned."""
    return {(row["arm"], row["seed"]): row for row in load("poison").rows}


def scores(arm: str, name: str) -> np.ndarray:
    """(seeds,) of one score: "p", "top" or "gap"."""
    return np.array([stored()[arm, seed][name] for seed in SEEDS])
