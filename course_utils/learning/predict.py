"""Asks for a prediction, locks it, and shows it against the truth.

    predict("01.p1")             a panel with the button "Lock my prediction"
    reveal("01.p1", truth)       both together, and the gap in words
    reveal("01.p2")              the same, if the right answer is an option

A locked prediction cannot be changed. If none is locked, ``reveal`` asks once more
before it shows what happened. Run All does not wait for it, and locking closes every
panel of the prediction at once.
"""

from collections import defaultdict
from weakref import WeakSet

import ipywidgets as W

from ..chapters import contents
from ..tasks.picture import image
from ..tasks.prediction import Amount, Curve, OneOf, Prediction, locked
from ..widgets.controls import SliderPair
from ..widgets.message import Folded, Message, box, inline
from ..widgets.panel import Panel, button, radio, say, words
from ..widgets.settings import Slider
from .progress import store

OPEN = "Nothing is locked yet."
PANELS = defaultdict(WeakSet)  # id -> the panels that a lock changes


class Predictor(Panel):
    """The panel: ``set(value)`` and ``lock()`` work from code."""

    def __init__(self, prediction: Prediction):
        self.prediction = prediction
        self.controls = self._controls()
        self.button = button("Lock my prediction", self.lock)
        self.feedback = W.HTML()
        question = words(f"Prediction {prediction.id}. {prediction.question}")
        rows = [W.HBox([control]) for control in self.controls]
        super().__init__(question, *rows, self.button, self.feedback)
        kept = self.locked
        if kept is not None:
            self._close(kept)
        else:
            say(self.feedback, Message(OPEN))
            PANELS[prediction.id].add(self)

    @property
    def locked(self):
        """The locked prediction, or None."""
        return locked(self.prediction, store.current().read())

    @property
    def value(self):
        """What the controls say: a name, a number, five numbers, or None."""
        if isinstance(self.prediction, Curve):
            return [control.value for control in self.controls]
        return self.controls[0].value

    def set(self, value) -> None:
        """Put a value into the controls."""
        value = self.prediction.accept(value)
        values = value if isinstance(self.prediction, Curve) else [value]
        for control, one in zip(self.controls, values, strict=True):
            control.value = one

    def lock(self) -> None:
        """Keep the prediction; the first valid one stays."""
        if self.value is None:
            say(self.feedback, Message("Choose one first.", mood="not attempted"))
            return
        value = self.prediction.accept(self.value)

        def change(data):
            if locked(self.prediction, data) is None:
                data["predictions"][self.prediction.id] = value

        store.current().update(change)
        for panel in PANELS.pop(self.prediction.id, ()):
            panel.settle()

    def settle(self) -> None:
        """Show what is locked, whichever panel locked it."""
        self._close(self.locked)

    def _controls(self) -> list:
        asked = self.prediction
        if isinstance(asked, OneOf):
            options = [(text, name) for name, text in asked.shown.items()]
            return [radio("Your prediction:", options)]
        if isinstance(asked, Curve):
            limits = asked.low, asked.high, asked.start, float(asked.step)
            return [
                SliderPair(Slider(f"{asked.x_name} {x:g}", *limits)) for x in asked.x
            ]
        typed = W.BoundedFloatText(
            value=asked.start, min=asked.low, max=asked.high, step=asked.step,
            description=f"Your prediction ({asked.unit}):",
            style={"description_width": "initial"}, layout={"width": "auto"},
        )  # fmt: skip
        return [typed]

    def _close(self, value):
        """Allow no more changes: if it can be changed, it is not a prediction."""
        self.set(value)
        for control in self.controls:
            parts = [control.slide, control.typed] if _slides(control) else [control]
            for part in parts:
                part.disabled = True
        self.button.disabled = True
        say(
            self.feedback,
            Message(
                f"Locked: {self.prediction.words(value)}.",
                store.current().news(),
                mood="correct",
            ),
        )

    @property
    def still(self) -> Message:
        """The question, what can be answered, and what is locked."""
        asked = self.prediction
        lines = [asked.question]
        if isinstance(asked, OneOf):
            lines += [f"( ) {text}" for text in asked.shown.values()]
        elif isinstance(asked, Amount):
            lines.append(f"A number of {asked.unit}, {asked.low:g} to {asked.high:g}.")
        else:
            places = ", ".join(f"{x:g}" for x in asked.x)
            lines.append(
                f"{asked.y_name}, {asked.low:g} to {asked.high:g}, at {asked.x_name} "
                f"{places}."
            )
        state = OPEN
        if self.locked is not None:
            state = f"Locked: {asked.words(self.locked)}."
        return Message(f"Prediction {asked.id}", [*lines, state])


class Reveal(Panel):
    """Prediction and truth: a sentence, and a picture where one helps.

    If nothing is locked it asks once more; ``show()`` goes on without a prediction.
    """

    def __init__(self, prediction: Prediction, truth):
        self.prediction, self.truth = prediction, prediction.truth(truth)
        super().__init__()
        if self.locked is not None:
            self.settle()
            return
        asked = Message(
            f"You have not locked prediction {prediction.id} yet.",
            ["Lock it here, or look without one: a guess makes the answer stick."],
        )
        answer = button("Show me what happened", self.show)
        self._fill(W.HTML(asked._repr_html_()), Predictor(prediction), answer)
        PANELS[prediction.id].add(self)

    @property
    def locked(self):
        """The locked prediction, or None."""
        return locked(self.prediction, store.current().read())

    @property
    def sentence(self) -> str:
        """What was predicted and what happened."""
        asked, mine = self.prediction, self.locked
        if mine is None:
            return (
                f"Nothing was locked for {asked.id}, so here is the answer alone: "
                f"{asked.words(self.truth)}."
            )
        return f"Your prediction {asked.id}: {asked.gap(mine, self.truth)}"

    def show(self) -> None:
        """Show what happened, with the prediction if there is one."""
        self._fill(W.HTML(box(self._answer(), live=True)))

    settle = show

    @property
    def still(self) -> "Folded":
        """What a saved file shows: the answer to an open prediction is folded away."""
        id, answer = self.prediction.id, self._answer()
        if self.locked is None:
            answer = (
                f"{OPEN}<details><summary>What happened</summary>{answer}</details>"
            )
        return Folded(f"Prediction {id} and what happened", self.sentence, box(answer))

    def __repr__(self) -> str:
        return self.still.text

    def _answer(self) -> str:
        svg = self.prediction.picture(self.locked, self.truth)
        return image(svg, self.sentence) if svg else inline(self.sentence)

    def _fill(self, *parts: W.Widget):
        self.children = [self.children[0], *parts]


def predict(id: str) -> Predictor:
    """Ask for a prediction: a choice, a number, or a curve."""
    return Predictor(contents.prediction(id))


def reveal(id: str, truth=None) -> Reveal:
    """Show the locked prediction against the truth: a name, a number or five numbers.

    A choice that knows its right answer needs no ``truth``. Raises ValueError if the
    truth is missing or is not of the prediction's kind.
    """
    return Reveal(contents.prediction(id), truth)


def _slides(control) -> bool:
    return isinstance(control, SliderPair)
