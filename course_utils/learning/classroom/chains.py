"""The class is the Monte Carlo: a chain for each seat, drawn over theory.

my_chain()            the line of your seat: σ, generation by generation
draw_chains(found)    all of them, with the median and the band of the theory
draw_lives(found)     how many seats' sentences are alive, beside the law
"""

import numpy as np

from ... import loop, plots, theory
from ...models import Gaussian
from ...policies import Replace
from ..line import Line, formatted
from ..progress import progress
from . import bars
from .gather import Gathered

POINTS, GENERATIONS = 10, 60
KEY = f"chain {POINTS}"
LIFE = "last_seen"
LONGEST = 1_000  # generations; a longer life is not counted
FARTHEST = 1e9
BAND = 1.645  # normal quantile: nine runs in ten lie inside


def my_chain() -> Line:
    """Your seat's lineage: σ of generations 0 to 60, ten points each, unbiased fit."""
    run = loop.run(
        Gaussian(ddof=1), Gaussian(), Replace(), n=POINTS, generations=GENERATIONS,
        seed=progress.seat, metrics=["variance"],
    )  # fmt: skip
    sigma = np.sqrt(run["variance"])
    return Line(progress.seat, KEY, formatted([float(f"{s:.3g}") for s in sigma]))


def draw_chains(found: Gathered) -> plots.Picture:
    """Every seat's σ over theory. Raises ValueError if no chain is complete."""
    values = _whole(found)
    t = np.arange(GENERATIONS + 1)
    middle, band = _law(t)
    ax = bars.axes(3.9)
    plots.lineages(ax, values.T, label="a seat")
    median = np.median(values, axis=0)
    ax.plot(t, median, color=plots.MODEL, linewidth=3, label="median of the class")
    ax.plot(t, middle, "--", color=plots.THEORY, label="theory: median")
    for edge in (middle / band, middle * band):
        ax.plot(t, edge, ":", color=plots.THEORY, linewidth=1.5)
    ax.plot([], [], ":", color=plots.THEORY, label="theory: nine in ten")
    ax.set(xlabel="generation", ylabel="σ", yscale="log")
    ax.set_ylim((middle / band).min() / 10, 10 * (middle * band).max())
    plots.plain_ticks(ax.yaxis)
    plots.legend(ax, columns=2)
    last = values[:, -1]
    inside = np.mean((last >= middle[-1] / band[-1]) & (last <= middle[-1] * band[-1]))
    return plots.Picture(
        ax.figure,
        f"{len(values)} seats, {POINTS} points each: after {GENERATIONS} generations "
        f"the median σ is {plots.plain(float(median[-1]))} (theory: "
        f"{plots.plain(float(middle[-1]))}); {100 * inside:.0f} % of the seats lie in "
        "the band that should hold nine in ten.",
    )


def draw_lives(found: Gathered) -> plots.Picture:
    """Share of seats whose sentence is alive, beside 1 − exp(−g_k).

    Raises ValueError if nobody has sent ``last_seen``.
    """
    sent = found.of(LIFE).values()
    lives = np.array([v for v in sent if v in range(LONGEST + 1)])
    if not lives.size:
        raise ValueError(
            f"there are 0 lines with {LIFE} to draw, but at least 1 is needed"
        )
    t = np.arange(int(lives.max()) + 2)
    alive = np.array([np.mean(lives >= k) for k in t])
    law = np.append(1.0, theory.survival(1, t[1:]))
    ax = bars.axes(3.6)
    ax.plot(t, 100 * alive, "o-", color=plots.MODEL, label="the class")
    ax.plot(t, 100 * law, "x--", color=plots.THEORY, label="theory, one copy")
    ax.set(xlabel="generation", ylabel="seats alive, %", ylim=(0, 102))
    plots.legend(ax)
    shown = [k for k in (1, 2, 5, 10, 20) if k < t.size]
    said = ", ".join(
        f"{100 * alive[k]:.0f} % at generation {k} (theory {100 * law[k]:.0f} %)"
        for k in shown
    )
    return plots.Picture(ax.figure, f"{lives.size} seats, share still alive: {said}.")


def _law(t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Median σ at each generation, and the factor that holds nine runs in ten."""
    drift = theory.log_variance_drift(POINTS, 1)
    noise = theory.log_variance_noise(POINTS)
    return np.exp(drift * t / 2), np.exp(BAND * np.sqrt(noise * t) / 2)


def _sane(chain: list[float]) -> bool:
    """Whether a Gaussian could have such a σ at all, at every generation."""
    return min(chain) > 1 / FARTHEST and max(chain) < FARTHEST


def _whole(found: Gathered) -> np.ndarray:
    """(seats, generations + 1) values of σ, from chains that are complete."""
    sent = [str(value).split() for value in found.of(KEY).values()]
    sent = [list(map(float, words)) for words in sent if words[0][0].isdigit()]
    whole = [x for x in sent if len(x) == GENERATIONS + 1 and _sane(x)]
    if not whole:
        raise ValueError(
            f"there are 0 complete lines with {KEY} to draw, but at least 1 is needed"
        )
    return np.array(whole)
