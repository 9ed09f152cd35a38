"""How far the learner has got: ``progress()`` and its methods."""

import html
import sys

from ... import checks
from ...chapters import contents
from ...tasks.prediction import locked
from ...widgets.message import Message, box
from ..line import SEATS, Line, formatted
from . import passport, store
from .record import merge

PLACE = "in this browser" if sys.platform == "emscripten" else "on this computer"
SHAPES = {True: "✓", False: "○"}


class Standing:
    """What is done, what is next and how many minutes are left.

    done, todo : lists of Item; next : the first of todo, or None.
    Optional items come last, and a notebook counts as done without them.
    """

    def __init__(self, data: dict, kept: bool):
        everything = contents.items()
        self.done = [item for item in everything if is_done(item, data)]
        self.todo = [item for item in everything if item not in self.done]
        self._due = [item for item in self.todo if not item.optional]
        self.next = next(iter([*self._due, *self.todo]), None)
        self.minutes_left = round(sum(item.minutes for item in self._due))
        self.seat, self.notices = data["seat"], data["notices"]
        self.kept = kept

    @property
    def rows(self) -> list[tuple[str, str, int, int, int]]:
        """Notebook, title, things done, things in all, minutes left."""
        rows = []
        for nb, title in contents.notebooks().items():
            done = [i for i in self.done if i.notebook == nb and not i.optional]
            due = [item for item in self._due if item.notebook == nb]
            minutes = round(sum(item.minutes for item in due))
            rows.append((nb, title, len(done), len(done) + len(due), minutes))
        return rows

    @property
    def closing(self) -> list[str]:
        """What is next, and where it is kept."""
        if self.next is None:
            lines = ["Everything is done."]
        elif not self._due:
            lines = [f"All that is left is optional. Next: {self.next.id}."]
        else:
            next_ = f"Next: notebook {self.next.notebook}, {_named(self.next)}."
            lines = [f"{next_} About {self.minutes_left} minutes left in all."]
        where = (
            f"Kept in one file {PLACE} (`progress.file`), never sent."
            if self.kept
            else "Kept until this kernel stops: `progress.code()` takes it with you."
        )
        return [*lines, f"Seat {self.seat}. {where}", *self.notices]

    def __repr__(self) -> str:
        width = max(len(row[1]) for row in self.rows)
        lines = ["Your progress"]
        for nb, title, done, total, minutes in self.rows:
            left = f"{minutes} minutes left" if minutes else "done"
            shape = SHAPES[done == total]
            lines.append(f"{shape} {nb} {title:{width}}  {done} of {total}, {left}")
        return "\n".join([*lines, *self.closing])

    def _repr_html_(self) -> str:
        cell = '<td style="text-align: left; padding: 2px 12px 2px 0">'
        head = "".join(
            f'<th scope="col" style="text-align: left; padding-right: 12px">{name}</th>'
            for name in ("", "Notebook", "Done", "Left")
        )
        body = "".join(
            f"<tr>{cell}{SHAPES[done == total]}</td>{cell}{nb} "
            f"{html.escape(title)}</td>"
            f"{cell}{done} of {total}</td>{cell}{minutes} min</td></tr>"
            for nb, title, done, total, minutes in self.rows
        )
        text = Message("", self.closing)
        lines = text._repr_html_()
        table = (
            f"<strong>Your progress</strong><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )
        return box(table) + lines


def _named(item: contents.Item) -> str:
    """What a card is found by: its id and title, or a quiz's title alone."""
    if item.kind == "quizzes":
        return f"“{item.title}”"
    return f"{item.id} ({item.title})"


def is_done(item: contents.Item, data: dict) -> bool:
    """Locked, correct, or every question answered."""
    if item.kind == "exercises":
        return data["exercises"].get(item.id, {}).get("state") == "correct"
    if item.kind == "quizzes":
        quiz = contents.quiz(item.id)
        return len(quiz.answers(data)) == len(quiz.questions)
    return locked(contents.prediction(item.id), data) is not None


class Progress:
    """``progress()`` shows how far you have got; nothing is ever sent."""

    def __call__(self) -> Standing:
        kept = store.current()
        data = kept.read()
        kept.news()  # the report shows the notices themselves
        return Standing(data, kept.path is not None and not kept.behind)

    @property
    def file(self):
        """Where the progress is kept: a path, or None for this kernel's memory."""
        return store.current().path

    @property
    def seat(self) -> int:
        """Your number in class, 1 to 9999: some exercises give each seat its own."""
        return store.current().read()["seat"]

    @seat.setter
    def seat(self, number: int):
        number = checks.count("seat", number, least=1, most=SEATS)
        store.current().update(lambda data: data.update(seat=number))

    def code(self) -> "Code":
        """A text to copy: ``progress.restore("MC2-…")`` brings all of it back."""
        return Code(passport.encode(store.current().read()))

    def restore(self, code: str) -> Standing:
        """Bring back what a code holds; nothing that is already here is lost.

        Raises ValueError for a damaged code, and changes nothing.
        """
        other = passport.decode(code)
        store.current().update(lambda data: data.update(merge(data, other)))
        return self()

    def forget(self, id: str | None = None) -> Message:
        """Delete all of it, or one prediction, exercise, quiz or vote.

        ``"fact-check"`` stands for both of its parts. Raises ValueError for an unknown
        id.
        """
        if id is None:
            return self._forget_all()
        ids = _ids(id)

        def drop(data):
            for kind in ("predictions", "exercises", "quizzes", "votes"):
                for one in ids:
                    data[kind].pop(one, None)

        store.current().update(drop)
        where = ", but not in the file" if store.current().behind else ""
        news = store.current().news()
        return Message(f"Your progress in {id} is deleted{where}.", news)

    def _forget_all(self) -> Message:
        try:
            store.current().forget()
        except OSError as problem:
            return Message(
                "Your progress could not be deleted "
                f"({problem.strerror or problem}). It is still in "
                f"{store.readable(self.file)}."
            )
        return Message("Your progress is deleted.")

    def line(self) -> str:
        """One line for the teacher: seat, states and mistakes, predictions and votes.

        ``classroom.gather`` reads it.
        """
        data = store.current().read()
        states = [
            (id, " ".join([entry["state"], *(f"[{code}]" for code in entry["codes"])]))
            for id, entry in sorted(data["exercises"].items())
        ]
        more = [*states, *_bets(data), *_votes(data)]
        return repr(Line(data["seat"], "exercises", len(states), tuple(more)))

    def __repr__(self) -> str:
        return repr(self())

    def _repr_html_(self) -> str:
        return self()._repr_html_()


def _bets(data: dict) -> list[tuple[str, str]]:
    """The locked predictions, as they appear in a line."""
    known = contents.all_predictions().values()
    values = {bet.id: locked(bet, data) for bet in known}
    return [(id, formatted(value)) for id, value in values.items() if value is not None]


def _votes(data: dict) -> list[tuple[str, str]]:
    known = contents.all_concepts().values()
    return [(c.id, c.formatted(data)) for c in known if c.votes(data)]


def _ids(id: str) -> list[str]:
    """The ids that one id of ``forget`` stands for."""
    quizzes = contents.all_quizzes()
    if id == "fact-check":
        return [one for one in quizzes if one.startswith("fact-check/")]
    known = [*contents.all_predictions(), *contents.all_exercises(), *quizzes]
    known += contents.all_concepts()
    if id not in known:
        raise ValueError(
            f"no prediction, exercise, quiz or vote {id!r}; there are "
            f"{', '.join(known)}"
        )
    return [id]


class Code(str):
    """A progress code that a cell shows without quotes, wrapped."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return box(
            "<div>Copy this line. It restores your progress on another computer:</div>"
            f"<div style='overflow-wrap: anywhere'><code>progress.restore(&quot;{self}"
            "&quot;)</code></div>"
        )


progress = Progress()


def main() -> None:
    """The command: print what is done and what comes next."""
    print(progress())
    if progress.file:
        print(f"The file: {progress.file}")
