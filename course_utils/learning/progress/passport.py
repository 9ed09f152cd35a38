"""A short text that carries progress from one computer to another.

For Binder, which keeps nothing. The record without its notices, packed, with a
checksum: a code that was cut short or mistyped is refused, not half read. Codes of
version 1 begin with MC1- and can still be read.
"""

import base64
import binascii
import json
import re
import unicodedata
import zlib

from .record import LARGEST, STATES, VERSION, Foreign, blank, validate

MARK = f"MC{VERSION}-"
BEGINNING = re.compile(r"MC(\d{1,3})-")
PLAIN = ("quizzes", "votes", "game", "policy")  # packed as they are
DASHES = str.maketrans({"—": "--", **dict.fromkeys("‐‑‒–−", "-")})
END = re.compile("[\"'`´“”„‟«»‹›‘’‚‛′″(),.;:<>#]")
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # controls, joiners, spaces


def encode(data: dict) -> str:
    """The code of a record, without its notices."""
    exercises = {
        id: [STATES.index(e["state"]), e["attempts"], e["hints"], int(e["solution"])]
        + e["codes"]
        for id, e in data["exercises"].items()
    }
    packed = [data["seat"], data["predictions"], exercises]
    packed += [data[name] for name in PLAIN]
    text = json.dumps(packed, separators=(",", ":"), ensure_ascii=False)
    body = zlib.compress(text.encode("utf-8"), 9)
    body = zlib.crc32(body).to_bytes(4, "big") + body
    return MARK + base64.urlsafe_b64encode(body).decode("ascii").rstrip("=")


def decode(code) -> dict:
    """The record of a code. Raises ValueError that says what is wrong with it."""
    if not isinstance(code, str):
        raise ValueError(
            f"the code is {type(code).__name__}, but it must be a text in quotes, as "
            "progress.code() shows it"
        )
    code = _bare(code)
    found = BEGINNING.match(code)
    if not found or not int(found[1]):
        raise ValueError(_refusal(code, f"it does not begin with {MARK}"))
    if int(found[1]) > VERSION:
        raise ValueError(_refusal(code, "a newer version of the course wrote it"))
    text = code[found.end() :]
    try:
        body = base64.b64decode(
            text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, ValueError):
        raise ValueError(
            _refusal(code, "it contains characters that no code has")
        ) from None
    if len(body) < 5 or zlib.crc32(body[4:]).to_bytes(4, "big") != body[:4]:
        raise ValueError(_refusal(code, "its checksum does not match"))
    try:
        return _unpack(body[4:])
    except (
        ValueError, TypeError, LookupError, AttributeError, OverflowError, zlib.error,
        RecursionError,
    ):  # fmt: skip
        raise ValueError(_refusal(code, "its contents are not a record")) from None


def _bare(text: str) -> str:
    """The code without what was copied with it: the call around it, quotes, spaces."""
    text = text.translate(DASHES)
    if found := BEGINNING.search(text):
        text = END.split(text[found.start() :], maxsplit=1)[0]
    return "".join(c for c in text if unicodedata.category(c) not in INVISIBLE)


def _unpack(body: bytes) -> dict:
    text = zlib.decompressobj().decompress(body, LARGEST)
    seat, predictions, exercises, *plain = json.loads(text.decode("utf-8"))
    if len(plain) not in (1, len(PLAIN)):  # version 1 had the quizzes alone
        raise Foreign("it is damaged")
    data = {**blank(), "seat": seat, "predictions": predictions}
    data |= zip(PLAIN, plain, strict=False)
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
        f"the code {shown!r} ({len(code)} characters) was not accepted: {reason}. Copy "
        f"all that progress.code() shows, from {MARK} to the last character"
    )
