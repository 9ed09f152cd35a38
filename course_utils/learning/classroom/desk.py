"""The teacher's desk: paste the lines or name a folder, choose, draw.

``desk()`` shows a field, a list of what was sent and a button; what was read, skipped
and sent twice is listed above the picture. What seats have sent is shown escaped.
"""

from pathlib import Path

import ipywidgets as W

from ...chapters import contents
from ...widgets.message import Message
from ...widgets.panel import Panel, button, say, words
from ..line import Line
from . import chains
from .bets import draw_bets
from .gather import Gathered, gather
from .mistakes import draw_mistakes
from .picture import draw
from .votes import votes

MISTAKES = "misconceptions"
OPENING = (
    "Paste what the seats have sent, with names and times and thanks, or name a folder "
    "with their files. Then read, choose what to draw, and draw."
)


class Desk(Panel):
    """The desk on the screen: ``read()`` and ``draw()`` do what the buttons do."""

    def __init__(self):
        self.found = Gathered([], [])
        self.pasted = W.Textarea(
            placeholder="seat 7 | last_seen = 12", description="Lines of the class:",
            style={"description_width": "initial"},
            layout={"width": "100%", "height": "10em", "flex_flow": "column"},
        )  # fmt: skip
        self.folder = W.Text(
            description="Or a folder:", style={"description_width": "initial"},
            layout={"width": "100%"},
        )  # fmt: skip
        self.what = W.Dropdown(
            options=[], description="What to draw:",
            style={"description_width": "initial"}, layout={"width": "auto"},
        )  # fmt: skip
        self.now = W.Checkbox(
            description="Show votes before the second vote", indent=False,
            layout={"width": "auto"},
        )  # fmt: skip
        wide = {"width": "100%", "overflow": "auto"}
        self.said, self.drawn = W.HTML(layout=wide), W.HTML(layout=wide)
        choosing = [self.what, self.now, button("Draw", self.draw)]
        super().__init__(
            words(OPENING), self.pasted, self.folder, button("Read", self.read),
            self.said, *choosing, self.drawn,
        )  # fmt: skip
        say(self.said, Message("Nothing has been read yet."))

    def read(self) -> None:
        """Read the folder if one is named, else what is pasted."""
        folder = self.folder.value.strip()
        try:
            self.found = gather(Path(folder) if folder else self.pasted.value)
        except (OSError, ValueError) as problem:
            say(self.said, Message("Nothing was read.", [str(problem)], mood="not yet"))
            return
        head, *rest = self.found.report.split("\n")
        say(self.said, Message(f"{head}.", code="\n".join(rest)))
        self.what.options = kinds(self.found)
        self.what.value = next(iter(self.what.options), None)
        self.drawn.value = ""

    def draw(self) -> None:
        """Draw what is chosen."""
        if self.what.value is None:
            say(self.drawn, Message("There is nothing to draw yet: read some lines."))
            return
        try:
            shown = picture(self.found, self.what.value, now=self.now.value)
            self.drawn.value = shown._repr_html_()
        except ValueError as problem:
            say(self.drawn, Message("Nothing was drawn.", [str(problem)]))

    @property
    def still(self) -> Message:
        """What a saved file shows: what the desk is for, and what was read."""
        return Message("The lines of a class", [OPENING, self.found.count])


def desk() -> Desk:
    """A panel that reads and draws what a class has sent."""
    return Desk()


def kinds(found: Gathered) -> list[str]:
    """What can be drawn: questions, predictions, chains, measures, misconceptions."""
    measured = [key for key in found.keys if _is_measured(found, key)]
    asked = [key for key in found.keys if _drawer(key)]
    asked.sort(key=lambda key: key not in contents.all_concepts())
    return [*asked, *measured, *[MISTAKES] * bool(found.keys)]


def picture(found: Gathered, what: str, *, now: bool = False):
    """One of ``kinds``, drawn. Raises ValueError if nobody sent any."""
    if what == MISTAKES:
        return draw_mistakes(found)
    if what in contents.all_concepts():
        return votes(found, what, now=now)
    if drawer := _drawer(what):
        return drawer(found)
    values = found.of(what).items()
    return draw({s: Line(s, what, v) for s, v in values if isinstance(v, float)})


def _drawer(key: str):
    """What draws a key that has its own theory or truth; None for other keys."""
    if key in contents.all_concepts():
        return lambda found: votes(found, key)
    if key in contents.all_predictions():
        return lambda found: draw_bets(found, key)
    return {chains.KEY: chains.draw_chains, chains.LIFE: chains.draw_lives}.get(key)


def _is_measured(found: Gathered, key: str) -> bool:
    numbers = [v for v in found.of(key).values() if isinstance(v, float)]
    return bool(numbers) and not _drawer(key) and key != "exercises"
