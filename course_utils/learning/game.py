"""Plays the steward's game in a panel: decide, see the bill, run the generation.

    game()            the game you left unfinished, or a new one for your seat

Until a generation is run, everything can be undone; once its results are shown, nothing
can. After every generation the game is kept with the progress, as the text that
``steward.saved`` writes; ``progress.code()`` carries it too. By keyboard: Tab goes from
field to field, the space bar ticks a box or presses a button.
"""

import html

import ipywidgets as W

from ..steward import saved
from ..steward.actions import MOST, Actions, Refused
from ..steward.card import ReportCard
from ..steward.game import State, begin, turn
from ..steward.world import CREDITS, GENERATIONS, GIFT, of_seat
from ..widgets.message import Message, box
from ..widgets.panel import Panel, button, say, words
from .progress import store

RULES = (
    f"Ten generations, {CREDITS:,} credits, and {GIFT:,} human records to begin with. "
    "In each generation you decide what the next model learns from. The last model's "
    "own writing, which costs nothing, makes up the rest of its 2,000 records. What "
    "you do not archive is lost afterwards. Some of the world's surprises are still to "
    "come.\n"
    "By keyboard: Tab moves on, digits and the arrow keys change a number, the space "
    "bar ticks a box or presses a button."
)
LABELS = {
    "human": "Buy human records",
    "crawl": "Crawl records of the web",
    "verify": "Check records of your own model",
    "detect": "Detector: throw out what looks like model text",
    "provenance": "Check the origin of what is new",
    "archive": "Archive: keep what is not your model's",
    "accumulate": "Keep your own model's writing, too",
}
METERS = {
    "valid": "valid records",
    "rare": "rare types it has met",
    "attack": "triggers that work",
    "web": "model text on the web",
}
STYLE = {"description_width": "initial"}


