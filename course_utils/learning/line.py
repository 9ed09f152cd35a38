"""What a seat sends its teacher: ``seat 7 | key = value | key = value``.

Notebooks write it, learners copy it into a chat, and it is found there again: among
names, times, thanks and quotes, typed on any keyboard. Only numbers and words are read,
never code. Keys are names of measurements or of models, or ids of exercises,
predictions and concept questions::

    seat 7 | last_seen = 12
    seat 7 | check = 2-a5c1 | 01.2 = not yet [ddof-cosmetic] | 01.p1 = 1 0.8 0.6 0.5 0.4
    seat 7 | check = 2-90b3 | v02 = D 75 A 100

A line with anything but numbers begins with a check: the version of its format, and a
checksum of what follows, so that a line that was cut short is not half read. Lines of
version 1 had no check and no predictions, votes or chains; they can still be read.
"""

import html
import math
import re
import zlib
from dataclasses import dataclass

SEATS = 9_999
LONGEST = 100_000
SHOWN = 60
VERSION = 2
STATES = ["not attempted", "could not be checked", "not yet", "correct"]
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
PLAIN = r"-?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})(?:e[-+]?\d{1,3})?"
TOLD = re.compile(
    rf"\W*(\d\d\.\d{{1,2}})\s*[=:]?[{QUOTES}]*"
    rf"((?:{'|'.join(STATES)})\s*(?:\[[\w-]{{1,60}}\]\s*){{0,10}}){CHAT}",
    re.IGNORECASE,
)
VOTED = re.compile(  # letter and confidence, once or twice
    rf"\W*(v\d\d)\s*[=:]+[{QUOTES}]*((?:[a-e]\s+\d{{1,3}}\s*){{1,2}}){CHAT}",
    re.IGNORECASE,
)
BET = re.compile(  # an option's name, a number, or five numbers
    rf"\W*(\d\d\.p\d{{1,2}}|chain \d{{1,5}})\s*[=:]+[{QUOTES}]*"
    rf"([a-zλ][\w-]{{0,30}}|{PLAIN}(?:\s{{1,9}}{PLAIN}){{0,200}}){CHAT}",
    re.IGNORECASE,
)
CHECK = re.compile(
    r"\W*check\s*[=:]+\s*(\d{1,3})\s*-\s*([0-9a-f]{4})\W*", re.IGNORECASE
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

    @property
    def checksum(self) -> str:
        """Four hexadecimal digits that other contents are unlikely to have."""
        return f"{zlib.crc32(self._content.lower().encode()) & 0xFFFF:04x}"

    @property
    def _content(self) -> str:
        pairs = (f"{key} = {formatted(value)}" for key, value in self.pairs.items())
        return " | ".join([f"seat {self.seat}", *pairs])

    def __repr__(self) -> str:
        if not any(isinstance(value, str) for value in self.pairs.values()):
            return self._content
        seat, content = self._content.split(" | ", 1)
        return f"{seat} | check = {VERSION}-{self.checksum} | {content}"


@dataclass(frozen=True)
class Skipped:
    """A row, or a part of one, that was not read, and why; ``file`` names its file."""

    row: int
    text: str
    why: str
    file: str = ""

    def __repr__(self) -> str:
        short = self.text if len(self.text) <= SHOWN else self.text[:SHOWN] + "…"
        place = f"{self.file!r} " if self.file else ""
        return f"{place}row {self.row}: {short!r}: {self.why}"


def read(text: str) -> tuple[list[tuple[int, Line]], list[Skipped]]:
    """(row, Line) in order, and every row that holds none or is not read in full."""
    lines, skipped = [], []
    for number, row in enumerate(text.splitlines(), 1):
        found, unread = _row(row)
        lines += [(number, line) for line in found]
        skipped += [Skipped(number, *one) for one in unread]
    return lines, skipped


def clean(row: str) -> str:
    """The row as a plain keyboard would type it, without invisible characters."""
    row = ENTITY.sub(lambda found: html.unescape(found[0]), row)
    row = CELL.sub(r"\1: ", row).translate(CLEAN).replace("\\|", "|")
    return "".join(filter(str.isprintable, re.sub(r"\s", " ", row))).strip()


def formatted(value: float | str | list[float]) -> str:
    """A value as it appears in a line."""
    if isinstance(value, list):
        return " ".join(map(formatted, value))
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
    check, parts = _check(parts)
    for part in filter(re.compile(r"\w").search, parts):
        pair, why = _pair(part)
        pairs += pair
        skipped += [(part.strip(), why)] if why else []
    if not pairs:
        return [], skipped
    (what, value), *more = pairs
    line = Line(seat, what, value, tuple(more))
    if why := _unfit(line, check):
        return [], [(rest, why)]
    return [line], skipped


def _check(parts: list[str]) -> tuple[re.Match | None, list[str]]:
    """The check of a line, if it begins with one, and the other parts."""
    first, *others = filter(str.strip, parts)
    found = CHECK.fullmatch(first[:SHOWN])
    return found, others if found else parts


def _unfit(line: Line, check: re.Match | None) -> str:
    """Why a line is not as a notebook wrote it, or ""."""
    if check and int(check[1]) > VERSION:
        return "a newer version of the course wrote it"
    if check and check[2].lower() != line.checksum:
        return "its checksum does not match: it was cut short or changed"
    return ""


def _pair(part: str) -> tuple[list[tuple[str, float | str]], str]:
    """A key and its value, or why there are none."""
    for told in (TOLD, VOTED, BET):
        if found := told.fullmatch(part[:2_000]):
            return [(found[1], " ".join(found[2].split()))], ""
    if found := MEASURED.fullmatch(part[:300]):
        key, number = " ".join(found[1].split()), found[2].replace(" ", "")
        value = float(number.replace(",", "."))
        if EITHER.fullmatch(number):
            return [], f"{number} may be {value:g} or {number.replace(',', '')}"
        if not math.isfinite(value):
            return [], f"{number} is too large"
        return [(key, value)], ""
    return [], "no number after =" if "=" in part else "no ="
