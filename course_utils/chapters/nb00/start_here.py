"""Notebook 00: the loop, once, small enough to see every point."""

from dataclasses import dataclass

import numpy as np

from ... import loop, plots
from ...explorers.exploration import Exploration
from ...models import Gaussian
from ...policies import Replace
from ...widgets.settings import Choice

GENERATIONS = 60


@dataclass(frozen=True)
class Result:
    """One run at n points a generation."""

    n: int
    run: loop.History


def simulate(n: int, seed: int) -> Result:
    """Replace, from N(0, 1), with the unbiased fit."""
    run = loop.run(
        Gaussian(ddof=1),
        Gaussian(),
        Replace(),
        n=n,
        generations=GENERATIONS,
        seed=seed,
        metrics=["std"],
    )
    return Result(n, run)


class View:
    """The truth, the model, and the points that the model was fitted to."""

    panels = ((480, 320),)

    def __init__(self, figure):
        ax = figure.subplots()
        plots.truth(ax)
        self.model = ax.plot([], [], color=plots.MODEL)[0]
        self.points = ax.plot([], [], "o", markersize=7, alpha=0.6)[0]
        self.name = ax.text(
            0.02, 0.9, "", color=plots.MODEL, transform=ax.transAxes, fontsize=14,
            weight="bold",
        )  # fmt: skip
        ax.axhline(0, color=plots.QUIET, linewidth=0.8)
        ax.set(xlim=(-4, 4), ylim=(-0.15, 1.6), xlabel="x", ylabel="density")
        self.moving = [self.points, self.model, self.name]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Model t and the points that it was fitted to."""
        model, x = result.run.models[t], result.run.batches[t].x[:, 0]
        return {
            "generation": t, "n": result.n, "points": x,
            "mean": model.mean[0], "std": model.std[0],
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Nothing but the axes stands still."""

    def move(self, series: dict) -> None:
        """Show the model and its points; the first are real."""
        x, t = series["points"], series["generation"]
        self.model.set_data(*plots.density(series["mean"], series["std"]))
        self.points.set_data(x, np.full(len(x), -0.07))
        self.points.set_color(plots.source_colour(t))
        self.name.set_text(f"model {t}")

    @staticmethod
    def describe(series: dict) -> tuple[str]:
        """Where the model stands beside the truth."""
        t = series["generation"]
        source = "the truth" if t == 1 else f"model {t - 1}"
        return (
            f"Model {t} was fitted to {series['n']} points drawn from {source}. Its "
            f"standard deviation is {plots.plain(series['std'])}; that of the truth is "
            "1.",
        )


def exploration() -> Exploration:
    """What can be explored in notebook 00."""
    return Exploration(
        simulate,
        View,
        {"n": Choice("Points", {str(n): n for n in (5, 10, 100)}, 10)},
        generations=GENERATIONS,
    )


def explorer():
    """The explorer of notebook 00, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
