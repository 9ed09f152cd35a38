"""An exercise: a task, its right answer, and the wrong answers that we know.

One entry holds all of it, with real functions. An answer is *observed*: turned into
something that can be compared, by reading its numbers or by calling it on seeded
inputs. The observation is compared with that of the reference and of every named
wrong answer, so a new exercise needs no new code path::

    Exercise(
        id="01.9", title="...", minutes=5, difficulty=2,
        given=lambda random: {"n": random.choice([10, 20])},  # this seat's numbers
        task=lambda given: f"... {given['n']} points ...",
        observe=lambda answer, given: number(answer, "The half-life"),
        reference=lambda given: 1.39 * given["n"],
        same=close(0.05), tolerance="within 5 %",
        wrong=(Wrong("mean-for-median", "...", lambda given: 0.69 * given["n"]), ...),
        alternatives=(...), hints=("...", "...", "..."), solution="...", correct="...",
    )
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from . import targets

Given = dict
Text = str | Callable[[Given], str]


@dataclass(frozen=True)
class Wrong:
    """A wrong answer with a name: what it shows about how the learner thinks.

    code : short name of the misconception, for the teacher.
    says : the sentence that helps.
    answer : the wrong answer itself, made from the seat's numbers.
    """

    code: str
    says: str
    answer: Callable[[Given], object]


@dataclass(frozen=True, eq=False)
class Exercise:
    """See the module. ``difficulty`` and ``importance`` run from 1 to 5.

    remark : what to say of an unknown mistake, from its observation and the target.
    ideal : what a right answer looks like on average, where observing takes samples;
        without it, the observation of the reference is the target.
    """

    id: str
    title: str
    task: Text
    minutes: int
    observe: Callable[[object, Given], object]
    reference: Callable[[Given], object]
    same: Callable[[object, object], bool]
    tolerance: str
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
    remark: Callable[[object, object], str] = field(default=lambda seen, target: "")
    ideal: Callable[[Given], object] | None = None

    def for_seat(self, seat: int) -> Given:
        """The numbers of a seat: always the same ones for the same seat."""
        return self.given(random.Random(f"{seat}/{self.id}")) if self.given else {}

    @property
    def optional(self) -> bool:
        """Whether a notebook is done without it; its title says so in brackets."""
        return self.title.endswith("optional)")

    def text(self, part: str, seat: int) -> str:
        """A text of the exercise with the seat's numbers in it."""
        return spell(getattr(self, part), self.for_seat(seat))


def spell(text: Text, given: Given) -> str:
    """The text itself, or what it makes of the seat's numbers."""
    return text(given) if callable(text) else text


def target(exercise: Exercise, seat: int):
    """What a right answer looks like when it is observed."""
    return _looks(exercise, None, seat if exercise.given else 0)


def mistake(exercise: Exercise, number: int, seat: int):
    """What a named wrong answer looks like when it is observed."""
    return _looks(exercise, number, seat if exercise.given else 0)


@cache
def calls_answers(exercise: Exercise) -> bool:
    """Whether observing an answer calls it, where it can be called."""

    class Called(BaseException):
        pass

    def answer(*_):
        raise Called

    try:
        exercise.observe(answer, exercise.for_seat(1))
    except Called:
        return True
    except Exception:  # an answer that is no number, for example
        return False
    return False


@cache
def _looks(exercise: Exercise, number: int | None, seat: int):
    given = exercise.for_seat(seat)
    if number is None and exercise.ideal:
        return exercise.ideal(given)
    kept = None if number is None else targets.stored(exercise)
    if kept:
        return kept[number]
    answer = exercise.reference if number is None else exercise.wrong[number].answer
    return exercise.observe(answer(given), given)
