"""Notebook 06: the judge's bench. One set of pictures, one space, three scores.

Left, some of the pictures that are scored; right, their precision, recall and coverage,
beside those of new real pictures. Sets that a loop made come from ``experiments``; the
others are made here.
"""

import functools
from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D

from ... import plots
from ...experiments import pictures as experiment
from ...explorers.exploration import Exploration
from ...glyphs import SIDE, Glyphs
from ...pictures import SPACES, judge
from ...widgets.settings import Choice
from . import strips

GENERATIONS = 8
ROWS, COLUMNS = 4, 12
LOOPS = {
    "VAE, replace": "VAE: replace",
    "VAE, control": "VAE: control",
    "mixture, replace": "mixture: replace",
    "mixture, λ = 0.8, replace": "mixture, bias .8: replace",
}
NAMED = {
    "components": "20 components",
    "pixels": "256 pixels",
    "reader": "the reader's 64 units",
}
MEASURES = ("precision", "recall", "coverage")


def blurred(x: np.ndarray, times: int = 1) -> np.ndarray:
    """Pictures (n, 256), each pixel mixed with its neighbours by 1, 2, 1, so often."""
    x = x.reshape(-1, SIDE, SIDE)
    for _ in range(times):
        for axis in (1, 2):
            x = (np.roll(x, 1, axis) + 2 * x + np.roll(x, -1, axis)) / 4
    return x.reshape(len(x), -1)


def average(n: int = 1_000) -> np.ndarray:
    """(n, 256) copies of the mean of the known real pictures."""
    return np.repeat(judge().known.mean(axis=0)[None], n, axis=0)


MADE = {
    "new real pictures": lambda real: real,
    "real, blurred": blurred,
    "real, blurred twice": lambda real: blurred(real, 2),
    "the average, 1,000 times": lambda real: average(len(real)),
    "five digits of ten": lambda real: real,
}


@dataclass(frozen=True)
class Result:
    """Pictures to show, (generations, 48, 256), and scores by space and name."""

    what: str
    pictures: np.ndarray
    scores: dict[str, np.ndarray]  # name of a score, marked with its space -> (t,)
    real: dict[str, float]


def simulate(what: str, seed: int) -> Result:
    """A stored loop, or a set that is made here."""
    if what in LOOPS.values():
        pictures, scores = _loop(what, seed % len(experiment.SEEDS))
    else:
        x = made(what, seed)
        pictures = np.repeat(x[None, : ROWS * COLUMNS], GENERATIONS, axis=0)
        scores = {k: np.full(GENERATIONS, v) for k, v in measured(x).items()}
    real = measured(Glyphs().sample(1_000, np.random.default_rng([seed, 1])))
    return Result(what, pictures, scores, real)


def made(what: str, seed: int) -> np.ndarray:
    """(1,000, 256) pictures of a set by its name."""
    rng = np.random.default_rng([seed, 2])
    if what == "five digits of ten":
        return Glyphs().drawn(10 * rng.integers(16, size=1_000) + rng.integers(
            5, size=1_000), rng)  # fmt: skip
    return MADE[what](Glyphs().sample(1_000, rng))


def measured(x: np.ndarray) -> dict[str, float]:
    """Closeness of pictures in every space: "recall (pixels)" and so on."""
    return {
        marked(name, space): value
        for space in SPACES
        for name, value in judge().closeness(x, space)._asdict().items()
    }


def marked(name: str, space: str) -> str:
    """The name of a score in a space, as stored."""
    return name if space == "components" else f"{name} ({space})"


@functools.lru_cache
def _loop(arm: str, seed: int):
    runs = {
        marked(name, space): experiment.scores(arm, marked(name, space))[seed]
        for space in SPACES
        for name in MEASURES
    }
    shown = [experiment.pictures(arm, t) for t in range(1, GENERATIONS + 1)]
    return np.array(shown), {name: v[:GENERATIONS] for name, v in runs.items()}


class View:
    """A sheet of pictures, and three bars."""

    panels = ((430, 310), (380, 310))

    def __init__(self, left, right):
        self.left, self.ax = left.subplots(), right.subplots()
        self.sheet = strips.shown(self.left, ROWS, COLUMNS)
        at = np.arange(len(MEASURES))
        self.bars = list(
            self.ax.bar(at, 1, 0.55, color=plots.MODEL, edgecolor="black", hatch="//")
        )
        self.real = self.ax.plot(
            at, at, "_", color=plots.REAL, markersize=52, markeredgewidth=3
        )[0]
        named = Line2D([], [], color=plots.REAL, lw=3, label="new real pictures")
        self.ax.set(ylim=(0, 1.05), xticks=at, xticklabels=MEASURES)
        plots.legend(self.ax, [named])
        self.moving = [self.sheet, *self.bars, self.real]

    @staticmethod
    def series(result: Result, t: int, space: str) -> dict:
        """Pictures of generation t, their scores and those of real pictures."""
        return {
            "generation": t, "what": result.what, "space": space,
            "pictures": result.pictures[t - 1],
            "scores": np.array(
                [result.scores[marked(m, space)][t - 1] for m in MEASURES]
            ),
            "real": np.array([result.real[marked(m, space)] for m in MEASURES]),
        }  # fmt: skip

    def stage(self, result: Result, space: str) -> None:
        """What is scored, and where."""
        self.left.set_title(_name(result.what))
        self.ax.set_title(f"scored in {NAMED[space]}")

    def move(self, series: dict) -> None:
        """The pictures and the bars."""
        self.sheet.set_data(strips.sheet(series["pictures"], ROWS))
        for bar, height in zip(self.bars, series["scores"], strict=True):
            bar.set_height(height)
        self.real.set_ydata(series["real"])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """What is scored; three scores, those of real pictures in brackets."""
        what, t = series["what"], series["generation"]
        after = "" if what in LOOPS.values() else " (no loop: the same in all)"
        pairs = zip(MEASURES, series["scores"], series["real"], strict=True)
        return (
            f"Generation {t}{after}, pictures of this set: {_name(what)}.",
            f"In {NAMED[series['space']]} (new real pictures): "
            + ", ".join(f"{name} {s:.3f} ({r:.3f})" for name, s, r in pairs)
            + ".",
        )


def _name(what: str) -> str:
    return next((name for name, arm in LOOPS.items() if arm == what), what)


def exploration() -> Exploration:
    """The judge's bench of notebook 06."""
    sets = LOOPS | {name: name for name in MADE}
    first = {"seed": 0, "generation": 1}
    last = {"seed": 0, "generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {"what": Choice("Pictures", sets)},
        display={
            "space": Choice("Scored in", {says: name for name, says in NAMED.items()}),
        },
        generations=GENERATIONS,
        presets={
            "the average, in pixels": {**first, "what": "the average, 1,000 times",
                                       "space": "pixels"},
            "the average, in components": {
                **first, "what": "the average, 1,000 times", "space": "components",
            },
            "blur": {**first, "what": "real, blurred", "space": "pixels"},
            "half the digits": {**first, "what": "five digits of ten",
                                "space": "components"},
            "a dead model": {**last, "what": "VAE: replace", "space": "reader"},
        },
    )  # fmt: skip


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
