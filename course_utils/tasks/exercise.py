"""An exercise: a task, its right answer, and the wrong answers that we know.

Its *answer* says how an answer is read and compared, how much it may be off, and what a
learner starts from (``tasks/answers``), so nothing is stated twice:

>>> from course_utils.tasks.answers import Numbers
>>> HALF_LIFE = Exercise(
...     id="99.1", title="Half a life", minutes=5, difficulty=2,
...     given=lambda random: {"n": random.randrange(10, 100)},  # this seat's numbers
...     task=lambda given: (
...         f"Replace, n = {given['n']:,} points a generation, the fit divides by n. "
...         "Two numbers: the generations until half of the median spread is left, "
...         "and until a quarter is left."
...     ),
...     answer=Numbers(["half is left", "a quarter is left"], relative=0.05),
...     reference=lambda given: (0.693 * given["n"], 1.386 * given["n"]),
...     alternatives=(lambda given: [0.7 * given["n"], 1.4 * given["n"]],),
...     wrong=(
...         Wrong("linear-loss", "Each half-life takes half of what is *left*.",
...               lambda given: (0.693 * given["n"], 1.04 * given["n"])),
...         Wrong("variance-for-spread", "That is for the variance, the square.",
...               lambda given: (0.347 * given["n"], 0.693 * given["n"])),
...     ),
...     hints=("What happens to log σ?", "It loses 1/n.", "log 2 / (1/n)."),
...     solution="n log 2 and 2 n log 2.", correct="Half-lives add up.",
... )
>>> HALF_LIFE.tolerance(seat=1)
'both numbers within 5 %'
>>> print(HALF_LIFE.stub(seat=1))
answer = (..., ...)
>>> n = HALF_LIFE.for_seat(1)["n"]
>>> judge(HALF_LIFE, observe(HALF_LIFE, (0.7 * n, 9), seat=1), seat=1).says
'Right so far: half is left.'
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from . import targets
from .answers.answer import Answer
from .answers.reading import NotAttempted, is_stub
from .wrong import Given, Wrong

Text = str | Callable[[Given], str]


@dataclass(frozen=True, eq=False)
class Exercise:
    """See the module. ``difficulty`` and ``importance`` run from 1 to 5.

    A text, an answer or a number may depend on ``given``, which ``for_seat`` draws.
    """

    id: str
    title: str
    task: Text
    minutes: int
    answer: Answer
    reference: Callable[[Given], object]
    wrong: tuple[Wrong, ...]
    alternatives: tuple[Callable[[Given], object], ...]
    hints: tuple[Text, Text, Text]
    solution: Text
    correct: str
    solution_code: Text = ""
    given_code: Text = ""
    difficulty: int = 1
    importance: int = 3
    given: Callable[[random.Random], Given] | None = None

    def for_seat(self, seat: int) -> Given:
        """The numbers of a seat: always the same ones for the same seat."""
        return self.given(random.Random(f"{seat}/{self.id}")) if self.given else {}

    @property
    def optional(self) -> bool:
        """Whether a notebook counts as done without it; its title says so."""
        return self.title.endswith("optional)")

    def text(self, part: str, seat: int) -> str:
        """A text of the exercise with the seat's numbers in it."""
        return filled(getattr(self, part), self.for_seat(seat))

    def tolerance(self, seat: int) -> str:
        """What counts as right, in words."""
        return self.answer.tolerance(self.for_seat(seat))

    def stub(self, seat: int) -> str:
        """The code that a learner starts from."""
        return self.answer.stub(self.for_seat(seat))


@dataclass(frozen=True)
class Judgement:
    """Whether an answer is right, what to say of it, and the code of a known mistake.

    says : "" for an unknown mistake, unless parts of the answer are right.
    """

    right: bool
    says: str = ""
    code: str = ""


def filled(text: Text, given: Given) -> str:
    """The text, with the seat's numbers in it."""
    return text(given) if callable(text) else text


def observe(exercise: Exercise, answer, seat: int):
    """What an answer looks like; a function is called, so anything may happen.

    Raises NotAttempted for a stub and Unusable for anything that is not an answer.
    """
    if is_stub(answer):
        raise NotAttempted
    return exercise.answer.read(answer, exercise.for_seat(seat))


def judge(exercise: Exercise, seen, seat: int) -> Judgement:
    """Compare what was observed with the right answer and with the known mistakes."""
    given, goal = exercise.for_seat(seat), target(exercise, seat)
    for number, wrong in enumerate(exercise.wrong):
        if wrong.slip and _is(exercise, number, seen, seat, given):
            return Judgement(False, wrong.says, wrong.code)
    if exercise.answer.alike(seen, goal, given):
        return Judgement(True, exercise.correct)
    for number, wrong in enumerate(exercise.wrong):
        if not wrong.slip and _is(exercise, number, seen, seat, given):
            return Judgement(False, wrong.says, wrong.code)
    return Judgement(False, exercise.answer.remark(seen, goal, given), "other")


def target(exercise: Exercise, seat: int):
    """What a right answer looks like when it is observed."""
    return _target(exercise, seat if exercise.given else 0)


def mistake(exercise: Exercise, number: int, seat: int):
    """What a named wrong answer looks like when it is observed."""
    return _mistake(exercise, number, seat if exercise.given else 0)


def _is(exercise: Exercise, number: int, seen, seat: int, given: Given) -> bool:
    """Whether ``seen`` is that mistake."""
    wrong, answer = exercise.wrong[number], exercise.answer
    if wrong.tells:
        return bool(wrong.tells(seen, given))
    other = mistake(exercise, number, seat)
    if wrong.slip:
        return answer.slipped(seen, other, target(exercise, seat), given)
    return answer.alike(seen, other, given, wrong.places)


@cache
def calls_answers(exercise: Exercise) -> bool:
    """Whether observing an answer calls it."""

    class Called(BaseException):
        pass

    def answer(*_):
        raise Called

    try:
        observe(exercise, answer, seat=1)
    except Called:
        return True
    except Exception:  # an answer that is not a number, for example
        return False
    return False


@cache
def _target(exercise: Exercise, seat: int):
    given = exercise.for_seat(seat)
    return exercise.answer.right(exercise.reference(given), given)


@cache
def _mistake(exercise: Exercise, number: int, seat: int):
    kept = targets.stored(exercise)
    if kept:
        return kept[number]
    given = exercise.for_seat(seat)
    return exercise.answer.read(exercise.wrong[number].answer(given), given)
