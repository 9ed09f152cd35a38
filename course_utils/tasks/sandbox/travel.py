"""Values as a line of JSON, and back: how an observation leaves a child process.

Plain values, arrays of numbers, tuples, sets, dicts, and the course's own named tuples
and dataclasses. No pickle: a line can only name what the course has defined.
"""

import base64
import dataclasses
import json
import sys
from collections.abc import Callable

import numpy as np

COURSE = __package__.split(".")[0]


def dumps(value) -> str:
    """One line of ASCII. Raises TypeError for a value that cannot be sent."""
    return json.dumps(packed(value, _taken_apart))


def loads(line: str):
    """The value of a line."""
    return unpacked(json.loads(line), {"made": _made})


def packed(value, other: Callable):
    """The value as JSON can hold it.

    other : (value, pack) -> what to write for a value that is not plain.
    """

    def pack(part):
        return packed(part, other)

    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.generic):
        return pack(value.item())
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufcU":
        body = base64.b64encode(value.tobytes()).decode("ascii")
        return {"array": [value.dtype.str, value.shape, body]}
    if type(value) is dict:
        return {"dict": [[pack(k), pack(v)] for k, v in value.items()]}
    if type(value) in (list, tuple, set, frozenset):
        return {type(value).__name__: [pack(part) for part in value]}
    return other(value, pack)


def _taken_apart(value, pack: Callable) -> dict:
    """A named tuple or a dataclass, by its type and its parts."""
    kind = type(value)
    if not (dataclasses.is_dataclass(value) or hasattr(value, "_asdict")):
        raise TypeError(f"{kind.__name__} cannot leave the child process")
    names = getattr(value, "_fields", None) or [
        field.name for field in dataclasses.fields(value)
    ]
    parts = [[name, pack(getattr(value, name))] for name in names]
    return {"made": [kind.__module__, kind.__qualname__, parts]}


def unpacked(value, others: dict[str, Callable]):
    """The value that ``packed`` was given.

    others : kind -> function (body, unpack) -> value, which undoes ``other``.
    """

    def unpack(part):
        return unpacked(part, others)

    if not isinstance(value, dict):
        return value
    ((kind, body),) = value.items()
    if kind in others:
        return others[kind](body, unpack)
    if kind == "array":
        dtype, shape, text = body
        return np.frombuffer(base64.b64decode(text), dtype).reshape(shape).copy()
    if kind == "dict":
        return {unpack(k): unpack(v) for k, v in body}
    makes = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
    return makes[kind](map(unpack, body))


def _made(body, unpack: Callable):
    module, name, parts = body
    return _course_type(module, name)(**{k: unpack(v) for k, v in parts})


def _course_type(module: str, name: str) -> type:
    if module.split(".")[0] != COURSE:
        raise TypeError(f"{module}.{name} is not the course's")
    return getattr(sys.modules[module], name)
