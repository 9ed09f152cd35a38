"""What marking finds out about one student."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..learning.progress.record import STATES

NOTES = 12  # of one student
RANK = {state: rank for rank, state in enumerate(STATES)}


@dataclass
class Student:
    """A student's states, mistakes and what there is to note.

    seat : None where none is known. states : exercise -> state. codes : exercise ->
    the misconceptions of its answers, once each. notebooks : their numbers.
    """

    name: str
    seat: int | None = None
    states: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    notebooks: list[str] = field(default_factory=list)

    def told(self, id: str, state: str, code: str = "") -> None:
        """Keep the best state of an exercise, and every mistake."""
        known = self.states.get(id, STATES[0])
        self.states[id] = max(known, state, key=RANK.__getitem__)
        if code and code not in self.codes.setdefault(id, []):
            self.codes[id].append(code)

    def note(self, *notes: str) -> None:
        """Keep what is to be noted, once."""
        new = [note for note in notes if note not in self.notes]
        self.notes = [*self.notes, *new][:NOTES]

    def take(self, exercises: Iterable[str]) -> None:
        """A notebook with these exercises was handed in."""
        for id in exercises:
            self.told(id, STATES[0])
            self.notebooks = sorted({*self.notebooks, id[:2]})

    def stuck(self, id: str) -> bool:
        """Whether it was tried and is not done."""
        return self.states.get(id, STATES[0]) in STATES[1:3]

    @property
    def done(self) -> list[str]:
        """The exercises that are correct."""
        return [id for id, state in self.states.items() if state == STATES[3]]


def shown(name: str) -> str:
    """A name for print: what nobody can see, or no system can write, becomes �."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)
