"""The claims of notebook 09, measured: live loops, labels and creatures."""

import numpy as np

from ...experiments import checking as experiment
from ..measured import Measured
from . import creatures
from .labels import learnt


def one_run(seed: int, *, policy: str, generation: int, score: str) -> Measured:
    """A meter of one run of the 4-gram; the error is that of one run, of six stored."""
    arm = f"4-gram: {policy}"
    row = experiment.run(arm, seed, generations=generation)
    stored = experiment.scores("4-gram", policy, score)[:, generation - 1]
    return Measured(row[score][-1], float(stored.std(ddof=1)))


def flipped(
    seed: int, *, p: float, passes: float, slips: float, runs: int = 20
) -> Measured:
    """Accuracy after learning from 5,000 labels that passed, mean of runs."""
    rng = np.random.default_rng(seed)
    found = [learnt(p, passes, slips, rng) for _ in range(runs)]
    return Measured(
        float(np.mean(found)), float(np.std(found, ddof=1) / np.sqrt(len(found)))
    )


def alone(seed: int, *, kind: str, runs: int = 1_000) -> Measured:
    """Share of games in which one creature is left at round 5."""
    left = creatures.games(kind, runs, seed)[:, 4] == 1
    share = float(left.mean())
    return Measured(share, float(np.sqrt(share * (1 - share) / runs)))
