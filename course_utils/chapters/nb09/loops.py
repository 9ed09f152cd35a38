"""Notebook 09: a checker in the loop of two language models, in stored runs.

Left, the share of valid sentences over time; right, another meter; six seeds under the
policy that is chosen, under replace and under the control. Nothing is simulated here:
``experiments.checking`` made the runs.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D

from ... import plots
from ...experiments import checking as experiment
from ...explorers.exploration import Exploration
from ...widgets.settings import Choice

LAST = max(experiment.GENERATIONS.values())
POLICIES = {
    "replace + checker": "only valid ones are learnt",
    "same lengths": "unchecked, but as long as valid ones",
    "within lengths": "valid ones, lengths as unchecked",
    "archive": "human text kept",
    "archive + checker": "human text kept, valid ones beside",
}
METERS = {
    "gap": "gap on human text, nats per word",
    "words": "different words in 2,000 sentences",
    "length": "words per sentence",
    "facts_known": "facts known when asked",
}
OTHERS = {"replace": (plots.MODEL, "--"), "control": (plots.REAL, ":")}


@dataclass(frozen=True)
class Result:
    """Which runs are shown, and which of the six is named in the text."""

    model: str
    policy: str
    named: int

    def scores(self, policy: str, meter: str) -> np.ndarray:
        """(seeds, generations) under a policy."""
        return experiment.scores(self.model, policy, meter)


def simulate(model: str, policy: str, seed: int) -> Result:
    """Look the runs up; the one that is named is that of seed modulo their number."""
    return Result(model, policy, seed % len(experiment.SEEDS))


class View:
    """Validity, and a meter."""

    panels = ((405, 320), (405, 320))

    def __init__(self, left, right):
        self.left, self.right = left.subplots(), right.subplots()
        self.lines = {}
        for side, ax in (("valid", self.left), ("meter", self.right)):
            for name, (colour, dash) in OTHERS.items():
                line = plots.lineages(ax, np.ones((1, 6)))
                line.set(color=colour, linestyle=dash, alpha=0.8, linewidth=1.4)
                line.set(marker="o", markersize=4)
                self.lines[side, name] = line
            line = plots.lineages(ax, np.ones((1, 6)))
            line.set(color=plots.MEAN, linestyle="-", alpha=0.9, linewidth=2)
            line.set(marker="o", markersize=5)
            self.lines[side, "policy"] = line
            ax.set(xlim=(0.8, LAST + 0.2), xlabel="generation")
            plots.legend(ax, [
                Line2D([], [], color=plots.MEAN, label="chosen"),
                *(Line2D([], [], color=c, ls=d, label=n)
                  for n, (c, d) in OTHERS.items()),
            ])  # fmt: skip
        self.left.set(ylim=(0, 1.02), title="share of valid sentences")
        self.moving = list(self.lines.values())

    @staticmethod
    def series(result: Result, t: int, meter: str) -> dict:
        """Validity and every meter of generations 1 to t, a column a seed."""
        t = min(t, experiment.GENERATIONS[result.model])
        return {
            "generation": t, "model": result.model, "policy": result.policy,
            "meter": meter, "seed": result.named,
            **{
                f"{which}, {name}": result.scores(policy, name)[:, :t].T
                for which, policy in (
                    ("policy", result.policy), *((o, o) for o in OTHERS)
                )
                for name in ("valid", *METERS)
            },
        }  # fmt: skip

    def stage(self, result: Result, meter: str) -> None:
        """Which meter, and room for its highest value."""
        every = (result.scores(p, meter).max() for p in (result.policy, *OTHERS))
        self.right.set(ylim=(0, 1.08 * max(every)), title=METERS[meter])

    def move(self, series: dict) -> None:
        """Both panels so far."""
        for (side, which), line in self.lines.items():
            name = "valid" if side == "valid" else series["meter"]
            runs = series[f"{which}, {name}"]
            plots.set_lineages(line, runs, start=1)
            line.set_markevery((len(runs) - 1, len(runs) + 1))

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """Means of the seeds under all three."""
        meter, seed = series["meter"], series["seed"]
        return (
            f"Generation {series['generation']}, {series['model']}, "
            f"{POLICIES[series['policy']]}: {_means(series, 'valid')} valid.",
            f"{METERS[meter].capitalize()}: {_means(series, meter)}. Seed {seed}: "
            f"{series[f'policy, {meter}'][-1, seed]:.4g}.",
        )


def _means(series: dict, name: str) -> str:
    """The chosen policy's mean of a meter, and the others' in brackets."""
    policy, *others = (
        f"{series[f'{which}, {name}'][-1].mean():.3g}" for which in ("policy", *OTHERS)
    )
    named = ", ".join(f"{o} {v}" for o, v in zip(OTHERS, others, strict=True))
    return f"{policy} ({named})"


def exploration() -> Exploration:
    """The checked loops of notebook 09."""
    late = {"seed": 0, "generation": LAST}
    gram = {**late, "model": "4-gram"}
    return Exploration(
        simulate,
        View,
        {
            "model": Choice("Model", {name: name for name in experiment.GENERATIONS}),
            "policy": Choice("Policy", {says: name for name, says in POLICIES.items()}),
        },
        display={"meter": Choice("Meter", {says: m for m, says in METERS.items()})},
        generations=LAST,
        presets={
            "only valid": {**gram, "policy": "replace + checker", "meter": "gap"},
            "only as long": {**gram, "policy": "same lengths", "meter": "gap"},
            "beside human text": {**gram, "policy": "archive + checker",
                                  "meter": "gap"},
            "a transformer": {**late, "model": "transformer",
                              "policy": "replace + checker", "meter": "gap"},
        },
    )  # fmt: skip


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
