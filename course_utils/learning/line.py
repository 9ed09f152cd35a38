"""What a seat sends its teacher: ``seat 7 | key = value | key = value``.

Written by notebooks, copied into a chat, found there again: among names, times, thanks
and quotes, typed on any keyboard. What is found is numbers and words, never code. Keys
are names of measurements or of models, or ids of exercises; only an exercise has a word
for a value.
"""

import html
import math
import re
from dataclasses import dataclass

SEATS = 9_999
LONGEST = 100_000
SHOWN = 60
SIGNS = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("¦│┃∣❘‖︱︳", "|"),
    **dict.fromkeys("−–—‒―﹣", "-"),
    **dict.fromkeys("﹦꞊", "="),
    "٫": ".",
}  # fmt: skip
CLEAN = str.maketrans(SIGNS)
ENTITY = re.compile(r"&#?\w{1,8};")
SEAT = re.compile(
    r"(?<!\w)seat\W{0,3}(?:(?:no|nr|number)\W{1,3})?(\d{1,9})(?![\w.])", re.IGNORECASE
)
CELL = re.compile(r"(seat\W{0,3}\d{1,9})\t", re.IGNORECASE)
AFTER_SEAT = re.compile(r"^\W{0,9}?(?:[:,]|\s-\s)")
QUOTES = r"\s\"'“”‘’„«»`*_()\[\]>"
NUMBER = r"[-+]?\s?(?:\d{1,30}(?:[.,]\d{1,30})?|[.,]\d{1,30})(?:e[-+]?\d{1,3})?"
TIME = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?[\])]?)?"
CHAT = (  # quotes and dots, the time, words without numbers, a smiley
    rf"[.,;:!?…{QUOTES}]*(?:(?<=\s){TIME})?(?:(?<=[.,;:!?…{QUOTES}])[^\d%‰=]*)?(?:=\W{{1,3}})?"
)
MEASURED = re.compile(
    rf"\W*(\w.{{0,59}}?)[{QUOTES}]*[=:]+[{QUOTES}]*({NUMBER}){CHAT}", re.IGNORECASE
)
TOLD = re.compile(
    rf"\W*(\d\d\.\d{{1,2}})\s*[=:]?[{QUOTES}]*"
    rf"([a-z][a-z ]{{0,30}}(?:\[[\w-]{{1,60}}\]\s*){{0,9}})[.,!…{QUOTES}]*",
    re.IGNORECASE,
)
EITHER = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True)
class Line:
    """What one seat measured; prints as a line to copy.

    more : further pairs of a key and a value.
    """

    seat: int
    what: str
    value: float | str
    more: tuple[tuple[str, float | str], ...] = ()

    @property
    def pairs(self) -> dict[str, float | str]:
        """Key -> value, the first pair among them."""
        return dict([(self.what, self.value), *self.more])

    def only(self, what: str) -> "Line | None":
        """The line with one of its pairs, None if it has no such key."""
        pairs = {key.lower(): (key, value) for key, value in self.pairs.items()}
        found = pairs.get(what.lower())
        return found and Line(self.seat, *found)

    def __repr__(self) -> str:
        pairs = (f"{key} = {_spelt(value)}" for key, value in self.pairs.items())
        return " | ".join([f"seat {self.seat}", *pairs])


@dataclass(frozen=True)
class Skipped:
    """A row, or a part of one, that was not read, and why."""

    row: int
    text: str
    why: str

    def __repr__(self) -> str:
        short = self.text if len(self.text) <= SHOWN else self.text[:SHOWN] + "…"
        return f"row {self.row}: {short!r}: {self.why}"


def read(text: str) -> tuple[list[tuple[int, Line]], list[Skipped]]:
    """(row, Line) in order, and every row that holds none or is not read in full."""
    lines, skipped = [], []
    for number, row in enumerate(text.splitlines(), 1):
        found, unread = _row(row)
        lines += [(number, line) for line in found]
        skipped += [Skipped(number, *one) for one in unread]
    return lines, skipped


def clean(row: str) -> str:
    """The row as one types it at a plain keyboard, without what nobody sees."""
    row = ENTITY.sub(lambda found: html.unescape(found[0]), row)
    row = CELL.sub(r"\1: ", row).translate(CLEAN).replace("\\|", "|")
    return "".join(filter(str.isprintable, re.sub(r"\s", " ", row))).strip()


def _spelt(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"


def _row(row: str) -> tuple[list[Line], list[tuple[str, str]]]:
    """The lines of one row, and (text, why) for what was not read."""
    if len(row) > LONGEST:
        return [], [(row[:SHOWN], f"{len(row):,} characters in one row")]
    row = clean(row)
    seats = list(SEAT.finditer(row))
    ends = [seat.start() for seat in seats[1:]] + [len(row)]
    lines, skipped = [], []
    for seat, end in zip(seats, ends, strict=False):
        line, unread = _line(int(seat[1]), row[seat.end() : end])
        lines += line
        skipped += [
            (text if line else row[seat.start() : end], why) for text, why in unread
        ]
    if row and not lines and not skipped:
        skipped = [(row, "nothing measured" if seats else "no seat number")]
    return lines, skipped


def _line(seat: int, rest: str) -> tuple[list[Line], list[tuple[str, str]]]:
    """The line of a seat, if what follows its number is one."""
    first, *parts = re.split(r"[|;]", AFTER_SEAT.sub("|", rest))
    if first.strip(" *_`\"'”’)]-") or not any(map(str.strip, parts)):
        return [], [(rest, "no | after the seat")] if "=" in rest else []
    if not 1 <= seat <= SEATS:
        return [], [(rest, f"seat {seat}, but seats are 1 to {SEATS:,}")]
    pairs, skipped = [], []
    for part in filter(re.compile(r"\w").search, parts):
        pair, why = _pair(part)
        pairs += pair
        skipped += [(part.strip(), why)] if why else []
    if not pairs:
        return [], skipped
    (what, value), *more = pairs
    return [Line(seat, what, value, tuple(more))], skipped


def _pair(part: str) -> tuple[list[tuple[str, float | str]], str]:
    """A key and its value, or why there are none."""
    if found := MEASURED.fullmatch(part[:300]):
        key, number = " ".join(found[1].split()), found[2].replace(" ", "")
        value = float(number.replace(",", "."))
        if EITHER.fullmatch(number):
            return [], f"{number} may be {value:g} or {number.replace(',', '')}"
        if not math.isfinite(value):
            return [], f"{number} is too large"
        return [(key, value)], ""
    if found := TOLD.fullmatch(part[:900]):
        return [(found[1], " ".join(found[2].split()))], ""
    return [], "no number after =" if "=" in part else "no ="
