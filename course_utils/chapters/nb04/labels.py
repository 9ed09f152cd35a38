"""Notebook 04: a regression whose labels the last model wrote.

Left, what the model shown predicts for new inputs against the truth; right, the excess
test error of many lineages.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, loop, plots, theory
from ...explorers.explorer import Explorer
from ...explorers.lineages import SHOWN, Lineages
from ...models import Regression
from ...policies import line_up
from ...widgets.controls import Choice

D = 10
GENERATIONS = 30
LINEAGES = 2_000
POLICIES = line_up("replace", "accumulate", "control")


@dataclass(frozen=True)
class Result:
    """Errors are in multiples of the first fit's mean, noise^2 d/(rows - d - 1)."""

    rows: int
    policy: str
    said: np.ndarray  # (generations + 1, 200) for the same inputs; row 0 is the truth
    own: np.ndarray  # (generations + 1,) error of the lineage shown
    error: dict[str, Lineages]  # policy -> all LINEAGES


def simulate(rows: int, policy: str, same_design: bool, seed: int) -> Result:
    """D inputs N(0, 1), noise 1, true weights of length 1."""
    streams = np.random.SeedSequence(seed).spawn(2 + len(POLICIES))
    rng = np.random.default_rng(streams[0])
    inputs = rng.standard_normal((200, D))
    design = rng.standard_normal((rows, D)) if same_design else None
    weights = rng.standard_normal(D)
    truth = Regression(weights / np.linalg.norm(weights), design=design)
    blank = Regression(np.zeros(D), design=design)
    first = theory.regression_error(1, rows, D)
    run = loop.run(
        blank, truth, POLICIES[policy], n=rows, generations=GENERATIONS,
        seed=streams[1], metrics={"error": truth.error_of},
    )  # fmt: skip
    error = {}
    for (name, rule), own in zip(POLICIES.items(), streams[2:], strict=True):
        many = ensembles.regression(
            rule, d=D, rows=rows, generations=GENERATIONS, replicates=LINEAGES,
            seed=own, same_design=same_design,
        )  # fmt: skip
        error[name] = Lineages.of(many.test_error / first)
    said = np.array([inputs @ model.weights for model in run.models])
    return Result(rows, policy, said, run["error"] / first, error)


class View:
    """Predictions on the left, errors on the right."""

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        self.left.axline((0, 0), slope=1, color=plots.REAL, linewidth=1.5)
        self.left.text(2.9, 2.3, "right", color=plots.REAL, ha="right")
        self.points = self.left.plot([], [], "o", color=plots.MODEL, ms=4, alpha=0.6)[0]
        self.left.set(
            xlim=(-3, 3), ylim=(-4.5, 4.5), xlabel="true answer (without noise)",
            ylabel="what the model says",
        )  # fmt: skip
        self.left.set_title("200 new inputs, one lineage")
        self.right.set(
            xlim=(0, GENERATIONS), xlabel="generation",
            ylabel="excess error, first fit = 1",
        )  # fmt: skip
        self.others = plots.lineages(self.right, np.ones((1, SHOWN)))
        self.curves = {
            name: self.right.plot([], [], label=name, **plots.policy_style(name))[0]
            for name in POLICIES
        }
        legend = self.right.legend(
            loc="upper left", ncols=3, columnspacing=1, handlelength=1.8, fontsize=11,
            frameon=True, framealpha=0.9, edgecolor="none",
        )  # fmt: skip
        self.moving = [self.points, self.others, *self.curves.values(), legend]

    def stage(self, result: Result) -> None:
        """Whose lineages are thin."""
        top = max(values.mean.max() for values in result.error.values())
        self.right.set_ylim(0, max(4, 1.25 * top))
        self.right.set_title(
            f"Means of {LINEAGES:,}; thin: {SHOWN} of “{result.policy}”"
        )
        self.others.set_color(plots.policy_style(result.policy)["color"])
        for name, curve in self.curves.items():
            curve.set_linewidth(3.5 if name == result.policy else 2)

    def move(self, result: Result, t: int) -> None:
        """What model t says, errors up to t."""
        self.points.set_data(result.said[0], result.said[t])
        past = np.arange(t + 1)
        shown = result.error[result.policy].some[: t + 1]
        plots.set_lineages(self.others, shown)
        for name, curve in self.curves.items():
            curve.set_data(past, result.error[name].mean[: t + 1])

    def describe(self, result: Result, t: int) -> str:
        """The error of the lineage shown, and the means."""
        means = ", ".join(
            f"{values.mean[t]:.3g} ({name})" for name, values in result.error.items()
        )
        return (
            f"Generation {t}, {result.rows} rows for {D} weights, policy "
            f"“{result.policy}”. The mean error of a first fit is E₁ = "
            f"{theory.regression_error(1, result.rows, D):.2f}; the model shown has "
            f"{result.own[t]:.2g} times that. Means of {LINEAGES:,} lineages: {means}."
        )


def explorer() -> Explorer:
    """The second explorer of notebook 04."""
    start = {"rows": 50, "same_design": True, "seed": 0, "generation": GENERATIONS}
    return Explorer(
        simulate,
        View,
        {
            "rows": Choice("Rows T", {str(n): n for n in (16, 20, 50, 200)}, 50),
            "policy": Choice("Policy", {name: name for name in POLICIES}),
            "same_design": Choice("Inputs", {"the same": True, "new": False}),
        },
        generations=GENERATIONS,
        presets={
            "rewrite": {**start, "policy": "replace"},
            "keep all rows": {**start, "policy": "accumulate"},
            "barely enough rows": {
                **start,
                "policy": "replace",
                "rows": 16,
                "generation": 5,
            },
        },
    )
