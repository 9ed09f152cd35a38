"""The map of your predictions: what you said, what happened, hit or miss.

    bets()

What happened is read from ``chapters/outcomes.toml``, which
``python -m course_utils outcomes`` takes from the executed notebooks.
"""

import html
import tomllib
from functools import cache
from pathlib import Path

from .. import chapters
from ..chapters import contents
from ..tasks.prediction import CLOSE, Curve, OneOf, Prediction, locked
from .progress import store

OUTCOMES = Path(chapters.__file__).parent / "outcomes.toml"
TITLE = "Your predictions, and what happened"
MARKS = {True: "✓ hit", False: "✗ miss", None: "○ open"}
HEAD = ("bet", "you said", "it is", "mark")


@cache
def outcomes() -> dict:
    """Prediction -> what happened in the executed notebooks."""
    return tomllib.loads(OUTCOMES.read_text(encoding="utf-8"))


def is_hit(prediction: Prediction, mine, truth) -> bool:
    """The same option; a number within 10 %; a curve within 10 % of its range."""
    if isinstance(prediction, OneOf):
        return mine == truth
    if isinstance(prediction, Curve):
        limit = CLOSE * (prediction.high - prediction.low)
        return all(abs(a - b) <= limit for a, b in zip(mine, truth, strict=True))
    return abs(mine - truth) <= CLOSE * abs(truth)


class Bets:
    """One row for each prediction: yours, and what happened."""

    def __init__(self, data: dict):
        self._data = data

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """Id, yours, what happened, mark; an open one reveals nothing."""
        return [self._row(p) for p in contents.all_predictions().values()]

    def _row(self, prediction: Prediction) -> tuple[str, str, str, str]:
        mine = locked(prediction, self._data)
        if mine is None:
            return prediction.id, "not locked", "", MARKS[None]
        truth = outcomes().get(prediction.id)
        if truth is None:
            return prediction.id, prediction.words(mine), "your own result", MARKS[None]
        hit = is_hit(prediction, mine, truth)
        return (
            prediction.id,
            prediction.words(mine),
            prediction.words(truth),
            MARKS[hit],
        )

    @property
    def count(self) -> str:
        """Hits and misses in a sentence."""
        marks = [row[3] for row in self.rows]
        hits, misses = marks.count(MARKS[True]), marks.count(MARKS[False])
        return (
            f"Hits: {hits}. Misses: {misses}. Open: {len(marks) - hits - misses}. A "
            f"number counts as a hit within {100 * CLOSE:.0f} %. Misses teach more "
            "than hits."
        )

    def __repr__(self) -> str:
        lines = [
            f"{id}  {mark}: {mine}; {truth}" for id, mine, truth, mark in self.rows
        ]
        return "\n".join([TITLE, self.count, *lines])

    def _repr_html_(self) -> str:
        style = "text-align: left; vertical-align: top; white-space: normal"
        head = "".join(f'<th scope="col" style="{style}">{name}</th>' for name in HEAD)
        body = "".join(
            "<tr>"
            + "".join(f'<td style="{style}">{html.escape(cell)}</td>' for cell in row)
            + "</tr>"
            for row in self.rows
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{TITLE}\n<div>{self.count}</div>{table}"


def bets() -> Bets:
    """All your predictions beside what happened."""
    return Bets(store.current().read())
