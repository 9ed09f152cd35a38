"""Notebook 00: the loop, once, small enough to see every point."""

from dataclasses import dataclass

import numpy as np

from ... import loop, plots
from ...explorers.explorer import Explorer
from ...models import Gaussian
from ...policies import Replace
from ...widgets.controls import Choice

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

    def __init__(self, figure):
        ax = figure.subplots()
        plots.truth(ax)
        self.model = ax.plot([], [], color=plots.MODEL, linewidth=2.5)[0]
        self.points = ax.plot([], [], "o", color=plots.MODEL, alpha=0.5)[0]
        self.name = ax.text(
            0.02,
            0.9,
            "",
            color=plots.MODEL,
            transform=ax.transAxes,
            fontsize=16,
            weight="bold",
        )
        ax.axhline(0, color=plots.QUIET, linewidth=0.8)
        ax.set(xlim=(-4, 4), ylim=(-0.15, 1.6), xlabel="x", ylabel="density")
        self.moving = [self.points, self.model, self.name]

    def stage(self, result: Result) -> None:
        """Nothing but the axes stands still."""

    def move(self, result: Result, t: int) -> None:
        """Show model t and its points."""
        model, x = result.run.models[t], result.run.batches[t].x[:, 0]
        self.model.set_data(*plots.density(model.mean[0], model.std[0]))
        self.points.set_data(x, np.full(len(x), -0.07))
        self.name.set_text(f"model {t}")

    def describe(self, result: Result, t: int) -> str:
        """Where the model stands beside the truth."""
        source = "the truth" if t == 1 else f"model {t - 1}"
        return (
            f"Model {t} was fitted to {result.n} points drawn from {source}. Its "
            f"standard deviation is {result.run['std'][t]:.2g}; that of the truth is 1."
        )


def explorer() -> Explorer:
    """The explorer of notebook 00."""
    return Explorer(
        simulate,
        View,
        {"n": Choice("Points", {str(n): n for n in (5, 10, 100)}, 10)},
        generations=GENERATIONS,
    )
