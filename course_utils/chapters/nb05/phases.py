"""Notebook 05: a map of what real data hold, over share and bias, from stored runs.

The first picture is the map: a cell for each share of real points and each λ, and the
border beyond which the formula holds what is wanted. The second is one row of it.
Nothing is simulated here: ``experiments.phases`` made the runs.
"""

from dataclasses import dataclass

import numpy as np

from ... import plots
from ...experiments import phases as experiment
from ...experiments.phases import BIASES, SHARES
from ...explorers.exploration import Exploration
from ...widgets.settings import Choice, Slider

WAYS = {"new each generation": "new", "the same for ever": "kept"}
NAMED_SHARES, NAMED_BIASES = (0.01, 0.05, 0.2, 1.0), (1.0, 0.98, 0.9, 0.7, 0.5)


@dataclass(frozen=True)
class Result:
    """A map, and which of its single lineages is named."""

    way: str
    n: int
    named: int

    @property
    def map(self) -> experiment.Held:
        """The stored runs."""
        return experiment.stored(self.way, self.n)


def simulate(way: str, n: int, seed: int) -> Result:
    """Look the runs up; the lineage that is named is that of seed modulo six."""
    return Result(way, n, seed % experiment.NAMED)


def border(held: np.ndarray, wanted: float) -> np.ndarray:
    """(BIASES,) for each λ the place of the least share that holds what is wanted.

    It is the number of shares where none does.
    """
    enough = held >= wanted
    return np.where(enough.any(axis=1), enough.argmax(axis=1), len(SHARES))


def least_table(rows: dict[float, float]) -> None:
    """Print the least share of the map that holds what is wanted in the long run.

    rows : λ -> what is wanted, in %. A column each: the mean, its formula, the median.
    """
    print("The least share of real points on the map, in the long run")
    heads = (f"λ = {bias:g}: {wanted:g} %" for bias, wanted in rows.items())
    print(f"{'to hold':17s}" + "".join(f"{head:>21s}" for head in heads))
    print(f"{'':17s}" + "   mean  form.   med." * len(rows))
    for way in WAYS.values():
        for n in experiment.SIZES:
            found = experiment.stored(way, n)
            maps = found.late, found.formula, found.late_median
            cells = [
                f"{SHARES[border(held, wanted)[BIASES.index(bias)]]:7.0%}"
                for bias, wanted in rows.items()
                for held in maps
            ]
            print(f"{way}, n = {n:<7,d}" + "".join(cells))


