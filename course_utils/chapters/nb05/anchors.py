"""Notebook 05: a dose of real data, and what it holds.

Left, what is left of three things at the generation shown: the variance of a Gaussian,
the Gini diversity of a vocabulary, and its word types. Right, the variance of many
lineages.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, plots
from ...explorers.exploration import Exploration
from ...explorers.lineages import SHOWN, Lineages
from ...models.categorical import zipf
from ...policies import Anchor, Archive, FreshReal
from ...widgets.settings import Choice, Slider

GENERATIONS = 200
LINEAGES = 2_000
TEXTS = 10
SIZE = 1_000
WAYS = {
    "new each generation": FreshReal,
    "the same for ever": Anchor,
    "archive": Archive,
}
STYLES = dict(zip(WAYS, ("fresh", "kept", "archive"), strict=True))
MEASURES = ("variance\n(mean)", "Gini\ndiversity", "word\ntypes")


@dataclass(frozen=True)
class Result:
    """Gaussians and vocabularies under one policy, with r real points in n."""

    n: int
    way: str
    points: int
    variance: Lineages
    words: np.ndarray  # (generations + 1, 2) medians of Gini and types; 1 is the truth

    def kept(self, t: int) -> np.ndarray:
        """(3,) variance, Gini and types at generation t; 1 is that of generation 1."""
        start = [self.variance.mean[1], *self.words[1]]
        return np.array([self.variance.mean[t], *self.words[t]]) / start

    def records(self, t: int) -> int:
        """Size of the training set; an archive holds the first n for ever."""
        if self.way != "archive" or t == 1:
            return self.n
        return self.n + self.real(t)

    def real(self, t: int) -> int:
        """Real points in the training set."""
        if t == 1:
            return self.n
        return self.n + self.bought(t) if self.way == "archive" else self.points

    def bought(self, t: int) -> int:
        """Real points paid for up to generation t, beside the first n."""
        return self.points * (t - 1) if self.way != "the same for ever" else 0


def simulate(n: int, way: str, points: int, bias: float, seed: int) -> Result:
    """The Gaussian divides by n and samples with lambda, words faithfully."""
    numbers, text = np.random.SeedSequence(seed).spawn(2)
    policy = WAYS[way](points=points)
    settings = {"n": n, "generations": GENERATIONS}
    gaussian = ensembles.gaussian(
        policy, replicates=LINEAGES, seed=numbers, sampling_bias=bias, **settings
    )
    words = ensembles.categorical(
        policy, zipf(SIZE), replicates=TEXTS, seed=text, **settings
    )
    pair = np.stack([words.diversity, words.types], axis=-1)
    variance = Lineages.of(gaussian.variance)
    return Result(n, way, points, variance, np.median(pair, axis=1))


class View:
    """Three bars on the left, variances on the right."""

    panels = ((380, 320), (430, 320))

    def __init__(self, left, right):
        self.left, ax = left.subplots(), right.subplots()
        at = np.arange(len(MEASURES))
        self.bars = self.left.vlines(at, 0, 0, linewidth=48)
        self.labels = [
            self.left.text(
                x, 0, "", ha="center", va="bottom", weight="bold", fontsize=12,
                bbox={"fc": "white", "ec": "none", "pad": 1},
            )
            for x in at
        ]  # fmt: skip
        self.left.axhline(1, color=plots.REAL, linewidth=1.5)
        self.left.set(
            xlim=(-0.6, 2.6), ylim=(0, 1.25), yticks=np.linspace(0, 1, 5),
            ylabel="left, generation 1 is 1",
        )  # fmt: skip
        self.left.set_xticks(at, MEASURES)
        ax.axhline(1, color=plots.REAL, linewidth=1.5)
        ax.set(
            xlim=(0, GENERATIONS), ylim=(0, 1.8), xlabel="generation",
            ylabel="variance", title=f"{LINEAGES:,} Gaussians; thin: {SHOWN} of them",
        )  # fmt: skip
        self.others = plots.lineages(ax, np.ones((1, SHOWN)))
        self.mean, self.median = (
            ax.plot([], [], dash, color=colour, label=label, **plots.HEAD)[0]
            for dash, colour, label in (
                ("-.", plots.MEAN, "mean"),
                ("-", plots.THEORY, "median"),
            )
        )
        plots.legend(ax)
        self.moving = [self.bars, *self.labels, self.others, self.mean, self.median]

    @staticmethod
    def series(result: Result, t: int, price: float) -> dict:
        """What is left at generation t and what it cost, variances up to t."""
        bought, variance = result.bought(t), result.variance
        return {
            "generation": t, "way": result.way, "records": result.records(t),
            "real": result.real(t), "bought": bought, "paid": bought * price,
            "kept": result.kept(t), "others": variance.some[: t + 1],
            "mean": variance.mean[: t + 1], "median": variance.median[: t + 1],
        }  # fmt: skip

    def stage(self, result: Result, price: float) -> None:
        """The colour of the policy."""
        colour = plots.policy_style(STYLES[result.way])["color"]
        self.bars.set_color(colour)
        self.others.set_color(colour)
        title = f"{result.points} real points, {result.way}"
        if result.way == "archive":
            title = f"archive, {result.points} more a generation"
        self.left.set_title(title)

    def move(self, series: dict) -> None:
        """What is left, and variances so far."""
        kept = series["kept"]
        self.bars.set_segments([[(x, 0), (x, y)] for x, y in enumerate(kept)])
        for label, y in zip(self.labels, kept, strict=True):
            label.set_y(min(y, 1.1) + 0.02)
            label.set_text(f"{y:.0%}")
        past = np.arange(series["generation"] + 1)
        plots.set_lineages(self.others, series["others"])
        self.mean.set_data(past, series["mean"])
        self.median.set_data(past, series["median"])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """What is left and what it cost, and the median beside the mean."""
        variance, gini, types = series["kept"]
        return (
            f"Generation {series['generation']}, trained on {series['records']:,} "
            f"points, of which {series['real']:,} real ({series['way']}): left of "
            f"generation 1 are {variance:.0%} of the variance (mean), "
            f"{gini:.0%} of Gini diversity, {types:.0%} of word types. Bought since "
            f"then: {series['bought']:,} points, {series['paid']:,.0f} €.",
            f"The median variance is {series['median'][-1]:.2f}.",
        )


def exploration() -> Exploration:
    """What can be explored first in notebook 05."""
    start = {"n": 100, "bias": 1.0, "seed": 0, "generation": 200}
    new, same, _ = WAYS
    return Exploration(
        simulate,
        View,
        {
            "n": Choice("Points n", {"100": 100, "1,000": 1_000}),
            "way": Choice("Real points", {name: name for name in WAYS}),
            "points": Slider("How many", 0, 100, 10),
            "bias": Choice("Sampling λ", {"1 (faithful)": 1.0, "0.9": 0.9, "0.5": 0.5}),
        },
        display={"price": Slider("Price in € a point", 0.0, 10.0, 1.0, 0.5)},
        generations=GENERATIONS,
        presets={
            "no real data": {**start, "way": new, "points": 0},
            "one new point": {**start, "way": new, "points": 1},
            "ten new": {**start, "way": new, "points": 10},
            "ten kept": {**start, "way": same, "points": 10},
            "biased": {**start, "way": new, "points": 10, "bias": 0.9},
        },
    )


def explorer():
    """The first explorer of notebook 05, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
