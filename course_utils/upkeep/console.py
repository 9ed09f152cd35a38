"""Printing in any encoding: characters that it lacks are replaced by plainer ones.

Windows pipes speak cp1252 and the C locale speaks ASCII; neither knows ○ or →.
"""

import codecs
import io
import sys
import unicodedata

PLAIN = {
    "→": "->",
    "✓": "+",
    "✗": "x",
    "○": "o",
    "…": "...",
    "–": "-",
    "−": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "σ": "sigma",
}


def plain(character: str) -> str:
    """ASCII for one character: an arrow, a letter without its accent, or its code."""
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore")
    escaped = character.encode("ascii", "backslashreplace")
    return PLAIN.get(character) or (letters or escaped).decode("ascii")


def _replace(error: UnicodeError) -> tuple[str, int]:
    text = error.object[error.start : error.end]
    return "".join(map(plain, text)), error.end


def prepare() -> None:
    """Let the standard streams print any text; call it when a command starts."""
    codecs.register_error("plain", _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plain")
