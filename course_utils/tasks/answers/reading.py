"""Reads answers: what the learner handed in, as numbers that can be compared.

An answer that is not of the kind asked for is ``Unusable``, with a sentence that says
what was given and what is needed. A stub is ``NotAttempted``.
"""

import inspect
import math
import numbers
from collections.abc import Callable, Mapping

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
    """A few words for what was given."""
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape}"
    if type(answer) in (list, tuple):
        return f"a {type(answer).__name__} of {len(answer)}"
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


def number(answer, what: str) -> float:
    """One real number; infinity passes, NaN does not."""
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.reshape(-1)[0]
    if isinstance(answer, bool | np.bool_) or not isinstance(answer, numbers.Real):
        raise Unusable(f"{what} is needed as a number; this is {kind(answer)}.")
    try:
        value = float(answer)
    except OverflowError:
        value = math.inf
    if math.isnan(value):
        raise Unusable(f"{what} is needed as a number; this is NaN (not a number).")
    return value


def numbers_of(answer, names: list[str]) -> np.ndarray:
    """Real numbers in a given order, from a list, a tuple, an array or a dict.

    The keys of a dict have to be the names, with or without "the".
    """
    wanted = f"{len(names)} numbers in this order: {', '.join(names)}"
    if type(answer) is dict and len(answer) == len(names):
        values = {_plain(key): value for key, value in answer.items()}
        if set(values) != set(map(_plain, names)):
            raise Unusable(
                f"Needed are {wanted}. The keys of your dict are other names, so which "
                "number is which is not clear. Hand in a list."
            )
        answer = [values[_plain(name)] for name in names]
    if isinstance(answer, np.ndarray):
        if answer.size != len(names):
            raise Unusable(f"Needed are {wanted}. This is {kind(answer)}.")
        answer = list(answer.reshape(-1))
    if type(answer) not in (list, tuple) or len(answer) != len(names):
        raise Unusable(f"Needed are {wanted}. This is {kind(answer)}.")
    return np.array([number(v, name) for v, name in zip(answer, names, strict=True)])


def _plain(name) -> str:
    """A name in lower case, without spaces and without "the"; "" for what is none."""
    if not isinstance(name, str):
        return ""
    return "".join(str(name).lower().strip().removeprefix("the ").split())


def mapping_of(answer, keys: list[str], allowed: list[str]) -> dict[str, str]:
    """One of the allowed names for each key, from a dict or a list in order."""
    wanted = "a dict such as " + repr(dict.fromkeys(keys, "…"))
    if isinstance(answer, np.ndarray) and answer.shape == (len(keys),):
        answer = answer.tolist()
    if type(answer) in (list, tuple) and len(answer) == len(keys):
        answer = dict(zip(keys, answer, strict=True))
    if not isinstance(answer, Mapping) or len(answer) > 100:
        raise Unusable(f"Needed is {wanted}. This is {kind(answer)}.")
    values, found = {_plain(key): value for key, value in answer.items()}, {}
    for key in keys:
        value = values.get(_plain(key))
        text = " ".join(str(value).lower().split()) if isinstance(value, str) else None
        if text not in allowed:
            given = kind(value) if _plain(key) in values else "missing"
            raise Unusable(
                f"For {key} a name from the list is needed; it is {given}. "
                f"The list: {', '.join(allowed)}."
            )
        found[key] = text
    return found


def function(answer, call: str) -> Callable:
    """A function that raises NotAttempted where the learner's is still a stub.

    Whether it is one, the first call tells: a later None is an answer like others.
    """
    if not callable(answer) or isinstance(answer, type):
        raise Unusable(
            f"Needed is a function that can be called as `{call}`; hand it in by its "
            f"name, without brackets. This is {kind(answer)}."
        )

    begun = False

    def called(*arguments):
        nonlocal begun
        try:
            value = answer(*arguments)
        except NotImplementedError:
            raise NotAttempted from None
        if is_stub(value) and not begun:
            raise NotAttempted
        begun = True
        if inspect.iscoroutine(value):
            value.close()
            raise Unusable(f"Needed is `{call}` as a plain function, without `async`.")
        return value

    return called


def close(relative: float = 0.0, absolute=0.0) -> Callable[[object, object], bool]:
    """Whether numbers agree: within a share of the target plus a fixed distance."""

    def same(seen, target) -> bool:
        seen, target = np.asarray(seen, float), np.asarray(target, float)
        with np.errstate(invalid="ignore"):
            near = np.abs(seen - target) <= absolute + relative * np.abs(target)
        return bool(np.all(near & np.isfinite(target) | (seen == target)))

    return same
