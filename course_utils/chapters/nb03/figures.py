"""Notebook 03: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib import pyplot as plt

from ... import plots, theory
from ...loop import History

DASHES = ("-", "--", "-.", ":")
ROUND = 5  # from here on, no decimals


def gaps_table(runs: Mapping[str, History], apart: Callable) -> None:
    """Print how far the truth and the models 1, 2 and the last are from one another.

    apart : gives the share of probability that differs between two models.
    """
    last = len(next(iter(runs.values())).models) - 1
    pairs = {"truth and 1": (0, 1), "1 and 2": (1, 2), f"1 and {last}": (1, last)}
    print("Share of probability that differs, with infinitely many points")
    print(f"{'between …':24s}", *(f"{name:>12s}" for name in pairs))
    for name, run in runs.items():
        gaps = [apart(run.models[a], run.models[b]) for a, b in pairs.values()]
        print(f"{name:24s}", *(f"{gap:12.1%}" for gap in gaps))


def distances(gaps: Mapping[str, np.ndarray]) -> None:
    """Draw medians of the distance from the truth, with bands.

    gaps : name -> (lineages, generations + 1).
    """
    fig, ax = plt.subplots()
    colours = (plots.MODEL, plots.MEAN, plots.REAL)
    for (name, values), style, colour in zip(
        gaps.items(), ("-", "--", ":"), colours, strict=True
    ):
        t = np.arange(1, values.shape[1])
        low, middle, high = np.quantile(values[:, 1:], (0.1, 0.5, 0.9), axis=0)
        ax.fill_between(t, low, high, color=colour, alpha=0.15)
        ax.plot(t, middle, style, color=colour, lw=2.5, label=name)
    ax.set(xlabel="generation", ylabel="lies elsewhere than in the truth")
    ax.set_ylim(0)
    ax.set_xticks((1, 5, 10, 15, 20))
    ax.legend(loc="upper left")
    last = ", ".join(
        f"{np.median(values[:, -1]):.0%} lies elsewhere with {name} "
        f"({len(values)} lineages)"
        for name, values in gaps.items()
    )
    plots.show(
        fig,
        f"Medians (bands: 10 to 90 % of the lineages). At generation {t[-1]}, {last}.",
    )


def bandwidths(spreads: Mapping[str, np.ndarray], fixed: tuple, n: int) -> None:
    """Draw the median variance for each bandwidth, over the formula for the mean.

    spreads : name -> (generations + 1, lineages); fixed : bandwidths with a formula.
    """
    fig, ax = plt.subplots()
    for (name, values), style in zip(spreads.items(), DASHES, strict=True):
        ax.plot(np.median(values, axis=1), style, color=plots.MODEL, lw=2.5, label=name)
    last = len(values) - 1
    t = np.arange(1, last + 1)
    for h in fixed:
        ax.plot(t, theory.kde_variance(t, n, h), "--", color=plots.THEORY, lw=1)
    ax.axhline(1, color=plots.REAL, lw=1.5)
    ax.text(last, 1.15, "truth", color=plots.REAL, ha="right", weight="bold")
    ax.set(xlabel="generation", ylabel="variance", yscale="log", ylim=(0.3, 1_000))
    plots.plain_ticks(ax.yaxis)
    ax.legend(loc="upper left", ncols=2)
    ends = {name: np.median(values[-1]) for name, values in spreads.items()}
    plots.show(
        fig,
        f"Median variance of {values.shape[1]} lineages; thin dashed, the formula "
        "for the mean. "
        f"At generation {last}, the truth being 1: "
        + ", ".join(f"{_said(value)} with {name}" for name, value in ends.items())
        + ".",
    )


def sampling_bias(variances: Mapping[tuple[float, int], np.ndarray]) -> None:
    """Draw the median variance under sampling bias, over the mean λ^(t−1).

    variances : (λ, n) -> (generations + 1, lineages).
    """
    fig, ax = plt.subplots()
    for ((bias, n), values), style in zip(
        variances.items(), ("-.", ":", "-", "--"), strict=True
    ):
        t = np.arange(1, len(values))
        label = f"λ = {bias:g}, n = {n:,}"
        typical = np.median(values[1:], axis=1)
        ax.plot(t, typical, style, color=plots.MODEL, label=label, lw=2.5)
        mean = theory.expected_variance(t, n, 1, bias)
        ax.plot(t, mean, "--", color=plots.THEORY, lw=1)
    ax.set(xlabel="generation", ylabel="variance", yscale="log", ylim=(1e-5, 3))
    plots.plain_ticks(ax.yaxis)
    plots.legend(ax, columns=2)
    few, many = (np.median(variances[0.9, n][20]) for n in (100, 10_000))
    plots.show(
        fig,
        f"Median variance of {values.shape[1]:,} lineages; thin dashed, the formula "
        "for the mean. "
        f"At generation 20 and λ = 0.9, {few:.0%} of the variance is left with 100 "
        f"points and {many:.0%} with 10,000: a hundred times the data, nearly the same "
        "loss.",
    )


def _said(value: float) -> str:
    return f"{value:,.0f}" if value >= ROUND else f"{value:.2f}"
