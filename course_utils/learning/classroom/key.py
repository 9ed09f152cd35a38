"""The key of a class on one page: outcomes of bets, answers by seat, near misses.

Made from the exercises themselves, so that it is never out of date.
"""

from collections.abc import Iterable

import numpy as np

from ...chapters import contents
from ...tasks.answers import Names, Numbers
from ...tasks.exercise import Exercise, mistake, target
from ..bets import outcomes
from ..line import Line

HEAD = (
    "The answers to exercises whose numbers differ from seat to seat, what came out of "
    "each bet, and the near misses by their code, as in a learner's line: "
)
EXAMPLE = Line(7, "exercises", 1, (("01.2", "not yet [average-is-typical]"),))
FUNCTION = (
    "The answer is a program: `python -m course_utils instructor` prints a right one."
)
OWN = "each game has its own"


def key_text(seats: range) -> str:
    """Markdown: the key of these seats."""
    parts = [
        f"# The key: seats {seats[0]} to {seats[-1]}",
        f"{HEAD}`{EXAMPLE!r}`.",
        "## What came out of each bet",
        table(("bet", "the question", "it is"), map(_bet, contents.all_predictions())),
    ]
    parts += [_exercise(exercise, seats) for exercise in _exercises()]
    return "\n\n".join(parts) + "\n"


def seats_text(seats: range) -> str:
    """Markdown: a list of seats to print, with the line that each types."""
    rows = ((str(seat), "", f"`progress.seat = {seat}`", "", "") for seat in seats)
    head = ("seat", "name", "type once", "doctor says ready", "lines sent")
    return f"# Seats {seats[0]} to {seats[-1]}\n\n{table(head, rows)}\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; line ends and bars stay within their cells."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _exercises() -> Iterable[Exercise]:
    return contents.all_exercises().values()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _bet(id: str) -> tuple[str, str, str]:
    prediction, truth = contents.prediction(id), outcomes().get(id)
    return id, prediction.question, OWN if truth is None else prediction.words(truth)


def _exercise(exercise: Exercise, seats: range) -> str:
    title = f"## {exercise.id} {exercise.title}"
    if not isinstance(exercise.answer, Names | Numbers):
        return "\n\n".join([title, FUNCTION, _near_misses(exercise, None)])
    parts = [title, _answers(exercise, seats), _near_misses(exercise, seats[0])]
    return "\n\n".join(parts)


def _answers(exercise: Exercise, seats: range) -> str:
    """A row for each seat, or one for all if nothing differs."""
    if not exercise.given:
        parts = _parts(exercise, target(exercise, 1), 1)
        return table(["seat", *parts], [["all", *parts.values()]])
    right = {seat: _parts(exercise, target(exercise, seat), seat) for seat in seats}
    names = {tuple(parts) for parts in right.values()}
    if len(names) == 1:
        rows = ([str(seat), *parts.values()] for seat, parts in right.items())
        return table(["seat", *names.pop()], rows)
    rows = (
        [str(seat), *(f"{value} {name}" for name, value in parts.items())]
        for seat, parts in right.items()
    )
    return table(["seat", *map(str, range(1, 1 + len(names.pop())))], rows)


def _near_misses(exercise: Exercise, seat: int | None) -> str:
    """Each code, what a seat may then answer, and the sentence that helps."""
    found = {}
    for number, wrong in enumerate(exercise.wrong):
        answers = found.setdefault((wrong.code, wrong.says), [])
        if seat is not None:
            parts = _parts(exercise, mistake(exercise, number, seat), seat)
            answers.append(", ".join(parts.values()))
    shown = [] if seat is None else [f"seat {seat} may say"]
    rows = (
        [f"`{code}`", *(["; or ".join(answers)] if shown else []), says]
        for (code, says), answers in found.items()
    )
    return table(["code", *shown, "the learner is told"], rows)


def _parts(exercise: Exercise, seen, seat: int) -> dict[str, str]:
    """What each part of an answer is called -> what it is."""
    if isinstance(seen, dict):
        return seen
    names = exercise.answer.named(exercise.for_seat(seat))
    return dict(zip(names, map(_number, seen), strict=True))


def _number(value: float) -> str:
    if not np.isfinite(value):
        return "∞" if value > 0 else "-∞"
    return f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:,.6g}"
