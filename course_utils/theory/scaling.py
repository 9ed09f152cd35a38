"""How fast more data helps one that learns by heart, and where synthetic data stop it.

The learner knows an item once it has seen it; its error is the share of the truth that
it has not seen (Hutter 2021; Dohmatob, Feng, Yang, Charton and Kempe 2024). For shares
that fall as rank^-b the error falls as records^-(1 - 1/b).

Taught in notebook 04.
"""

import numpy as np

from .. import checks


def unseen_share(records, p, seen=None):
    """E share of the truth that is not among T records: sum p_i (1 - q_i)^T; exact.

    records : T >= 1, a number or an array. p : (V,) shares of the truth. seen : q,
        (V,) shares of what the records are drawn from; p itself unless given.
    """
    p = checks.shares("p", p)
    q = p if seen is None else checks.shares("seen", seen)
    if len(q) != len(p):
        raise ValueError(f"seen has {len(q)} shares, but p has {len(p)}")
    return _each(lambda size: p @ (1 - q) ** size, records)


def cut_tail(p, rank: int) -> np.ndarray:
    """(V,) shares of a generator that keeps the ``rank`` most frequent types alone."""
    p = checks.shares("p", p)
    rank = checks.count("rank", rank, least=1, most=len(p))
    kept = np.zeros_like(p)
    top = np.argsort(-p, kind="stable")[:rank]
    kept[top] = p[top]
    return kept / kept.sum()


def secondhand_unseen_share(records, generator_records: int, p):
    """E share unseen in T records of a generator that saw T0 records of the truth.

    The T records copy J different ones of the T0, so that an item of share p_i is
    missed with chance E (1 - p_i)^J. Here to second order about E J, of relative
    error some 1/J^2: 1e-4 for J of 100. For many records it tends to
    ``unseen_share(T0, p)``: the floor. Derived.
    """
    p = checks.shares("p", p)
    slots = checks.count("generator_records", generator_records, least=1)

    def share(size):
        one, two = (1 - 1 / slots) ** size, (1 - 2 / slots) ** size  # slots not copied
        mean = slots * (1 - one)
        variance = slots * ((slots - 1) * two + one - slots * one**2)
        rest = p[p < 1]
        missed = rest * (1 - rest) ** mean
        return missed.sum() + variance / 2 * (missed @ np.log1p(-rest) ** 2)

    return _each(share, records)


def _each(share, records):
    """share(T) for each of T >= 1, in the shape of records."""
    sizes = [checks.count("records", size, least=1) for size in np.ravel(records)]
    return np.reshape([share(size) for size in sizes], np.shape(records))[()]
