"""Blind pairs: two passages by two writers, which one is better written?

After the last pair come the score, what a coin would have scored, and a page by each
writer. ``passages`` deals pairs and pages. Nothing is kept: the line for a class is
there to be copied. Used in notebook 07.
"""

import html

import ipywidgets as W

from .. import checks
from ..language.vocabulary import MARKS, tokens
from ..widgets.message import Folded, Message, box
from ..widgets.panel import Panel, button, words
from .classroom.lines import preference
from .line import Line
from .passages import checked, deal, strings
from .progress import store

QUESTION = (
    "Two writers, a passage by each. *Which passage is better written?* If you cannot "
    "tell, take either. No sentence is repeated if it can be helped."
)
MEANING = (
    "One round settles little; a whole class settles more. The pairs hid repetition, "
    "so you judged sentences, not how much a writer has to say. Here is a page by "
    "each, drawn at random with nothing hidden, in alphabetical order."
)
AGAIN = "You have seen the pages, so this round has no line for a class."
STYLE = """<style>
.course-pairs .course-sides { display: grid; gap: 4px 28px; padding: 4px 0;
  grid-template-columns: repeat(auto-fit, minmax(min(18em, 100%), 1fr)); }
.course-pairs .course-sides > div { border-top: 2px solid var(--jp-border-color1, #bbb);
  padding-top: 6px; overflow-wrap: anywhere; }
.course-pairs .course-large { font-size: 1.35em; }
.course-pairs .course-buttons { flex-flow: row wrap; gap: 4px 12px; }
</style>"""


class Comparison(Panel):
    """The pairs on the screen: ``choose("Left")``, ``choose("Right")``, ``restart()``.

    late : how often the late writer was preferred in this round.
    asked : how many pairs of this round have been answered.
    """

    def __init__(self, early, late, *, pairs: int, lines: int, seed, names):
        self.pairs, self.names = checks.count("pairs", pairs, least=1), _names(names)
        self._lines = checks.count("lines", lines, least=1)
        self._texts = [
            checked(name, texts, self._lines)
            for name, texts in (("early", early), ("late", late))
        ]
        self._rng = checks.generator(seed)
        self._blind = True
        self.left = button("Left is better", lambda: self.choose("Left"))
        self.right = button("Right is better", lambda: self.choose("Right"))
        self.again = button("Start again", self.restart)
        self.shown = W.HTML()
        buttons = W.HBox([self.left, self.right, self.again])
        buttons.add_class("course-buttons")
        super().__init__(W.HTML(STYLE), words(QUESTION), self.shown, buttons)
        self.add_class("course-pairs")
        self._deal()

    def choose(self, side: str) -> None:
        """Prefer one side of the pair shown; after the last pair nothing changes."""
        if side not in ("Left", "Right"):
            raise ValueError(f"side is {side!r}, but it must be 'Left' or 'Right'")
        if self.asked == self.pairs:
            return
        self.late += (side == "Left") == self.round.swapped[self.asked]
        self.asked += 1
        self._show()
        if self.asked == self.pairs:
            self._blind = False
            self.again.focus()  # the button that was pressed is closed

    def restart(self) -> None:
        """Deal new pairs and start with the first."""
        self._deal()
        self.left.focus()

    @property
    def _outcome(self) -> Message:
        """The score of a finished round, compared with a coin's."""
        line = Line(store.current().read()["seat"], f"late_of_{self.pairs}", self.late)
        return Message(
            preference("You", self.late, self.pairs, self.names),
            [f"For your class: `{line!r}`" if self._blind else AGAIN, MEANING],
        )

    @property
    def still(self) -> Folded:
        """The first pair, without names."""
        sides = self.round.sides(0).items()
        code = "\n\n".join("\n  ".join([side, *texts]) for side, texts in sides)
        pair = Message(self._title(0), [QUESTION], code=code)
        return Folded("A blind test", pair.text, pair._repr_html_())

    def _deal(self):
        self.round = deal(*self._texts, self.pairs, self._lines, self._rng)
        self.asked = self.late = 0
        self._show()

    def _show(self):
        """The next pair, or score and pages; screen readers speak the score alone."""
        done = self.asked == self.pairs
        self.left.disabled = self.right.disabled = done
        if done:
            pages = zip(self.names, self.round.pages, strict=True)
            sides = {f"{name}: {_size(page)}": page for name, page in pages}
            self.shown.value = self._outcome._repr_html_(live=True) + _columns(sides)
            return
        height = f"min-height: {5 * self._lines + 1}em"
        title = f"<strong>{self._title(self.asked)}</strong>"
        sides = _columns(self.round.sides(self.asked), "course-large")
        inner = f'<div style="{height}">{title}{sides}</div>'
        self.shown.value = box(inner, live=True)

    def _title(self, number: int) -> str:
        return f"Pair {number + 1} of {self.pairs}"


def blind_pairs(
    early: list[str],
    late: list[str],
    *,
    pairs: int = 10,
    lines: int = 4,
    seed,
    names: tuple[str, str] = ("generation 1, T = 1", "generation 10, T = 0.8"),
) -> Comparison:
    """Ask which of two passages is better written, pair after pair.

    early, late : sentences of two writers, at least 30 of each and ``lines``
        different ones; a few hundred are better, so that pairs differ.
    lines : sentences in a passage.
    seed : draws the passages and their sides; in class, the seat's number.
    names : what the writers are called after the last pair.

    Raises TypeError for anything but lists of strings and ValueError for too few or
    empty ones.
    """
    return Comparison(early, late, pairs=pairs, lines=lines, seed=seed, names=names)


def _size(page: list[str]) -> str:
    """How many words a page has, and how many different ones, without marks."""
    said = [word for text in page for word in tokens(text) if word not in MARKS]
    return f"{len(said)} words, {len(set(said))} of them different"


def _columns(sides: dict[str, list[str]], size: str = "") -> str:
    """HTML of lists of sentences side by side, each under its name."""
    columns = ""
    for name, texts in sides.items():
        rows = "".join(f"<div>{html.escape(text)}</div>" for text in texts)
        columns += f"<div><strong>{html.escape(name)}</strong>{rows}</div>"
    return f'<div class="course-sides {size}">{columns}</div>'


def _names(names) -> tuple[str, str]:
    """Two different names."""
    texts = strings("names", names)
    if len(texts) != 2 or len(set(texts)) != 2:
        raise ValueError(f"names is {names!r}, but it must be two different names")
    return tuple(texts)
