"""The claims of notebook 10, measured: webs, human pages that dry up, what passes."""

import numpy as np

from ... import ecosystem
from ...detectors import kept_synthetic
from ...inflow import Inflow, inflow
from ...models.categorical import zipf
from ..measured import Measured, mean

GENERATIONS, RUNS = 60, 12
ARMS = {  # confidence, unwritten
    "people write on": (1.0, 0.0),
    "always an answer": (1.0, 0.9),
    "“I don’t know”": (0.0, 0.9),
    "30 % false confidence": (0.3, 0.9),
    "60 % false confidence": (0.6, 0.9),
}
RANDOM = "as many pages at random"


def web_gini(seed: int, *, sharing: float, runs: int = 600) -> Measured:
    """Gini of a web of five small models at generation 200, a share of the truth's."""
    web = ecosystem.web(
        zipf(10), models=5, n=50, generations=200, replicates=runs, sharing=sharing,
        seed=seed,
    )  # fmt: skip
    return mean(web.web_diversity[-1] / web.web_diversity[0])


def arm_of(name: str, seed, runs: int = RUNS, written=None) -> Inflow:
    """One arm of the inflow, or the control of as many pages as were ``written``."""
    confidence, unwritten = ARMS[name if written is None else "“I don’t know”"]
    return inflow(
        zipf(2_000), confidence=confidence, unwritten=unwritten, written=written,
        generations=GENERATIONS, replicates=runs, seed=seed,
    )  # fmt: skip


def drying(seed, runs: int = RUNS) -> dict[str, Inflow]:
    """Every arm by its name, and the control that follows “I don’t know”."""
    *seeds, last = np.random.SeedSequence(seed).spawn(len(ARMS) + 1)
    arms = {name: arm_of(name, s, runs) for name, s in zip(ARMS, seeds, strict=True)}
    written = arms["“I don’t know”"].written
    return arms | {RANDOM: arm_of(RANDOM, last, runs, written)}


def known(seed: int, *, arm: str, runs: int = RUNS) -> Measured:
    """Words that a model knows at generation 60."""
    return mean(arm_of(arm, seed, runs).web.model_types[-1])


def distance(seed: int, *, arm: str, runs: int = RUNS) -> Measured:
    """Total variation between the web and the truth at generation 60."""
    return mean(arm_of(arm, seed, runs).distance[-1])


def kept(seed: int, *, machines: float, tpr: float, fpr: float) -> Measured:
    """Synthetic share of what passes; nothing is drawn."""
    return Measured(kept_synthetic(machines, tpr, fpr), 0.0)
