"""Notebook 01: fit a Gaussian, sample from it, fit again.

Left, the truth and the model of the highlighted lineage with its points; right, the
standard deviation of that lineage among 40, up to the generation shown.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, loop, plots
from ...explorers.exploration import Exploration
from ...models import Gaussian
from ...policies import Replace
from ...widgets.settings import Choice

GENERATIONS = 300
LINEAGES = 40
DRAWN = 200  # points of a model


@dataclass(frozen=True)
class Result:
    """One highlighted run and 40 others, at n points a generation."""

    n: int
    mean: np.ndarray  # (generations + 1,) of the highlighted run
    std: np.ndarray  # the same
    points: list[np.ndarray]  # the first DRAWN that each model was fitted to
    others: np.ndarray  # (generations + 1, LINEAGES) standard deviations


def simulate(n: int, ddof: int, seed: int) -> Result:
    """Replace, from N(0, 1), with one seed for the run and one for the 40."""
    one, many = np.random.SeedSequence(seed).spawn(2)
    run = loop.run(
        Gaussian(ddof=ddof),
        Gaussian(),
        Replace(),
        n=n,
        generations=GENERATIONS,
        seed=one,
    )
    others = ensembles.gaussian(
        Replace(),
        n=n,
        generations=GENERATIONS,
        replicates=LINEAGES,
        seed=many,
        ddof=ddof,
    )
    mean, std = np.array([[m.mean[0], m.std[0]] for m in run.models]).T
    points = [batch.x[:DRAWN, 0].copy() for batch in run.batches[1:]]
    return Result(n, mean, std, [points[0], *points], others.std)


class View:
    """Density and points on the left, the spread of 40 lineages on the right."""

    panels = ((405, 310), (405, 310))

    def __init__(self, left, right):
        ax = left.subplots()
        plots.truth(ax)
        ax.set(
            xlim=(-4, 4), ylim=(-0.09, 1.25), xlabel="x", ylabel="density",
            title="The model and the points it was fitted to",
        )  # fmt: skip
        self.model = ax.plot([], [], color=plots.MODEL)[0]
        self.points = ax.plot([], [], "|", ms=14, markeredgewidth=1.5, alpha=0.6)[0]
        self.name = ax.text(
            0.03, 0.92, "", color=plots.MODEL, transform=ax.transAxes, weight="bold",
            bbox={"fc": "white", "ec": "none", "pad": 1},
        )  # fmt: skip
        self.right = right.subplots()
        self.right.set(
            xlim=(0, GENERATIONS), xlabel="generation",
            ylabel="standard deviation σ",
            title=f"{LINEAGES} lineages (thin), and one of its own",
        )  # fmt: skip
        self.right.axhline(1, color=plots.REAL, linewidth=1.5, label="truth")
        self.others = plots.lineages(self.right, np.ones((1, LINEAGES)))
        self.highlight, self.median = (
            self.right.plot([], [], color=colour, label=label, **plots.HEAD)[0]
            for colour, label in (
                (plots.MODEL, "highlighted"),
                (plots.THEORY, f"median of {LINEAGES}"),
            )
        )
        plots.legend(self.right)
        self.moving = [
            self.points, self.model, self.name, self.others, self.highlight,
            self.median,
        ]  # fmt: skip

    @staticmethod
    def series(result: Result, t: int, scale: str) -> dict:
        """Model t with its points, and all spreads up to t."""
        others = result.others[: t + 1]
        return {
            "generation": t, "n": result.n, "points": result.points[t],
            "mean": result.mean[t], "std": result.std[: t + 1], "others": others,
            "median": np.median(others, axis=1),
        }  # fmt: skip

    def stage(self, result: Result, scale: str) -> None:
        """Scale of the right axis, linear or log."""
        log = scale == "log"
        self.right.set_yscale(scale)
        self.right.set_ylim(*((1e-6, 20) if log else (0, 2.5)))
        if log:
            self.right.set_yticks([1e-6, 1e-4, 1e-2, 1])
        plots.plain_ticks(self.right.yaxis)

    def move(self, series: dict) -> None:
        """Draw everything up to the generation shown."""
        x, std, t = series["points"], series["std"], series["generation"]
        self.model.set_data(*plots.density(series["mean"], std[t]))
        self.points.set_data(x, np.full(len(x), -0.045))
        self.points.set_color(plots.source_colour(t))
        self.name.set_text(f"model {t}: σ = {plots.plain(std[t])}")
        past = np.arange(t + 1)
        plots.set_lineages(self.others, series["others"])
        self.highlight.set_data(past, std)
        self.median.set_data(past, series["median"])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The numbers that the pictures show."""
        t, others = series["generation"], series["others"][-1]
        return (
            f"Generation {t}, fitted to {series['n']} points: the highlighted model "
            f"has σ = {_spread(series['std'][t])}.",
            f"Over {LINEAGES} other lineages the median σ is "
            f"{plots.plain(series['median'][t])}; {np.sum(others < 0.5)} of "
            f"{LINEAGES} are below one half of the truth's σ, which is 1.",
        )


def exploration() -> Exploration:
    """What can be explored in notebook 01."""
    typical = {"ddof": 1, "seed": 4}  # a seed whose lineage ends near the median
    fast = {"n": 10, "generation": 60, "scale": "log"}
    return Exploration(
        simulate,
        View,
        {
            "n": Choice("Points n", {str(n): n for n in (5, 10, 30, 100, 300)}, 30),
            "ddof": Choice("Divide by", {"n − 1 (unbiased)": 1, "n (likelihood)": 0}),
        },
        display={"scale": Choice("Scale", {"linear": "linear", "log": "log"})},
        generations=GENERATIONS,
        presets={
            "halving": {**typical, "n": 100, "generation": 138, "scale": "linear"},
            "small and fast": {**typical, **fast},
            "divide by n": {**typical, **fast, "ddof": 0},
        },
    )


def explorer():
    """The explorer of notebook 01, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())


def _spread(std: float) -> str:
    """σ as text; 0 where the points are too close for the computer to tell apart."""
    zero = "0, closer than the computer can tell apart"
    return plots.plain(std) if std else zero
