"""Who wrote this? Twenty sentences, a person's or a machine's, and your own two rates.

Untimed, and private: nothing is kept or sent. Until all are judged, and for anyone who
would rather not take part, the rates are made up from the seat. Used in notebook 10.
"""

import html
import random

import ipywidgets as W

from .. import checks
from ..detectors import interval, rate
from ..widgets.message import Folded, Message, box
from ..widgets.panel import Panel, button, words
from .passages import strings

QUESTION = (
    "Who wrote this: *a person or a machine?* There is no clock, and nobody else sees "
    "what you say. If English is not your first language, if you read by ear, or if "
    "you would rather not take part, use your seat's rates, which are made up."
)
MEANING = (
    "These rates describe you, today, on these sentences. One sentence is never "
    "evidence about a person. Never accuse anyone with this or any detector."
)
POOLED = (
    "A class may add up its counts, on slips without names: for many people together "
    "the ranges are narrow."
)


class Detector(Panel):
    """The sentences one by one: ``answer("machine")``, ``answer("person")``.

    caught, alarms : machine and human sentences called a machine's so far.
    asked : how many sentences have been judged.
    """

    def __init__(self, human, machine, *, each: int, seat: int, seed):
        self.each = checks.count("each", each, least=1)
        self.seat = checks.count("seat", seat)
        self._texts = [_enough("human", human, each), _enough("machine", machine, each)]
        self._rng = checks.generator(seed)
        self._lent = False
        self.person = button("A person", lambda: self.answer("person"))
        self.machine = button("A machine", lambda: self.answer("machine"))
        self.lend = button("Use my seat's rates", self.use_seat)
        self.again = button("Start again", self.restart)
        self.shown = W.HTML()
        buttons = W.HBox([self.person, self.machine, self.lend, self.again])
        buttons.layout.flex_flow = "row wrap"
        super().__init__(words(QUESTION), self.shown, buttons)
        self._deal()

    @property
    def done(self) -> bool:
        """Whether all sentences have been judged."""
        return self.asked == 2 * self.each

    @property
    def rates(self) -> tuple[float, float]:
        """(TPR, FPR): yours when all are judged, else those of your seat."""
        if self.done and not self._lent:
            return rate(self.caught, self.each), rate(self.alarms, self.each)
        return seat_rates(self.seat)

    def answer(self, who: str) -> None:
        """Judge the sentence shown; after the last one nothing changes."""
        if who not in ("person", "machine"):
            raise ValueError(f"who is {who!r}, but it must be 'person' or 'machine'")
        if self.done:
            return
        said_machine = who == "machine"
        if self._machines[self.asked]:
            self.caught += said_machine
        else:
            self.alarms += said_machine
        self.asked += 1
        self._lent = False
        self._show()

    def use_seat(self) -> None:
        """Use made-up rates instead of the learner's own."""
        self._lent = True
        self._show()

    def restart(self) -> None:
        """Deal new sentences and start with the first."""
        self._deal()
        self.person.focus()

    @property
    def still(self) -> Folded:
        """The first sentence, without its writer."""
        first = Message(self._title, [QUESTION], code=self._sentences[0])
        return Folded("You are the detector", first.text, first._repr_html_())

    @property
    def outcome(self) -> Message:
        """Two rates, each with its range, and what they do not show."""
        if self._lent:
            tpr, fpr = self.rates
            rows = [f"Your seat catches {tpr:.0%} of machine sentences and takes "
                    f"{fpr:.0%} of human ones for a machine's."]  # fmt: skip
            return Message("The rates of your seat, made up", [*rows, MEANING])
        rows = [
            f"{what} {k} of {self.each}, so a rate of about {rate(k, self.each):.2f}; "
            "it may well be anything from {:.2f} to {:.2f}.".format(
                *interval(k, self.each)
            )
            for what, k in (
                ("Machine sentences that you caught:", self.caught),
                ("Human sentences that you took for a machine's:", self.alarms),
            )
        ]
        return Message("You as a detector", [*rows, MEANING, POOLED])

    @property
    def _title(self) -> str:
        return f"Sentence {min(self.asked + 1, 2 * self.each)} of {2 * self.each}"

    def _deal(self):
        order = self._rng.permutation(2 * self.each)
        chosen = [
            [texts[i] for i in self._rng.permutation(len(texts))[: self.each]]
            for texts in self._texts
        ]
        both = chosen[0] + chosen[1]
        self._sentences = [both[i] for i in order]
        self._machines = [bool(i >= self.each) for i in order]
        self.asked = self.caught = self.alarms = 0
        self._lent = False
        self._show()

    def _show(self):
        over = self.done or self._lent
        self.person.disabled = self.machine.disabled = over
        if over:
            self.shown.value = self.outcome._repr_html_(live=True)
            return
        sentence = html.escape(self._sentences[self.asked])
        self.shown.value = box(
            f"<strong>{self._title}</strong>"
            f'<div style="font-size:1.35em;min-height:4em">{sentence}</div>',
            live=True,
        )


def who_wrote(
    human: list[str], machine: list[str], *, each: int = 10, seat: int, seed
) -> Detector:
    """Ask of ``each`` sentences by people and as many by machines who wrote them.

    human, machine : at least ``each`` different sentences by both.
    seat : whose made-up rates are used before all are judged. seed : draws sentences.

    Raises TypeError for anything but lists of strings and ValueError for too few.
    """
    return Detector(human, machine, each=each, seat=seat, seed=seed)


def seat_rates(seat: int) -> tuple[float, float]:
    """(TPR, FPR) made up for a seat: always the same ones for the same seat."""
    rng = random.Random(f"{seat}/who wrote")
    return rng.randrange(50, 95, 5) / 100, rng.randrange(5, 40, 5) / 100


def _enough(name: str, texts, each: int) -> list[str]:
    texts = list(dict.fromkeys(strings(name, texts)))
    if len(texts) < each:
        raise ValueError(
            f"{name} has {len(texts)} different texts, but at least {each} are needed"
        )
    return texts
