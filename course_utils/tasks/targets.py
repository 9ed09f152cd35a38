"""Stored targets: what named wrong answers look like, where looking takes long.

A first unknown wrong answer is compared with all of them, so their observations have
to be at hand. ``python -m course_utils targets`` writes ``targets.json``. An entry
counts as long as the file that observes is the one it was made with; without an entry
the course looks anew, which is only slower.
"""

import hashlib
import json
import sys
import time
from functools import cache
from pathlib import Path

from .sandbox import travel

FILE = Path(__file__).with_name("targets.json")
OTHER_SEATS = (2, 3)
SLOW = 0.1  # seconds of CPU time for all the mistakes of an exercise


def stored(exercise) -> list | None:
    """The observations of its mistakes, in order, or None."""
    entry = _table().get(exercise.id)
    if entry is None or entry["source"] != _source(exercise):
        return None
    return travel.loads(json.dumps(entry["mistakes"]))


@cache
def _table() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


@cache
def _source(exercise) -> str:
    """A checksum of the file that observes its answers."""
    path = Path(sys.modules[exercise.observe.__module__].__file__)
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()[:16]


def observed(exercise, seat: int) -> list:
    """The same, looked at anew with the numbers of a seat."""
    given = exercise.for_seat(seat)
    return [exercise.observe(wrong.answer(given), given) for wrong in exercise.wrong]


def write(report=print) -> None:
    """The command: look at every exercise, and store what is slow and everybody's."""
    from ..chapters import contents

    table = {}
    for exercise in contents.all_exercises().values():
        begun = time.process_time()
        first = observed(exercise, 1)
        spent = time.process_time() - begun
        if spent < SLOW:
            continue
        looks = travel.dumps(first)
        others = (travel.dumps(observed(exercise, seat)) for seat in OTHER_SEATS)
        if any(other != looks for other in others):
            report(f"{exercise.id}: slow, and not the same for every seat")
            continue
        entry = {"source": _source(exercise), "mistakes": json.loads(looks)}
        table[exercise.id] = entry
        report(f"{exercise.id}: {len(exercise.wrong)} targets, {spent:.2f} s saved")
    text = json.dumps(table, separators=(",", ":")).replace('{"source"', '\n{"source"')
    FILE.write_text(text + "\n", encoding="utf-8", newline="\n")
