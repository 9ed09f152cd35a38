"""A short text that carries progress from one computer to another.

For Binder, which keeps nothing. The record without its words, packed, with a checksum:
a code that was cut or mistyped is refused, not half read. It holds no name.
"""

import base64
import binascii
import json
import re
import unicodedata
import zlib

from .record import LARGEST, STATES, Foreign, blank, validate

MARK = "MC1-"
DASHES = str.maketrans({"—": "--", **dict.fromkeys("‐‑‒–−", "-")})
END = re.compile("[\"'`´“”„‟«»‹›‘’‚‛′″(),.;:<>#]")
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # controls, joiners, spaces


def encode(data: dict) -> str:
    """The code of a record; notices stay behind."""
    exercises = {
        id: [STATES.index(e["state"]), e["attempts"], e["hints"], int(e["solution"])]
        + e["codes"]
        for id, e in data["exercises"].items()
    }
    packed = [data["seat"], data["predictions"], exercises, data["quizzes"]]
    text = json.dumps(packed, separators=(",", ":"), ensure_ascii=False)
    body = zlib.compress(text.encode("utf-8"), 9)
    body = zlib.crc32(body).to_bytes(4, "big") + body
    return MARK + base64.urlsafe_b64encode(body).decode("ascii").rstrip("=")


def decode(code) -> dict:
    """The record of a code. Raises ValueError that says what is wrong with it."""
    if not isinstance(code, str):
        raise ValueError(
            f"the code is {type(code).__name__}, but it must be a text in quotes, as "
            "progress.code() gave it"
        )
    code = _bare(code)
    if not code.startswith(MARK):
        raise ValueError(_refusal(code, f"it does not begin with {MARK}"))
    try:
        body = base64.b64decode(
            code[len(MARK) :] + "=" * (-(len(code) - len(MARK)) % 4),
            altchars=b"-_",
            validate=True,
        )
    except (binascii.Error, ValueError):
        raise ValueError(
            _refusal(code, "it holds characters that no code has")
        ) from None
    if len(body) < 5 or zlib.crc32(body[4:]).to_bytes(4, "big") != body[:4]:
        raise ValueError(_refusal(code, "its checksum does not fit"))
    try:
        return _unpack(body[4:])
    except (
        ValueError, TypeError, LookupError, AttributeError, OverflowError, zlib.error,
        RecursionError,
    ):  # fmt: skip
        raise ValueError(_refusal(code, "its contents are not a record")) from None


def _bare(text: str) -> str:
    """The code without what a copy brings along: the call around it, quotes, spaces."""
    text = text.translate(DASHES)
    if MARK in text:
        text = END.split(text[text.index(MARK) :], maxsplit=1)[0]
    return "".join(c for c in text if unicodedata.category(c) not in INVISIBLE)


def _unpack(body: bytes) -> dict:
    text = zlib.decompressobj().decompress(body, LARGEST)
    seat, predictions, exercises, quizzes = json.loads(text.decode("utf-8"))
    data = {
        **blank(), "seat": seat, "predictions": predictions, "quizzes": quizzes,
    }  # fmt: skip
    for id, (state, attempts, hints, solution, *codes) in exercises.items():
        if not 0 <= state < len(STATES):
            raise Foreign("it is damaged")
        data["exercises"][id] = {
            "state": STATES[state], "attempts": attempts, "hints": hints,
            "solution": bool(solution), "codes": codes,
        }  # fmt: skip
    return validate(data)


def _refusal(code: str, reason: str) -> str:
    shown = code if len(code) <= 24 else f"{code[:12]}…{code[-6:]}"
    return (
        f"the code {shown!r} ({len(code)} characters) was not taken: {reason}. Copy "
        f"all of what progress.code() gave, from {MARK} to its last character"
    )
