"""The fact-check of notebooks 00 and 12 side by side, with what each verdict rests on.

    verdicts()

The sentences are the same both times, so a better score is partly memory.
"""

import html
import tomllib
from functools import cache
from pathlib import Path

from .. import chapters
from ..chapters import contents
from ..tasks.question import Question
from ..widgets.message import inline
from .progress import store

EVIDENCE = Path(chapters.__file__).parent / "nb12" / "evidence.toml"
FIRST, AGAIN = "fact-check/first", "fact-check/again"
TITLE = "The fact-check, twice"
MEMORY = "The sentences were the same, so part of a better score is memory."


@cache
def evidence() -> dict[str, dict]:
    """Question -> notebooks, date, refuted_by, disagree."""
    return tomllib.loads(EVIDENCE.read_text(encoding="utf-8"))


class Verdicts:
    """Every sentence with both answers, the verdict, and what would refute it."""

    def __init__(self, data: dict):
        self._answers = [contents.quiz(id).answers(data) for id in (FIRST, AGAIN)]
        self._scores = [contents.quiz(id).score(data) for id in (FIRST, AGAIN)]
        self.questions = contents.quiz(AGAIN).questions

    def rows(self, question: Question) -> list[tuple[str, str]]:
        """(what, text) of one sentence."""
        first, now = (self._said(answers, question) for answers in self._answers)
        rests = evidence()[question.id]
        return [
            ("You, before the course", first),
            ("You, now", now),
            ("The course", f"{question.right}. {question.options[question.right]}"),
            ("Shown in", f"notebook {', '.join(rests['notebooks'])}"),
            ("Would refute this", rests["refuted_by"]),
            ("A careful reader may disagree", rests["disagree"]),
            ("Last checked", f"{rests['date']:%d %B %Y}".lstrip("0")),
        ]

    @property
    def scores(self) -> str:
        """Both scores, and a word on memory."""
        total = len(self.questions)
        told = [
            f"{name}: {score} of {total}, {len(answers)} answered"
            for name, score, answers in zip(
                ("Before", "now"), self._scores, self._answers, strict=True
            )
        ]
        return f"{'; '.join(told)}. {MEMORY}"

    def _said(self, answers: dict[str, int], question: Question) -> str:
        index = answers.get(question.id)
        return "not answered" if index is None else question.names[index]

    def __repr__(self) -> str:
        parts = [TITLE, self.scores]
        for number, question in enumerate(self.questions, start=1):
            parts.append(f"\n{number}. {question.prompt}")
            parts += [f"   {what}: {text}" for what, text in self.rows(question)]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        parts = []
        for number, question in enumerate(self.questions, start=1):
            rows = "".join(_row(*row) for row in self.rows(question))
            head = f"<strong>{number}. {inline(question.prompt)}</strong>"
            parts.append(f"<div>{head}</div><table><tbody>{rows}</tbody></table>")
        return f"{TITLE}\n<div>{html.escape(self.scores)}</div>{''.join(parts)}"


def _row(what: str, text: str) -> str:
    style = "text-align: left; vertical-align: top; white-space: normal"
    return (
        f'<tr><th scope="row" style="{style}; width: 12em">{html.escape(what)}</th>'
        f'<td style="{style}">{inline(text)}</td></tr>'
    )


def verdicts() -> Verdicts:
    """Both answers to each sentence of the fact-check, and what speaks for each."""
    return Verdicts(store.current().read())
