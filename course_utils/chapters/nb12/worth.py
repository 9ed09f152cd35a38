"""Notebook 12: what is a measure worth, and in which world?

The steward beside the same steward without one measure, in a world whose numbers you
set. Its purpose is a search: find a world in which your favourite measure is useless.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ... import plots
from ...explorers.exploration import Exploration
from ...steward import scores as scoring
from ...steward.line_up import steward
from ...steward.plans import play
from ...steward.world import GENERATIONS, of_seat
from ...widgets.settings import Choice, Slider

METERS = ("tail", "valid", "attack")
MEASURES = {
    "human records": "human",
    "crawl": "crawl",
    "detector": "detect",
    "origins": "provenance",
    "verification": "verify",
    "archive": "archive",
}


@dataclass(frozen=True)
class Result:
    """Meters of two games, (3, GENERATIONS) each, and their points and grades."""

    measure: str
    full: np.ndarray
    without: np.ndarray
    points: tuple[float, float]
    grades: tuple[str, str]


def simulate(
    measure: str, junk: int, poison: int, web: int, lapse: int, ageing: bool, seed: int
) -> Result:
    """The steward's game with and without a measure; shares in per cent."""
    world = of_seat(seed + 1)
    world = replace(
        world,
        shocks=replace(world.shocks, poison=poison / 100),
        junk=junk / 100,
        web=web / 100,
        web_growth=0.05 if web else 0.0,
        web_jump=0.12 if web else 0.0,
        lapse=lapse / 100,
        ageing=ageing,
    )
    plans = (steward, partial(steward, without=(MEASURES[measure],)))
    scores = [play(world, plan).scores for plan in plans]
    means = [scoring.Result.of(one) for one in scores]
    full, without = (
        np.array([[getattr(s, m) for s in one] for m in METERS]) for one in scores
    )
    return Result(
        measure, full, without,
        tuple(m.points for m in means), tuple(m.grade for m in means),
    )  # fmt: skip


class View:
    """The tail on the left; validity and attacks on the right."""

    panels = ((405, 330), (405, 330))

    def __init__(self, left, right):
        tail, rest = left.subplots(), right.subplots()
        least = scoring.GRADES["A"]
        tail.axhline(least[0], color=plots.QUIET, linewidth=1.5)
        rest.axhline(least[1], color=plots.QUIET, linewidth=1.5)
        rest.axhline(least[2], color=plots.QUIET, linewidth=1.5)
        self.lines = []
        for ax, name, dash in (
            (tail, "tail", "-"),
            (rest, "valid", "-"),
            (rest, "attack", ":"),
        ):
            for colour, who in (
                (plots.REAL, "all measures"),
                (plots.MODEL, "without it"),
            ):
                (line,) = ax.plot(
                    [], [], dash, color=colour, linewidth=2.5, label=f"{name}, {who}",
                    **plots.HEAD,
                )  # fmt: skip
                self.lines.append(line)
        for ax, title in (
            (tail, "Tail against fresh records (grey: A)"),
            (rest, "Valid, and attacks (grey: A)"),
        ):
            ax.set(
                xlim=(0.8, GENERATIONS + 0.2), ylim=(-0.03, 1.05), xlabel="generation",
                xticks=(1, 4, 7, 10), title=title,
            )  # fmt: skip
        plots.legend(tail, self.lines[:2])
        plots.legend(rest, self.lines[2:], columns=2)
        self.moving = self.lines

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Both games up to generation t."""
        return {
            "generation": t, "measure": result.measure, "full": result.full[:, :t],
            "without": result.without[:, :t],
            "points": result.points[0], "grade": result.grades[0],
            "other points": result.points[1], "other grade": result.grades[1],
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Nothing but the axes stands still."""

    def move(self, series: dict) -> None:
        """The meters so far."""
        t = np.arange(1, series["generation"] + 1)
        rows = zip(series["full"], series["without"], strict=True)
        for line, values in zip(
            self.lines, [v for row in rows for v in row], strict=True
        ):
            line.set_data(t, values)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The last meters; after the last generation the points."""
        t, full, without = series["generation"], series["full"], series["without"]
        lacks = f"without “{series['measure']}”"
        first = (
            f"Generation {t}: the tail is {100 * full[0, -1]:.0f} % of that of fresh "
            f"records, {100 * without[0, -1]:.0f} % {lacks}."
        )
        second = (
            f"Valid: {100 * full[1, -1]:.0f} %, {100 * without[1, -1]:.0f} % {lacks}; "
            f"attacks that succeed: {100 * full[2, -1]:.0f} % and "
            f"{100 * without[2, -1]:.0f} %."
        )
        if t == GENERATIONS:
            second += (
                f" In all {series['points']:.0f} points and grade {series['grade']}; "
                f"{lacks} {series['other points']:.0f} points and grade "
                f"{series['other grade']}."
            )
        return first, second


def exploration() -> Exploration:
    """What can be explored in notebook 12."""
    usual = {"junk": 20, "poison": 10, "web": 55, "lapse": 15, "ageing": True}
    usual |= {"generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {
            "measure": Choice(
                "Leave out", {name: name for name in MEASURES}, "origins"
            ),
            "junk": Slider("Junk, %", 0, 40, 20, 5),
            "poison": Slider("Poison, %", 0, 20, 10, 2),
            "web": Slider("Model text, %", 0, 70, 55, 5),
            "lapse": Slider("Lapse, %", 0, 40, 15, 5),
            "ageing": Choice("The world", {"ages": True, "stands still": False}),
        },
        generations=GENERATIONS,
        presets={
            "no check of origins": {**usual, "measure": "origins"},
            "nobody poisons": {**usual, "measure": "origins", "poison": 0},
            "no archive": {**usual, "measure": "archive"},
            "no verification": {**usual, "measure": "verification"},
        },
    )


def explorer():
    """The explorer of notebook 12, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
