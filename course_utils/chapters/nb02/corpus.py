"""Notebook 02: write yourself into the corpus, and see how long you live.

Left, every sentence of the corpus as a cell, equal ones side by side in one colour,
yours in green; right, your copies over time and some lines of the corpus.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import ListedColormap, to_rgba

from ... import loop, plots
from ...explorers.exploration import Exploration
from ...language import corpus
from ...models import Categorical
from ...policies import line_up
from ...widgets.settings import Choice, Slider, Words

GENERATIONS = 60
SHAPE = (40, 50)
SHOWN = 5
LONGEST = 44
SCATTER = 787  # neighbours in the list get colours far apart
POLICIES = line_up("replace", "accumulate", "10 % fresh", "archive")


@dataclass(frozen=True)
class Result:
    """A run over types; type 0 is yours, and it began with so many copies."""

    copies: int
    pages: (
        np.ndarray
    )  # (generations + 1, SIZE) types of each corpus, sorted; all or some
    lines: np.ndarray  # (generations + 1, SHOWN) some of them to read
    own: np.ndarray  # (generations + 1,) share of your sentence
    types: np.ndarray  # (generations + 1,)


def simulate(copies: int, policy: str, seed: int) -> Result:
    """What can be seen of a run; its corpora fill 60 MB where all is kept."""
    run = history(copies, policy, seed)
    corpora = [batch.x for batch in (run.batches[1], *run.batches[1:])]
    pages = np.array([_page(types) for types in corpora], dtype=np.uint16)
    lines = np.array(
        [
            np.random.default_rng(t).choice(types, SHOWN, replace=False)
            for t, types in enumerate(corpora)
        ]
    )
    return Result(copies, pages, lines, run["own"], run["types"])


def history(copies: int, policy: str, seed: int) -> loop.History:
    """Each generation writes as many sentences as the corpus had at first."""
    others = corpus.SIZE - copies
    truth = Categorical(np.append(copies, np.ones(others)) / corpus.SIZE)
    return loop.run(
        truth,
        truth,
        POLICIES[policy],
        n=corpus.SIZE,
        generations=GENERATIONS,
        seed=seed,
        metrics={
            "own": lambda model, sample: model.p[0],
            "types": lambda model, sample: np.count_nonzero(model.p),
        },
    )


def _page(types: np.ndarray) -> np.ndarray:
    """SIZE types, sorted, from all parts of a corpus."""
    return np.sort(types[:: max(1, len(types) // corpus.SIZE)][: corpus.SIZE])


class View:
    """The corpus as a mosaic; some lines to read over your copies."""

    panels = ((390, 320), (420, 320))

    def __init__(self, left, right):
        ax = left.subplots()
        colours = colormaps["cividis"](np.linspace(0, 1, 256))
        colours[0] = to_rgba(plots.PREDICTION)
        self.mosaic = ax.imshow(
            np.zeros(SHAPE), cmap=ListedColormap(colours), vmin=0, vmax=255,
            interpolation="nearest", aspect="auto",
        )  # fmt: skip
        ax.set(xticks=[], yticks=[], title="2,000 sentences: equal ones, equal colour")
        ax.grid(False)
        page, self.right = right.subplots(2, height_ratios=(1, 1.3))
        page.axis("off")
        page.set_title("Some lines of it")
        self.copies = self.right.plot(
            [], [], color=plots.PREDICTION, drawstyle="steps-mid"
        )[0]
        self.right.set(
            xlim=(0, GENERATIONS), xlabel="generation", title="Your copies among 2,000"
        )
        self.lines = [
            page.text(
                0, 0.92 - 0.21 * i, "", transform=page.transAxes, va="center",
                parse_math=False, in_layout=False,
            )
            for i in range(SHOWN)
        ]  # fmt: skip
        self.moving = [self.mosaic, self.copies, *self.lines]

    @staticmethod
    def series(result: Result, t: int, sentence: str) -> dict:
        """The corpus that model t was fitted to, and your copies up to t."""
        texts = corpus.sentences(sentence)
        texts = [texts[0], *texts[result.copies :]]
        lines = [plots.shortened(texts[number], LONGEST) for number in result.lines[t]]
        return {
            "generation": t, "page": result.pages[t], "lines": np.array(lines),
            "yours": result.lines[t] == 0, "you": plots.shortened(texts[0], LONGEST),
            "copies": corpus.SIZE * result.own[: t + 1],
            "different": int(result.types[t]), "at first": len(texts),
        }  # fmt: skip

    def stage(self, result: Result, sentence: str) -> None:
        """Room for the most copies."""
        self.right.set_ylim(0, max(4, 1.1 * corpus.SIZE * result.own.max()))

    def move(self, series: dict) -> None:
        """The mosaic, the lines and the copies."""
        shown = series["page"].astype(int)
        shade = 1 + shown * SCATTER % corpus.SIZE * 254 // corpus.SIZE
        self.mosaic.set_data(np.where(shown == 0, 0, shade).reshape(SHAPE))
        self.copies.set_data(np.arange(series["generation"] + 1), series["copies"])
        for line, text, yours in zip(
            self.lines, series["lines"], series["yours"], strict=True
        ):
            line.set_text(text)
            line.set_color(plots.PREDICTION if yours else plots.QUIET)
            line.set_weight("bold" if yours else "normal")

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """How the others and you stand."""
        return (
            f"Generation {series['generation']}: {series['different']:,} different "
            f"sentences are left of {series['at first']:,}.",
            f"“{series['you']}” {_standing(series['copies'])}.",
        )


def _standing(copies: np.ndarray) -> str:
    """What your sentence has of the corpus, given as copies among SIZE."""
    now = copies[-1]
    if not now:
        return f"was last seen at generation {np.flatnonzero(copies)[-1]}"
    if now < 1:
        return f"has less than 1 of {corpus.SIZE:,} places"
    about = "" if abs(now - round(now)) < 1e-9 else "about "
    return f"has {about}{now:,.0f} of {corpus.SIZE:,} places"


def exploration(sentence: str = "I was here.") -> Exploration:
    """What can be explored first in notebook 02."""
    return Exploration(
        simulate,
        View,
        {
            "copies": Slider("Your copies", 1, 100),
            "policy": Choice("Next corpus", {name: name for name in POLICIES}),
        },
        display={"sentence": Words("Your sentence", sentence)},
        generations=GENERATIONS,
        presets={
            "one of 2,000": {"copies": 1, "policy": "replace", "generation": 1},
            "twenty copies": {"copies": 20, "policy": "replace", "generation": 20},
            "rescue": {"copies": 1, "policy": "10 % fresh", "generation": 20},
        },
    )


def explorer(sentence: str = "I was here."):
    """The first explorer of notebook 02, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration(sentence))
