"""Notebook 02: a Zipf vocabulary loses its tail, and four alarms watch it.

Left, how often each word occurs, by its rank in the truth; right, what is left of four
measures of diversity, the median of some lineages.
"""

from dataclasses import dataclass

import numpy as np

from ... import ensembles, plots
from ...explorers.explorer import Explorer
from ...models.categorical import zipf
from ...policies import line_up
from ...widgets.controls import Choice

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

    def __init__(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        rank = np.arange(1, SIZE + 1)
        self.left.loglog(rank, zipf(SIZE), color=plots.REAL, linewidth=2)
        self.left.text(1.3, 0.004, "truth", color=plots.REAL, weight="bold")
        self.words = self.left.plot(
            rank, zipf(SIZE), ".", color=plots.MODEL, markersize=3
        )[0]
        self.left.set(
            xlabel="rank of the word in the truth",
            ylabel="share of the text",
            title="Words that are left",
        )
        self.alarms = {
            name: self.right.plot([], [], style, color=colour, label=label)[0]
            for name, (label, style, colour) in ALARMS.items()
        }
        self.right.axhline(0.9, color=plots.QUIET, linewidth=1)
        self.right.text(
            GENERATIONS, 0.84, "alarm at −10 %", color=plots.QUIET, ha="right"
        )
        self.right.set(
            xlim=(0, GENERATIONS),
            ylim=(0, 1.4),
            yticks=np.linspace(0, 1, 6),
            xlabel="generation",
            ylabel="left, generation 1 is 1",
            title=f"Four alarms, medians of {LINEAGES} lineages",
        )
        self.right.legend(loc="upper center", ncols=2)
        self.moving = [self.words, *self.alarms.values()]

    def stage(self, result: Result) -> None:
        """Room for the rarest word that ever lives."""
        self.left.set_ylim(result.p[result.p > 0].min() / 2, 1)

    def move(self, result: Result, t: int) -> None:
        """Model t on the left, the alarms up to t on the right."""
        p = result.p[t]
        self.words.set_ydata(np.where(p > 0, p, np.nan))
        for name, line in self.alarms.items():
            line.set_data(np.arange(1, t + 1), result.alarms[name][1 : t + 1])

    def describe(self, result: Result, t: int) -> str:
        """What is left by each of the four measures."""
        left = ", ".join(
            f"{100 * result.alarms[name][t]:.0f} % of {label}"
            for name, (label, _, _) in ALARMS.items()
        )
        return (
            f"Generation {t}, {result.n:,} words of text each: "
            f"{np.count_nonzero(result.p[t]):,} of {SIZE:,} words are left "
            f"in the model shown. Left of generation 1, median lineage: {left}."
        )


def explorer() -> Explorer:
    """The second explorer of notebook 02."""
    return Explorer(
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
