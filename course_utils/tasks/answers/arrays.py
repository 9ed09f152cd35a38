"""Reads arrays of a known shape from what a learner's function returned."""

import numpy as np

from .reading import Unusable, kind

MOST = 1e6  # what is beyond it is taken for it, and NaN for its negative


def array_of(answer, shape: tuple[int, ...], what: str) -> np.ndarray:
    """All numbers of an array of that shape in one row, or Unusable with the shape."""
    try:
        values = np.asarray(answer)
    except (TypeError, ValueError):
        values = np.array(None)
    if values.shape != shape or values.dtype.kind not in "fiu":
        raise Unusable(
            f"For {what} an array of real numbers of shape {shape} is needed. "
            f"This is {kind(answer)}."
        )
    return np.clip(np.nan_to_num(values.astype(float), nan=-MOST), -MOST, MOST).ravel()
