"""Policies as rules about sufficient statistics, and the loop that follows them.

A statistic has a ``count`` of records and can ``merge`` with another; where it can
also ``choose`` some of its records at random, it serves ``Subsample`` too.
"""

from collections.abc import Callable, Iterator
from typing import Protocol, Self

import numpy as np

from .. import checks
from ..policies import (
    Accumulate,
    Anchor,
    Archive,
    FreshReal,
    Policy,
    Replace,
    Subsample,
    Switch,
)

CHUNK_BYTES = 32_000_000


class Statistic(Protocol):
    """What a model needs to know of ``count`` records, in each replicate."""

    count: int

    def merge(self, other: Self) -> Self:
        """The statistic of both sets of records together."""

    def choose(self, n: int, rng: np.random.Generator) -> Self:
        """The statistic of n of the records, drawn without replacement."""


Draw = Callable[[int], Statistic]
"""``real(k)`` or ``synthetic(k)``: the statistic of k new records."""


def request(
    policy: Policy, n: int, generations: int, replicates: int, *, choose: bool = True
):
    """The three sizes as ints; ValueError or TypeError for what cannot be run.

    choose : whether the statistic can choose some of its records, for ``Subsample``.
    """
    n = checks.count("n", n, least=2)
    generations = checks.count("generations", generations, least=1)
    replicates = checks.count("replicates", replicates, least=1)
    checks.policy(policy)
    _check_known(policy, choose)
    return n, generations, replicates


def _check_known(policy: Policy, choose: bool):
    unknown, parts, where = set() if choose else {Subsample}, [policy], ""
    if type(policy) is Switch:
        unknown, parts = {Subsample, Switch}, [policy.first, policy.then]
        where = " in a Switch, one Anchor at most"
    known = [kind for kind in RULES if kind not in unknown]
    kinds = [type(part) for part in parts]
    if not set(kinds) <= set(known) or kinds.count(Anchor) > 1:
        *names, last = (kind.__name__ for kind in known)
        raise TypeError(
            f"policy is {policy!r}, but ensembles know {', '.join(names)} and {last}"
            f"{where}; run others one at a time with loop.run"
        )


def chunks(replicates: int, bytes_each: int) -> Iterator[slice]:
    """Slices of replicates that need about ``CHUNK_BYTES`` of memory at a time."""
    size = max(1, CHUNK_BYTES // bytes_each)
    for start in range(0, replicates, size):
        yield slice(start, min(start + size, replicates))


def follow(
    policy: Policy,
    real: Draw,
    fit: Callable[[int, Statistic], Draw],
    n: int,
    generations: int,
    rng: np.random.Generator,
) -> None:
    """``fit(t, training)`` for t = 1, 2, ...; each returns the next ``synthetic``."""
    begin, mix = RULES[type(policy)]
    kept, training = begin(policy, real, n)
    for t in range(1, generations):
        synthetic = fit(t, training)
        kept, training = mix(policy, kept, real, synthetic, n, rng)
    fit(generations, training)


# A rule: how a run begins and what each later generation trains on; both return
# (statistic kept for later, statistic to train on).


def _begin(policy, real: Draw, n):
    first = real(n)
    return first, first


def _begin_anchor(policy: Anchor, real: Draw, n):
    r = policy.count(n)
    kept = real(r)
    return kept, kept.merge(real(n - r))


def _replace(policy, kept, real, synthetic: Draw, n, rng):
    return kept, synthetic(n)


def _accumulate(policy, kept, real, synthetic: Draw, n, rng):
    pool = kept.merge(synthetic(n))
    return pool, pool


def _subsample(policy, kept, real, synthetic: Draw, n, rng):
    pool = kept.merge(synthetic(n))
    return pool, pool.choose(n, rng)


def _fresh(policy: FreshReal, kept, real: Draw, synthetic: Draw, n, rng):
    r = policy.count(n)
    return kept, real(r).merge(synthetic(n - r))


def _anchor(policy: Anchor, kept, real, synthetic: Draw, n, rng):
    return kept, kept.merge(synthetic(n - kept.count))


def _archive(policy: Archive, kept, real: Draw, synthetic: Draw, n, rng):
    kept = kept.merge(real(policy.points))
    return kept, kept.merge(synthetic(n))


def _begin_switch(policy: Switch, real: Draw, n):
    """One first batch for both policies; the anchor of either is a part of it."""
    leader = policy.then if type(policy.then) is Anchor else policy.first
    begin, _ = RULES[type(leader)]
    kept, training = begin(leader, real, n)
    if leader is policy.then:
        return (2, training, kept), training
    return (2, kept, training), training


def _switch(policy: Switch, kept, real: Draw, synthetic: Draw, n, rng):
    t, first, then = kept
    if t < policy.at:
        _, mix = RULES[type(policy.first)]
        first, training = mix(policy.first, first, real, synthetic, n, rng)
    else:
        _, mix = RULES[type(policy.then)]
        then, training = mix(policy.then, then, real, synthetic, n, rng)
    return (t + 1, first, then), training


RULES = {
    Replace: (_begin, _replace),
    Accumulate: (_begin, _accumulate),
    FreshReal: (_begin, _fresh),
    Anchor: (_begin_anchor, _anchor),
    Switch: (_begin_switch, _switch),
    Archive: (_begin, _archive),
    Subsample: (_begin, _subsample),
}
