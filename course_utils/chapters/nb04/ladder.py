"""Notebook 04: one Gaussian, four ways to make the next training set.

Left, where the training points of the model shown came from; right, what is left of the
variance under each of the four policies.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, loop, plots
from ...explorers.exploration import Exploration
from ...explorers.lineages import SHOWN, Lineages
from ...models import Gaussian
from ...policies import line_up
from ...widgets.settings import Choice
from .policy_curves import PolicyCurves

GENERATIONS = 60
LINEAGES = 1_000
POLICIES = line_up("replace", "subsample", "accumulate", "control")
AVERAGES = ("mean", "median")


@dataclass(frozen=True)
class Result:
    """Many lineages under each policy; one to look at under the policy chosen."""

    n: int
    policy: str
    origin: np.ndarray  # (generations + 1, generations + 1) points, loop.provenance
    variance: dict[str, Lineages]  # policy -> all LINEAGES


def simulate(n: int, policy: str, bias: float, seed: int) -> Result:
    """From N(0, 1), dividing by n, with sampling bias lambda."""
    one, *many = np.random.SeedSequence(seed).spawn(1 + len(POLICIES))
    model = Gaussian(sampling_bias=bias)
    settings = {"n": n, "generations": GENERATIONS}
    run = loop.run(model, Gaussian(), POLICIES[policy], seed=one, **settings)
    variance = {}
    for (name, rule), own in zip(POLICIES.items(), many, strict=True):
        gaussian = ensembles.gaussian(
            rule, replicates=LINEAGES, seed=own, sampling_bias=bias, **settings
        )
        variance[name] = Lineages.of(gaussian.variance)
    return Result(n, policy, run.provenance(), variance)


class View:
    """Sources of the training set on the left, four policies on the right."""

    panels = ((405, 330), (405, 330))

    def __init__(self, left, right):
        self.left, self.right = left.subplots(), right.subplots()
        self.sources = self.left.vlines(np.arange(GENERATIONS), 0, 0, linewidth=4)
        shades = [plots.generation_colour(s, GENERATIONS) for s in range(GENERATIONS)]
        self.sources.set_color([plots.REAL, *shades[1:]])
        self.left.set(
            xlim=(-2, GENERATIONS), xlabel="written by model (0 is the truth)",
            ylabel="training points",
        )  # fmt: skip
        self.left.set_title("Where the training points come from")
        self.right.axhline(1, color=plots.REAL, linewidth=1)
        self.right.set(
            xlim=(0, GENERATIONS), ylim=(0, 1.3), yticks=np.linspace(0, 1, 5),
            xlabel="generation",
        )  # fmt: skip
        self.curves = PolicyCurves(self.right, POLICIES)
        plots.legend(self.right, columns=2)
        self.moving = [self.sources, *self.curves.artists]

    @staticmethod
    def series(result: Result, t: int, average: str) -> dict:
        """The training set of model t; variances up to t, by policy."""
        variances = {
            name: getattr(values, average)[: t + 1]
            for name, values in result.variance.items()
        }
        return {
            "generation": t, "policy": result.policy, "average": average,
            "sources": result.origin[t, :GENERATIONS],
            "others": result.variance[result.policy].some[: t + 1],
            **variances,
        }  # fmt: skip

    def stage(self, result: Result, average: str) -> None:
        """Which average is drawn, and whose lineages."""
        self.left.set_ylim(0, 1.1 * result.n)
        self.right.set_ylabel(f"variance ({average})")
        self.right.set_title(f"All {LINEAGES:,}; thin: {SHOWN} of “{result.policy}”")
        self.curves.choose(result.policy)

    def move(self, series: dict) -> None:
        """The training set of the model shown, variances so far."""
        counts = series["sources"]
        self.sources.set_segments([[(s, 0), (s, c)] for s, c in enumerate(counts)])
        self.curves.move(series)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The training set, and what is left under all four."""
        real, every = series["sources"][0], series["sources"].sum()
        left = ", ".join(
            f"{plots.plain(series[name][-1])} ({name})" for name in POLICIES
        )
        return (
            f"Generation {series['generation']}, policy “{series['policy']}”: {real:,} "
            f"of {every:,} training points are real.",
            f"Left of the variance, {series['average']} of {LINEAGES:,} lineages: "
            f"{left}.",
        )


def exploration() -> Exploration:
    """What can be explored first in notebook 04."""
    start = {"n": 10, "bias": 1.0, "seed": 0, "average": "mean", "generation": 60}
    return Exploration(
        simulate,
        View,
        {
            "n": Choice("New points n", {str(n): n for n in (10, 30, 100)}),
            "policy": Choice("Policy", {name: name for name in POLICIES}),
            "bias": Choice("Sampling λ", {"1 (faithful)": 1.0, "0.9": 0.9, "0.5": 0.5}),
        },
        display={"average": Choice("Average", {name: name for name in AVERAGES})},
        generations=GENERATIONS,
        presets={
            "throw away": {**start, "policy": "replace"},
            "keep all": {**start, "policy": "accumulate"},
            "fixed budget": {**start, "policy": "subsample"},
            "biased": {**start, "policy": "accumulate", "bias": 0.5},
        },
    )


def explorer():
    """The first explorer of notebook 04, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
