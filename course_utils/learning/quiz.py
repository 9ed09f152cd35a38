"""Asks questions with radio buttons and a button to answer.

By keyboard: Tab goes from option to option and on to the button, the space bar picks
and presses. (JupyterLab keeps the arrow keys for itself.)

The first answer counts; after that, every option can be tried for its explanation.
First answers are kept, so that a quiz that is asked twice (the fact-check) shows both
scores.
"""

import ipywidgets as W

from ..chapters import contents
from ..tasks.question import Question, Quiz
from ..widgets.message import Message
from ..widgets.panel import Panel, button, radio, say, words
from .progress import store

KEYS = "By keyboard: Tab moves on, the space bar picks and presses."


class Asked(W.VBox):
    """One question on the screen: ``choose(option)`` and ``answer()``."""

    def __init__(self, number: int, total: int, question: Question, done):
        self.question, self._done = question, done
        self.radio = radio(
            f"Your answer to {number} of {total}:",
            [(option, i) for i, option in question.shown.items()],
        )
        self.button = button("Answer", self.answer)
        self.feedback = W.HTML()
        prompt = words(f"{number}. {question.prompt}")
        super().__init__([prompt, self.radio, self.button, self.feedback])

    def choose(self, option: str) -> None:
        """Pick an option by its text."""
        self.radio.value = self.question.names.index(option)

    def answer(self) -> None:
        """Explain the option that is picked; the first answer is kept."""
        index = self.radio.value
        if index is None:
            say(self.feedback, Message("Choose one first.", mood="not attempted"))
            return
        self._done(self.question, index)
        self.explain(index)

    def explain(self, index: int) -> None:
        """Show the explanation of the option with that index."""
        self.radio.value = index
        mood, word = self._mark(index)
        option = self.question.names[index]
        says = self.question.options[option]
        say(self.feedback, Message(f"{word}: {option}", [says], mood=mood))

    def _mark(self, index: int) -> tuple[str, str]:
        if self.question.is_open(index):
            return "note", "A good answer"
        if self.question.is_right(index):
            return "correct", "Right"
        return "not yet", "Not right"


class Questionnaire(Panel):
    """A quiz on the screen: ``asked`` holds its questions, ``score`` the result."""

    def __init__(self, quiz: Quiz):
        self.quiz = quiz
        total = len(quiz.questions)
        self.asked = [
            Asked(i, total, question, self._keep)
            for i, question in enumerate(quiz.questions, start=1)
        ]
        self.result = W.HTML()
        title = W.HTML(f"<strong>{quiz.title}</strong>")
        opening = words(f"{quiz.introduction}\n{KEYS}".strip())
        super().__init__(title, opening, *self.asked, self.result)
        answers = quiz.answers(store.current().read())
        for asked in self.asked:
            if asked.question.id in answers:
                asked.explain(answers[asked.question.id])
        say(self.result, self._outcome())

    @property
    def score(self) -> int:
        """How many first answers are right."""
        return self.quiz.score(store.current().read())

    def _keep(self, question: Question, index: int):
        def change(data):
            if question.id not in self.quiz.answers(data):
                data["quizzes"].setdefault(self.quiz.id, {})[question.id] = index

        store.current().update(change)
        say(self.result, self._outcome())

    def _outcome(self) -> Message:
        data = store.current().read()
        quiz, total = self.quiz, len(self.quiz.questions)
        answered = len(quiz.answers(data))
        before = self._earlier(data)
        if answered < total:
            head = f"{answered} of {total} answered."
            return Message(head, [before, *store.current().news()])
        score = quiz.score(data)
        then = quiz.passed if score == total else quiz.missed
        head = f"Your score: {score} of {total}."
        if unsure := quiz.undecided(data):
            head = f"{head} No idea yet: {unsure}."
        return Message(head, [before, then, *store.current().news()])

    def _earlier(self, data: dict) -> str:
        if not self.quiz.earlier:
            return ""
        earlier = contents.quiz(self.quiz.earlier)
        total = len(earlier.questions)
        if len(earlier.answers(data)) < total:
            return "You did not finish the first time, so there is nothing to compare."
        return f"The first time: {earlier.score(data)} of {total}."

    @property
    def still(self) -> Message:
        """Questions and options, without the explanations."""
        lines = [self.quiz.introduction]
        for number, asked in enumerate(self.asked, start=1):
            lines.append(f"{number}. {asked.question.prompt}")
            lines += [f"( ) {option}" for option in asked.question.shown.values()]
        return Message(self.quiz.title, [*lines, self._outcome().text])


def quiz(id: str, part: str = "end") -> Questionnaire:
    """The quiz at the end of a notebook, or before it with ``part="before"``.

    ``quiz("fact-check")`` is the fact-check; ``part="again"`` asks it once more and
    shows the first score beside the new one.
    """
    return Questionnaire(named(id, part))


def named(id: str, part: str = "end") -> Quiz:
    """The quiz that a notebook asks for by this id and part."""
    if id == "fact-check" and part == "end":
        part = "first"
    return contents.quiz(f"{id}/{part}")
