"""Reads what a policy on plain arrays returned: two rows of numbers."""

import numpy as np

from .reading import Unusable, kind, number

MOST = 1_000  # points in a row; no right answer comes near


def two_rows(answer, names: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Two one-dimensional arrays of floats, or Unusable with what is needed."""
    if type(answer) not in (list, tuple) or len(answer) != 2:
        raise Unusable(
            f"Your function has to return two arrays: {names[0]} and {names[1]}. It "
            f"returned {kind(answer)}."
        )
    return _row(answer[0], names[0]), _row(answer[1], names[1])


def _row(part, name: str) -> np.ndarray:
    if not isinstance(part, list | tuple | np.ndarray) or np.ndim(part) != 1:
        raise Unusable(f"For {name} a row of numbers is needed; it is {kind(part)}.")
    if len(part) > MOST:
        raise Unusable(f"For {name} there are {len(part):,} points: far too many.")
    if type(part) is np.ndarray and part.dtype == float and np.isfinite(part).all():
        return part
    return np.array([number(x, f"Every point of {name}") for x in part], dtype=float)
