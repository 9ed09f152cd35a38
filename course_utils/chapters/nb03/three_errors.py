"""Notebook 03: three switches, one for each kind of error.

Left, the two-humped truth, model 1 and the model shown; right, how far the models are
from the truth, and from model 1.
"""

from dataclasses import dataclass

import numpy as np

from ... import loop, metrics, plots
from ...explorers.explorer import Explorer
from ...models import Even, Gaussian, Mixture
from ...policies import Replace
from ...widgets.controls import Choice

GENERATIONS = 40
EVEN_POINTS = 4_000
AXIS = np.linspace(-6, 6, 601)
WIDE = np.linspace(-30, 30, 6001)  # models drift: what they hold may lie far off
FINISHED, STOPPED = 200, 3
ONE_STEP = " (One Gaussian is finished after one step, so stopping changes nothing.)"
TRUTH = Mixture(2, means=[-2, 2], stds=0.7)


@dataclass(frozen=True)
class Result:
    """Densities of one run on AXIS, row 0 the truth, and two distances on WIDE."""

    points: str
    note: str
    density: np.ndarray  # (generations + 1, len(AXIS))
    from_truth: np.ndarray  # (generations + 1,) total variation, 0 to 1
    from_first: np.ndarray  # the same from model 1


def model(family: str, steps: int):
    """What is fitted: two Gaussians by so many EM steps at most, or one Gaussian.

    EM starts from the same two wide Gaussians in every generation, so that nothing but
    the points can differ.
    """
    if family == "one":
        return Gaussian()
    return Mixture(2, means=[-1, 1], stds=1.5, start="given", max_iter=steps)


def simulate(points: str, family: str, steps: int, seed: int) -> Result:
    """Replace, from the two-humped truth; points "∞" are placed and not drawn."""
    fitted, truth, n = model(family, steps), TRUTH, EVEN_POINTS
    if points == "∞":
        fitted, truth = Even(fitted), Even(truth)
    else:
        n = int(points.replace(",", ""))
    run = loop.run(fitted, truth, Replace(), n=n, generations=GENERATIONS, seed=seed)
    density, wide = (
        np.exp([m.log_prob(x[:, None]) for m in run.models]) for x in (AXIS, WIDE)
    )
    note = ONE_STEP if family == "one" and steps < FINISHED else ""
    return Result(points, note, density, _apart(wide, 0), _apart(wide, 1))


def _apart(density: np.ndarray, t: int) -> np.ndarray:
    """Total variation distance of each row from row t."""
    return metrics.total_variation(density, density[t], WIDE[1] - WIDE[0])


class View:
    """Three densities, two distances."""

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        (truth,) = np.exp([TRUTH.log_prob(AXIS[:, None])])
        self.left.fill_between(AXIS, truth, color=plots.REAL, alpha=0.25, linewidth=0)
        self.left.plot(AXIS, truth, color=plots.REAL, lw=1.5, label="truth")
        colour = plots.MODEL
        self.first = self.left.plot(
            [], [], "--", color=colour, lw=1.5, label="model 1"
        )[0]
        self.model = self.left.plot([], [], color=colour, lw=2.5, label="model shown")[
            0
        ]
        self.left.set(xlim=(-6, 6), ylim=(0, 0.85), xlabel="x", ylabel="density")
        self.left.legend(loc="upper center", ncols=3, fontsize=11)
        self.truth_gap = self.right.plot(
            [], [], color=plots.REAL, lw=2.5, label="from the truth"
        )[0]
        self.first_gap = self.right.plot(
            [], [], "--", color=colour, lw=2, label="from model 1"
        )[0]
        self.right.set(
            xlim=(0, GENERATIONS), ylim=(-0.02, 1), xlabel="generation",
            ylabel="share of probability", title="How much lies elsewhere",
        )  # fmt: skip
        self.right.legend(loc="upper left")
        self.moving = [self.first, self.model, self.truth_gap, self.first_gap]

    def stage(self, result: Result) -> None:
        """Nothing but the axes stands still."""

    def move(self, result: Result, t: int) -> None:
        """Model 1 and model t, distances up to t."""
        self.first.set_data(AXIS, result.density[1])
        self.model.set_data(AXIS, result.density[t])
        past = np.arange(1, t + 1)
        self.truth_gap.set_data(past, result.from_truth[past])
        self.first_gap.set_data(past, result.from_first[past])

    def describe(self, result: Result, t: int) -> str:
        """Both distances."""
        return (
            f"Generation {t}, {result.points} points each: of the model's probability, "
            f"{result.from_truth[t]:.1%} lies elsewhere than in the truth, "
            f"{result.from_first[t]:.1%} elsewhere than in model 1.{result.note}"
        )


def explorer() -> Explorer:
    """The explorer of notebook 03."""
    right = {"points": "∞", "family": "two", "steps": FINISHED}
    return Explorer(
        simulate,
        View,
        {
            "points": Choice("Points", {n: n for n in ("100", "1,000", "∞")}, "1,000"),
            "family": Choice("Model", {"two Gaussians": "two", "one Gaussian": "one"}),
            "steps": Choice(
                "Fit", {"finished": FINISHED, "stopped after 3 steps": STOPPED}
            ),
        },
        generations=GENERATIONS,
        presets={
            "too few points": {**right, "points": "100", "generation": 2},
            "wrong family": {**right, "family": "one", "generation": 2},
            "stopped early": {**right, "steps": STOPPED, "generation": 2},
            "nothing wrong": {**right, "generation": 2},
        },
    )
