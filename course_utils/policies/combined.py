"""Policies that change what another policy trains on."""

from dataclasses import dataclass, replace

import numpy as np

from .. import checks
from .batch import set_checked
from .policy import Policy


@dataclass(frozen=True)
class Cut(Policy):
    """n of the records that another policy would train on; all of them are kept."""

    policy: Policy

    def __post_init__(self):
        checks.policy(self.policy)

    def __call__(self, past, real, synthetic, n, rng):
        pool = self.policy([b.pool or b for b in past], real, synthetic, n, rng)
        return replace(pool[rng.choice(len(pool), n, replace=False)], pool=pool)


@dataclass(frozen=True)
class Switch(Policy):
    """One policy until generation at - 1, another from generation ``at`` on.

    ``then`` begins anew with the first real batch in hand, a local copy of good data,
    and never sees what came between: to ``then``, generation ``at`` is its second. A
    rescue is ``Switch(Replace(), FreshReal(0.1), at=301)``.

    at : at least 2, the first generation on which a policy acts.
    """

    first: Policy
    then: Policy
    at: int

    def __post_init__(self):
        checks.policy(self.first)
        checks.policy(self.then)
        set_checked(self, "at", checks.count("at", self.at, least=2))

    def __call__(self, past, real, synthetic, n, rng):
        if len(past) + 1 < self.at:
            return self.first(past, real, synthetic, n, rng)
        seen = past[:1] + past[self.at - 1 :]
        return self.then(seen, real, synthetic, n, rng)


@dataclass(frozen=True)
class Weighted(Policy):
    """Give the real records of another policy a stated share of all weight.

    real_weight : weight of the real records together, 0 to 1 (the w of He, Xu and
    Cheng 2025); the synthetic ones share 1 - w. Where a batch is all real or all
    synthetic, its records count alike.
    """

    real_weight: float
    policy: Policy

    def __post_init__(self):
        set_checked(self, "real_weight", checks.share("real_weight", self.real_weight))
        checks.policy(self.policy)

    def __call__(self, past, real, synthetic, n, rng):
        batch = self.policy(past, real, synthetic, n, rng)
        is_real, share = batch.origin == 0, batch.real_share
        if share in (0, 1):
            return batch
        weight = np.where(
            is_real, self.real_weight / share, (1 - self.real_weight) / (1 - share)
        )
        return replace(batch, weight=weight)
