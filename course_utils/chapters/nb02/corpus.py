"""Notebook 02: write yourself into the corpus, and see how long you live.

Left, every sentence of the corpus as a cell, equal ones side by side in one colour,
yours in green; right, your copies over time and some lines of the corpus.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import ListedColormap, to_rgba

from ... import loop, plots
from ...explorers.explorer import Explorer
from ...language import corpus
from ...models import Categorical
from ...policies import line_up
from ...widgets.controls import Choice, Slider, Words

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
    """The corpus as a mosaic, your copies over time, some lines to read."""

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2, width_ratios=(1, 1.1))
        colours = colormaps["cividis"](np.linspace(0, 1, 256))
        colours[0] = to_rgba(plots.PREDICTION)
        self.mosaic = self.left.imshow(
            np.zeros(SHAPE), cmap=ListedColormap(colours), vmin=0, vmax=255,
            interpolation="nearest", aspect="auto",
        )  # fmt: skip
        self.left.set(
            xticks=[], yticks=[], title="2,000 sentences: equal ones, equal colour"
        )
        self.left.grid(False)
        self.copies = self.right.plot(
            [], [], color=plots.PREDICTION, drawstyle="steps-mid"
        )[0]
        self.right.set(xlim=(0, GENERATIONS), xlabel="generation")
        self.right.set_title("your copies among 2,000")
        self.lines = [
            self.right.text(
                0.98, 0.94 - 0.085 * i, "", transform=self.right.transAxes, ha="right",
                fontsize=12, parse_math=False, bbox={"fc": "white", "ec": "none"},
            )
            for i in range(SHOWN)
        ]  # fmt: skip
        self.moving = [self.mosaic, self.copies, *self.lines]

    def stage(self, result: Result, sentence: str) -> None:
        """The learner's sentence, and room for its most copies."""
        self.texts = corpus.sentences(sentence)[result.copies - 1 :]
        self.texts[0] = corpus.sentences(sentence)[0]
        most = corpus.SIZE * result.own.max()
        self.right.set_ylim(0, max(4, 2.2 * most))

    def move(self, result: Result, t: int) -> None:
        """The corpus that model t was fitted to."""
        shown = result.pages[t].astype(int)
        shade = 1 + shown * SCATTER % corpus.SIZE * 254 // corpus.SIZE
        self.mosaic.set_data(np.where(shown == 0, 0, shade).reshape(SHAPE))
        past = np.arange(t + 1)
        self.copies.set_data(past, corpus.SIZE * result.own[: t + 1])
        for line, number in zip(self.lines, result.lines[t], strict=True):
            line.set_text(plots.shortened(self.texts[number], LONGEST))
            line.set_color(plots.PREDICTION if number == 0 else plots.QUIET)
            line.set_weight("bold" if number == 0 else "normal")

    def describe(self, result: Result, t: int) -> str:
        """How you and the others stand."""
        alive = np.flatnonzero(result.own[: t + 1] > 0)[-1]
        share = corpus.SIZE * result.own[t]
        you = f"“{plots.shortened(self.texts[0], LONGEST)}” "
        if share:
            you += f"has {share:.3g} of 2,000 places"
        else:
            you += f"was last seen at generation {alive}"
        return (
            f"Generation {t}: {you}. {result.types[t]:,.0f} different sentences are "
            f"left of {len(self.texts):,}."
        )


def explorer(sentence: str = "I was here.") -> Explorer:
    """The first explorer of notebook 02."""
    return Explorer(
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
