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
from ...explorers.explorer import Explorer
from ...widgets.controls import Choice

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

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2, width_ratios=(1.4, 1))
        self.left.axis("off")
        self.text = self.left.text(
            0, 0.93, "", va="top", linespacing=1.55, fontsize=14, color="#333333",
            transform=self.left.transAxes, parse_math=False, in_layout=False,
        )  # fmt: skip
        self.control = plots.lineages(self.right, np.ones((1, 6)))
        self.control.set(color=plots.REAL, alpha=0.6, linestyle=":", linewidth=1.5)
        self.runs = plots.lineages(self.right, np.ones((1, 6)))
        self.runs.set(alpha=0.9, linewidth=1.8)
        self.right.set(xlim=(1, GENERATIONS), xlabel="generation")
        self.moving = [self.text, self.control, self.runs]

    def stage(self, result: Result, meter: str) -> None:
        """Which meter, and room for its highest value."""
        self.meter = meter
        every = [run[meter] for run in (*result.runs, *result.control)]
        self.right.set_ylim(0, 1.15 * np.max(every))
        self.right.set_title(METERS[meter], fontsize=13)
        style = plots.policy_style(result.policy)
        self.runs.set(color=style["color"], linestyle=style["linestyle"])
        self.left.set_title(
            f"{result.policy}, T = {result.temperature:g}; dotted: the control",
            fontsize=13,
        )

    def move(self, result: Result, t: int) -> None:
        """Sentences of model t, the meter up to t."""
        lines = (
            textwrap.fill(text, COLUMNS, subsequent_indent="    ")
            for text in result.shown["text"][t - 1]
        )
        self.text.set_text("\n".join(lines))
        for line, runs in ((self.control, result.control), (self.runs, result.runs)):
            values = np.array([run[self.meter][:t] for run in runs], dtype=float).T
            plots.set_lineages(line, values, start=1)

    def describe(self, result: Result, t: int) -> str:
        """All meters, means of the seeds."""

        def mean(meter, runs):
            return np.mean([run[meter][t - 1] for run in runs])

        return (
            f"Generation {t}, {result.policy}, T = {result.temperature:g}, means of "
            f"{len(result.runs)} seeds (control): gap {mean('gap', result.runs):.2f} "
            f"({mean('gap', result.control):.2f}) nats per word, "
            f"{mean('valid', result.runs):.0%} ({mean('valid', result.control):.0%}) "
            f"valid, {mean('words', result.runs):.0f} "
            f"({mean('words', result.control):.0f}) words, "
            f"{mean('facts_known', result.runs):.0f} "
            f"({mean('facts_known', result.control):.0f}) facts known. "
            f"Text of seed {result.shown['seed']}."
        )


def explorer() -> Explorer:
    """The explorer of notebook 08."""
    late = {"seed": 0, "policy": "replace", "generation": GENERATIONS}
    return Explorer(
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
