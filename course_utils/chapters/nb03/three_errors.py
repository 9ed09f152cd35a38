"""Notebook 03: three switches, one for each kind of error.

Left, the two-humped truth, model 1 and the model shown; right, how far the models are
from the truth, and from model 1.
"""

from dataclasses import dataclass

import numpy as np

from ... import loop, metrics, plots
from ...explorers.exploration import Exploration
from ...models import Even, Gaussian, Mixture
from ...policies import Replace
from ...widgets.settings import Choice

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

    panels = ((405, 320), (405, 320))

    def __init__(self, left, right):
        ax, gaps = left.subplots(), right.subplots()
        (truth,) = np.exp([TRUTH.log_prob(AXIS[:, None])])
        ax.fill_between(AXIS, truth, color=plots.REAL, alpha=0.25, linewidth=0)
        ax.plot(AXIS, truth, color=plots.REAL, lw=1.5, label="truth")
        colour = plots.MODEL
        self.first = ax.plot([], [], "--", color=colour, lw=2, label="model 1")[0]
        self.model = ax.plot([], [], color=colour, label="model shown")[0]
        ax.set(
            xlim=(-6, 6), ylim=(0, 0.85), xlabel="x", ylabel="density",
            title="The truth and two models",
        )  # fmt: skip
        plots.legend(ax)
        self.truth_gap, self.first_gap = (
            gaps.plot([], [], dash, color=shade, label=label, **plots.HEAD)[0]
            for dash, shade, label in (
                ("-", plots.REAL, "from the truth"),
                ("--", colour, "from model 1"),
            )
        )
        gaps.set(
            xlim=(0, GENERATIONS), ylim=(-0.02, 1), xlabel="generation",
            ylabel="share of probability", title="How much lies elsewhere",
        )  # fmt: skip
        plots.legend(gaps)
        self.moving = [self.first, self.model, self.truth_gap, self.first_gap]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Densities on AXIS of model 1 and model t, distances of 1 to t."""
        return {
            "generation": t, "points": result.points, "note": result.note,
            "first": result.density[1], "model": result.density[t],
            "from truth": result.from_truth[1 : t + 1],
            "from first": result.from_first[1 : t + 1],
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Nothing but the axes stands still."""

    def move(self, series: dict) -> None:
        """Model 1 and the model shown, distances so far."""
        self.first.set_data(AXIS, series["first"])
        self.model.set_data(AXIS, series["model"])
        past = np.arange(1, series["generation"] + 1)
        self.truth_gap.set_data(past, series["from truth"])
        self.first_gap.set_data(past, series["from first"])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The distance from the truth, and both."""
        far, moved = series["from truth"][-1], series["from first"][-1]
        return (
            f"Generation {series['generation']}, {series['points']} points each: of "
            f"the model's probability, {far:.1%} lies elsewhere than in the truth;",
            f"{moved:.1%} lies elsewhere than in model 1.{series['note']}",
        )


def exploration() -> Exploration:
    """What can be explored in notebook 03."""
    right = {"points": "∞", "family": "two", "steps": FINISHED}
    return Exploration(
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


def explorer():
    """The explorer of notebook 03, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
