"""Shows a task: ``task``, with the numbers of the learner's seat."""

from ..chapters import contents
from ..tasks.exercise import Exercise, filled
from ..widgets.message import Message
from .progress import store

SAVED_SEAT = 1  # whose cards the notebooks come with


class Card(Message):
    """The task of one seat; ``card["name"]`` is one of the seat's values.

    It says so if the learner has changed seats since.
    """

    def __init__(self, exercise: Exercise, seat: int):
        dots = "●" * exercise.difficulty + "○" * (5 - exercise.difficulty)
        weight = "●" * exercise.importance + "○" * (5 - exercise.importance)
        self.exercise, self.seat = exercise, seat
        self.given = given = exercise.for_seat(seat)
        numbers = f" The numbers are those of seat {seat}." if given else ""
        super().__init__(
            f"Exercise {exercise.id}: {exercise.title}",
            [
                f"Difficulty {dots}, importance {weight}, about {exercise.minutes} "
                f"minutes.{numbers}",
                *filled(exercise.task, given).split("\n"),
            ],
            code=f"{filled(exercise.given_code, given)}\n\n{exercise.stub(seat)}",
            details=("Counts as right", f"{exercise.tolerance(seat)}."),
        )

    @property
    def paragraphs(self) -> list[str]:
        """Its text, and whose card it is if the learner has another seat now."""
        return [*self._lines, *filter(None, [self._of_another_seat()])]

    @paragraphs.setter
    def paragraphs(self, lines: list[str]):
        self._lines = lines

    def _of_another_seat(self) -> str:
        now = current_seat()
        if not self.given or now == self.seat:
            return ""
        return f"This card is for seat {self.seat}. {run_again(self.exercise, now)}"

    def __getitem__(self, name: str):
        if warning := self._of_another_seat():
            print(warning)
        return self.given[name]


def task(id: str) -> Card:
    """The task of an exercise, with the numbers of your seat."""
    card = Card(contents.exercise(id), current_seat())
    store.current().seats_of_cards[id] = card.seat
    return card


def current_seat() -> int:
    """The learner's seat."""
    return store.current().read()["seat"]


def last_seat(id: str, otherwise: int) -> int:
    """The seat of the last card that this kernel showed, if there is one."""
    return store.current().seats_of_cards.get(id, otherwise)


def run_again(exercise: Exercise, seat: int) -> str:
    """What to do with a card of another seat."""
    return (
        f'Your seat is now {seat}, with different numbers: run `task("{exercise.id}")` '
        "again."
    )
