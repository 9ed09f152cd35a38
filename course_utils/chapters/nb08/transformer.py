"""Notebook 08: the stored runs of a small transformer in the loop.

Left, what one model writes; right, one meter over time: six seeds under the policy, six
under the control. Nothing is simulated here: ``experiments.transformer`` made the runs.
"""

import functools
import textwrap
from dataclasses import dataclass

import numpy as np

from ... import experiments, plots
from ...experiments import transformer as experiment
from ...explorers.exploration import Exploration
from ...widgets.settings import Choice

GENERATIONS = 8
COLUMNS = 48
METERS = {
    "gap": "gap on human text, nats per word",
    "valid": "share of valid sentences",
    "words": "different words in 2,000 sentences",
    "distinct_3": "distinct-3",
    "facts_known": "facts known, of 200",
}


@functools.cache
def stored() -> dict:
    """All runs: (policy, temperature) -> a list, one run for each seed."""
    runs = {}
    for run in experiments.load("transformer").rows:
        runs.setdefault((run["policy"], run["temperature"]), []).append(run)
    return runs


@dataclass(frozen=True)
class Result:
    """Runs of all seeds under a policy and under the control, and one to read."""

    policy: str
    temperature: float
    shown: dict
    runs: list[dict]
    control: list[dict]


def simulate(policy: str, temperature: float, seed: int) -> Result:
    """Look the runs up; the one to read is that of seed modulo their number."""
    runs = stored()[policy, temperature]
    control = stored()["control", temperature]
    return Result(policy, temperature, runs[seed % len(runs)], runs, control)


class View:
    """Some sentences, and a meter."""

    panels = ((430, 310), (380, 310))

    def __init__(self, left, right):
        self.left, self.right = left.subplots(), right.subplots()
        self.left.axis("off")
        self.text = self.left.text(
            0, 0.98, "", va="top", linespacing=1.4, fontsize=12, color="#333333",
            transform=self.left.transAxes, parse_math=False, in_layout=False,
        )  # fmt: skip
        self.control = plots.lineages(self.right, np.ones((1, 6)))
        self.control.set(
            color=plots.REAL, alpha=0.8, linestyle=":", linewidth=2, marker="."
        )
        self.runs = plots.lineages(self.right, np.ones((1, 6)))
        self.runs.set(alpha=0.9, linewidth=2, marker="o", markersize=4)
        self.right.set(xlim=(0.8, GENERATIONS + 0.2), xticks=range(1, GENERATIONS + 1))
        self.right.set_xlabel("generation (dotted: the control)")
        self.moving = [self.text, self.control, self.runs]

    @staticmethod
    def series(result: Result, t: int, meter: str) -> dict:
        """Sentences of model t; every meter of generations 1 to t, a column a seed."""
        both = {"": result.runs, "control, ": result.control}
        meters = {
            which + name: np.array([run[name][:t] for run in runs], dtype=float).T
            for which, runs in both.items()
            for name in METERS
        }
        return {
            "generation": t, "policy": result.policy, "meter": meter,
            "temperature": result.temperature, "seed": result.shown["seed"],
            "text": np.array(result.shown["text"][t - 1]), **meters,
        }  # fmt: skip

    def stage(self, result: Result, meter: str) -> None:
        """Which meter, and room for its highest value."""
        every = [run[meter] for run in (*result.runs, *result.control)]
        self.right.set_ylim(0, 1.15 * np.max(every))
        self.right.set_title(METERS[meter])
        style = plots.policy_style(result.policy)
        self.runs.set(color=style["color"], linestyle=style["linestyle"])
        self.left.set_title(f"{result.policy}, T = {result.temperature:g}")

    def move(self, series: dict) -> None:
        """Sentences of the model shown, the meter so far."""
        lines = (
            textwrap.fill(text, COLUMNS, subsequent_indent="    ")
            for text in series["text"]
        )
        self.text.set_text("\n".join(lines))
        meter = series["meter"]
        plots.set_lineages(self.control, series["control, " + meter], start=1)
        plots.set_lineages(self.runs, series[meter], start=1)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """Whose text it is; all meters, means of the seeds."""

        def means(name, form):
            both = (series[which + name][-1].mean() for which in ("", "control, "))
            return "{} ({})".format(*(format(mean, form) for mean in both))

        seeds = series["gap"].shape[1]
        return (
            f"Generation {series['generation']}, {series['policy']}, T = "
            f"{series['temperature']:g}: text of seed {series['seed']}.",
            f"Means of {seeds} seeds (control): gap {means('gap', '.2f')} nats per "
            "word, "
            f"{means('valid', '.0%')} valid, {means('words', '.0f')} words, "
            f"{means('facts_known', '.0f')} facts known.",
        )


def exploration() -> Exploration:
    """What can be explored in notebook 08."""
    late = {"seed": 0, "policy": "replace", "generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {
            "policy": Choice("Policy", {name: name for name in experiment.POLICIES}),
            "temperature": Choice(
                "Temperature T", {f"{t:g}": t for t in (1.0, 0.9, 0.8)}
            ),
        },
        display={
            "meter": Choice(
                "Meter",
                {
                    "gap": "gap", "valid": "valid", "words": "words",
                    "distinct-3": "distinct_3", "facts": "facts_known",
                },
            )
        },
        generations=GENERATIONS,
        presets={
            "noise": {**late, "temperature": 1.0, "meter": "valid"},
            "blandness": {**late, "temperature": 0.8, "meter": "words"},
            "keep all": {**late, "policy": "accumulate", "temperature": 1.0,
                         "meter": "gap"},
            "a drawer": {**late, "policy": "archive", "temperature": 0.8,
                         "meter": "words"},
        },
    )  # fmt: skip


def explorer():
    """The explorer of notebook 08, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
