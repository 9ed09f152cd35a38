"""The chain of hashes that runs through a manifest, and its last link, the root.

Each line of ``manifest.jsonl`` ends with its chain value: SHA-256 of the last line's
value and of the line's own bytes. One more link, over ``croissant.json``, is the root.
Bytes are judged, never the values that a parser makes of them.
"""

import hashlib
import re

START = ""
CHAINED = re.compile(rb'(\{.*), "chain": "([0-9a-f]{64})"\}', re.DOTALL)


def sha256(raw: bytes) -> str:
    """SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def link(last: str, raw: bytes) -> str:
    """The next value of a chain: SHA-256 of the last value followed by ``raw``."""
    return sha256(last.encode() + raw)


def chained(line: bytes, chain: str) -> bytes:
    """A line of JSON with its chain value as the last column."""
    return line[:-1] + f', "chain": "{chain}"}}'.encode()


def unchained(line: bytes) -> tuple[bytes, str]:
    """The line that was linked and its chain value; a ValueError where it has none."""
    found = CHAINED.fullmatch(line)
    if not found:
        raise ValueError("does not end with a chain value")
    return found[1] + b"}", found[2].decode()


def root(text: str) -> str:
    """A root as somebody typed it, in its usual form."""
    digits = "".join(str(text).split()).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise ValueError(
            f"the root is {text!r}, but it must be the 64 digits (0-9, a-f) that "
            "archive make printed"
        )
    return digits
