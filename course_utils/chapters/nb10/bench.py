"""Notebook 10: the detector's bench. A thousand texts, and the loop behind a filter.

Left, 1,000 texts by people and by machines, as one generation brings them, and what a
detector of two rates does to them; right, how many words are known when each
generation learns from what it lets through, and without it.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, plots
from ...explorers.exploration import Exploration
from ...models.categorical import zipf
from ...widgets.settings import Choice
from . import dots

SIZE, GENERATIONS, RUNS = 500, 50, 12
COMMON = 50  # the most frequent words; the rest are rare
RARE = np.arange(SIZE) >= COMMON
STEPS = np.arange(GENERATIONS + 1)


@dataclass(frozen=True)
class Result:
    """What passes of 1,000 texts, and runs with and without the filter."""

    passed: dots.Passed
    filtered: ensembles.CategoricalEnsemble
    free: ensembles.CategoricalEnsemble


def simulate(
    machines: float, tpr: float, fpr: float, rare: float, topup: bool, seed: int
) -> Result:
    """The filter in the loop; ``rare``: false alarms on rare words, if more."""
    p = zipf(SIZE)
    each = np.where(RARE, max(rare, fpr), fpr)
    settings = {
        "human": 1 - machines, "n": SIZE, "generations": GENERATIONS,
        "replicates": RUNS, "seed": seed,
    }  # fmt: skip
    return Result(
        dots.passed(machines, tpr, float(p @ each)),
        ensembles.filtered(p, tpr=tpr, fpr=each, topup=topup, **settings),
        ensembles.filtered(p, tpr=0, fpr=0, **settings),
    )


class View:
    """A thousand dots, and two curves."""

    panels = ((405, 340), (405, 340))

    def __init__(self, left, right):
        self.dots = dots.Dots(left.subplots())
        self.ax = right.subplots()
        self.lines = {}
        for name, colour, dash in (
            ("without", plots.QUIET, "--"), ("filtered", plots.MODEL, "-")
        ):  # fmt: skip
            self.lines[name] = plots.lineages(self.ax, np.ones((1, 2)))
            self.lines[name].set(color=colour, alpha=0.3)
            self.lines[name, "mean"] = self.ax.plot(
                [], [], color=colour, linestyle=dash, label=NAMES[name], **plots.HEAD
            )[0]
        self.ax.set(
            xlim=(0, GENERATIONS), ylim=(0, SIZE * 1.02), xlabel="generation",
            title="words that are known",
        )  # fmt: skip
        plots.legend(self.ax)
        self.moving = [*self.dots.moving, *self.lines.values()]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """What passes, and words of generations 0 to t, a column a run."""
        share = result.filtered.p[:, RARE].sum(axis=1).mean()
        return {
            "generation": t, **result.passed._asdict(),
            "filtered": result.filtered.types[: t + 1],
            "without": result.free.types[: t + 1],
            "rare": float(share / zipf(SIZE)[RARE].sum()),
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Nothing else stands still."""

    def move(self, series: dict) -> None:
        """The dots and the curves so far."""
        self.dots.move(series)
        for name in NAMES:
            plots.set_lineages(self.lines[name], series[name])
            mean = series[name].mean(axis=1)
            self.lines[name, "mean"].set_data(STEPS[: len(mean)], mean)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """What passes; words with and without the filter, and the rare words' share."""
        rare = (
            f" At generation {GENERATIONS} the rare words fill {series['rare']:.2f} of "
            "their true share."
            if series["generation"] == GENERATIONS
            else ""
        )
        return (
            f"Generation {series['generation']}. {dots.sentence(series)}",
            f"Of {SIZE} words {series['filtered'][-1].mean():.0f} are known behind the "
            f"filter, {series['without'][-1].mean():.0f} without (means of {RUNS} "
            f"runs).{rare}",
        )


NAMES = {"filtered": "behind the filter", "without": "without"}


def exploration() -> Exploration:
    """The detector's bench of notebook 10."""

    def percent(*shares):
        return {f"{100 * share:.0f} %": share for share in shares}

    late = {"seed": 0, "generation": GENERATIONS, "machines": 0.9, "tpr": 0.9}
    return Exploration(
        simulate,
        View,
        {
            "machines": Choice("By machines", percent(0.2, 0.5, 0.9), 0.9),
            "tpr": Choice("Machines caught", percent(0.3, 0.6, 0.9, 0.99), 0.9),
            "fpr": Choice("False alarms", percent(0.01, 0.05, 0.3), 0.05),
            "rare": Choice(
                "False alarms, rare", {"as many": 0.0, **percent(0.3, 0.6)}
            ),
            "topup": Choice("Topped up", {"yes": True, "no": False}),
        },
        generations=GENERATIONS,
        presets={
            "fair and topped up": {**late, "fpr": 0.05, "rare": 0.0, "topup": True},
            "not topped up": {**late, "fpr": 0.05, "rare": 0.0, "topup": False},
            "hard on rare words": {**late, "fpr": 0.05, "rare": 0.6, "topup": True},
            "few machines": {**late, "machines": 0.2, "fpr": 0.05, "rare": 0.6,
                             "topup": True},
        },
    )  # fmt: skip


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
