"""Notebook 04: one Gaussian, four ways to make the next training set.

Left, where the training points of the model shown came from; right, what is left of the
variance under each of the four policies.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, loop, plots
from ...explorers.explorer import Explorer
from ...explorers.lineages import SHOWN, Lineages
from ...models import Gaussian
from ...policies import line_up
from ...widgets.controls import Choice

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

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2)
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
            xlim=(0, GENERATIONS), ylim=(0, 1.45), yticks=np.linspace(0, 1, 5),
            xlabel="generation",
        )  # fmt: skip
        self.others = plots.lineages(self.right, np.ones((1, SHOWN)))
        self.curves = {
            name: self.right.plot([], [], label=name, **plots.policy_style(name))[0]
            for name in POLICIES
        }
        legend = self.right.legend(
            loc="upper center", ncols=4, columnspacing=0.9, handlelength=1.8,
            fontsize=10.5, frameon=True, framealpha=0.9, edgecolor="none",
        )  # fmt: skip
        self.moving = [self.sources, self.others, *self.curves.values(), legend]

    def stage(self, result: Result, average: str) -> None:
        """Which average is drawn, and whose lineages."""
        self.average = average
        self.left.set_ylim(0, 1.1 * result.n)
        self.right.set_ylabel(f"variance ({average})")
        self.right.set_title(f"All {LINEAGES:,}; thin: {SHOWN} of “{result.policy}”")
        self.others.set_color(plots.policy_style(result.policy)["color"])
        for name, curve in self.curves.items():
            curve.set_linewidth(3.5 if name == result.policy else 2)

    def move(self, result: Result, t: int) -> None:
        """The training set of model t, variances up to t."""
        counts = result.origin[t, :GENERATIONS]
        self.sources.set_segments([[(s, 0), (s, c)] for s, c in enumerate(counts)])
        past = np.arange(t + 1)
        shown = result.variance[result.policy].some[: t + 1]
        plots.set_lineages(self.others, shown)
        for name, curve in self.curves.items():
            values = getattr(result.variance[name], self.average)
            curve.set_data(past, values[: t + 1])

    def describe(self, result: Result, t: int) -> str:
        """The training set, and what is left under all four."""
        real, every = result.origin[t, 0], result.origin[t].sum()
        left = ", ".join(
            f"{getattr(values, self.average)[t]:.2g} ({name})"
            for name, values in result.variance.items()
        )
        return (
            f"Generation {t}, policy “{result.policy}”: {real:,} of {every:,} training "
            f"points are real. Left of the variance, {self.average} of {LINEAGES:,} "
            f"lineages: {left}."
        )


def explorer() -> Explorer:
    """The first explorer of notebook 04."""
    start = {"n": 10, "bias": 1.0, "seed": 0, "average": "mean"}
    return Explorer(
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
            "throw away": {**start, "policy": "replace", "generation": 60},
            "keep all": {**start, "policy": "accumulate", "generation": 60},
            "fixed budget": {**start, "policy": "subsample", "generation": 60},
            "biased": {
                **start,
                "policy": "accumulate",
                "bias": 0.5,
                "generation": 60,
            },
        },
    )
