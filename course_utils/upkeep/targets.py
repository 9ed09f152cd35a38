"""Stores what named wrong answers look like, if observing them is slow."""

import json
import time
from collections.abc import Iterable

from ..chapters import contents
from ..tasks import targets
from ..tasks.sandbox import travel

OTHER_SEATS = (2, 3)
SLOW = 0.1  # seconds of CPU time for all the mistakes of an exercise


def write(names: Iterable[str] = (), report=print) -> None:
    """The command: store what is slow to observe and the same for every seat.

    names : how the exercises' numbers begin; all exercises if empty. The entries of
        the others are kept.
    Raises ValueError if no number begins like that.
    """
    every = contents.all_exercises()
    for name in names:
        if not any(number.startswith(name) for number in every):
            raise ValueError(f"no exercise {name!r}; there are {', '.join(every)}")
    chosen = [each for each in every if not names or each.startswith(tuple(names))]
    seen = {each: look(every[each], report) for each in chosen}
    entries = {each: seen.get(each, targets.table().get(each)) for each in every}
    table = {each: entry for each, entry in entries.items() if entry}
    text = json.dumps(table, separators=(",", ":")).replace('{"source"', '\n{"source"')
    targets.FILE.write_text(text + "\n", encoding="utf-8", newline="\n")
    targets.table.cache_clear()
    report(f"{len(table)} of {len(every)} exercises have stored targets")


def look(exercise, report) -> dict | None:
    """The entry of an exercise; None if it needs none, or none would fit every seat."""
    begun = time.process_time()
    first = targets.observed(exercise, 1)
    spent = time.process_time() - begun
    if spent < SLOW:
        return None
    looks = travel.dumps(first)
    others = (travel.dumps(targets.observed(exercise, seat)) for seat in OTHER_SEATS)
    if any(other != looks for other in others):
        report(f"{exercise.id}: slow, and not the same for every seat")
        return None
    report(f"{exercise.id}: {len(exercise.wrong)} targets, {spent:.2f} s saved")
    return {"source": targets.source(exercise), "mistakes": json.loads(looks)}
