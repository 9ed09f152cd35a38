"""Questions: a prompt, options, and an explanation for every option."""

from collections.abc import Mapping
from dataclasses import dataclass

from .order import NO_IDEA, lettered, mixed


@dataclass(frozen=True)
class Question:
    """One question; ``options`` maps each answer to its explanation.

    mixed : whether the options are shown in another order than here; a scale that is
        used again, such as the verdicts of the fact-check, keeps its order.
    """

    id: str
    prompt: str
    options: Mapping[str, str]
    right: str
    mixed: bool = True

    def __post_init__(self):
        if self.right not in self.options:
            raise ValueError(
                f"{self.id}: {self.right!r} is not among the options "
                f"{', '.join(self.options)}"
            )

    @property
    def names(self) -> list[str]:
        """The options, in order; a stored answer is an index into them."""
        return list(self.options)

    @property
    def shown(self) -> dict[int, str]:
        """Index -> "A. the option", in the order shown."""
        names = self.names
        order = mixed(self.id, names) if self.mixed else range(len(names))
        return lettered(names, order)

    def is_right(self, index: int | None) -> bool:
        """Whether the option of that index is the right one."""
        return index is not None and self.names[index] == self.right

    def is_open(self, index: int | None) -> bool:
        """Whether the option of that index is “No idea yet”."""
        return index is not None and self.names[index].lower().startswith(NO_IDEA)


@dataclass(frozen=True)
class Quiz:
    """Questions that are asked together.

    id : "01/before", "01/end"; the fact-check is "fact-check/first" and "/again".
    passed : shown if every answer is right; missed : shown otherwise.
    earlier : id of a quiz with the same questions, whose score is shown as well.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    introduction: str = ""
    passed: str = ""
    missed: str = ""
    earlier: str = ""
    minutes: int = 3

    def answers(self, data: dict) -> dict[str, int]:
        """The first answers in a progress record that fit these questions."""
        kept = data["quizzes"].get(self.id, {})
        return {
            q.id: kept[q.id]
            for q in self.questions
            if q.id in kept and kept[q.id] < len(q.names)
        }

    def score(self, data: dict) -> int:
        """How many of the first answers are right."""
        answers = self.answers(data)
        return sum(q.is_right(answers.get(q.id)) for q in self.questions)

    def undecided(self, data: dict) -> int:
        """How many of the first answers are “No idea yet”."""
        answers = self.answers(data)
        return sum(q.is_open(answers.get(q.id)) for q in self.questions)
