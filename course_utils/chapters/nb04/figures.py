"""Notebook 04: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Mapping

import numpy as np
from matplotlib import pyplot as plt

from ... import plots, theory
from ...ensembles.gaussian import GaussianEnsemble
from ...models.categorical import zipf

BOUND = np.pi**2 / 6
SIZES = (10, 30, 100, 1_000)
ROWS = (12, 20, 50, 1_000)
ITEMS = 1_000_000


def lineage_table(lineages: Mapping[str, np.ndarray], real: np.ndarray) -> None:
    """Print the last training set of single lineages.

    lineages : name -> points; real : the points that are real.
    """
    print("The last training set of one lineage each")
    print("policy       points   real ones   variance")
    for name, points in lineages.items():
        count = np.isin(points, real).sum()
        print(f"{name:11s} {len(points):7d} {count:11d} {_said(points.var()):>10s}")


def _said(variance: float) -> str:
    return f"{variance:.2f}" if variance >= 0.01 else "nearly 0"


def ladder(runs: Mapping[str, GaussianEnsemble], n: int) -> None:
    """Draw the mean variance of four policies over the formulas, and the median."""
    last = len(runs["control"].variance) - 1
    t = np.arange(1, last + 1)
    formulas = {
        "replace": theory.expected_variance(t, n),
        "subsample": theory.subsampled_variance(t, n),
        "accumulate": theory.accumulated_variance(t, n),
        "control": np.full(last, 1 - 1 / n),
    }
    mean, median = panels = plots.panels(2)
    for name, run in runs.items():
        for ax, average in ((mean, np.mean), (median, np.median)):
            values = average(run.variance[1:], axis=1)
            ax.plot(t, values, **plots.POLICIES[name], label=name, lw=2.5)
        mean.plot(t, formulas[name], "--", color=plots.THEORY, lw=1)
    mean.plot([], [], "--", color=plots.THEORY, lw=1, label="formula")
    lineages = runs["control"].variance.shape[1]
    for ax in panels:
        ax.set(xlabel="generation", ylabel="variance", ylim=(0, 1))
        plots.legend(ax, columns=2)
    mean.set_title(f"Mean of {lineages:,} lineages")
    median.set_title(f"Median of {lineages:,} lineages")
    plots.show(
        panels,
        f"Mean variance left at generation {last}, n = {n}: {_left(runs, np.mean)}.",
        f"Median variance: {_left(runs, np.median)}.",
    )


def _left(runs, average) -> str:
    return ", ".join(
        f"{_per_cent(average(run.variance[-1]))} ({name})" for name, run in runs.items()
    )


def _per_cent(share: float) -> str:
    if share < 0.0005:
        return "nearly 0"
    return f"{share:.0%}" if share >= 0.01 else f"{share:.1%}"


def regression(errors: Mapping[str, np.ndarray]) -> None:
    """Draw the mean excess test error, first fit = 1, far and near.

    errors : "policy" or "policy, inputs" -> (generations + 1,).
    """
    left, right = panels = plots.panels(2)
    last = len(errors["control"]) - 1
    t = np.arange(1, last + 1)
    for ax in (left, right):
        for name, values in errors.items():
            style = plots.POLICIES[name.split(",")[0]]
            if name.endswith("new inputs"):
                style = {**style, "linestyle": ":"}
            ax.plot(t, values[1:], **style, label=name, lw=2.5)
        ax.set(xlabel="generation", xticks=(1, 5, 10, 15, 20))
        plots.legend(ax, columns=1)
    left.plot(t, t, "--", color=plots.THEORY, lw=1)
    left.set(ylim=(0, last + 1), title="Excess test error, first fit = 1")
    right.axhline(BOUND, ls="--", color=plots.THEORY, lw=1)
    right.text(15, 1.67, f"{BOUND:.3f}", fontsize=12)
    right.set(ylim=(0.8, 2), title="The same, closer")
    steep, *flat = (f"{values[-1]:.2f} ({name})" for name, values in errors.items())
    plots.show(
        panels,
        f"Mean of 20,000 lineages at generation {last}, first fit = 1: {steep};",
        f"the others: {', '.join(flat)}.",
    )


def losses_table() -> None:
    """Print what one fit loses, and what two policies lose in the end."""
    print("Share of the variance that is lost in the end, on average")
    print("    n   one real fit          accumulate           subsample")
    for n in SIZES:
        one, pooled = 1 / n, 1 - theory.accumulated_limit(n)
        budget = 1 - theory.subsampled_variance(2_000, n)
        print(
            f"{n:5,d} {one:14.2%} {pooled:9.2%} = {pooled / one:.2f} ×"
            f" {budget:10.2%} = {budget / one:.2f} ×"
        )


def design_table(d: int) -> None:
    """Print the error after very many generations of accumulate, first fit = 1."""
    print("Error after very many generations of accumulate, in first errors")
    print(f"rows T   same inputs   new inputs   (d = {d})")
    for rows in ROWS:
        new = theory.accumulated_ratio(rows, d, same_design=False)
        print(f"{rows:6,d} {BOUND:13.3f} {new:12.3f}")


def sampling_bias(variances: Mapping[tuple[float, str], np.ndarray], n: int) -> None:
    """Draw the mean variance under sampling bias, over the formula.

    variances : (λ, policy) -> (generations + 1,).
    """
    fig, ax = plt.subplots()
    styles = {1.0: "-", 0.9: "--", 0.5: "-."}
    for (bias, name), values in variances.items():
        t = np.arange(1, len(values))
        colour, label = plots.POLICIES[name]["color"], f"{name}, λ = {bias:g}"
        ax.plot(t, values[1:], styles[bias], color=colour, lw=2.5, label=label)
        if name == "accumulate":
            mean = theory.accumulated_variance(t, n, 0, bias)
            ax.plot(t, mean, color=plots.THEORY, lw=1, ls=":")
    ax.set(xlabel="generation", xscale="log", ylabel="variance (mean)", yscale="log")
    ax.set_ylim(1e-2, 1.5)
    for axis in (ax.xaxis, ax.yaxis):
        plots.plain_ticks(axis)
    fig.legend(loc="outside lower center", ncols=2)
    left = ", ".join(
        f"{values[-1]:.0%} (λ = {bias:g})"
        for (bias, name), values in variances.items()
        if name == "accumulate"
    )
    plots.show(
        fig,
        f"Left of the mean variance after {t[-1]:,} generations of accumulating, "
        f"n = {n}: {left}. Dotted black: the formula.",
    )


def scaling() -> None:
    """Draw how the error falls with more data, of the truth and with cut tails."""
    T = np.logspace(2, 5, 13).astype(int)
    items = zipf(ITEMS, 1.5)
    cut = theory.cut_tail(items, 100)
    curves = {
        "the truth": theory.unseen_share(T, items),
        "was cut at rank 100": theory.unseen_share(T, items, cut),
        "saw 1,000 items": theory.secondhand_unseen_share(T, 1_000, items),
        "saw 10,000 items": theory.secondhand_unseen_share(T, 10_000, items),
    }
    fig, ax = plt.subplots()
    for (name, values), style in zip(
        curves.items(), ("-", "--", "-.", ":"), strict=True
    ):
        colour = plots.REAL if name == "the truth" else plots.MODEL
        ax.loglog(T, values, style, color=colour, label=name, lw=2.5)
    ax.set(xlabel="training items T", ylabel="test error (unseen share)")
    ax.set_yticks((0.02, 0.05, 0.1, 0.2))
    for axis in (ax.xaxis, ax.yaxis):
        plots.plain_ticks(axis)
    fig.legend(
        loc="outside lower center",
        ncols=2,
        title="data of the truth, or of a model that …",
    )
    truth, *others = curves.items()
    slope = np.polyfit(np.log(T), np.log(truth[1]), 1)[0]
    ends = ", ".join(f"{values[-1]:.0%} ({name})" for name, values in others)
    plots.show(
        fig,
        f"With items of the truth the error falls with slope {slope:.2f} on log-log "
        f"axes (theory −1/3). With data of a model it stops falling at {ends}.",
    )


def wrong_labels(d: int) -> None:
    """Draw how the error falls with more rows when a share of the labels is wrong."""
    N = np.logspace(1.5, 6, 19).astype(int)
    fig, ax = plt.subplots()
    for share, style in ((0.0, "-"), (0.01, "--"), (0.1, ":")):
        colour = plots.MODEL if share else plots.REAL
        error = [theory.mixed_labels_error(n, share, 1.0, d) for n in N]
        ax.loglog(N, error, style, color=colour, lw=2.5, label=f"{share:.0%} wrong")
    ax.set(xlabel="rows N", ylabel="excess test error", xticks=(100, 10_000, 1_000_000))
    for axis in (ax.xaxis, ax.yaxis):
        plots.plain_ticks(axis)
    ax.legend(loc="upper right", title="labels")
    half = round(theory.floor_rows(0.01, 1.0, d), -5)
    plots.show(
        fig,
        f"d = {d}, σ = 1, D = 1: with 10 % wrong labels the error stops at 0.01, with "
        f"1 % at 0.0001. At about {half:,.0f} rows the floor of 1 % is half of the "
        "error; at a tenth of that it adds about a tenth.",
    )
