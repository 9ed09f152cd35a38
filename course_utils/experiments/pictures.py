"""The experiment of notebook 06: drawn digits in the loop, two models, equal budgets.

A variational autoencoder for 8 generations and a mixture in principal components for
10, under policies that see half, a tenth or none of their pictures real; and what else
might explain the decline, for fewer: more pictures, another loss. Six seeds each.
Leaves out other sizes of the models.
"""

import base64
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import loop
from ..glyphs import Glyphs, masters, remade
from ..models import Mixture
from ..models.autoencoder import Autoencoder
from ..models.components import InComponents
from ..pictures import judge, reader, train_reader
from ..policies import Anchor, Archive, Cut, FreshReal, Policy, line_up
from . import load

SEEDS = (0, 1, 2, 3, 4, 5)
SCORED = 1_000  # pictures
SHOWN = 48  # pictures of each generation that seed 0 keeps
LEVELS = 15  # of grey in them
HALVES = {
    "50 % fresh": FreshReal(0.5),
    "50 % kept": Anchor(0.5),
    "half of an archive": Cut(Archive()),
}


@dataclass(frozen=True)
class Plan:
    """What is run: which model, on how many pictures, for how many generations."""

    model: object
    policy: Policy
    n: int
    generations: int


def mixture(sampling_bias: float = 1.0) -> InComponents:
    """The course's mixture of 20 Gaussians, in 24 principal components."""
    inside = Mixture(20, max_iter=15, tol=0, floor=1e-3, sampling_bias=sampling_bias)
    return InComponents(inside, 24)


def _arms() -> dict[str, Plan]:
    ends = line_up("replace", "control")
    tenths = line_up("10 % fresh", "10 % kept")
    replace = line_up("replace")
    groups = (
        ("VAE", Autoencoder(), ends | HALVES | tenths, 2_000, 8),
        ("mixture", mixture(), ends | HALVES | tenths, 1_000, 10),
        ("mixture, bias .8", mixture(0.8), ends | HALVES | tenths, 1_000, 10),
        ("VAE, squared loss", Autoencoder(loss="squared"), replace, 2_000, 6),
        ("VAE, sampled", Autoencoder(draws="sampled"), replace, 2_000, 8),
        ("VAE, three times n", Autoencoder(), replace, 6_000, 5),
    )
    return {
        f"{name}: {policy}": Plan(model, rule, n, generations)
        for name, model, policies, n, generations in groups
        for policy, rule in policies.items()
    }


ARMS = _arms()
GRID = {"arm": list(ARMS), "seed": SEEDS}
SOURCES = ("models", "language", "glyphs.py", "pictures.py", "loop.py", "history.py",
           "policies", "metrics.py", "checks.py")  # fmt: skip


def run(arm: str, seed: int) -> dict:
    """Scores of the generations 1, 2, ... of one run: name -> one value each.

    The seeds are those of the grid, so that all arms of a model begin alike.
    """
    this = ARMS[arm]
    stream = loop.generations(
        this.model, Glyphs(), this.policy, n=this.n, generations=this.generations,
        seed=seed,
    )  # fmt: skip
    next(stream)  # the truth
    rows, shown = [], []
    for each in stream:
        rng = np.random.default_rng([seed, each.number])
        x = each.model.sample(SCORED, rng)
        rows.append(judge().scores(x) | latents(each.model))
        shown.append(packed(x[:SHOWN]))
    scores = {name: [round(float(row[name]), 4) for row in rows] for name in rows[0]}
    return {"scores": scores, "pictures": shown if seed == 0 else []}


def latents(model) -> dict[str, int]:
    """How many hidden numbers of a VAE tell more than .1 nats of a real picture."""
    if not isinstance(model, Autoencoder):
        return {}
    return {"latents": int((model.used(judge().real) > 0.1).sum())}


def packed(x: np.ndarray) -> str:
    """Pictures (n, 256) in 16 greys, as a text."""
    grey = np.rint(x * LEVELS).astype(np.uint8)
    nibbles = grey[:, ::2] << 4 | grey[:, 1::2]
    return base64.b85encode(zlib.compress(nibbles.tobytes(), 9)).decode()


def unpacked(text: str) -> np.ndarray:
    """(n, 256) pictures from ``packed``."""
    bytes_ = np.frombuffer(zlib.decompress(base64.b85decode(text)), dtype=np.uint8)
    grey = np.stack([bytes_ >> 4, bytes_ & LEVELS], axis=-1)
    return (grey.reshape(-1, 256) / LEVELS).astype(np.float32)


def about() -> dict:
    """What the stored file says of itself, and how well the shipped files are remade.

    masters : mean difference of masters drawn here, in their pixels. reader : share of
    pictures that a reader trained here reads alike. real : scores of real pictures.
    """
    x = Glyphs().sample(SCORED, np.random.default_rng(6_003))
    alike = reader().chances(x).argmax(axis=1) == train_reader().chances(x).argmax(
        axis=1
    )
    return {
        "what": "drawn digits in the loop, scores of every generation",
        "made by": "python -m course_utils experiments pictures",
        "models": [repr(Autoencoder()), repr(mixture())],
        "masters": round(float(np.abs(masters() - remade()).mean()), 4),
        "reader": float(alike.mean()),
        "real": {name: round(v, 4) for name, v in judge().scores(x).items()},
    }


@cache
def stored() -> dict[tuple[str, int], dict]:
    """(arm, seed) -> what ``run`` returned."""
    return {(row["arm"], row["seed"]): row for row in load("pictures").rows}


def scores(arm: str, name: str) -> np.ndarray:
    """(seeds, generations) of one score; column 0 is generation 1."""
    return np.array([stored()[arm, seed]["scores"][name] for seed in SEEDS])


def pictures(arm: str, generation: int) -> np.ndarray:
    """(48, 256) pictures of a generation, from 1, of the run of seed 0."""
    return unpacked(stored()[arm, 0]["pictures"][generation - 1])
