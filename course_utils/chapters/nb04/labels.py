"""Notebook 04: a regression whose labels the last model wrote.

Left, what the model shown predicts for new inputs against the truth; right, the excess
test error of many lineages.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, loop, plots, theory
from ...explorers.exploration import Exploration
from ...explorers.lineages import SHOWN, Lineages
from ...models import Regression
from ...policies import line_up
from ...widgets.settings import Choice
from .policy_curves import PolicyCurves

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

    panels = ((405, 320), (405, 320))

    def __init__(self, left, right):
        ax, self.right = left.subplots(), right.subplots()
        line = ax.axline((0, 0), slope=1, color=plots.REAL, label="right answer")
        self.points = ax.plot(
            [], [], "o", color=plots.MODEL, ms=5.5, alpha=0.6, label="the model's"
        )[0]
        ax.set(
            xlim=(-3, 3), ylim=(-4.5, 4.5), xlabel="true answer (without noise)",
            ylabel="what the model says", title="200 new inputs, one lineage",
        )  # fmt: skip
        plots.legend(ax, [line, self.points])
        self.right.set(
            xlim=(0, GENERATIONS), xlabel="generation",
            ylabel="excess error, first fit = 1",
        )  # fmt: skip
        self.curves = PolicyCurves(self.right, POLICIES)
        plots.legend(self.right)
        self.moving = [self.points, *self.curves.artists]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """What model t says to the same inputs; mean errors up to t, by policy."""
        means = {name: values.mean[: t + 1] for name, values in result.error.items()}
        return {
            "generation": t, "rows": result.rows, "policy": result.policy,
            "right": result.said[0], "said": result.said[t], "own": result.own[t],
            "first error": theory.regression_error(1, result.rows, D),
            "others": result.error[result.policy].some[: t + 1], **means,
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Whose lineages are thin."""
        top = max(values.mean.max() for values in result.error.values())
        self.right.set_ylim(0, max(4, 1.25 * top))
        self.right.set_title(
            f"Means of {LINEAGES:,}; thin: {SHOWN} of “{result.policy}”"
        )
        self.curves.choose(result.policy)

    def move(self, series: dict) -> None:
        """What the model shown says, errors so far."""
        self.points.set_data(series["right"], series["said"])
        self.curves.move(series)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The error of the lineage shown, and the means."""
        means = ", ".join(
            f"{plots.plain(series[name][-1], 3)} ({name})" for name in POLICIES
        )
        return (
            f"Generation {series['generation']}, {series['rows']} rows for {D} "
            f"weights, policy “{series['policy']}”. The mean error of a first fit is "
            f"E₁ = {series['first error']:.2f}; the model shown has "
            f"{plots.plain(series['own'], 3)} times that.",
            f"Means of {LINEAGES:,} lineages: {means}.",
        )


def exploration() -> Exploration:
    """What can be explored second in notebook 04."""
    start = {"rows": 50, "same_design": True, "seed": 0, "generation": GENERATIONS}
    few = {"rows": 16, "generation": 5}
    return Exploration(
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
            "barely enough rows": {**start, "policy": "replace", **few},
        },
    )


def explorer():
    """The second explorer of notebook 04, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
