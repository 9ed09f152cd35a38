"""Notebook 12: a map of what money buys, by checks and human share.

The first picture is the map: points for each set of checks and each share of the money
that goes to people. The second is one row of it, meter by meter. Nothing is played
here: ``experiments.budgets`` made the games.
"""

from dataclasses import dataclass

import numpy as np

from ... import plots
from ...experiments import budgets as experiment
from ...experiments.budgets import BUDGETS, CHECKS, METERS, NAMES, SEATS, SHARES
from ...explorers.exploration import Exploration
from ...steward.scores import GRADES
from ...steward.world import GENERATIONS
from ...widgets.settings import Choice

LETTERS = [
    " ".join(NAMES[check][0] for check in some) or "–" for some in CHECKS.values()
]
MOST_SEATS = len(SEATS) / 2
STYLES = {
    "tail": ("-", plots.REAL), "valid": ("-.", plots.MEAN), "attack": (":", plots.MODEL)
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """A budget, and which of its seats is named."""

    budget: int
    seat: int

    @property
    def games(self) -> experiment.Games:
        """The stored games."""
        return experiment.stored(self.budget)


def simulate(budget: int, seed: int) -> Result:
    """Look the games up; the seat that is named is that of seed, from 1 on."""
    return Result(budget, seed % len(SEATS))


def points(meters: np.ndarray) -> np.ndarray:
    """Points of mean meters in per cent, (..., 3): 0 to 100."""
    tail, valid, attack = np.moveaxis(meters, -1, 0) / 100
    return 100 * tail * valid * (1 - attack)


def best_table(rows: tuple[str, ...]) -> None:
    """Print for each budget and each of some sets of checks the team with most points.

    Its points, the share of its money for people, and on how many seats it has an A.
    """
    print("Most points in a row: points, money for people, seats with an A")
    letters = (LETTERS[[*CHECKS].index(checks)] for checks in rows)
    print(f"{'credits':8s}" + "".join(f"{some:>18s}" for some in letters))
    for budget in BUDGETS:
        games, cells = experiment.stored(budget), ""
        for checks in rows:
            row = [*CHECKS].index(checks)
            means = games.points[row].mean(axis=-1)
            at = int(means.argmax())
            best = games.best[row, at].sum()
            cells += f"{means[at]:8.0f}{SHARES[at]:6.0%}{best:4d}"
        print(f"{budget:<8,d}{cells}")


class View:
    """The map, and a row of it."""

    panels = ((405, 345), (405, 345))

    def __init__(self, left, right):
        self.ax, self.row = left.subplots(), right.subplots()
        self.cells = self.ax.imshow(
            np.zeros((len(CHECKS), len(SHARES))), cmap="cividis", vmin=0, vmax=100,
            aspect="auto",
        )  # fmt: skip
        left.colorbar(self.cells, ax=self.ax, label="points")
        self.mark = self.ax.plot([], [], color=plots.MODEL, lw=2)[0]
        self.graded = self.ax.plot([], [], "o", color="white", mec="black", ms=6)[0]
        self.best = self.ax.plot([], [], "*", color="white", mec="black", ms=13)[0]
        self.ax.grid(False)
        at = range(0, len(SHARES), 5)
        self.ax.set_xticks(at, [f"{SHARES[i]:.0%}" for i in at])
        self.ax.set_yticks(range(len(CHECKS)), LETTERS)
        self.ax.set(xlabel="money for people", ylabel="checks: their first letters")
        self.lines = {
            name: self.row.plot([], [], dash, color=colour, label=name)[0]
            for name, (dash, colour) in STYLES.items()
        }
        for limit in GRADES["A"]:
            grey = self.row.axhline(100 * limit, color=plots.QUIET, lw=1.2)
        grey.set_label("an A, as a mean")
        self.row.set(
            xlim=(0, 1), ylim=(-3, 105), ylabel="%", xlabel="money for people",
        )  # fmt: skip
        self.row.xaxis.set_major_formatter(lambda x, place: f"{x:.0%}")
        plots.legend(self.row, columns=2)
        self.moving = [
            self.cells, self.mark, self.graded, self.best, *self.lines.values()
        ]  # fmt: skip

    @staticmethod
    def series(result: Result, t: int, checks: str) -> dict:
        """The map at generation t, a row of it, and the whole games."""
        games, row = result.games, list(CHECKS).index(checks)
        meters = games.meters[..., t - 1]
        return {
            "generation": t, "budget": result.budget, "checks": checks, "row": row,
            "points": points(meters), "whole": games.points.mean(axis=-1),
            "grades": games.best.sum(axis=-1), "seat": SEATS[result.seat],
            "of seat": games.points[..., result.seat],
            **dict(zip(METERS, meters[row].T, strict=True)),
        }  # fmt: skip

    def stage(self, result: Result, checks: str) -> None:
        """What is shown."""
        self.ax.set_title(f"{result.budget:,} credits (star: best; dots: A)")
        self.row.set_title(f"checks: {checks}")

    def move(self, series: dict) -> None:
        """The cells, the row that is marked, the best of the map."""
        self.cells.set_data(series["points"])
        row, end = series["row"], len(SHARES) - 0.5
        box = [-0.5, end, end, -0.5, -0.5], row + np.array([-1, -1, 1, 1, -1]) / 2
        self.mark.set_data(*box)
        best, share = np.unravel_index(series["whole"].argmax(), series["whole"].shape)
        self.best.set_data([share], [best])
        checks, shares = np.nonzero(series["grades"] >= MOST_SEATS)
        self.graded.set_data(shares, checks)
        for name, line in self.lines.items():
            line.set_data(SHARES, series[name])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """Where the map has most points, and what the row reaches."""
        whole, row, grades = series["whole"], series["row"], series["grades"]
        best, share = np.unravel_index(whole.argmax(), whole.shape)
        at, graded = int(whole[row].argmax()), np.count_nonzero(grades >= MOST_SEATS)
        meters = " %, ".join(f"{name} {series[name][at]:.0f}" for name in METERS)
        return (
            f"Generation {series['generation']}, {series['budget']:,} credits. Over "
            f"all ten generations the best team has {whole[best, share]:.0f} points: "
            f"it gives {SHARES[share]:.0%} to people, and its checks are: "
            f"{[*CHECKS][best]}. {graded} of {grades.size} teams have an A on at least "
            "half of their seats.",
            f"Checks: {series['checks']}. The best team of this row has "
            f"{whole[row, at]:.0f} points and gives {SHARES[at]:.0%} to people. On "
            f"seat {series['seat']} it has {series['of seat'][row, at]:.0f} points, "
            f"and an A on {grades[row, at]} of {len(SEATS)} seats. Its meters in this "
            f"generation: {meters} %.",
        )


def exploration() -> Exploration:
    """The map of notebook 12."""
    last = {"generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {"budget": Choice("Credits", {f"{b:,}": b for b in BUDGETS}, 1_200)},
        display={"checks": Choice("Row", {name: name for name in CHECKS})},
        generations=GENERATIONS,
        presets={
            "no checks": {**last, "budget": 1_200, "checks": "none"},
            "all checks": {**last, "budget": 1_200, "checks": "all three"},
            "a quarter of the money": {**last, "budget": 300, "checks": "all three"},
            "twice the money": {**last, "budget": 2_400, "checks": "all three"},
            "twice the money, no checks": {**last, "budget": 2_400, "checks": "none"},
        },
    )


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
