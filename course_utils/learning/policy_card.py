"""A policy card to fill in, kept as a page and as a file for programs.

    policy_card()              an empty card, or the one that was saved
    policy_card("my-archive")  the same; what can be counted in the archive is filled in

*Save* keeps the page with the learner's progress, and writes it beside the notebook as
``policy_card_mine.md`` and, for programs, ``policy_card_mine.json``.
"""

from pathlib import Path

import ipywidgets as W

from ..provenance import card
from ..widgets.message import Message
from ..widgets.panel import Panel, button, say, words
from .progress import shared_file, store
from .progress.record import LONGEST

NAME = "policy_card_mine"
HOW = "Fields that you leave empty say *not answered* on the card."


class PolicyCard(Panel):
    """The card on the screen: ``set(key, answer)`` and ``save()`` work from code."""

    def __init__(self, folder: Path, answers: card.Answers):
        self.folder = folder
        self.fields = {item.key: _field(item) for item in card.ITEMS}
        for key, answer in card.checked(answers).items():
            self.set(key, answer)
        self.button = button("Save", self.save)
        self.feedback = W.HTML()
        super().__init__(words(HOW), *self._rows(), self.button, self.feedback)

    @property
    def answers(self) -> dict[str, str]:
        """Key -> the text in its field."""
        return {key: field.value for key, field in self.fields.items()}

    def set(self, key: str, answer: str) -> None:
        """Put an answer into its field."""
        self.fields[key].value = answer

    def save(self) -> None:
        """Keep the card in the learner's progress, write both files, show the page."""
        page, answers = card.markdown(self.answers), self.answers
        if len(page.encode()) > LONGEST:
            size = f"The card has {len(page.encode()):,} bytes, but at most {LONGEST:,}"
            says = [f"{size} can be kept. Please shorten it."]
            say(self.feedback, Message("Not saved.", says, mood="not yet"))
            return
        store.current().update(lambda data: data.update(policy=page))
        written = self._write({"md": page, "json": card.as_json(answers)})
        missing = sum(not answer.strip() for answer in answers.values())
        head = f"Saved; {missing} lines are not answered."
        news = [written, *store.current().news()]
        say(self.feedback, Message(head, news, code=page, mood="correct"))

    def _write(self, texts: dict[str, str]) -> str:
        """Write the card beside the notebook; say how that went."""
        try:
            for suffix, text in texts.items():
                path = self.folder / f"{NAME}.{suffix}"
                shared_file.replace(path, text.encode())
        except OSError as problem:
            return f"{NAME}.{suffix} can't be written here: {problem.strerror}"
        return f"It is in {NAME}.md and {NAME}.json, beside this notebook."

    def _rows(self) -> list[W.Widget]:
        """The fields, under the names of their templates."""
        rows, last = [], ""
        for item in card.ITEMS:
            if item.template != last:
                rows.append(words(f"*{item.template}*"))
                last = item.template
            rows.append(self.fields[item.key])
        return rows

    @property
    def still(self) -> Message:
        """The lines of the card, and what is known of them."""
        lines = [
            f"{item.label}: {self.answers[item.key] or '…'}" for item in card.ITEMS
        ]
        return Message("Policy card", [*lines, HOW])


def policy_card(archive: str | Path | None = None) -> PolicyCard:
    """A card to fill in, with what was saved before and what an archive says.

    Raises ValueError if the archive can't be read.
    """
    answers = card.from_markdown(store.current().read()["policy"])
    return PolicyCard(Path.cwd(), answers | (card.counted(archive) if archive else {}))


def _field(item: card.CardLine) -> W.Text:
    return W.Text(
        description=f"{item.label}:",
        style={"description_width": "initial"},
        layout={"width": "98%"},
        continuous_update=False,
    )
