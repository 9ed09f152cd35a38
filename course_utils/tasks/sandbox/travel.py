"""Values as a line of JSON, and back: how an observation leaves a child process.

Plain values, arrays of numbers, tuples, sets, dicts, and the course's own named tuples
and dataclasses. No pickle: a line can only name what the course has defined.
"""

import base64
import dataclasses
import json
import sys

import numpy as np

COURSE = __package__.split(".")[0]


def dumps(value) -> str:
    """One line of ASCII. Raises TypeError for what cannot travel."""
    return json.dumps(_packed(value))


def loads(line: str):
    """The value of a line."""
    return _unpacked(json.loads(line))


def _packed(value):
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.generic):
        return _packed(value.item())
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        body = base64.b64encode(value.tobytes()).decode("ascii")
        return {"array": [value.dtype.str, value.shape, body]}
    if dataclasses.is_dataclass(value) or hasattr(value, "_asdict"):
        kind = type(value)
        names = getattr(value, "_fields", None) or [
            field.name for field in dataclasses.fields(value)
        ]
        parts = [[name, _packed(getattr(value, name))] for name in names]
        return {"made": [kind.__module__, kind.__qualname__, parts]}
    if type(value) is dict:
        return {"dict": [[_packed(k), _packed(v)] for k, v in value.items()]}
    if type(value) in (list, tuple, set, frozenset):
        return {type(value).__name__: [_packed(part) for part in value]}
    raise TypeError(f"{type(value).__name__} cannot leave the child process")


def _unpacked(value):
    if not isinstance(value, dict):
        return value
    ((kind, body),) = value.items()
    if kind == "array":
        dtype, shape, text = body
        return np.frombuffer(base64.b64decode(text), dtype).reshape(shape).copy()
    if kind == "made":
        module, name, parts = body
        return _course_type(module, name)(**{k: _unpacked(v) for k, v in parts})
    if kind == "dict":
        return {_unpacked(k): _unpacked(v) for k, v in body}
    makes = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
    return makes[kind](map(_unpacked, body))


def _course_type(module: str, name: str) -> type:
    if module.split(".")[0] != COURSE:
        raise TypeError(f"{module}.{name} is not the course's")
    return getattr(sys.modules[module], name)
