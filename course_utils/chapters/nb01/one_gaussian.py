"""Notebook 01: fit a Gaussian, sample from it, fit again.

Left, the truth and the model of the highlighted lineage with its points; right, the
standard deviation of that lineage among 40, up to the generation shown.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, loop, plots
from ...explorers.explorer import Explorer
from ...models import Gaussian
from ...policies import Replace
from ...widgets.controls import Choice

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

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        plots.truth(self.left)
        self.left.set(
            xlim=(-4, 4), ylim=(-0.09, 1.25), xlabel="x", ylabel="density",
            title="The model and the points it was fitted to",
        )  # fmt: skip
        self.model = self.left.plot([], [], color=plots.MODEL, linewidth=2.5)[0]
        self.points = self.left.plot(
            [], [], "|", color=plots.MODEL, markersize=12, alpha=0.5
        )[0]
        self.name = self.left.text(
            0.03,
            0.93,
            "",
            color=plots.MODEL,
            transform=self.left.transAxes,
            weight="bold",
        )
        self.right.set(
            xlim=(0, GENERATIONS),
            xlabel="generation",
            ylabel="standard deviation σ",
            title=f"{LINEAGES} lineages, one of them highlighted",
        )
        self.right.axhline(1, color=plots.REAL, linewidth=1.5)
        self.right.text(GENERATIONS, 1.02, "truth", color=plots.REAL, ha="right")
        self.others = plots.lineages(self.right, np.ones((1, LINEAGES)))
        self.highlight = self.right.plot([], [], color=plots.MODEL, linewidth=2.5)[0]
        self.median = self.right.plot([], [], color="black", linewidth=2)[0]
        self.legend = self.right.legend(
            [self.highlight, self.median],
            ["highlighted", "median of 40"],
            loc="upper right",
            frameon=True,
            framealpha=0.9,
        )
        self.moving = [
            self.points, self.model, self.name, self.others, self.highlight,
            self.median, self.legend,
        ]  # fmt: skip

    def stage(self, result: Result, scale: str) -> None:
        """Scale of the right axis, linear or log."""
        log = scale == "log"
        self.right.set_yscale("log" if log else "linear")
        self.right.set_ylim(*((1e-6, 20) if log else (0, 2.5)))

    def move(self, result: Result, t: int) -> None:
        """Draw everything up to generation t."""
        x, std = result.points[t], result.std[t]
        self.model.set_data(*plots.density(result.mean[t], std))
        self.points.set_data(x, np.full(len(x), -0.045))
        self.name.set_text(f"model {t}: σ = {std:.2g}")
        past = np.arange(t + 1)
        plots.set_lineages(self.others, result.others[: t + 1])
        self.highlight.set_data(past, result.std[: t + 1])
        self.median.set_data(past, np.median(result.others[: t + 1], axis=1))

    def describe(self, result: Result, t: int) -> str:
        """The numbers that the picture shows."""
        others = result.others[t]
        return (
            f"Generation {t}, fitted to {result.n} points: the highlighted model has "
            f"σ = {_spread(result.std[t])}. Over {LINEAGES} other lineages the "
            f"median σ is {np.median(others):.2g}; {np.sum(others < 0.5)} of "
            f"{LINEAGES} are below one half of the truth's σ, which is 1."
        )


def explorer() -> Explorer:
    """The explorer of notebook 01."""
    typical = {"ddof": 1, "seed": 4}  # a seed whose lineage ends near the median
    return Explorer(
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
            "small and fast": {**typical, "n": 10, "generation": 60, "scale": "log"},
            "divide by n": {
                **typical,
                "ddof": 0,
                "n": 10,
                "generation": 60,
                "scale": "log",
            },
        },
    )


def _spread(std: float) -> str:
    """σ as text; 0 where the points are too close for the computer to tell apart."""
    return f"{std:.2g}" if std else "0, closer than the computer can tell apart"
