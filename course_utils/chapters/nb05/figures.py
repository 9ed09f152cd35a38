"""Notebook 05: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt

from ... import plots, theory
from ...experiments.phases import FORMULAS

AFTER = (5, 10, 20, 50)  # generations of a rescue
DOSES = {"3 points": ("o-", plots.MODEL), "3 %": ("s--", plots.REAL)}


def one_point(one: np.ndarray, none: np.ndarray, n: int, settled: int) -> None:
    """Draw the variance with one real point a generation, and with none.

    one, none : (generations + 1, lineages); settled : where the long run begins.
    """
    fig, ax = plt.subplots()
    low, high = np.quantile(one, (0.05, 0.95), axis=1)
    t, colour = np.arange(len(one)), plots.POLICIES["fresh"]["color"]
    ax.fill_between(t, low, high, color=colour, alpha=0.25, label="90 % of lineages")
    ax.plot(one.mean(axis=1), "-.", color=plots.MEAN, label="mean, one real point")
    ax.plot(np.median(one, axis=1), color="black", label="median, one real point")
    ax.plot(np.median(none, axis=1), color=plots.MODEL, label="median, none")
    formula = theory.fresh_anchor_variance(n, 1)
    ax.axhline(formula, ls="--", lw=1.5, color=plots.THEORY)
    ax.set(xlabel="generation", ylabel="variance", ylim=(0, 1.8))
    fig.legend(loc="outside lower center", ncols=2)
    late = one[settled:]
    typical, worst = np.quantile(late, (0.5, 0.05))
    plots.show(
        fig,
        f"One real point in {n}: the mean variance settles at {late.mean():.0%} of the "
        f"true one (dashed: formula), the median at {typical:.0%}. One in twenty is "
        f"below {worst:.0%}.",
    )


def doses(rows: Mapping[tuple[str, str], tuple[Sequence, Sequence]]) -> None:
    """Draw what two doses of real data hold, a panel for each loss.

    rows : (loss, dose) -> sizes and the shares that are held.
    """
    names = list(dict.fromkeys(name for name, _ in rows))
    panels = plots.panels(len(names))
    for ax, name in zip(panels, names, strict=True):
        for dose, (marker, colour) in DOSES.items():
            ax.plot(*rows[name, dose], marker, color=colour, label=dose, ms=7)
        ax.set(xlabel="points n", xscale="log", ylim=(0, 1.05), title=name)
        ax.set_ylabel("held")
        if name == "word types":
            ax.set(xlabel="words n", ylabel="held at generation 150")
        plots.plain_ticks(ax.xaxis)
        plots.legend(ax)
    ends = {key: values[-1] for key, (_, values) in rows.items()}
    first, *others = (
        f"hold {' and '.join(f'{ends[name, dose]:.0%}' for dose in DOSES)} ({name})."
        for name in names
    )
    plots.show(
        panels,
        "New real data each generation. At the largest n, "
        f"{' and '.join(DOSES)} {first}",
        *(f"They {other}" for other in others),
    )


def kept_table(held: Mapping[tuple[str, int], np.ndarray], n: int) -> None:
    """Print what real points hold in the long run, "new" ones and "kept" ones.

    held : (how, points) -> variances.
    """
    print("How much variance is kept up in the long run")
    print(f"n = {n:<17,d} mean variance   formula   median")
    for (how, r), values in held.items():
        print(
            f"{r:2d} real points, {how:4s} {values.mean():14.1%} "
            f"{FORMULAS[how](n, r):9.1%} {np.median(values):8.0%}"
        )


def words_table(texts: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """Print how many words are alive, and how many were ever seen; medians.

    texts : name -> word types (generations + 1, texts), words ever seen (texts,).
    """
    print("How many words are there, and how many were ever seen")
    print(f"{'types at generation 1, 20, 100':>51s}{'ever seen':>12s}")
    for name, (types, seen) in texts.items():
        first, early, late = (np.median(types[t]) for t in (1, 20, 100))
        print(
            f"{name:24s} {first:12,.0f} {early:6,.0f} {late:6,.0f} "
            f"{np.median(seen):11,.0f}"
        )


def rescue_table(medians: Mapping[str, np.ndarray], begun: int) -> None:
    """Print the median variance before a rescue, and some generations later."""
    print("Median variance before a rescue and so many generations later")
    print(f"{'plan':12s}   before", *(f"{k:7d}" for k in AFTER))
    for name, values in medians.items():
        later = (f"{values[begun + k]:7.0%}" for k in AFTER)
        print(f"{name:12s} {values[begun]:8.1%}", *later)


def bill_table(
    bills: Mapping[str, tuple[int, int, np.ndarray, np.ndarray]], n: int
) -> None:
    """Print what each plan costs and holds.

    bills : plan -> points bought, records trained on in the end, mean variance and
        word types of each generation.
    """
    print("plan                            bought  records variance types")
    for name, (bought, records, variance, types) in bills.items():
        print(f"{name:31s}{bought:7,d}{records:9,d}{variance[-1]:9.0%}{types[-1]:6.0f}")
    print(f"after the first {n:,} points, which held {types[1]:.0f} of {n:,} words")


def weights_table(simulated: Callable[[float, float], float]) -> None:
    """Print the variance of the mean for weights w of the real points."""
    print("Variance of the mean, in units of one real-only fit")
    print("   k   weight w                simulated   formula")
    for k in (0.5, 1, 4):
        best = theory.golden_weight(k)
        for name, w in (("best", best), ("pooled", 1 / (1 + k)), ("real only", 1.0)):
            weight = f"{w:.3f} ({name})"
            print(
                f"{k:4g}   {weight:17s}  {simulated(w, k):12.3f}"
                f" {theory.weighted_mean_variance(w, k):9.3f}"
            )


def border_table(pooled_mean: Callable[[float], tuple[float, float]], t: int) -> None:
    """Print t times the variance of a pool's mean, by the share of real points."""
    print("Variance of the mean, times the generation")
    print("share real a   simulated    formula   if real is told: 1/a")
    for a in (0.75, 0.6, 0.5, 0.25):
        measured, formula = pooled_mean(a)
        print(f"{a:12g}{t * measured:12.2f}{t * formula:11.2f}{1 / a:23.2f}")
