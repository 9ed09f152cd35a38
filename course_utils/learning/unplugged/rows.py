"""What a class calls out: rows of numbers, one for each group."""

from collections.abc import Sequence

import numpy as np

from ... import checks


def rows_of(name: str, rows: Sequence[Sequence[float]]) -> np.ndarray:
    """(groups, generations + 1) numbers of at least 0, NaN where a row ended early.

    Raises ValueError if there is no row, or if one has fewer than two numbers or holds
    anything else.
    """
    lists = [np.asarray(one, dtype=float) for one in rows]
    if not lists or min(map(np.size, lists)) < 2:
        raise ValueError(
            f"{name} is {rows!r}, but it must hold at least one row of two numbers or "
            "more, such as [[30, 19, 14]]"
        )
    filled = np.full((len(lists), max(map(np.size, lists))), np.nan)
    for into, numbers in zip(filled, lists, strict=True):
        checks.finite(name, numbers)
        if numbers.min() < 0:
            raise ValueError(
                f"{name} holds {numbers.min():g}, but it must be 0 or more"
            )
        into[: numbers.size] = numbers
    return filled


def counts_of(name: str, rows: Sequence[Sequence[float]]) -> np.ndarray:
    """The same for whole numbers that all begin alike and never grow.

    Raises ValueError if they do not: then something was miscounted.
    """
    counts = rows_of(name, rows)
    if len(set(counts[:, 0])) > 1:
        raise ValueError(
            f"{name} has rows that begin with {sorted(set(counts[:, 0]))}, but all "
            "groups begin with the same number"
        )
    if np.any(np.diff(counts) > 0) or np.any(counts % 1 > 0):
        raise ValueError(
            f"{name} is {rows!r}, but what is lost does not come back: each row must "
            "hold whole numbers that never grow"
        )
    return counts
