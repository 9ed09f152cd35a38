"""Reads answers: turns what the learner gave into numbers and names to compare.

An answer of the wrong kind is ``Unusable``, with a sentence that says what was expected
and what was given. A stub is ``NotAttempted``.
"""

import math
import numbers
import re
from collections.abc import Mapping

import numpy as np


class Unusable(Exception):
    """Not the kind of answer that was asked for; the text says why."""


class NotAttempted(Exception):
    """The answer is still a stub."""


def is_stub(answer) -> bool:
    """None, ``...`` or NotImplemented, or a list, tuple or dict of nothing else."""
    if answer is None or answer is Ellipsis or answer is NotImplemented:
        return True
    if type(answer) is dict:
        answer = list(answer.values())
    if type(answer) in (list, tuple) and 0 < len(answer) <= 20:
        return all(v is None or v is Ellipsis or v is NotImplemented for v in answer)
    return False


def kind(answer) -> str:
    """A short description of what was given."""
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape}"
    if isinstance(answer, list | tuple):
        return f"a {'list' if isinstance(answer, list) else 'tuple'} of {len(answer)}"
    if isinstance(answer, type):
        return "a class"
    if type(answer) in (int, float):
        return f"the number {answer:.6g}"
    if isinstance(answer, str):
        return f"the text {str(answer)[:30]!r}"
    if answer is None:
        return "None"
    name = type(answer).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


COMMA = " Is that a decimal comma? Python uses a decimal point: 138.6, not 138,6."
MOST_POINTS = 1_000  # in a row of points; no right answer comes near


def number(answer, what: str) -> float:
    """One real number; infinity is accepted, NaN is not."""
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.reshape(-1)[0]
    if isinstance(answer, bool | np.bool_) or not isinstance(answer, numbers.Real):
        comma = isinstance(answer, str) and re.fullmatch(r"\s*-?\d+,\d+\s*", answer)
        raise Unusable(
            f"{what} must be a number, but this is {kind(answer)}."
            + COMMA * bool(comma)
        )
    try:
        value = float(answer)
    except OverflowError:
        value = math.inf
    if math.isnan(value):
        raise Unusable(f"{what} must be a number, but this is NaN (not a number).")
    return value


def numbers_of(answer, names: list[str]) -> np.ndarray:
    """Real numbers in a given order, from a list, a tuple, an array or a dict.

    The keys of a dict must be the names, with or without "the". A single number
    needs no list.
    """
    if len(names) == 1 and not isinstance(answer, list | tuple | dict | np.ndarray):
        return np.array([number(answer, names[0])])
    wanted = f"{len(names)} numbers in this order: {', '.join(names)}"
    if type(answer) is dict and len(answer) == len(names):
        answer = _in_order(answer, names, wanted)
    if not isinstance(answer, list | tuple | np.ndarray):
        raise Unusable(f"Expected {wanted}. Got {kind(answer)}.")
    parts = answer
    if isinstance(answer, np.ndarray) and answer.size <= 2 * len(names):
        parts = answer.reshape(-1)
    if len(parts) != len(names):
        comma = COMMA * _split_by_commas(parts, len(names))
        raise Unusable(f"Expected {wanted}. Got {kind(answer)}.{comma}")
    return np.array([number(v, name) for v, name in zip(parts, names, strict=True)])


def _in_order(answer: dict, names: list[str], wanted: str) -> list:
    """The values of a dict whose keys are the names."""
    values = {_plain(key): value for key, value in answer.items()}
    if set(values) != set(map(_plain, names)):
        raise Unusable(
            f"Expected {wanted}. The keys of your dict are other names, so it is not "
            "clear which number is which. Give a list instead."
        )
    return [values[_plain(name)] for name in names]


def _split_by_commas(parts, count: int) -> bool:
    """Whether decimal commas may have made more numbers than there should be."""
    whole = all(type(part) is int for part in parts[: 2 * count])
    return whole and count < len(parts) <= 2 * count


def points_of(answer, what: str) -> np.ndarray:
    """A row of points, of any length up to MOST_POINTS."""
    if not isinstance(answer, list | tuple | np.ndarray) or np.ndim(answer) != 1:
        raise Unusable(f"Expected a row of numbers for {what}. Got {kind(answer)}.")
    if len(answer) > MOST_POINTS:
        raise Unusable(
            f"{len(answer):,} points for {what} are too many: at most {MOST_POINTS:,} "
            "are allowed."
        )
    if (
        type(answer) is np.ndarray
        and answer.dtype == float
        and np.isfinite(answer).all()
    ):
        return answer
    return np.array([number(x, f"Every point of {what}") for x in answer], dtype=float)


def array_of(answer, shape: tuple[int, ...], what: str) -> np.ndarray:
    """The numbers of an array of that shape, in one row."""
    try:
        values = np.asarray(answer)
    except (TypeError, ValueError):
        values = np.array(None)
    if values.shape != shape or values.dtype.kind not in "fiu":
        raise Unusable(
            f"Expected an array of real numbers of shape {shape} for {what}. "
            f"Got {kind(answer)}."
        )
    most = 1e6  # NaN becomes its negative: no right number is near either
    return np.clip(np.nan_to_num(values.astype(float), nan=-most), -most, most).ravel()


def _plain(name) -> str:
    """A name in lower case, without spaces and "the"; "" if it is not a text."""
    if not isinstance(name, str):
        return ""
    return "".join(str(name).lower().strip().removeprefix("the ").split())


def mapping_of(answer, keys: list[str], allowed: list[str]) -> dict[str, str]:
    """One of the allowed names for each key, from a dict or a list in order."""
    wanted = "a dict such as " + repr(dict.fromkeys(keys, "…"))
    if isinstance(answer, np.ndarray) and answer.shape == (len(keys),):
        answer = answer.tolist()
    if isinstance(answer, list | tuple) and len(answer) == len(keys):
        answer = dict(zip(keys, answer, strict=True))
    if not isinstance(answer, Mapping) or len(answer) > 100:
        raise Unusable(f"Expected {wanted}. Got {kind(answer)}.")
    values, found = {_plain(key): value for key, value in answer.items()}, {}
    for key in keys:
        value = values.get(_plain(key))
        text = " ".join(str(value).lower().split()) if isinstance(value, str) else None
        if text not in allowed:
            given = kind(value) if _plain(key) in values else "missing"
            raise Unusable(
                f"Expected a name from the list for {key}, but it is {given}. "
                f"The list: {', '.join(allowed)}."
            )
        found[key] = text
    return found
