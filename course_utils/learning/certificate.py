"""A page that lists what was done, as Markdown and as HTML to print.

    certificate()                     shown in the notebook
    certificate().save("folder")      certificate.md and certificate.html, to print

It proves nothing, and says so: it is made on the learner's own computer.
"""

import datetime
import html
import os
from pathlib import Path

from ..steward import saved
from ..steward.card import ReportCard
from .bets import Bets
from .progress import store
from .progress.report import Standing
from .verdicts import Verdicts

TITLE = "Model collapse: what was done"
NO_PROOF = (
    "This page proves nothing. It was made on a learner's own computer from a file "
    "that anybody can change, and nobody was watching."
)
NAME = "Name (optional): ______________________________"
LEFT = '<td style="text-align: left">'
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 12pt/1.45 Georgia, serif; max-width: 44em; margin: 2em auto; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; padding: 2px 14px 2px 0; }}
@page {{ size: A4; margin: 18mm; }}
@media print {{ body {{ margin: 0; font-size: 10.5pt; }} }}
</style></head><body>
{body}
</body></html>
"""


class Certificate:
    """One page: notebooks, fact-check, predictions, the game, seat and date."""

    def __init__(self, data: dict, date: datetime.date):
        self.rows = Standing(data, kept=True).rows
        self._lines = [
            f"Fact-check. {Verdicts(data).scores}",
            f"Predictions. {Bets(data).count}",
            f"The steward's game. {_game(data['game'])}",
        ]
        self.foot = f"Seat {data['seat']}. {date:%d %B %Y}.".replace(" 0", " ")

    @property
    def markdown(self) -> str:
        """The page as Markdown."""
        table = [
            f"| {nb} | {title} | {done} of {total} |"
            for nb, title, done, total, _ in self.rows
        ]
        head = ["| notebook | | done |", "|---|---|---|"]
        parts = [f"# {TITLE}", "\n".join(head + table), *self._lines]
        return "\n\n".join([*parts, NO_PROOF, NAME, self.foot]) + "\n"

    @property
    def body(self) -> str:
        """The page as HTML, without its frame."""
        rows = "".join(
            f"<tr>{LEFT}{nb}</td>{LEFT}{html.escape(title)}</td>"
            f"{LEFT}{done} of {total}</td></tr>"
            for nb, title, done, total, _ in self.rows
        )
        head = "".join(
            f'<th scope="col" style="text-align: left">{name}</th>'
            for name in ("notebook", "title", "done")
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        texts = [*self._lines, NO_PROOF, NAME, self.foot]
        lines = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
        return f"{table}{lines}"

    def save(self, folder: str | os.PathLike = ".") -> list[Path]:
        """Write certificate.md and certificate.html there; return their paths.

        The folder is made if it is missing. Raises ValueError if a file of one of these
        names exists.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        page = PAGE.format(title=TITLE, body=f"<h1>{TITLE}</h1>{self.body}")
        files = {"certificate.md": self.markdown, "certificate.html": page}
        for name in files:
            if (folder / name).exists():
                raise ValueError(f"{folder / name} already exists; move it first")
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return [folder / name for name in files]

    def __repr__(self) -> str:
        return self.markdown

    def _repr_html_(self) -> str:
        return f"{TITLE}\n{self.body}"


def _game(text: str) -> str:
    """The grade of the saved game."""
    try:
        state, tries = saved.decode(text)
    except ValueError:
        return "Not played."
    if not state.over:
        return f"In progress, at generation {state.t}."
    return ReportCard.of(state, tries).head


def certificate(date: datetime.date | None = None) -> Certificate:
    """What you have done so far, with your seat and a date: today's by default."""
    return Certificate(store.current().read(), date or datetime.date.today())
