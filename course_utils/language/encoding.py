"""From bytes to text: UTF-8, what a byte-order mark says, or what the learner says.

Nothing is guessed in silence: latin-1 would read every file and understand none. What
cannot be read is refused with the encodings that are likely and what each makes of it.
"""

import codecs
import re
import unicodedata

MARKED = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
UNMARKED = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
SWITCHED = ("iso2022_jp", "iso2022_kr", "iso2022_jp_2", "hz")
SWITCH = re.compile(rb"\x1b(?:\$[()]?[@-D]|\([BIJ]|[-./]A|%[@G])|~\{(?:[!-w][!-~])+~\}")
LIKELY = (
    "cp1252", "cp1251", "shift_jis", "gb18030", "cp1250", "cp1253", "cp1254", "cp1255",
    "cp1256", "cp1257", "cp1258", "cp874", "koi8_r", "koi8_u", "cp932", "euc_jp",
    "big5", "cp949", "euc_kr", "johab", "mac_roman", "mac_cyrillic", "mac_greek",
    "cp437", "cp850", "cp852", "cp866", "iso8859_5", "iso8859_7", "iso8859_8",
    "iso8859_6", "iso8859_2",
)  # fmt: skip
CONTROL = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
SAVE = "save it as plain text in UTF-8"


def decode(name: str, data: bytes, encoding: str | None, *, whole: bool) -> str:
    """The text in these bytes; without the last character, if that is cut in two.

    whole : whether these are all bytes of the file.

    Raises ValueError if they are no text in this encoding.
    """
    if encoding is None:
        encoding = _marked(data)
        _refuse_switched(name, data, encoding)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if whole or error.start < len(data) - 4:
            raise _refusal(name, data, encoding, error.start) from None
        text = data[: error.start].decode(encoding)
    except (LookupError, TypeError, ValueError):
        raise ValueError(
            f"encoding is {encoding!r}, but it must be one that Python knows, such as "
            "'utf-8', 'utf-16' or 'cp1252'"
        ) from None
    _refuse_controls(name, data, text)
    return text


def likely(data: bytes, most: int = 4) -> dict[str, str]:
    """Encoding -> the text, from the likeliest to the least; alike ones only once."""
    try:
        from charset_normalizer import from_bytes  # JupyterLab brings it
    except ImportError:
        return {}
    matches = from_bytes(_lines(data), cp_isolation=LIKELY)
    ranked = sorted(
        (match.chaos, -match.coherence, min(map(_place, match.could_be_from_charset)))
        for match in matches
    )
    names = [LIKELY[place] for *_, place in ranked if place < len(LIKELY)]
    return {name: data.decode(name, "ignore") for name in names[:most]}


def _place(encoding: str) -> int:
    return LIKELY.index(encoding) if encoding in LIKELY else len(LIKELY)


def _marked(data: bytes) -> str:
    """What the byte-order mark says, UTF-8 without one."""
    return next((MARKED[mark] for mark in MARKED if data.startswith(mark)), "utf-8")


def _refuse_switched(name: str, data: bytes, encoding: str) -> None:
    """Encodings that switch by escapes pass for UTF-8, and are not read as such."""
    if encoding != "utf-8" or not data.isascii() or not SWITCH.search(data):
        return
    known = [known for known in SWITCHED if not _reads(data, known).isascii()]
    if known or b"\x1b" in data:
        advice = f"encoding={known[0]!r} reads it" if known else SAVE
        raise ValueError(f"{name} is written in escapes (ISO-2022 or HZ); {advice}")


def _reads(data: bytes, encoding: str) -> str:
    """The text in an encoding, nothing if it is not in that."""
    try:
        return _lines(data).decode(encoding)
    except UnicodeDecodeError:
        return ""


def _lines(data: bytes) -> bytes:
    """Without the last line, which may be cut in the middle of a letter."""
    return data[: data.rfind(b"\n") + 1] or data


def _refusal(name: str, data: bytes, encoding: str, start: int) -> ValueError:
    """What is wrong, and what may be right."""
    where = f"{name} is not {encoding} text from byte {start} on"
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    sound = sum(sign > "\x7f" for sign in loose) - broken
    if sound > 4 * broken:
        return ValueError(
            f"{where}, but nearly all of it is UTF-8: {broken} letters are damaged; "
            f"mend them and {SAVE}"
        )
    return ValueError(f"{where}; {_advice(data)}")


def _advice(data: bytes) -> str:
    """The likely encodings and what they read, or that there are none."""
    if wide := _wide(data):
        return f"it is {wide} without a byte-order mark: encoding={wide!r} reads it"
    found = likely(data)
    if not found:
        return f"no likely encoding was found, so it may be no text at all; {SAVE}"
    start = _difference(*found.values())
    reads = "; ".join(
        f"encoding={name!r} reads {_sample(text, start)!r}"
        for name, text in found.items()
    )
    return f"likely are: {reads}. Take what reads right, or {SAVE}"


def _difference(text: str, other: str = "", *_: str) -> int:
    """Where the first text differs from the next one, or from English."""
    pairs = enumerate(zip(text, other or [""] * len(text), strict=False))
    return next((i for i, (a, b) in pairs if a != b and a > "\x7f"), 0)


def _sample(text: str, start: int) -> str:
    """The words around a place, without what can't be shown."""
    near = text[max(0, start - 15) : start + 20]
    return " ".join("".join(c if c.isprintable() else " " for c in near).split())


def _refuse_controls(name: str, data: bytes, text: str) -> None:
    """Zeros, or more control characters than a text has by accident."""
    if "\0" in text:
        raise ValueError(
            f"{name} holds zero bytes, so it is no text in this encoding; "
            f"{_advice(data)}"
        )
    controls = len(CONTROL.findall(text))
    if controls > max(3, len(text) / 1000):
        raise ValueError(
            f"{name} holds {controls:,} control characters, so it is no plain text in "
            f"this encoding; {_advice(data)}"
        )


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32, if the bytes make sense in it, or nothing."""
    clarity = {name: _clarity(data[:4000].decode(name, "ignore")) for name in UNMARKED}
    name = max(clarity, key=clarity.get)
    return name if clarity[name] > 0.01 else ""


def _clarity(text: str) -> float:
    """Share of spaces and commas in a text that is letters otherwise, 0 in others."""
    gaps = sum(sign.isspace() or sign in ",.，。、" for sign in text)
    letters = sum(unicodedata.category(sign)[0] in "LM" for sign in text)
    return gaps / len(text) if gaps + letters > 0.8 * len(text) else 0
