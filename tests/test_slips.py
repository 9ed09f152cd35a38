"""No answer that is a little off passes: a search over every exercise and number.

Each right number is shifted by one unit, a factor of 2 and 1.5 times its tolerance;
each right answer by one generation; each name becomes every other name; what a function
returns is shifted as well.
"""

import os
import time

import numpy as np
import pytest
from judging import judged

from course_utils.chapters import contents
from course_utils.tasks.answers import Function, Moments, Names, Numbers
from course_utils.tasks.answers.reading import Unusable
from course_utils.tasks.answers.tolerance import Tolerance
from course_utils.tasks.exercise import Exercise

EXERCISES = contents.all_exercises()
QUICK, FEW, MANY = 0.02, 3, 30  # seconds a judgement may take for many seats
GENERATIONS = "t", "k"  # names of seats' numbers that count generations

# Where one unit is within the tolerance, and why that is so.
FLAT = {
    ("01.3", "n where the fit divides by n"): "n is some hundred or thousand points",
    ("01.3", "n where it divides by n − 1"): "n is some hundred or thousand points",
    ("02.2", "copies"): "the rule to remember and a simulation are a few copies off",
    ("02.3", "entropy"): "400 lineages: a generation is a third of a standard error",
    ("04.4", "generation under accumulate"): "it falls by less than 1 % a generation",
    ("04.5", "rows"): "some thousand rows",
    ("07.4", "half of the towns"): "20,000 towns: a copy is one standard error",
    ("07.4", "half, texts cut short"): "20,000 towns: a copy is one standard error",
}


def passes(exercise: Exercise, answer, seat: int = 1) -> bool:
    try:
        return judged(exercise, answer, seat).right
    except Unusable:
        return False


def of_kind(*kinds) -> list[str]:
    return [id for id, e in EXERCISES.items() if isinstance(e.answer, kinds)]


def seats(exercise: Exercise) -> range:
    """Three, or thirty where it is quick or everything is tested."""
    exercise.for_seat(1), judged(exercise, exercise.reference(exercise.for_seat(1)))
    begun = time.perf_counter()
    judged(exercise, exercise.reference(exercise.for_seat(2)), 2)
    quick = time.perf_counter() - begun < QUICK
    many = quick or os.environ.get("COURSE_TEST_ALL")
    return range(1, 1 + (MANY if many else FEW))


def flat(id: str, name: str) -> bool:
    return any(id == i and name.startswith(known) for i, known in FLAT)


def shifts(exercise: Exercise, right, given):
    """(place, number) for each shift that must not pass."""
    answer = exercise.answer
    names = answer.named(given)
    slack = Tolerance(*(
        np.broadcast_to(x(given) if callable(x) else x, len(names))
        for x in (answer.relative, answer.absolute)
    ))  # fmt: skip
    for place, (name, value) in enumerate(zip(names, right, strict=True)):
        allowed = slack.absolute[place] + slack.relative[place] * abs(value)
        off = 1.5 * allowed or 1e-6 * max(1, abs(value))
        moved = [value + off, value - off]
        if not flat(exercise.id, name):
            moved += [value + 1, value - 1]
        if value:
            moved += [2 * value, value / 2]
        yield from ((place, number) for number in moved)


@pytest.mark.parametrize("id", of_kind(Numbers))
def test_no_number_that_is_a_little_off_passes(id):
    exercise = EXERCISES[id]
    for seat in seats(exercise):
        given = exercise.for_seat(seat)
        right = np.array(exercise.reference(given), float)
        for place, number in shifts(exercise, right, given):
            off = right.copy()
            off[place] = number
            assert not judged(exercise, off.tolist(), seat).right, (seat, place, number)


@pytest.mark.parametrize("id", of_kind(Numbers))
def test_no_answer_for_another_generation_passes(id):
    exercise = EXERCISES[id]
    for seat in seats(exercise):
        given = exercise.for_seat(seat)
        for name in {*GENERATIONS} & {*given}:
            for off in (-1, 1):
                other = exercise.reference({**given, name: given[name] + off})
                assert not judged(exercise, other, seat).right, (seat, name, off)


def test_every_place_that_is_called_flat_is_flat():
    for id, known in FLAT:
        exercise = EXERCISES[id]
        given = exercise.for_seat(1)
        names = exercise.answer.named(given)
        right = np.array(exercise.reference(given), float)
        place = next(i for i, name in enumerate(names) if name.startswith(known))
        right[place] += 1
        assert judged(exercise, right.tolist(), 1).right, (id, known)


@pytest.mark.parametrize("id", of_kind(Names))
def test_no_single_wrong_name_passes(id):
    exercise = EXERCISES[id]
    for seat in seats(exercise):
        right = exercise.reference(exercise.for_seat(seat))
        for key, name in right.items():
            for other in {*exercise.answer.allowed} - {name}:
                assert not judged(exercise, {**right, key: other}, seat).right


def changed(value, change):
    """Every number in it, changed in the same way."""
    if isinstance(value, dict):
        return {name: changed(part, change) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(changed(part, change) for part in value)
    if isinstance(value, bool | np.bool_):
        return not value
    return change(np.asarray(value, float)) if np.ndim(value) else change(float(value))


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x + 1, lambda x: x - 1, lambda x: 2 * x, lambda x: x / 2,
        lambda x: -x, lambda x: 1.1 * x,
    ],
    ids=["one more", "one less", "twice", "half", "minus", "a tenth more"],
)  # fmt: skip
@pytest.mark.parametrize("id", of_kind(Function))
def test_no_function_whose_results_are_shifted_passes(id, change):
    exercise = EXERCISES[id]
    right = exercise.reference(exercise.for_seat(1))
    assert not passes(exercise, lambda *a: changed(right(*a), change))


@pytest.mark.parametrize("id", sorted({*of_kind(Function)} - {*of_kind(Moments)}))
def test_no_function_whose_results_are_off_by_more_than_the_tolerance_passes(id):
    exercise = EXERCISES[id]
    relative, absolute = exercise.answer.relative, exercise.answer.absolute
    right = exercise.reference({})
    for sign in (1, -1):

        def off(*arguments, sign=sign):
            return changed(
                right(*arguments),
                lambda x: (
                    x + sign * np.maximum(1e-7, 1.5 * (absolute + relative * abs(x)))
                ),
            )

        assert not passes(exercise, off)


def test_every_exercise_is_searched():
    assert set(EXERCISES) == {*of_kind(Numbers, Names, Function)}


# --- slips of many kinds, each to its own verdict ------------------------------------
