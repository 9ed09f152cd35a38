"""Stores what named wrong answers look like, if observing them is slow."""

import json
import time

from ..chapters import contents
from ..tasks import targets
from ..tasks.sandbox import travel

OTHER_SEATS = (2, 3)
SLOW = 0.1  # seconds of CPU time for all the mistakes of an exercise


def write(report=print) -> None:
    """The command: store what is slow to observe and the same for every seat."""
    table = {}
    for exercise in contents.all_exercises().values():
        begun = time.process_time()
        first = targets.observed(exercise, 1)
        spent = time.process_time() - begun
        if spent < SLOW:
            continue
        looks = travel.dumps(first)
        others = (
            travel.dumps(targets.observed(exercise, seat)) for seat in OTHER_SEATS
        )
        if any(other != looks for other in others):
            report(f"{exercise.id}: slow, and not the same for every seat")
            continue
        entry = {"source": targets.source(exercise), "mistakes": json.loads(looks)}
        table[exercise.id] = entry
        report(f"{exercise.id}: {len(exercise.wrong)} targets, {spent:.2f} s saved")
    text = json.dumps(table, separators=(",", ":")).replace('{"source"', '\n{"source"')
    targets.FILE.write_text(text + "\n", encoding="utf-8", newline="\n")
