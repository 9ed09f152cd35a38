"""Every exercise, and every way to answer it, is marked as a check marks it."""

import itertools
import json
import math
import os
from collections import Counter
from fractions import Fraction
from time import monotonic

import numpy as np
import pytest

from course_utils.chapters import contents
from course_utils.marking import cells, judge, recording, wire
from course_utils.marking.child import Child
from course_utils.tasks.exercise import calls_answers, observe
from course_utils.tasks.exercise import judge as judged

SEAT = 7
EXERCISES = contents.all_exercises()
ALL = bool(os.environ.get("COURSE_TEST_ALL"))
BEGIN = """
from course_utils.chapters import contents
from course_utils.learning import check
"""


def lines(cells: list[str], seat: int = SEAT) -> list[tuple[int, dict]]:
    """What the cells hand in, with the number of the cell."""
    job, found, at = {"seat": seat, "cells": [*enumerate(cells)]}, [], 0
    with Child(job, isolated=True, end=monotonic() + 900) as child:
        for line in child.lines():
            at = line.get("cell", at)
            if "cell" not in line:
                found.append((at, line))
    return found


def answers(exercise) -> list[tuple[str, tuple[str, str]]]:
    """(code of an answer, state and misconception): right ones, then wrong ones."""
    every = [("reference", ("correct", ""))]
    others = range(len(exercise.alternatives))
    every += [(f"alternatives[{i}]", ("correct", "")) for i in others]
    missed = enumerate(exercise.wrong)
    wrong = [(f"wrong[{i}].answer", ("not yet", w.code)) for i, w in missed]
    return every + wrong if ALL else [every[0], wrong[len(wrong) // 2]]


def cell(id: str, answer: str) -> str:
    return (
        f"exercise = contents.exercise({id!r})\n"
        f"check({id!r}, exercise.{answer}(exercise.for_seat({SEAT})))"
    )


def test_every_answer_is_marked_in_the_sandbox_as_it_is_outside():
    tried = [(id, *one) for id, e in EXERCISES.items() for one in answers(e)]
    found = dict(lines([BEGIN, *(cell(id, answer) for id, answer, _ in tried)]))
    assert {id for id, *_ in tried} == {*EXERCISES}
    for number, (id, answer, expected) in enumerate(tried, start=1):
        line = found[number]
        assert line["id"] == id
        assert judge._verdict(EXERCISES[id], line, SEAT) == expected, (id, answer)


@pytest.mark.parametrize("id", [id for id, e in EXERCISES.items() if calls_answers(e)])
def test_a_record_replays_its_function(id):
    exercise = EXERCISES[id]
    given = exercise.for_seat(SEAT)
    function = next(
        found
        for make in (exercise.wrong[0].answer, *exercise.alternatives)
        if callable(found := make(given))
    )
    calls = json.loads(json.dumps(recording.record(exercise, function, SEAT)))
    assert calls
    replayed = observe(exercise, recording.replayed(calls), SEAT)
    live = observe(exercise, function, SEAT)
    assert judged(exercise, replayed, SEAT) == judged(exercise, live, SEAT)


def test_a_record_asks_changes_and_raises_again():
    asked = []

    def function(x, ask):
        x[0] = ask(2) + ask(3)
        if x[0] > 4:
            raise KeyError("too large")
        return x * 2

    def ask(k):
        asked.append(k)
        return k

    class Exercise:
        def for_seat(seat):
            return {}

        class answer:
            def read(function, given):
                function(np.zeros(2), lambda k: k / 2)
                return function(np.ones(2), ask)

    calls = json.loads(json.dumps(recording.record(Exercise, function, SEAT)))
    assert asked == [2, 3]
    again, x = recording.replayed(calls), np.zeros(2)
    assert again(x, ask).tolist() == [5, 0] and x.tolist() == [2.5, 0]
    assert asked == [2, 3, 2, 3]
    with pytest.raises(recording.Raised, match="KeyError"):
        again(x, ask)
    with pytest.raises(StopIteration):
        again(x, ask)


# --- what travels ---------------------------------------------------------------------

SAME = [
    0, -3, 2**70, 1.5, math.inf, True, "ä\ud800", "", b"\xff\x00", ..., [1, [2.0, "x"]],
    (1, (2,)), {"A": 1, 2: [3]}, {1, 2}, [], (), {},
]  # fmt: skip


@pytest.mark.parametrize("value", SAME, ids=repr)
def test_plain_values_come_back_as_they_are(value):
    back = wire.unpack(json.loads(json.dumps(wire.pack(value))))
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    "array",
    [np.arange(6.0).reshape(2, 3), np.array(["a", "bc"]), np.array([True]), np.ones(0)],
    ids=str,
)
def test_arrays_come_back_as_they_are(array):
    back = wire.unpack(json.loads(json.dumps(wire.pack(array))))
    assert back.dtype == array.dtype and np.array_equal(back, array)


class Hostile:
    """Whatever is asked of it, it lies or harms."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __reduce__(self):
        return os.system, ("false",)


@pytest.mark.parametrize(
    "value, back",
    [
        (Fraction(1, 2), 0.5), (np.float64(2), 2.0), (np.int8(3), 3),
        (np.array([1, 2.5], dtype=object), [1, 2.5]), (NotImplemented, ...),
        (type("Pair", (tuple,), {})((1, 2)), (1, 2)),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_nearly_plain_comes_back_plain(value, back):
    again = wire.unpack(json.loads(json.dumps(wire.pack(value))))
    assert again == back and type(again) is type(back)


@pytest.mark.parametrize(
    "value",
    [Hostile(), 1j, range(3), int, lambda: 1, np.datetime64("2020")],
    ids=lambda value: type(value).__name__,
)
def test_anything_else_comes_back_strange(value):
    assert type(wire.unpack(wire.pack(value))) is wire.Strange


@pytest.mark.parametrize(
    "line",
    [
        {"made": ["course_utils.upkeep.versions", "reset", [["name", "01"]]]},
        {"made": ["subprocess", "Popen", [["args", "x"]]]},
        {"made": ["course_utils.tasks.exercise", "Judgement", [["right", True]]]},
        {"array": ["O", [1], "AAAAAAAAAAA="]}, {"array": ["f8", [9], ""]},
        {"array": ["f8", [-1, 0], ""]}, {"dict": [[{"list": []}, 1]]}, {"set": [{}]},
        {"other": 1}, {}, {"a": 1, "b": 2}, {"array": 7}, {"bytes": 3},
    ],
    ids=repr,
)  # fmt: skip
def test_a_line_that_nobody_packed_is_an_error_and_runs_nothing(line):
    with pytest.raises(Exception):  # noqa: B017
        wire.unpack(line)
    for exercise in (EXERCISES["01.2"], EXERCISES["01.1"]):
        call = [[], [], line, ""]
        for said in ({"answer": line}, {"calls": line}, {"calls": [call]}):
            told = judge._verdict(exercise, said, SEAT)
            assert told == ("could not be checked", "")


UNREAD = "could not be checked"
ODD = {  # what a cell hands in, and what is made of it
    "(float('nan'), 1, 1, 1)": UNREAD, "(float('inf'), 10**400, 10**6000, 1)": UNREAD,
    "(10**300, 10**400, -1, 1)": "not yet", "[[[1]]]": UNREAD, "nested": UNREAD,
    "round": UNREAD, "liar": UNREAD, "liar()": UNREAD, "[liar()] * 4": UNREAD,
    "thing": UNREAD, "'x' * 10**7": UNREAD, "None": "not attempted", "print": UNREAD,
    "(..., ...)": "not attempted", "{'a': {'b': liar}}": UNREAD,
    "np.zeros((0, 10**9))": UNREAD, "np.array([1, 2, 3, 4])": "not yet",
    "np.ma.masked_array([1, 2, 3, 4])": "not yet",
}  # fmt: skip
MADE = """
import os
import numpy as np

nested = []
for _ in range(100_000):
    nested = [nested]
round = []
round.append(round)

class liar(float):
    __eq__ = __lt__ = __gt__ = lambda *_: True
    __hash__ = None
    def __float__(self):
        raise SystemExit
    def __reduce__(self):
        return os.system, ("true",)
    __sub__ = __rsub__ = __array__ = __float__

class Thing(type):
    def __getattr__(self, name):
        raise SystemExit

class thing(metaclass=Thing):
    pass
"""


def test_odd_answers_are_read_as_far_as_they_go():
    cells = [f"{BEGIN}\n{MADE}", *(f'check("01.2", {odd})' for odd in ODD)]
    found = {
        number: judge._verdict(EXERCISES["01.2"], line, SEAT)[0]
        for number, line in lines(cells)
        if "id" in line
    }
    for number, (odd, state) in enumerate(ODD.items(), start=1):
        assert found.get(number, UNREAD) == state, odd


def test_a_cell_hands_in_its_last_answer_as_it_was_then():
    source = 'answer = [1, 2]\nfor k in range(9):\n    check("00.1", (k, k))\n'
    source += 'check("00.1", answer)\nanswer[0] = 9\ncheck(id="01.2", answer=7)'
    found = {line["id"]: line["answer"] for _, line in lines([BEGIN, source])}
    assert wire.unpack(found["00.1"]) == [1, 2]
    assert found["01.2"] == 7


STOPPED = [  # cells that end with an error, as they would in a kernel
    "raise SystemExit", "raise KeyboardInterrupt", "x = ", "%nothing", "await 1", "1/0",
    "import sys\nsys.stdout = None\nsys.exit(3)", "input()", "\x00",
    "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)],"
    " daemon=True).start()",
]  # fmt: skip
BROKEN = ["import builtins\nbuiltins.isinstance = lambda *_: True"]


@pytest.mark.parametrize("bad", [STOPPED, BROKEN], ids=["stopped", "broken"])
def test_later_cells_are_marked(bad):
    exercise = EXERCISES["00.1"]
    answer = [float(x) for x in exercise.reference(exercise.for_seat(SEAT))]
    cells = [*bad, f'{BEGIN}\ncheck("00.1", {answer!r})']
    student = judge.Student("ada", SEAT)
    judge._run(student, judge.Notebook(cells, []), isolated=True)
    assert student.states == {"00.1": "correct"}


def test_a_cell_of_the_course_is_never_left_out():
    ours = next(s for s in cells._course() if "learning import check" in s)
    left_out = judge._without_the_culprit([(0, "mine"), (1, ours), (2, "later")], 1)
    assert left_out == [(1, ours), (2, "later")]
    assert judge._without_the_culprit([(1, ours)], 1) == [(1, ours)]


def test_guessing_until_it_is_right_does_not_count():
    exercise, student, tries = EXERCISES["01.4"], judge.Student("ada", SEAT), Counter()
    right = exercise.reference(exercise.for_seat(SEAT))
    names = [*right.values()]
    for guess in itertools.permutations(names):
        line = {"id": "01.4", "answer": wire.pack([*guess])}
        if [*guess] != names:
            judge._take(student, line, [SEAT], tries)
    judge._take(student, {"id": "01.4", "answer": wire.pack(right)}, [SEAT], tries)
    assert student.states == {"01.4": "not yet"}
    assert student.notes == ["more than 6 answers to 01.4: the first 6 count"]
