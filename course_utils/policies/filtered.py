"""A detector in front of the training set: what it takes for synthetic is dropped.

It takes some real records for synthetic, too, and drops them. Taught in notebook 10.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .. import checks
from .batch import Batch, join
from .policy import Policy

ROUNDS = 1_000

Detector = Callable[[Batch, np.random.Generator], np.ndarray]
"""``detector(batch, rng)``: (n,) bool, what it takes for synthetic."""


@dataclass(frozen=True)
class Filtered(Policy):
    """What a detector lets through of the records of another policy.

    topup : whether the policy is asked again until there are as many records as it
        gave at first; records that it keeps (``Anchor``) then come more than once.
        Without, the training sets shrink.

    ValueError where the detector lets nothing through, and where the policy gives
    weights or keeps a pool (``Weighted``, ``Subsample``): what passes has neither.
    """

    detector: Detector
    policy: Policy
    topup: bool = True

    def __post_init__(self):
        checks.policy(self.policy)
        if not callable(self.detector):
            raise TypeError(
                f"detector is {self.detector!r}, but it must be a function of a Batch "
                "and a generator"
            )

    def __call__(self, past, real, synthetic, n, rng):
        rounds = [self._mixed(past, real, synthetic, n, rng)]
        size = len(rounds[0])
        kept = self._passed(rounds[0], rng)
        while self.topup and len(kept) < size and len(rounds) < ROUNDS:
            rounds.append(self._mixed(past, real, synthetic, n, rng))
            kept = join(kept, self._passed(rounds[-1], rng))
        if not len(kept) or (self.topup and len(kept) < size):
            raise ValueError(
                f"the detector lets {len(kept)} of {len(rounds) * size} records "
                f"through, but {size if self.topup else 1} are needed"
            )
        if len(kept) <= size:
            return kept
        return kept[rng.choice(len(kept), size, replace=False)]

    def _mixed(self, *given) -> Batch:
        batch = self.policy(*given)
        for name in ("weight", "pool"):
            if getattr(batch, name) is not None:
                raise ValueError(
                    f"{self.policy!r} gives a {name}, which a filter would lose; "
                    "filter a policy without one, and put Weighted around the filter"
                )
        return batch

    def _passed(self, batch: Batch, rng) -> Batch:
        flagged = np.asarray(self.detector(batch, rng), dtype=bool)
        if flagged.shape != (len(batch),):
            raise ValueError(
                f"the detector returned an array of shape {flagged.shape}, but one "
                f"value for each of the {len(batch)} records is needed: ({len(batch)},)"
            )
        return batch[~flagged]