class View:
    """The map, and a row of it."""

    panels = ((405, 345), (405, 345))

    def __init__(self, left, right):
        self.ax, self.row = left.subplots(), right.subplots()
        cells = np.zeros((len(BIASES), len(SHARES)))
        self.cells = self.ax.imshow(
            cells, cmap="cividis", vmin=0, vmax=100, aspect="auto"
        )
        left.colorbar(self.cells, ax=self.ax, label="% of the true variance")
        self.border = self.ax.plot([], [], "--", color="white", gapcolor="black", lw=3)[
            0
        ]
        self.mark = self.ax.plot([], [], color=plots.MODEL, lw=2)[0]
        self.ax.grid(False)
        self.ax.set(xlabel="share of real points", ylabel="sampling λ")
        at = [SHARES.index(share) for share in NAMED_SHARES]
        self.ax.set_xticks(at, [f"{share:.0%}" for share in NAMED_SHARES])
        at = [BIASES.index(bias) for bias in NAMED_BIASES]
        self.ax.set_yticks(at, [f"{bias:g}" for bias in NAMED_BIASES])
        self.now = self.row.plot([], [], "-", color=plots.MEAN, label="now")[0]
        self.late = self.row.plot([], [], "o", color=plots.MODEL, label="long run")[0]
        self.some = self.row.plot(
            [], [], "x", color=plots.QUIET, ms=5, mew=1.2, label="six lineages"
        )[0]
        self.formula = self.row.plot(
            [], [], "--", color=plots.THEORY, lw=1.5, label="formula, mean"
        )[0]
        self.row.set(
            xscale="log", xticks=NAMED_SHARES, xlim=(0.009, 1.15), ylabel="%",
            xlabel="share of real points",
        )  # fmt: skip
        self.row.xaxis.set_major_formatter(lambda x, place: f"{x:.0%}")
        self.row.xaxis.set_minor_formatter("")
        plots.legend(self.row, columns=2)
        self.moving = [
            self.cells, self.border, self.mark, self.some, self.formula, self.now,
            self.late,
        ]  # fmt: skip

    @staticmethod
    def series(
        result: Result, t: int, lineages: str, bias: float, wanted: float
    ) -> dict:
        """The map at generation t and in the long run; formula: of the mean."""
        found, row = result.map, BIASES.index(bias)
        late = found.late if lineages == "mean" else found.late_median
        return {
            "generation": t, "way": result.way, "n": result.n, "lineages": lineages,
            "bias": bias, "wanted": wanted, "named": result.named, "row": row,
            "now": getattr(found, lineages)[t - 1], "late": late,
            "formula": found.formula, "some": found.some[:, row],
        }  # fmt: skip

    def stage(self, result: Result, lineages: str, bias: float, wanted: float) -> None:
        """What is shown, and room for the highest lineage."""
        self.ax.set_title(f"{lineages}; dashed: formula, {wanted:g} %")
        some = result.map.some[:, BIASES.index(bias)]
        self.row.set_ylim(0, max(110, 1.05 * some.max()))
        self.row.set_title(f"λ = {bias:g}, n = {result.n:,}, {result.way} points")

    def move(self, series: dict) -> None:
        """The cells, the border, and the row that is marked."""
        self.cells.set_data(series["now"])
        places = border(series["formula"], series["wanted"])
        edges = np.arange(len(BIASES))[:, None] + [-0.5, 0.5]
        self.border.set_data(np.repeat(places - 0.5, 2), edges.ravel())
        row, end = series["row"], len(SHARES) - 0.5
        box = [-0.5, end, end, -0.5, -0.5], row + np.array([-1, -1, 1, 1, -1]) / 2
        self.mark.set_data(*box)
        for line, name in ((self.now, "now"), (self.late, "late"),
                           (self.formula, "formula")):  # fmt: skip
            line.set_data(SHARES, series[name][row])
        lineages = series["some"]
        self.some.set_data(np.tile(SHARES, len(lineages)), lineages.ravel())

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """How much of the map holds what is wanted, and the least share of the row."""
        wanted, row, named = series["wanted"], series["row"], series["named"]
        now, late, formula = (
            np.count_nonzero(series[name] >= wanted)
            for name in ("now", "late", "formula")
        )
        at = int(border(series["late"], wanted)[row])
        points, alone = round(SHARES[at] * series["n"]), series["some"][:, at]
        return (
            f"Generation {series['generation']}, n = {series['n']:,}, {series['way']} "
            f"real points: the {series['lineages']} is at least {wanted:g} % of the "
            f"true variance in {now} of {series['now'].size} cells, and in the long "
            f"run in {late} (by the formula for the mean: {formula}).",
            f"At λ = {series['bias']:g} the least share that holds {wanted:g} % in the "
            f"long run is {SHARES[at]:.0%}: {points} of {series['n']:,} points. There "
            f"the {series['lineages']} is {series['late'][row, at]:.0f} % (formula for "
            f"the mean: {series['formula'][row, at]:.0f} %). Six lineages have from "
            f"{alone.min():.0f} to {alone.max():.0f} %, and lineage {named + 1} has "
            f"{alone[named]:.0f} %.",
        )


def exploration() -> Exploration:
    """The map of notebook 05."""
    start = {"n": 100, "way": "new", "lineages": "mean", "bias": 1.0, "wanted": 50,
             "generation": experiment.FIRST}  # fmt: skip
    return Exploration(
        simulate,
        View,
        {
            "way": Choice("Real points", WAYS),
            "n": Choice("Points n", {f"{n:,}": n for n in experiment.SIZES}),
        },
        display={
            "lineages": Choice("Lineages", {"mean": "mean", "median": "median"}),
            "bias": Choice("Row λ", {f"{bias:g}": bias for bias in BIASES}, 0.9),
            "wanted": Slider("Wanted, %", 10, 95, 50, 5),
        },
        generations=experiment.FIRST,
        presets={
            "chance": {**start, "wanted": 90},
            "chance, more points": {**start, "wanted": 90, "n": 1_000},
            "a current": {**start, "bias": 0.9},
            "a current, more points": {**start, "bias": 0.9, "n": 1_000},
            "old points, chance": {**start, "wanted": 90, "way": "kept"},
            "old points, a current": {**start, "bias": 0.9, "way": "kept"},
        },
    )


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
