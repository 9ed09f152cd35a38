"""Notebook 02: a Zipf vocabulary loses its tail, and four alarms watch it.

Left, how often each word occurs, by its rank in the truth; right, what is left of four
measures of diversity, the median of some lineages.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, plots
from ...explorers.exploration import Exploration
from ...models.categorical import zipf
from ...policies import line_up
from ...widgets.settings import Choice

GENERATIONS = 100
SIZE = 2_000
LINEAGES = 10
POLICIES = line_up("replace", "accumulate", "10 % fresh", "control")
ALARMS = {
    "types": ("word types", "-", plots.MODEL),
    "effective": ("effective types", "--", plots.MEAN),
    "entropy": ("entropy", "-.", plots.THEORY),
    "diversity": ("Gini diversity", ":", plots.REAL),
}


@dataclass(frozen=True)
class Result:
    """One lineage to look at, and the four alarms relative to generation 1."""

    n: int
    p: np.ndarray  # (generations + 1, SIZE), shares of all words in the lineage shown
    alarms: dict[str, np.ndarray]  # name -> (generations + 1,), medians


def simulate(n: int, policy: str, seed: int) -> Result:
    """Zipf's law with exponent 1 over SIZE words, n words a generation."""
    p = zipf(SIZE)
    one, many = np.random.SeedSequence(seed).spawn(2)
    settings = {"n": n, "generations": GENERATIONS}
    every = np.arange(SIZE)
    shown = ensembles.categorical(
        POLICIES[policy], p, replicates=1, seed=one, watch=every, **settings
    )
    others = ensembles.categorical(
        POLICIES[policy], p, replicates=LINEAGES, seed=many, **settings
    )
    alarms = {}
    for name in ALARMS:
        values = getattr(others, name)
        alarms[name] = np.median(values / values[1], axis=1)
    return Result(n, shown.watched[:, 0].astype(np.float32), alarms)


class View:
    """Words by rank on the left, alarms on the right."""

    panels = ((405, 330), (405, 330))

    def __init__(self, left, right):
        self.left, ax = left.subplots(), right.subplots()
        rank = np.arange(1, SIZE + 1)
        truth = self.left.loglog(rank, zipf(SIZE), color=plots.REAL, label="truth")[0]
        self.words = self.left.plot(
            rank, zipf(SIZE), ".", color=plots.MODEL, ms=7, label="model shown"
        )[0]
        self.left.set(
            xlabel="rank of the word in the truth", ylabel="share of the text",
            title="Words that are left",
        )  # fmt: skip
        plots.plain_ticks(self.left.xaxis)
        plots.plain_ticks(self.left.yaxis)
        plots.legend(self.left, [truth, self.words])
        self.alarms = {
            name: ax.plot([], [], style, color=colour, label=label, **plots.HEAD)[0]
            for name, (label, style, colour) in ALARMS.items()
        }
        ax.axhline(0.9, color=plots.QUIET, linewidth=1.5)
        text = "grey line: alarm at −10 %"
        ax.text(GENERATIONS, 1.06, text, color=plots.QUIET, ha="right")
        ax.set(
            xlim=(0, GENERATIONS), ylim=(0, 1.15), yticks=np.linspace(0, 1, 6),
            xlabel="generation", ylabel="left, generation 1 is 1",
            title=f"Four alarms, medians of {LINEAGES} lineages",
        )  # fmt: skip
        plots.legend(ax, columns=2)
        self.moving = [self.words, *self.alarms.values()]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Shares of all words in model t, the alarms of generations 1 to t."""
        alarms = {name: result.alarms[name][1 : t + 1] for name in ALARMS}
        return {"generation": t, "n": result.n, "p": result.p[t], **alarms}

    def stage(self, result: Result) -> None:
        """Room for the rarest word that ever lives."""
        self.left.set_ylim(result.p[result.p > 0].min() / 2, 1)

    def move(self, series: dict) -> None:
        """The words that are left, the alarms so far."""
        p = series["p"]
        self.words.set_ydata(np.where(p > 0, p, np.nan))
        for name, line in self.alarms.items():
            line.set_data(np.arange(1, series["generation"] + 1), series[name])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """What is left, in words and by each of the four measures."""
        left = ", ".join(
            f"{100 * series[name][-1]:.0f} % of {label}"
            for name, (label, _, _) in ALARMS.items()
        )
        return (
            f"Generation {series['generation']}, {series['n']:,} words of text each: "
            f"{np.count_nonzero(series['p']):,} of {SIZE:,} words are left "
            "in the model shown.",
            f"Left of generation 1, median lineage: {left}.",
        )


def exploration() -> Exploration:
    """What can be explored second in notebook 02."""
    return Exploration(
        simulate,
        View,
        {
            "n": Choice(
                "Words of text", {f"{n:,}": n for n in (500, 5_000, 50_000)}, 5_000
            ),
            "policy": Choice("Next text", {name: name for name in POLICIES}),
        },
        generations=GENERATIONS,
        presets={
            "early collapse": {"n": 5_000, "policy": "replace", "generation": 5},
            "late collapse": {"n": 500, "policy": "replace", "generation": 100},
            "fresh text helps": {"n": 5_000, "policy": "10 % fresh", "generation": 50},
        },
    )


def explorer():
    """The second explorer of notebook 02, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
