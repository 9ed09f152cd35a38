"""Stored targets: what the named wrong answers look like, if observing them is slow.

The first unknown wrong answer is compared with all of them, so their observations must
be ready. ``python -m course_utils targets`` writes ``targets.json``. An entry is valid
as long as the files that observe are unchanged; without one the course observes the
mistakes again, which is only slower.
"""

import hashlib
import json
import sys
from functools import cache
from pathlib import Path

from .sandbox import travel

FILE = Path(__file__).with_name("targets.json")
ANSWERS = Path(__file__).with_name("answers")


def stored(exercise) -> list | None:
    """The observations of its mistakes, in order, or None."""
    entry = table().get(exercise.id)
    if entry is None or entry["source"] != source(exercise):
        return None
    return travel.loads(json.dumps(entry["mistakes"]))


@cache
def table() -> dict:
    """What is stored: number of an exercise -> its entry."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


@cache
def source(exercise) -> str:
    """A checksum of what observes its answers: its own module and the answers'."""
    own = Path(sys.modules[exercise.reference.__module__].__file__)
    digest = hashlib.sha256()
    for path in (own, *sorted(ANSWERS.glob("*.py"))):
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()[:16]


def observed(exercise, seat: int) -> list:
    """The same, observed again with the numbers of a seat."""
    given = exercise.for_seat(seat)
    read = exercise.answer.read
    return [read(wrong.answer(given), given) for wrong in exercise.wrong]
