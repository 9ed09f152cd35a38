"""The teacher's page: who is stuck where, and on which misconception."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader

from ..chapters import contents
from ..learning.progress.record import STATES
from ..tasks.exercise import Exercise, filled
from ..widgets.message import MOODS, inline
from .marks import columns
from .student import Student, shown

UNKNOWN = "This is none of the mistakes that we know."
TEMPLATE = Path(__file__).with_name("page.html.j2")


class Mistake(NamedTuple):
    """A misconception, what a learner is told of it, and who has it."""

    code: str
    says: str
    who: list[str]


class Place(NamedTuple):
    """An exercise: how many are in each state, and what holds them up."""

    exercise: Exercise
    counts: Counter
    mistakes: list[Mistake]
    stuck: list[str]


def text(students: list[Student]) -> str:
    """The page; those exercises first at which most are stuck."""
    places = sorted(
        (_place(contents.exercise(id), students) for id in columns(students)),
        key=lambda place: -len(place.stuck),
    )
    pages = Environment(loader=FileSystemLoader(TEMPLATE.parent), autoescape=True)
    pages.filters |= {"shown": shown, "inline": inline}
    return pages.get_template(TEMPLATE.name).render(
        students=students, places=places, ids=columns(students), states=STATES,
        signs={state: MOODS[state][0] for state in STATES},
    )  # fmt: skip


def _place(exercise: Exercise, students: list[Student]) -> Place:
    id = exercise.id
    stuck = {s.name: s.codes.get(id, []) for s in students if s.stuck(id)}
    says = {w.code: filled(w.says, exercise.for_seat(1)) for w in exercise.wrong[::-1]}
    found = Counter(code for codes in stuck.values() for code in codes)
    mistakes = [
        Mistake(code, says.get(code, UNKNOWN), [s for s in stuck if code in stuck[s]])
        for code, _ in found.most_common()
    ]
    states = Counter(student.states.get(id) for student in students)
    return Place(exercise, states, mistakes, [*stuck])
