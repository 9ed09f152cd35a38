"""Notebook 05: collapse first, then real data. What comes back?

Left, the words of one lineage by their rank in the truth; right, the variance of many
Gaussians. Both follow *replace* until the rescue begins.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, plots
from ...explorers.exploration import Exploration
from ...explorers.lineages import SHOWN, Lineages
from ...models.categorical import zipf
from ...policies import Archive, FreshReal, Replace, Switch
from ...widgets.settings import Choice

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

    panels = ((405, 330), (405, 330))

    def __init__(self, left, right):
        ax, spread = left.subplots(), right.subplots()
        rank = np.arange(1, SIZE + 1)
        truth = ax.loglog(rank, zipf(SIZE), color=plots.REAL, label="truth")[0]
        self.words = [
            ax.plot([], [], marker, color=colour, ms=size, mew=2, label=label)[0]
            for marker, size, colour, label in (
                (".", 7, plots.MODEL, "in the first text"),
                ("x", 7, plots.MEAN, "not in it"),
            )
        ]
        ax.set(
            xlabel="rank of the word in the truth", ylabel="share of the text",
            ylim=(5e-5, 1.5), title=f"Words that are left, {TEXT:,} words of text",
        )  # fmt: skip
        plots.plain_ticks(ax.xaxis)
        plots.plain_ticks(ax.yaxis)
        plots.legend(ax, [truth, *self.words])
        spread.axhline(1, color=plots.REAL, linewidth=1.5)
        self.start = spread.axvline(
            0, color=plots.QUIET, linewidth=2, label="start of a rescue"
        )
        spread.set(
            xlim=(0, GENERATIONS), ylim=(0, 1.8), xlabel="generation",
            ylabel="variance",
            title=f"{LINEAGES:,} Gaussians of {N} points; thin: {SHOWN}",
        )  # fmt: skip
        self.others = plots.lineages(spread, np.ones((1, SHOWN)))
        (self.median,) = spread.plot(
            [], [], color=plots.THEORY, label="median", **plots.HEAD
        )
        plots.legend(spread, [self.median, self.start])
        self.moving = [*self.words, self.others, self.median]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Shares of all words at generation t, variances up to t."""
        return {
            "generation": t, "plan": result.plan, "at": result.at, "p": result.p[t],
            "known": result.kept, "others": result.variance.some[: t + 1],
            "median": result.variance.median[: t + 1],
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """When the rescue begins."""
        self.start.set_xdata([result.at, result.at])

    def move(self, series: dict) -> None:
        """The words that are left, variances so far."""
        p, known = series["p"], series["known"]
        for line, which in zip(self.words, (known, ~known), strict=True):
            (shown,) = np.nonzero((p > 0) & which)
            line.set_data(shown + 1, p[shown])
        plots.set_lineages(self.others, series["others"])
        self.median.set_data(np.arange(series["generation"] + 1), series["median"])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """How long the rescue has been going on, and what is back."""
        t, at, plan = series["generation"], series["at"], series["plan"]
        since = f"before the rescue (“{plan}” from generation {at})"
        if plan == "nothing":
            since = "without a rescue"
        elif t >= at:
            since = f"{t - at + 1} after the rescue began (“{plan}”)"
        alive, known = series["p"] > 0, series["known"]
        return (
            f"Generation {t}, {since}: the text has {alive.sum()} of {SIZE:,} words, "
            f"{np.sum(alive & ~known)} of them not in the first text, which had "
            f"{known.sum()}.",
            "The median variance of the Gaussians is "
            f"{plots.plain(series['median'][-1])}.",
        )


def exploration() -> Exploration:
    """What can be explored second in notebook 05."""
    late = {"at": 301, "seed": 0}
    return Exploration(
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


def explorer():
    """The second explorer of notebook 05, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
