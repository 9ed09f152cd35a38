"""A concept question for a class: ``vote("v02")``.

Vote and say how sure you are; discuss; vote again. Only then comes the explanation, and
a parallel question if there is one. Both votes go into the seat's line. No histogram is
shown here: people who see what the majority voted stop thinking.
"""

import ipywidgets as W

from ..chapters import contents
from ..tasks.concept import Concept
from ..widgets.message import Message
from ..widgets.panel import Panel, button, radio, say, words
from .line import Line
from .progress import store

SURE = {"a guess": 25, "rather unsure": 50, "rather sure": 75, "certain": 100}
LOCKS = ("Lock my first vote", "Lock my second vote")
DISCUSS = (
    "Now find a neighbour who voted differently. Say why you chose what you chose, and "
    "listen. Then vote again: the same, or something else. Working alone? Say aloud "
    "what there is to be said for each of the other options."
)
KEYS = "By keyboard: Tab moves on, the space bar picks and presses."


class Ballot(Panel):
    """The question on the screen: ``choose("A", 75)``, then ``lock()``."""

    def __init__(self, concept: Concept):
        self.concept = concept
        self.option = radio("Your vote:", _options(concept))
        self.sure = radio("How sure are you?", list(SURE.items()))
        self.button = button(LOCKS[0], self.lock)
        self.feedback, self.more = W.HTML(), W.VBox()
        asked = words(f"Question {concept.id}. {concept.question}\n{KEYS}")
        super().__init__(
            asked, self.option, self.sure, self.button, self.feedback, self.more
        )
        self._show()

    @property
    def votes(self) -> list[tuple[int, int]]:
        """What is locked: option and confidence, at most twice."""
        return self.concept.votes(store.current().read())

    @property
    def line(self) -> Line | None:
        """What the teacher gets; None before the first vote."""
        data = store.current().read()
        votes = self.concept.formatted(data)
        return Line(data["seat"], self.concept.id, votes) if votes else None

    def choose(self, letter: str, sure: int) -> None:
        """Pick an option by its letter, and one of the values of SURE."""
        self.option.value, self.sure.value = self.concept.index(letter), sure

    def lock(self) -> None:
        """Keep the vote; a locked one cannot be changed."""
        vote = [self.option.value, self.sure.value]
        if None in vote:
            missing = Message("Choose an option, and how sure you are.")
            say(self.feedback, missing)
            return

        def change(data):
            votes = self.concept.votes(data)
            if len(votes) < 2:
                data["votes"][self.concept.id] = [*sum(votes, ()), *vote]

        store.current().update(change)
        self._show()

    def _show(self) -> None:
        """Make the panel show the votes."""
        votes = self.votes
        done = len(votes) == len(LOCKS)
        for control in (self.option, self.sure, self.button):
            control.disabled = done
        if done:
            self.option.value, self.sure.value = votes[-1]
            self.more.children = self._parallel()
        else:
            self.option.value = self.sure.value = None
            self.button.description = LOCKS[len(votes)]
        say(self.feedback, self._message())

    def _message(self) -> Message:
        votes, news = self.votes, store.current().news()
        if not votes:
            return Message("No vote is locked yet.", news)
        send = f"For your teacher: {self.line!r}"
        if len(votes) == 1:
            head = f"Your first vote is locked: {self._words(votes[0])}."
            return Message(head, [DISCUSS, *news, send], mood="not attempted")
        last, _ = votes[-1]
        right = last == self.concept.right
        return Message(
            f"First {self._words(votes[0])}, then {self._words(votes[1])}.",
            [*explained(self.concept, last), *news, send],
            mood="correct" if right else "not yet",
        )

    def _words(self, vote: tuple[int, int]) -> str:
        option, sure = vote
        return f"{self.concept.letter(option)}, {sure} % sure"

    def _parallel(self) -> list[W.Widget]:
        again = self.concept.again
        return [Parallel(again)] if again else []

    @property
    def still(self) -> Message:
        """The question, its options and the votes so far."""
        shown = [f"( ) {text}" for text in self.concept.shown.values()]
        head = f"Question {self.concept.id}"
        return Message(head, [self.concept.question, *shown, self._message().text])


class Parallel(W.VBox):
    """The same idea with other numbers; one answer, which is not kept."""

    def __init__(self, concept: Concept):
        self.concept = concept
        self.option = radio("Your answer:", _options(concept))
        self.feedback = W.HTML()
        asked = words(f"And in this case? {concept.question}")
        act = button("Answer", self.answer)
        super().__init__([asked, self.option, act, self.feedback])

    def answer(self) -> None:
        """Say whether the picked option is right, and why."""
        index = self.option.value
        if index is None:
            say(self.feedback, Message("Choose one first.", mood="not attempted"))
            return
        right = index == self.concept.right
        head, mood = ("Right.", "correct") if right else ("Not right.", "not yet")
        say(self.feedback, Message(head, explained(self.concept, index), mood=mood))


def vote(id: str) -> Ballot:
    """Ask a concept question: two votes, with a discussion between them."""
    return Ballot(contents.concept(id))


def explained(concept: Concept, index: int) -> list[str]:
    """The right option, what is behind another one, and why."""
    right = f"The right answer is {concept.shown[concept.right]}."
    behind = concept.misconceptions[index]
    idea = f"Behind {concept.letter(index)} is the idea “{behind}”."
    return [right, idea if behind else "", concept.explanation]


def _options(concept: Concept) -> list[tuple[str, int]]:
    return [(text, i) for i, text in concept.shown.items()]
