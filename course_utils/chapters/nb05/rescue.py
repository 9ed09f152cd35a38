"""Notebook 05: collapse first, then real data. What comes back?

Left, the words of one lineage by their rank in the truth; right, the variance of many
Gaussians. Both follow *replace* until the rescue begins.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, plots
from ...explorers.explorer import Explorer
from ...explorers.lineages import SHOWN, Lineages
from ...models.categorical import zipf
from ...policies import Archive, FreshReal, Replace, Switch
from ...widgets.controls import Choice

GENERATIONS = 400
LINEAGES = 2_000
SIZE = 1_000
N = 100
TEXT = 2_000
PLANS = {
    "nothing": Replace(),
    "1 new point": FreshReal(points=1),
    "10 % new": FreshReal(0.1),
    "archive": Archive(),
}


@dataclass(frozen=True)
class Result:
    """Gaussians of N points and one text of TEXT words, rescued at a generation."""

    plan: str
    at: int
    variance: Lineages
    p: np.ndarray  # (generations + 1, SIZE) shares of all words
    kept: np.ndarray  # (SIZE,) whether the first text held the word


def simulate(plan: str, at: int, seed: int) -> Result:
    """Replace for at - 1 generations, the plan from then on."""
    policy = Switch(Replace(), PLANS[plan], at)
    numbers, text = np.random.SeedSequence(seed).spawn(2)
    gaussian = ensembles.gaussian(
        policy, n=N, generations=GENERATIONS, replicates=LINEAGES, seed=numbers
    )
    words = ensembles.categorical(
        policy, zipf(SIZE), n=TEXT, generations=GENERATIONS, replicates=1, seed=text,
        watch=np.arange(SIZE),
    )  # fmt: skip
    p = words.watched[:, 0].astype(np.float32)
    return Result(plan, at, Lineages.of(gaussian.variance), p, p[1] > 0)


class View:
    """Words by rank on the left, variances on the right."""

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        self.rank = np.arange(1, SIZE + 1)
        self.left.loglog(self.rank, zipf(SIZE), color=plots.REAL, linewidth=2)
        self.left.text(30, 0.02, "truth", color=plots.REAL, weight="bold")
        self.words = [
            self.left.plot([], [], marker, color=colour, ms=5, label=label)[0]
            for marker, colour, label in (
                (".", plots.MODEL, "in the first text"),
                ("x", plots.MEAN, "not in the first text"),
            )
        ]
        self.left.legend(loc="lower left", fontsize=11)
        self.left.set(
            xlabel="rank of the word in the truth", ylabel="share of the text",
            ylim=(5e-5, 1.5),
        )  # fmt: skip
        self.left.set_title(f"Words that are left, {TEXT:,} words of text")
        self.right.axhline(1, color=plots.REAL, linewidth=1.5)
        self.start = self.right.axvline(0, color=plots.QUIET, linewidth=1.5)
        self.right.set(
            xlim=(0, GENERATIONS), ylim=(0, 1.8), xlabel="generation",
            ylabel="variance",
        )  # fmt: skip
        self.right.set_title(f"{LINEAGES:,} Gaussians of {N} points; thin: {SHOWN}")
        self.others = plots.lineages(self.right, np.ones((1, SHOWN)))
        self.median = self.right.plot([], [], color="black", label="median")[0]
        legend = self.right.legend(
            loc="upper right", frameon=True, framealpha=0.9, edgecolor="none"
        )
        self.moving = [*self.words, self.others, self.median, legend]

    def stage(self, result: Result) -> None:
        """When the rescue begins."""
        self.start.set_xdata([result.at, result.at])

    def move(self, result: Result, t: int) -> None:
        """The words of generation t, variances up to t."""
        alive = result.p[t] > 0
        for line, which in zip(self.words, (result.kept, ~result.kept), strict=True):
            shown = alive & which
            line.set_data(self.rank[shown], result.p[t][shown])
        past = np.arange(t + 1)
        plots.set_lineages(self.others, result.variance.some[: t + 1])
        self.median.set_data(past, result.variance.median[: t + 1])

    def describe(self, result: Result, t: int) -> str:
        """How long the rescue has been going on, and what is back."""
        since = f"before the rescue (“{result.plan}” from generation {result.at})"
        if t >= result.at:
            since = f"{t - result.at + 1} after it began (“{result.plan}”)"
        alive = result.p[t] > 0
        return (
            f"Generation {t}, {since}: the median variance is "
            f"{result.variance.median[t]:.2g}. The text has {alive.sum()} of "
            f"{SIZE:,} words, {np.sum(alive & ~result.kept)} of them not in the first "
            f"text, which had {result.kept.sum()}."
        )


def explorer() -> Explorer:
    """The second explorer of notebook 05."""
    late = {"at": 301, "seed": 0}
    return Explorer(
        simulate,
        View,
        {
            "plan": Choice("Rescue", {name: name for name in PLANS}),
            "at": Choice("From generation", {str(t): t for t in (11, 101, 301)}, 301),
        },
        generations=GENERATIONS,
        presets={
            "the patient": {**late, "plan": "nothing", "generation": 300},
            "a drop": {**late, "plan": "1 new point", "generation": 310},
            "an infusion": {**late, "plan": "10 % new", "generation": 310},
            "the drawer": {**late, "plan": "archive", "generation": 310},
        },
    )
