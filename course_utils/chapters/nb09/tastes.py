"""Notebook 09: a web on which people pick the best of k, and what they are left with.

Five songs, from quiet to loud. One crowd likes loud ones better, another quiet ones.
Left, the share of each song; right, the effective number of songs, and the share of the
loudest beside the law for small gaps.
"""

from dataclasses import dataclass

import numpy as np

from ... import loop, metrics, plots, theory
from ...explorers.exploration import Exploration
from ...models import Categorical
from ...policies import Curated, Policy, Replace, join
from ...widgets.settings import Choice, Slider

GENERATIONS = 60
PICKS = 2_000
LOUD = np.linspace(0, 1, 5)  # what each song is worth to the one crowd
SONGS = ("quietest", "quiet", "middling", "loud", "loudest")


@dataclass(frozen=True)
class Crowds(Policy):
    """A share of the picks by those who like it loud, the others by the others."""

    share: float
    k: int

    def __call__(self, past, real, synthetic, n, rng):
        loud = round(self.share * n)
        return join(*(
            Curated(lambda x, r=r: r[x], self.k, Replace())(
                past, real, synthetic, m, rng
            )
            for r, m in ((LOUD, loud), (LOUD[::-1], n - loud))
            if m
        ))  # fmt: skip


@dataclass(frozen=True)
class Result:
    """Shares of the songs in generations 1, 2, ..., and the law's, (T, 5) each."""

    k: int
    share: float
    songs: np.ndarray
    law: np.ndarray


def simulate(k: int, share: int, seed: int) -> Result:
    """A run, and the law; share in percent."""
    even = Categorical(np.full(len(LOUD), 1 / len(LOUD)))
    run = loop.run(
        even, even, Crowds(share / 100, k), n=PICKS, generations=GENERATIONS, seed=seed
    )
    songs = np.array([model.p for model in run.models[1:]])
    return Result(k, share / 100, songs, law(songs[0], k, share / 100))


def law(p: np.ndarray, k: int, share: float) -> np.ndarray:
    """(T, 5) shares from p on, by the law for infinitely many picks and small gaps.

    Best of k moves log-odds by (k - 1)/k of the gap: so many candidates, a gap that
    much smaller.
    """
    gap = theory.log_odds(1.0, k)
    rows = [p]
    for _ in range(GENERATIONS - 1):
        rows.append(theory.two_tastes(rows[-1], (gap * LOUD, gap * LOUD[::-1]), share))
    return np.array(rows)


class View:
    """Bars, and two curves."""

    panels = ((405, 310), (405, 310))

    def __init__(self, left, right):
        ax, self.ax = left.subplots(), right.subplots()
        self.bars = list(
            ax.bar(SONGS, np.zeros(5), color=plots.MODEL, edgecolor="black", hatch="//")
        )
        ax.set(ylim=(0, 1), title="share of each song", ylabel="share")
        ax.tick_params(axis="x", labelsize=10.5)
        (self.loudest,) = self.ax.plot(
            [], [], color=plots.MODEL, label="loudest", **plots.HEAD
        )
        (self.law,) = self.ax.plot(
            [], [], "--", color=plots.THEORY, label="law, small gaps", **plots.HEAD
        )
        (self.many,) = self.ax.plot(
            [], [], "-.", color=plots.MEAN, label="songs, e^H / 5", **plots.HEAD
        )
        self.ax.set(
            xlim=(0, GENERATIONS), ylim=(0, 1.05), xlabel="generation",
            title="the loudest; how many songs",
        )  # fmt: skip
        plots.legend(self.ax, columns=2)
        self.moving = [*self.bars, self.loudest, self.law, self.many]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Shares up to generation t, the law's, and the effective number of songs."""
        songs = result.songs[:t]
        return {
            "generation": t, "k": result.k, "share": result.share, "songs": songs[-1],
            "loudest": songs[:, -1], "law": result.law[:t, -1],
            "effective": np.exp(metrics.shannon(songs)),
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Nothing that stands still changes."""

    def move(self, series: dict) -> None:
        """The bars and the curves."""
        for bar, height in zip(self.bars, series["songs"], strict=True):
            bar.set_height(height)
        t = 1 + np.arange(series["generation"])
        self.loudest.set_data(t, series["loudest"])
        self.law.set_data(t, series["law"])
        self.many.set_data(t, series["effective"] / len(SONGS))

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The most frequent song; the loudest and its law."""
        songs, k = series["songs"], series["k"]
        how = "no choice" if k == 1 else f"best of {k}"
        return (
            f"Generation {series['generation']}, {how}, {series['share']:.0%} of the "
            f"picks by the loud crowd: the {SONGS[int(songs.argmax())]} song has "
            f"{songs.max():.2f}.",
            f"The loudest song has {series['loudest'][-1]:.2f}, by the law "
            f"{series['law'][-1]:.2f}. The effective number of songs is "
            f"{series['effective'][-1]:.2g}.",
        )


def exploration() -> Exploration:
    """The crowds of notebook 09."""
    late = {"seed": 0, "generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {
            "k": Choice("Best of", {"1 (dice)": 1, "2": 2, "4": 4, "16": 16}, 4),
            "share": Slider("Loud crowd, %", 0, 100, 90),
        },
        generations=GENERATIONS,
        presets={
            "one taste": {**late, "k": 4, "share": 100, "generation": 20},
            "dice": {**late, "k": 1, "share": 100},
            "two tastes": {**late, "k": 16, "share": 50},
            "a small minority": {**late, "k": 16, "share": 80},
        },
    )


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
