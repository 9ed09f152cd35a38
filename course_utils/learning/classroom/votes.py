"""The votes of a class on one question, and what to do next: ``votes(found, "v02")``.

Discussion helps when some are right and some are not: neighbours then disagree. The
histogram waits for the second vote, so that nobody just follows the majority.
"""

import textwrap
from collections import Counter
from statistics import fmean

from ... import plots
from ...chapters import contents
from ...tasks.concept import Concept
from ...widgets.message import Message
from . import bars
from .gather import Gathered

FEW, MANY = 0.3, 0.7  # shares right at the first vote; in between, discuss
BAR, BLOCK, TALL = 0.26, 1.25, 0.9  # of an option; its inches
WIDTH = 54  # characters of a line in the picture


class Tally:
    """Who voted what: ``first`` and ``second`` count options by their index.

    unread : how many votes name an option or a confidence that does not exist.
    now : whether the histogram is shown before the second vote.
    """

    def __init__(self, concept: Concept, sent: dict[int, str], now: bool = False):
        self.concept, self._now = concept, now
        read = [_read(concept, str(value)) for value in sent.values()]
        self.votes = [votes for votes in read if votes]
        self.unread = len(read) - len(self.votes)
        self.first = Counter(votes[0][0] for votes in self.votes)
        self.second = Counter(votes[1][0] for votes in self.votes if len(votes) == 2)

    @property
    def shown(self) -> bool:
        """Whether at least half of the class has voted twice, or ``now`` is set."""
        return self._now or 2 * self.second.total() >= self.first.total() > 0

    def right(self, counts: Counter) -> float:
        """Share of right votes; 0 where there are none."""
        return counts[self.concept.right] / max(counts.total(), 1)

    @property
    def head(self) -> str:
        """How many have voted."""
        unread = f" {self.unread} unreadable." if self.unread else ""
        return (
            f"{self.concept.id}: {self.first.total()} first votes, "
            f"{self.second.total()} second votes.{unread}"
        )

    @property
    def advice(self) -> str:
        """What to do next, by the rule of 30 and 70 %."""
        if not self.votes:
            return "Nobody has voted yet."
        if not self.shown:
            return self._before(f"{100 * self.right(self.first):.0f} %")
        before, after = (
            f"{100 * self.right(c):.0f} %" for c in (self.first, self.second)
        )
        said = f"{before} were right at the first vote, {after} at the second."
        if not self.second:
            return self._before(before)
        if self.right(self.second) >= MANY:
            return f"{said} Let them read the explanation, and go on."
        return (
            f"{said} Go through the explanation together, then ask the parallel "
            "question, if there is one."
        )

    def _before(self, said: str) -> str:
        """What to do between the votes."""
        share = self.right(self.first)
        if share < FEW:
            return (
                f"{said} are right: too few for a discussion to help. Give a hint, or "
                "explain the idea again; then let them vote a second time."
            )
        if share > MANY:
            return (
                f"{said} are right: no need to discuss. Let them vote a second time "
                "at once, read the explanation, and go on."
            )
        return (
            f"{said} are right: discuss. Three minutes with a neighbour who voted "
            "differently; then the second vote. Show nothing until then."
        )

    @property
    def confidence(self) -> str:
        """How sure those with right and wrong last votes were."""
        last = [votes[-1] for votes in self.votes]
        groups = {
            "right": [sure for option, sure in last if option == self.concept.right],
            "wrong": [sure for option, sure in last if option != self.concept.right],
        }
        said = [
            f"those who are {name} are {fmean(sure):.0f} % sure on average"
            for name, sure in groups.items()
            if sure
        ]
        return f"{', '.join(said)}.".capitalize() if said else ""

    @property
    def sentence(self) -> str:
        """What the histogram shows, option by option."""
        parts = [
            f"{text.rstrip('.')} ({self._behind(i)}): {self.first[i]}, then "
            f"{self.second[i]}."
            for i, text in self.concept.shown.items()
        ]
        return " ".join(["First and second votes.", *parts])

    def _behind(self, index: int) -> str:
        return self.concept.misconceptions[index] or "right"

    @property
    def picture(self) -> plots.Picture:
        """Both histograms, and the misconception behind each option."""
        shown = self.concept.shown
        ax = bars.axes(bars.GAP + TALL * len(shown))
        for row, (i, text) in enumerate(shown.items()):
            self._draw(ax, -BLOCK * row, i, text)
        most = max([*self.first.values(), *self.second.values(), 1])
        ax.set_xlim(0, 1.25 * most)
        ax.set_ylim(-BLOCK * (len(shown) - 1) - 2 * BAR, BLOCK - 2 * BAR)
        bars.finish(ax, "votes")
        return plots.Picture(ax.figure, self.sentence)

    def _draw(self, ax, y: float, i: int, text: str) -> None:
        """One option: its text, the idea behind it, and a bar for each vote."""
        option = textwrap.shorten(text, WIDTH, placeholder=" …")
        idea = textwrap.shorten(self._behind(i), WIDTH, placeholder=" …")
        mark = "✓ right" if i == self.concept.right else f"“{idea}”"
        ax.text(0, y + 0.47, option, fontweight="bold", va="center")
        ax.text(0, y + 0.26, mark, va="center", color=plots.QUIET)
        looks = (
            {"color": "white", "edgecolor": plots.PREDICTION, "hatch": "///"},
            {"color": plots.PREDICTION},
        )
        both = (("first", self.first[i]), ("second", self.second[i]))
        for place, ((name, count), look) in enumerate(zip(both, looks, strict=True)):
            at = y - BAR * place
            ax.barh(at, count, height=BAR * 0.85, **look)
            ax.text(count, at, f" {count} {name}", va="center")

    @property
    def _said(self) -> list[str]:
        return [self.advice, self.confidence if self.shown else ""]

    def __repr__(self) -> str:
        sentence = self.sentence if self.shown else ""
        return "\n".join(filter(None, [self.head, *self._said, sentence]))

    def _repr_html_(self) -> str:
        asked = Message(self.head, [self.concept.question, *self._said])
        drawn = self.picture._repr_html_() if self.shown else ""
        return f"{asked._repr_html_()}{drawn}"


def votes(found: Gathered, id: str, *, now: bool = False) -> Tally:
    """The votes on one question; the histogram appears once half have voted twice.

    now : show it at once. Raises ValueError for an unknown question.
    """
    return Tally(contents.concept(id), found.of(id), now)


def _read(concept: Concept, value: str) -> list[tuple[int, int]]:
    """Option and confidence, once or twice; nothing if one of them is unknown."""
    words = value.split()
    pairs = zip(map(concept.index, words[::2]), map(int, words[1::2]), strict=True)
    found = list(pairs)
    fits = all(option is not None and sure <= 100 for option, sure in found)
    return found if fits else []