class Game(Panel):
    """The panel: ``set(human=50)``, ``undo()``, ``run()``, ``again()``, ``take(text)``.

    state : the game between two generations. tries : earlier games at this seat.
    """

    def __init__(self):
        self.controls = {name: self._control(name) for name in LABELS}
        self.status, self.meters, self.bill = W.HTML(), W.HTML(), W.HTML()
        self.diary, self.news, self.card = W.HTML(), W.HTML(), W.HTML()
        self.back = button("Undo", self.undo)
        self.go = button("Run the generation", self.run)
        self.restart = button("Begin again", self.again)
        self.code = W.Text(
            description="A saved game:", placeholder="DS1-…", style=STYLE,
            continuous_update=False, layout={"width": "420px", "max_width": "100%"},
        )  # fmt: skip
        self.load = button("Load it", lambda: self.take(self.code.value))
        self._undo, self._quiet = [], False
        fields = W.VBox(list(self.controls.values()))
        super().__init__(
            W.HTML("<strong>Data steward</strong>"), words(RULES), self.status,
            self.meters, fields, self.bill, W.HBox([self.back, self.go, self.restart]),
            self.news, self.card, self.diary, W.HBox([self.code, self.load]),
        )  # fmt: skip
        for name, control in self.controls.items():
            control.observe(
                lambda change, name=name: self._changed(name, change), "value"
            )
        self._begin()

    def _control(self, name: str):
        if name in MOST:
            return W.BoundedIntText(
                0, min=0, max=MOST[name], step=10, style=STYLE,
                layout={"width": "34em", "max_width": "100%"},
            )  # fmt: skip
        return W.Checkbox(False, indent=False, layout={"width": "auto"})

    def _begin(self):
        """Load the saved game; if its text is not one, begin a new game and say why."""
        kept = store.current().read()
        seat, text = kept["seat"], kept["game"]
        self.state, self.tries = begin(of_seat(seat)), 0
        if text:
            try:
                self.state, self.tries = saved.decode(text)
            except ValueError as problem:
                self._tell(f"Your saved game: {problem}.", "could not be checked")
        self._show()

    @property
    def actions(self) -> Actions:
        """What the controls say."""
        return Actions(**{name: c.value for name, c in self.controls.items()})

    def set(self, **values) -> None:
        """Put values into the controls, as if by hand."""
        for name, value in values.items():
            self.controls[name].value = value

    def undo(self) -> None:
        """Take back the last change of this generation."""
        if self._undo:
            name, value = self._undo.pop()
            self._silently({name: value})
            self._show_bill()

    def run(self) -> None:
        """Run the generation; its results are final, and kept."""
        try:
            self.state = turn(self.state, self.actions)
        except Refused as problem:
            self._tell(f"Not run: {problem}.", "not yet")
            return
        self._keep()
        told = "The results are final." if not self.state.over else "The game is over."
        self._tell(f"Generation {self.state.t - 1} is done. {told}", "note")
        self._show()
        first = self.restart if self.state.over else self.controls["human"]
        first.focus()  # the button that was pressed may be closed

    def again(self) -> None:
        """Begin again at your seat; it is a replay if results have been shown."""
        seat = store.current().read()["seat"]
        same = seat == self.state.world.seat
        self.tries = self.tries + bool(self.state.scores) if same else 0
        self.state = begin(of_seat(seat))
        self._keep()
        self._silently(
            dict.fromkeys(MOST, 0) | {n: False for n in LABELS if n not in MOST}
        )
        self._tell(f"A new game at seat {seat}.", "note")
        self._show()

    def take(self, text: str) -> None:
        """Go on with a saved game; a text that is not a game changes nothing."""
        try:
            state, tries = saved.decode(text)
        except ValueError as problem:
            told = str(problem)
            self._tell(f"{told[0].upper()}{told[1:]}.", "could not be checked")
            return
        self.state, self.tries = state, tries
        self._keep()
        self._tell(f"Loaded at generation {min(state.t, GENERATIONS)}.", "correct")
        self._show()

    def _keep(self):
        text = saved.encode(self.state, self.tries)
        store.current().update(lambda data: data.update(game=text))

    def _changed(self, name: str, change):
        if self._quiet:
            return
        self._undo.append((name, change["old"]))
        self._show_bill()

    def _silently(self, values: dict):
        self._quiet = True
        self.set(**values)
        self._quiet = False

    def _tell(self, text: str, mood: str):
        say(self.news, Message(text, store.current().news(), mood=mood))

    def _show(self):
        """Everything, after a generation was run or a game begun."""
        self._undo.clear()
        self.status.value = box(f"<strong>{html.escape(self.standing)}</strong>")
        self.meters.value = _table(self.state)
        self.diary.value = _log(self.state)
        self.code.value = saved.encode(self.state, self.tries)
        self._label()
        self._show_bill()
        self.card.value = ""
        if self.state.over:
            card = ReportCard.of(self.state, self.tries)
            mood = "note" if card.failures else "correct"
            say(self.card, Message(card.head, card.lines, mood=mood))

    @property
    def standing(self) -> str:
        """Where the game stands, in one line."""
        seat = self.state.world.seat
        again = f", replay {self.tries}" if self.tries else ""
        if self.state.over:
            return f"All {GENERATIONS} generations are done. Seat {seat}{again}."
        return (
            f"Generation {self.state.t} of {GENERATIONS}, "
            f"{self.state.credits:,.1f} credits left. Seat {seat}{again}."
        )

    def _label(self):
        """Label each control, with its price and what is on offer."""
        prices, offered = self.state.world.prices, ""
        if not self.state.over:
            crawlable = self.state.world.crawlable(self.state.t)
            offered = f"; the web offers {crawlable}"
        for name, control in self.controls.items():
            more = {"crawl": offered, "archive": f"; {self.state.archive.sum():,} kept"}
            control.description = (
                f"{LABELS[name]} ({getattr(prices, name):g} each{more.get(name, '')})"
            )
            control.disabled = self.state.over

    def _show_bill(self):
        self.back.disabled = not self._undo
        self.go.disabled = self.state.over
        if self.state.over:
            self.bill.value = ""
            return
        costs = self.state.bill(self.actions)
        total = sum(costs.values())
        parts = ", ".join(f"{name} {cost:.1f}" for name, cost in costs.items())
        left = self.state.credits - total
        rest = f"{left:.1f} would be left" if left >= 0 else f"{-left:.1f} too much"
        mood = "note" if left >= 0 else "not yet"
        head = f"The bill: {total:.1f} credits, {rest}."
        self.bill.value = Message(
            head, [f"{parts}." if parts else ""], mood=mood
        )._repr_html_(live=True)

    @property
    def still(self) -> Message:
        """The rules and where the game is."""
        controls = [control.description for control in self.controls.values()]
        return Message("Data steward", [*RULES.split("\n"), self.standing, *controls])


def game() -> Game:
    """The steward's game: the one you left unfinished, or a new one for your seat."""
    return Game()


def _table(state: State) -> str:
    """HTML of the meters, generation by generation."""
    if not state.meters:
        return "<div>Meters: nothing is measured before the first generation.</div>"
    cell = '<td style="text-align: right; padding: 1px 12px 1px 0">'
    heads = "".join(
        f'<th scope="col" style="text-align: right; padding-right: 12px">{name}</th>'
        for name in ("generation", *METERS.values())
    )
    rows = "".join(
        f"<tr>{cell}{t}</td>"
        + "".join(f"{cell}{getattr(m, name)}</td>" for name in METERS)
        + "</tr>"
        for t, m in enumerate(state.meters, start=1)
    )
    return (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        "<div>Ranges: with so few samples, the true share is inside nine times in "
        "ten.</div>"
    )


def _log(state: State) -> str:
    """HTML of what was done, a sentence for each generation."""
    if not state.actions:
        return ""
    lines = "".join(
        f"<div>Generation {t}: {html.escape(sentence(actions))}</div>"
        for t, actions in enumerate(state.actions, start=1)
    )
    return f"<details><summary>Your log</summary>{lines}</details>"


def sentence(actions: Actions) -> str:
    """What was done, in words."""
    said = {
        "human": "bought {} human records",
        "crawl": "crawled {} records",
        "detect": "with the detector",
        "provenance": "checked origins",
        "verify": "checked {} records of the model",
        "archive": "archived",
        "accumulate": "kept the model's own writing",
    }
    values = {name: getattr(actions, name) for name in said}
    parts = [said[n].format(f"{v:,}") for n, v in values.items() if v]
    return f"{', '.join(parts)}." if parts else "did nothing."
