"""Policies that choose among a model's records before the next one learns them.

Real records are never judged. Taught in notebook 09.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .. import checks
from .batch import Batch, join, set_checked
from .policy import Draw, Policy

Reward = Callable[[np.ndarray], np.ndarray]
"""``reward(x)``: one number for each of the m records x, more for what is liked."""
Verifier = Callable[[np.ndarray], np.ndarray]
"""``verifier(x)``: True for each of the m records x that may be learnt from."""
ROUNDS = 1_000


@dataclass(frozen=True)
class Curated(Policy):
    """Somebody picks each synthetic record among k (Ferbach et al. 2024).

    reward : the chance to be picked among the k is in proportion to e^reward (Bradley
        and Terry). ``lambda x: 1e9 * r(x)`` picks the best.
    k : candidates for each place, at least 1, which is no choice at all.
    policy : which mixes what was picked.
    """

    reward: Reward
    k: int
    policy: Policy

    def __post_init__(self):
        set_checked(self, "k", checks.count("k", self.k, least=1))
        checks.policy(self.policy)

    def __call__(self, past, real, synthetic, n, rng):
        def picked(m: int) -> Batch:
            batch = synthetic(m * self.k)
            liked = _judged("reward", self.reward, batch) + rng.gumbel(size=len(batch))
            best = liked.reshape(m, self.k).argmax(axis=1)
            return batch[self.k * np.arange(m) + best]

        return self.policy(past, real, picked, n, rng)


@dataclass(frozen=True)
class Verified(Policy):
    """Only synthetic records that pass a check are learnt; the others are drawn anew.

    verifier : a call that says True or False of each of m records.
    policy : which mixes what has passed.

    ValueError if of 1,000 draws of as many records as are wanted too few pass.
    """

    verifier: Verifier
    policy: Policy

    def __post_init__(self):
        checks.policy(self.policy)

    def __call__(self, past, real, synthetic, n, rng):
        return self.policy(
            past, real, lambda m: _passing(self.verifier, synthetic, m), n, rng
        )


def _passing(verifier: Verifier, synthetic: Draw, m: int) -> Batch:
    """The first m synthetic records that pass."""
    passed, missing = [synthetic(0)], m
    for _ in range(ROUNDS):
        if not missing:
            break
        batch = synthetic(m)
        good = np.asarray(_judged("verifier", verifier, batch), dtype=bool)
        passed.append(batch[good][:missing])
        missing -= len(passed[-1])
    if missing:
        raise ValueError(
            f"the verifier let {m - missing} of {ROUNDS * m} records pass, but {m} are "
            "needed; it is too strict for this model"
        )
    return join(*passed)


def _judged(name: str, judge: Callable, batch: Batch) -> np.ndarray:
    """What a reward or a verifier says: one finite value for each record."""
    values = np.asarray(judge(batch.x))
    if values.shape != (len(batch),):
        raise ValueError(
            f"{name} returned an array of shape {values.shape}, but one value for each "
            f"of the {len(batch)} records is needed: ({len(batch)},)"
        )
    checks.finite(f"what {name} returned", values)
    return values
