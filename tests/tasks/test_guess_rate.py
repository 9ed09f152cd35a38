"""Guessing from an answer's format does not pay: at most one try in a hundred passes.

Somebody who guesses does not read the task's numbers. What they may know is the format,
generously: every value that a place of the answer takes at some seat, and which names
come how often. A function is guessed by what can be written without the task: always
the same value, an argument as it is, a coin. The rates are computed, not tried.
"""

import math
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from course_utils.chapters import contents
from course_utils.tasks.answers import Function, Names, Numbers
from course_utils.tasks.answers.reading import NotAttempted, Unusable
from course_utils.tasks.exercise import Exercise, observe, target
from tests.judging import judged

MOST = 0.01
SEATS = range(1, 61)
EXERCISES = contents.all_exercises()
EASIER = {  # those above it: the most that a guesser reaches who knows all seats
    "00.1": 0.014,  # a first exercise, on small whole numbers
    "01.2": 0.22,  # seats differ by little more than the tolerance of 10 %
    "01.4": 0.042,  # the same four of six bugs everywhere, so 1/24; 1/360 by format
    "02.4": 0.02,  # small probabilities, within 0.02
    "03.1": 0.017,  # the same five names in another order, one of them twice: 1/60
    "04.4": 0.026,  # one of few generations, of few factors
    "05.1": 0.05,  # three small doses
}
NEW = [id for id in EXERCISES if id >= "06" and id not in EASIER]


def rate(exercise: Exercise) -> float:
    """The best that a guess of the format reaches: a share of all tries."""
    kinds = {Names: names_rate, Numbers: numbers_rate, Function: function_rate}
    return next(f for kind, f in kinds.items() if isinstance(exercise.answer, kind))(
        exercise
    )


# --- numbers: each place takes a value that it has at some seat ----------------------


def numbers_rate(exercise: Exercise) -> float:
    """Each number is that of a seat drawn for it alone, its own seat among them."""
    givens = {seat: exercise.for_seat(seat) for seat in SEATS}
    right = np.array([target(exercise, seat) for seat in SEATS])
    passes = [
        math.prod(exercise.answer.near(right, goal, givens[seat]).mean(axis=0))
        for seat, goal in zip(SEATS, right, strict=True)
    ]
    return float(np.mean(passes))


# --- names: each on its own, or all of them dealt in random order --------------------


def names_rate(exercise: Exercise) -> float:
    """The better of drawing each name alone and of dealing them, round by round."""
    right = [[*target(exercise, seat).values()] for seat in SEATS]
    return max(alone(right), dealt(right))


def alone(right: list[list[str]]) -> float:
    """Each name as often as it stands in its place at other seats."""
    places = [Counter(place) for place in zip(*right, strict=True)]

    def chance(row: list[str]) -> float:
        pairs = zip(places, row, strict=True)
        return math.prod(count[name] / len(right) for count, name in pairs)

    return float(np.mean([chance(row) for row in right]))


def dealt(right: list[list[str]]) -> float:
    """The names of each round in random order; those in no round each on its own."""
    ends = ends_of_rounds(right)
    orders = [orderings(right[0][begin:end]) for begin, end in pairwise(ends)]
    return alone([row[ends[-1] :] for row in right]) / math.prod(orders)


def ends_of_rounds(right: list[list[str]]) -> list[int]:
    """0, and where each round ends: places with the same names at all seats."""
    ends = [0]
    for end in range(1, len(right[0]) + 1):
        if len({tuple(sorted(row[ends[-1] : end])) for row in right}) == 1:
            ends.append(end)
    return ends


def orderings(names: list[str]) -> int:
    """In how many ways they can be laid out: 3 for a, a, b."""
    same = math.prod(map(math.factorial, Counter(names).values()))
    return math.factorial(len(names)) // same


# --- functions: what can be written without the task ---------------------------------

CONSTANTS = (
    0,
    1,
    -1,
    0.5,
    2,
    10,
    100,
    True,
    False,
    math.inf,
    "",
    [],
    {},
    (0, 1),
    (0, 0),
)


def blind_functions():
    """Functions of any arguments that nobody has to think about."""
    for value in CONSTANTS:
        yield lambda *_, value=value: value
    for place in range(5):
        yield lambda *a, place=place: a[place]
        yield lambda *a, place=place: np.zeros_like(a[place], float)
        yield lambda *a, place=place: np.ones_like(a[place], float)
        for other in range(5):
            yield lambda *a, place=place, other=other: (a[place], a[other])


def function_rate(exercise: Exercise) -> float:
    """1 if a blind function passes; else how often a coin does, tossed at each call."""
    if any(passes(exercise, function) for function in blind_functions()):
        return 1.0
    calls = answered_with_yes_or_no(exercise)
    return 0.5**calls if calls else 0.0


def passes(exercise: Exercise, answer) -> bool:
    try:
        return judged(exercise, answer).right
    except (Unusable, NotAttempted, IndexError, TypeError, ValueError):
        return False


def answered_with_yes_or_no(exercise: Exercise) -> int:
    """How many calls the right function answers with True or False."""
    function, yes_or_no = exercise.reference(exercise.for_seat(1)), []

    def counted(*arguments):
        value = function(*arguments)
        yes_or_no.append(isinstance(value, bool | np.bool_))
        return value

    observe(exercise, counted, 1)
    return len(yes_or_no) if all(yes_or_no) else 0


# --- the rule ------------------------------------------------------------------------


@pytest.mark.parametrize("id", NEW)
def test_a_guess_from_the_format_hardly_ever_passes(id):
    assert rate(EXERCISES[id]) <= MOST


@pytest.mark.parametrize("id", sorted({*EXERCISES} - {*NEW}))
def test_no_exercise_of_before_the_rule_has_become_easier_to_guess(id):
    share = rate(EXERCISES[id])
    assert share <= EASIER.get(id, MOST)
    assert id not in EASIER or share > MOST  # once it is mended, it leaves the table


def test_the_rates_of_names_are_those_that_one_counts_by_hand():
    rows = [list("abc"), list("bca"), list("cab")]
    assert alone(rows) == pytest.approx(1 / 27)
    assert dealt(rows) == pytest.approx(1 / 6)
    assert dealt([list("abab"), list("baba")]) == pytest.approx(1 / 4)  # two rounds
    assert dealt([list("aab"), list("aba")]) == pytest.approx(1 / 2)  # a always first
    assert dealt([list("aab"), list("baa")]) == pytest.approx(1 / 3)


def test_an_answer_that_can_be_guessed_is_found():
    two = EXERCISES["00.1"]
    easy = Numbers(["the mean", "the median"], absolute=1e6)
    assert rate(replace(two, answer=easy)) == 1
    once = Function("f(x)", lambda f, given: np.array([f(3)]), tried="called once")
    same = replace(two, answer=once, reference=lambda given: lambda x: x)
    assert rate(same) == 1
    twice = Function("f(x)", lambda f, given: np.array([f(1), f(2)]), tried="twice")
    coin = replace(two, answer=twice, reference=lambda given: lambda x: x < 2)
    assert rate(coin) == 0.25
