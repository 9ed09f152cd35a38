"""The trusted side: compares what a submission hands out with the right answers.

It runs in a process of its own, with limits: an answer may be long to look at.
"""

from collections import Counter
from pathlib import Path
from time import monotonic

from ..chapters import contents
from ..learning.check import verdict
from ..tasks.exercise import Exercise
from . import limits, wire
from .cells import is_ours, needed
from .child import Child, Gone
from .notebook import Notebook, read
from .recording import replayed
from .student import Student, shown

TRIES = 6  # answers to an exercise: nobody tries all the names of a list
STARTS = 4  # of a notebook; a cell that ends its process is left out the next time
ANYBODY = 1  # the seat of a learner who never took one
LONGEST_NAME = 40  # of an error


def mark(student: Student, paths: list[Path], isolated: bool) -> Student:
    """Mark a student's notebooks; the student keeps what is found."""
    for path in paths:
        try:
            notebook = read(path)
        except ValueError as problem:
            student.note(f"{shown(path.name)}: {problem}")
        else:
            _mark(student, notebook, isolated)
    return student


def _mark(student: Student, notebook: Notebook, isolated: bool) -> None:
    if twice := sorted(notebook.exercises & student.states.keys()):
        student.note(f"{', '.join(twice)} in several notebooks: the better counts")
    student.take(notebook.exercises)
    _take_a_seat(student, notebook)
    _run(student, notebook, isolated)
    if claimed := sorted(notebook.claims & student.states.keys() - {*student.done}):
        ids = ", ".join(claimed)
        student.note(f"its output says correct, marking does not: {ids}")


def _take_a_seat(student: Student, notebook: Notebook) -> None:
    """That of the list, else that of the stored cards."""
    cards = notebook.seats
    if student.seat is None and len(cards) == 1:
        student.seat = cards[0]
    told = f"its cards are for seat {' and '.join(map(str, cards))}" if cards else ""
    if student.seat is None:
        student.note(f"no seat ({told or 'in no list, on no card'}): marked as seat 1")
    elif cards not in ([], [student.seat], [ANYBODY]):
        student.note(f"{told}, and it was marked as seat {student.seat}")


def _run(student: Student, notebook: Notebook, isolated: bool) -> None:
    """Run it, once more without each cell that ends its process."""
    cells, seats = needed(notebook.cells), [student.seat or ANYBODY, *notebook.seats]
    end = monotonic() + limits.WHOLE
    for _ in range(STARTS):
        at, job, tries = -1, {"seat": seats[0], "cells": cells}, Counter()
        try:
            with Child(job, isolated, end) as child:
                for line in child.lines():
                    at = line["cell"] if type(line.get("cell")) is int else at
                    _take(student, line, seats, tries)
            return
        except Gone as problem:
            where = "before" if at < 0 else "in"
            student.note(f"{problem} {where} one of its cells")
            cells = _without_the_culprit(cells, at)


def _without_the_culprit(cells: list[tuple[int, str]], at: int) -> list:
    """The cells without the last one that is the student's own, up to a number."""
    own = [number for number, source in cells if number <= at and not is_ours(source)]
    return [cell for cell in cells if cell[0] not in own[-1:]]


def _take(student: Student, line: dict, seats: list[int], tries: Counter) -> None:
    """What one line says. Anybody may have written it."""
    id, stopped = line.get("id"), line.get("stopped")
    if isinstance(id, str) and id in contents.all_exercises():
        student.take([id])
        tries[id] += 1
        if tries[id] > TRIES:
            student.note(f"more than {TRIES} answers to {id}: the first {TRIES} count")
        elif id not in student.done:
            _judge(student, contents.exercise(id), line, seats)
    elif isinstance(stopped, str):
        short = stopped.isidentifier() and len(stopped) <= LONGEST_NAME
        student.note(f"a cell stopped with {stopped if short else 'an error'}")
    elif type(line.get("cell")) is not int:
        student.note("it wrote into the pipe by which answers travel")


def _judge(student: Student, exercise: Exercise, line: dict, seats: list[int]) -> None:
    """Compare an answer with that of the seat; note whose it is, if another's."""
    state, code = _verdict(exercise, line, seats[0])
    student.told(exercise.id, state, code)
    if exercise.given and code == "other":
        for seat in {*seats, ANYBODY} - {seats[0]}:
            if _verdict(exercise, line, seat)[0] == "correct":
                student.note(f"{exercise.id} is right for the numbers of seat {seat}")


def _verdict(exercise: Exercise, line: dict, seat: int) -> tuple[str, str]:
    """State and misconception."""
    try:
        told = verdict(exercise, _answer(line), seat)
    except Exception:  # no line that inside.py writes
        return "could not be checked", ""
    return told.state, told.misconception


def _answer(line: dict):
    """The answer, or a function that replays it."""
    return replayed(line["calls"]) if "calls" in line else wire.unpack(line["answer"])
