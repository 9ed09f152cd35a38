"""Notebook 06: drawn digits, generation by generation, in stored runs.

Left, pictures of one model, and below them pictures of the control; right, one score
over time, six seeds under the policy and six under the control. Nothing is simulated
here: ``experiments.pictures`` made the runs.
"""

from dataclasses import dataclass

import numpy as np

from ... import plots
from ...experiments import pictures as experiment
from ...explorers.exploration import Exploration
from ...widgets.settings import Choice
from . import strips

GENERATIONS = 8
ROWS, COLUMNS = 4, 12
BELOW = 2  # rows of the control
MODELS = {
    "VAE": "VAE",
    "mixture": "mixture",
    "mixture, λ = 0.8": "mixture, bias .8",
}
POLICIES = (
    "replace", "control", "50 % fresh", "50 % kept", "half of an archive",
    "10 % fresh", "10 % kept",
)  # fmt: skip
SCORES = {
    "precision": "precision, in components",
    "recall": "recall, in components",
    "coverage": "coverage, in components",
    "types": "kinds of 160",
    "digits": "digits, e^entropy",
    "legible": "share that the reader is sure of",
    "precision (pixels)": "precision, in pixels",
    "precision (reader)": "precision, in the reader's layer",
}


@dataclass(frozen=True)
class Result:
    """Which runs are shown, and which of the six is named in the text."""

    model: str
    policy: str
    named: int

    def scores(self, policy: str, name: str) -> np.ndarray:
        """(seeds, generations) under a policy."""
        return experiment.scores(f"{self.model}: {policy}", name)[:, :GENERATIONS]

    def pictures(self, policy: str, t: int) -> np.ndarray:
        """(48, 256) of generation t of seed 0."""
        return experiment.pictures(f"{self.model}: {policy}", t)


def simulate(model: str, policy: str, seed: int) -> Result:
    """Look the runs up; the one that is named is that of seed modulo their number."""
    return Result(model, policy, seed % len(experiment.SEEDS))


class View:
    """Two sheets of pictures, and a score."""

    panels = ((430, 330), (380, 330))

    def __init__(self, left, right):
        above, below = left.subplots(2, 1, height_ratios=(ROWS, BELOW))
        self.above = above
        self.sheet = strips.shown(above, ROWS, COLUMNS)
        self.control_sheet = strips.shown(below, BELOW, COLUMNS)
        below.set_title("the control, same generation")
        self.ax = right.subplots()
        self.control = plots.lineages(self.ax, np.ones((1, 6)))
        self.control.set(
            color=plots.REAL, alpha=0.8, linestyle=":", linewidth=2, marker="."
        )
        self.runs = plots.lineages(self.ax, np.ones((1, 6)))
        self.runs.set(alpha=0.9, linewidth=2, marker="o", markersize=4)
        self.ax.set(xlim=(0.8, GENERATIONS + 0.2), xticks=range(1, GENERATIONS + 1))
        self.ax.set_xlabel("generation (dotted: the control)")
        self.moving = [self.sheet, self.control_sheet, self.control, self.runs]

    @staticmethod
    def series(result: Result, t: int, score: str) -> dict:
        """Pictures of model t; every score of generations 1 to t, a column a seed."""
        scores = {
            which + name: result.scores(policy, name)[:, :t].T
            for which, policy in (("", result.policy), ("control, ", "control"))
            for name in SCORES
        }
        return {
            "generation": t, "model": result.model, "policy": result.policy,
            "score": score, "seed": result.named,
            "pictures": result.pictures(result.policy, t),
            "control pictures": result.pictures("control", t), **scores,
        }  # fmt: skip

    def stage(self, result: Result, score: str) -> None:
        """Which score, and room for its highest value."""
        every = (result.scores(p, score) for p in (result.policy, "control"))
        self.ax.set_ylim(0, 1.08 * max(values.max() for values in every))
        self.ax.set_title(SCORES[score])
        style = plots.policy_style(result.policy)
        self.runs.set(color=style["color"], linestyle=style["linestyle"])
        self.above.set_title(f"{_name(result.model)}, {result.policy}")

    def move(self, series: dict) -> None:
        """The pictures, and the score so far."""
        self.sheet.set_data(strips.sheet(series["pictures"], ROWS))
        below = series["control pictures"][: BELOW * COLUMNS]
        self.control_sheet.set_data(strips.sheet(below, BELOW))
        score = series["score"]
        plots.set_lineages(self.control, series["control, " + score], start=1)
        plots.set_lineages(self.runs, series[score], start=1)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """Whose pictures they are; scores, means of the seeds."""

        def means(name, form):
            both = (series[which + name][-1].mean() for which in ("", "control, "))
            return "{} ({})".format(*(format(mean, form) for mean in both))

        t, seed = series["generation"], series["seed"]
        score = series["score"]
        return (
            f"Generation {t}, {_name(series['model'])}, policy “{series['policy']}”: "
            f"{len(series['pictures'])} pictures of seed 0.",
            f"Means of {series['types'].shape[1]} seeds (control): precision "
            f"{means('precision', '.2f')}, recall {means('recall', '.2f')}, coverage "
            f"{means('coverage', '.2f')}, {means('types', '.0f')} kinds of 160. "
            f"{SCORES[score].capitalize()} of seed {seed}: "
            f"{series[score][-1, seed]:.4g}.",
        )


def _name(model: str) -> str:
    return next(name for name, stored in MODELS.items() if stored == model)


def exploration() -> Exploration:
    """The grid of notebook 06."""
    late = {"seed": 0, "policy": "replace", "generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {
            "model": Choice("Model", MODELS),
            "policy": Choice("Policy", {name: name for name in POLICIES}),
        },
        display={
            "score": Choice(
                "Score",
                {"kinds" if name == "types" else name: name for name in SCORES},
                "coverage",
            ),
        },
        generations=GENERATIONS,
        presets={
            "one grey digit": {**late, "model": "VAE", "score": "types"},
            "styles go": {**late, "model": "mixture", "score": "recall"},
            "only the usual": {**late, "model": "mixture, bias .8",
                               "score": "precision"},
            "a tenth, new": {**late, "model": "VAE", "policy": "10 % fresh",
                             "score": "coverage"},
            "half, kept": {**late, "model": "VAE", "policy": "50 % kept",
                           "score": "coverage"},
        },
    )  # fmt: skip


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
