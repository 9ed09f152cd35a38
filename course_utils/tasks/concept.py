"""Concept questions: a class votes, discusses, and votes again.

Every wrong option is a misconception that somebody holds, and it is named. The texts
are templates: the numbers in braces are computed when the question is asked.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .order import LETTERS, lettered, mixed

MOST_OPTIONS = 5


@dataclass(frozen=True)
class Concept:
    """A question that needs no calculation, for a class to discuss.

    options : option -> the misconception behind it; "" behind the right one.
    why : the explanation, shown after the second vote.
    numbers : computes what the texts name in braces.
    again : a parallel question, for after the explanation.
    """

    id: str
    prompt: str
    options: Mapping[str, str]
    why: str
    numbers: Callable[[], Mapping[str, object]] = dict
    again: "Concept | None" = None

    def __post_init__(self):
        behind = list(self.options.values())
        if behind.count("") != 1 or len(set(behind)) != len(behind):
            raise ValueError(
                f"{self.id}: one option must be right, and each of the others needs "
                "its own misconception"
            )
        if len(behind) > MOST_OPTIONS:
            raise ValueError(
                f"{self.id} has {len(behind)} options, but at most {MOST_OPTIONS} fit"
            )

    @cached_property
    def _numbers(self) -> Mapping[str, object]:
        return self.numbers()

    def _filled(self, template: str) -> str:
        if "{" not in template:  # what is computed may take a second
            return template
        return re.sub(r"(?<=\d)%", " %", template.format(**self._numbers))

    @property
    def question(self) -> str:
        """What is asked."""
        return self._filled(self.prompt)

    @property
    def explanation(self) -> str:
        """What is true, and what shows it."""
        return self._filled(self.why)

    @property
    def misconceptions(self) -> list[str]:
        """The misconception behind each option, in order; "" behind the right one."""
        return list(self.options.values())

    @property
    def right(self) -> int:
        """Index of the right option; a stored vote is an index too."""
        return self.misconceptions.index("")

    @cached_property
    def shown(self) -> dict[int, str]:
        """Index -> "A. the option", in the order shown."""
        texts = [self._filled(option) for option in self.options]
        return lettered(texts, mixed(self.id, texts))

    def letter(self, index: int) -> str:
        """The letter that an option is shown with."""
        return self.shown[index][0]

    def index(self, letter: str) -> int | None:
        """The option shown with a letter; None if there is none."""
        order = list(self.shown)
        place = LETTERS.find(letter.upper())
        return order[place] if 0 <= place < len(order) else None

    def votes(self, data: dict) -> list[tuple[int, int]]:
        """Option and confidence in per cent, at most twice, from a progress record.

        Votes that do not fit the question are ignored.
        """
        kept = data["votes"].get(self.id, [])
        pairs = list(zip(kept[::2], kept[1::2], strict=True))
        fits = all(option < len(self.options) for option, _ in pairs)
        return pairs if fits else []

    def formatted(self, data: dict) -> str:
        """The votes as they appear in a line: "D 75 A 100"."""
        return " ".join(f"{self.letter(i)} {sure}" for i, sure in self.votes(data))
