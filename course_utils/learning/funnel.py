"""Who killed it: you or the funnel? Nine creatures, two picks, nine rounds.

The next nine are children of the two that were picked. What dice do is not revealed
here: it is the next bet. Nothing is kept: the line for a class is there to be copied.
Used in notebook 09.
"""

import ipywidgets as W
import numpy as np

from .. import checks
from ..chapters.nb09 import creatures
from ..chapters.nb09.drawing import svg
from ..widgets.message import Folded, Message
from ..widgets.panel import Panel, button, words
from .line import Line
from .progress import store

QUESTION = (
    "Pick the two that you like best. The next nine are their children: each part of a "
    "child is from one of the two. Nine rounds. How many *different* ones are left?"
)
ASKED = 5  # the round that a class compares
KEY = "creatures_round_5"
STYLE = """<style>
.course-funnel .course-nine { display: grid; gap: 4px 12px; padding: 4px 0;
  grid-template-columns: repeat(auto-fill, minmax(132px, 1fr)); max-width: 32em; }
.course-funnel .course-nine > .widget-vbox { align-items: center; overflow: visible; }
.course-funnel .course-buttons { flex-flow: row wrap; gap: 4px 12px; }
.course-funnel svg { display: block; }
</style>"""


class Funnel(Panel):
    """The game on the screen: ``pick(i)``, ``go_on()``, ``throw_dice()``.

    counts : how many different creatures each round has shown, the first one included.
    """

    def __init__(self, *, seed):
        self._rng = checks.generator(seed)
        self.pictures = [W.HTML() for _ in range(creatures.SHOWN)]
        self.picks = [
            W.ToggleButton(description=f"Pick {i}", layout={"width": "max-content"})
            for i in range(1, creatures.SHOWN + 1)
        ]
        for pick in self.picks:
            pick.observe(lambda _: self._count(), "value")
        self.next = button("Next round", self.go_on)
        self.dice = button("Let dice pick", self.throw_dice)
        self.again = button("Start again", self.restart)
        self.said = W.HTML()
        nine = W.Box([
            W.VBox(both) for both in zip(self.pictures, self.picks, strict=True)
        ])  # fmt: skip
        nine.add_class("course-nine")
        buttons = W.HBox([self.next, self.dice, self.again])
        buttons.add_class("course-buttons")
        super().__init__(W.HTML(STYLE), words(QUESTION), nine, self.said, buttons)
        self.add_class("course-funnel")
        self._begin()

    @property
    def round(self) -> int:
        """The round shown, from 1; after the last pick, one more."""
        return len(self.counts)

    @property
    def done(self) -> bool:
        """Whether all rounds are over."""
        return self.round > creatures.ROUNDS

    @property
    def chosen(self) -> list[int]:
        """Which of the nine are picked, counted from 0."""
        return [i for i, pick in enumerate(self.picks) if pick.value]

    def pick(self, number: int) -> None:
        """Pick creature 1 to 9, or put it back."""
        number = checks.count("number", number, least=1, most=creatures.SHOWN)
        self.picks[number - 1].value = not self.picks[number - 1].value

    def go_on(self) -> None:
        """Breed the two that are picked; with more or fewer, do nothing."""
        if self.done or len(self.chosen) != creatures.PAIR:
            return
        self._breed(self.chosen)
        (self.again if self.done else self.picks[0]).focus()

    def throw_dice(self) -> None:
        """Breed two that are picked at random."""
        if not self.done:
            self.by_dice += 1
            self._breed(creatures.dice(self.shown, self._rng))
            (self.again if self.done else self.dice).focus()

    def restart(self) -> None:
        """Start again with nine new creatures."""
        self._begin()
        self.picks[0].focus()

    @property
    def still(self) -> Folded:
        """The nine creatures of the start in words, without controls."""
        rows = [self._described(i) for i in range(creatures.SHOWN)]
        message = Message("Round 1", [QUESTION], code="\n".join(rows))
        return Folded("Nine creatures", message.text, message._repr_html_())

    def _begin(self):
        self.shown, self.counts, self.by_dice = creatures.new(self._rng), [], 0
        self._show()

    def _breed(self, pair):
        self.shown = creatures.children(self.shown[np.sort(pair)], self._rng)
        self._show()

    def _show(self):
        self.counts.append(creatures.distinct(self.shown))
        for i, creature in enumerate(self.shown):
            self.pictures[i].value = svg(creature, f"Creature {i + 1}")
            self.picks[i].tooltip = self._described(i)
            self.picks[i].disabled = self.done
            self.picks[i].value = False
        self.dice.disabled = self.done
        self._count()

    def _count(self):
        """Update the buttons and the message."""
        for pick in self.picks:
            pick.icon = "check" if pick.value else ""
        self.next.disabled = self.done or len(self.chosen) != creatures.PAIR
        self.said.value = (self._outcome if self.done else self._state)._repr_html_(
            live=True
        )

    @property
    def _state(self) -> Message:
        needed = creatures.PAIR - len(self.chosen)
        advice = {0: "Press Next round.", 1: "Pick one more.", 2: "Pick two."}
        return Message(
            f"Round {self.round} of {creatures.ROUNDS}: {self.counts[-1]} different",
            [advice.get(needed, "Two are enough: put one back.")],
        )

    @property
    def _outcome(self) -> Message:
        line = Line(store.current().read()["seat"], KEY, self.counts[ASKED - 1])
        return Message(
            f"Your rounds: {', '.join(map(str, self.counts))} different",
            [
                f"At round {ASKED} you had {self.counts[ASKED - 1]}. Your one line "
                "can't tell you from dice. Thirty lines can.",
                "Dice picked here, so there is no line for a class."
                if self.by_dice
                else f"For your class: `{line!r}`",
            ],
        )

    def _described(self, i: int) -> str:
        return f"{i + 1}: {creatures.words(self.shown[i])}"


def funnel(*, seed) -> Funnel:
    """Play the game; in class, the seed is the seat's number."""
    return Funnel(seed=seed)
