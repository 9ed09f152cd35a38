"""Policies, played by hand on numbered records, so that each can be traced."""

import itertools

import numpy as np

from course_utils.policies import Batch


def play(policy, n: int, generations: int, seed: int = 0) -> list[Batch]:
    """Training sets by generation, from 1; no two records have one number."""
    numbers = itertools.count()

    def source(origin):
        def records(k):
            x = np.array([[next(numbers)] for _ in range(k)], dtype=int)
            return Batch(x.reshape(k, 1), np.full(k, origin))

        return records

    rng = np.random.default_rng(seed)
    past = [source(0)(n)]
    for t in range(2, generations + 1):
        past.append(policy(list(past), source(0), source(t - 1), n, rng))
    return past


def ids(batch: Batch) -> list[int]:
    """The numbers of its records."""
    return batch.x[:, 0].tolist()


def origins(batch: Batch) -> list[int]:
    """How many of its records each source made."""
    return np.bincount(batch.origin).tolist()
