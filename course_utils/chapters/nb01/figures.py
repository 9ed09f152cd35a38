"""The pictures and tables of notebook 01."""

import numpy as np
from matplotlib import pyplot as plt

from ... import metrics, plots, theory

SHOWN = 40  # lineages that are drawn one by one
N = 100  # points a generation of the runs that are drawn


def two_averages(runs) -> None:
    """Draw the median and the mean of many lineages of N points a generation.

    runs : an ensemble with ``std`` and ``variance``, (generations + 1, lineages).
    """
    figure, (left, right) = plt.subplots(1, 2)
    lineages, median = runs.std.shape[1], np.median(runs.std, axis=1)
    plots.lineages(left, runs.std[:, :SHOWN])
    left.plot(median, color=plots.THEORY, label=f"median of {lineages:,}")
    left.axhline(1, color=plots.REAL, lw=1.5, label="truth")
    left.set(xlabel="generation", ylabel="standard deviation σ", ylim=(0, 2.5))
    left.set_title(f"{SHOWN} of the {lineages:,} lineages")
    left.legend(loc="upper left", frameon=True, framealpha=0.9)

    mean = runs.variance.mean(axis=1)
    right.plot(np.median(runs.variance, axis=1), color=plots.THEORY, label="median")
    right.plot(mean, color=plots.MEAN, ls="-.", label="mean")
    right.set(xlabel="generation", ylabel="variance σ²", ylim=(0, 1.5))
    right.set_title(f"All {lineages:,}: two kinds of average")
    right.legend(loc="lower left")
    halved = metrics.first_below(median, 0.5)
    plots.show(
        figure,
        f"The median σ falls below one half at generation {halved}. The mean variance "
        f"at that generation is {mean[halved]:.2f}.",
    )


def walk(log_variance: np.ndarray) -> None:
    """Draw how log σ² walks, and where it is in the last generation, beside theory.

    log_variance : (generations + 1, lineages), the unbiased fit on N points.
    """
    figure, (left, right) = plt.subplots(1, 2)
    _band(left, log_variance)
    _histogram(right, log_variance)
    last, final = len(log_variance) - 1, log_variance[-1]
    give = 2 * final.std() / np.sqrt(len(final))
    plots.show(
        figure,
        f"log σ² walks downhill: at generation {last} its mean over the lineages is "
        f"{final.mean():.2f} (give or take {give:.2f}), and theory says "
        f"{last * theory.log_variance_drift(N, 1):.2f}. The band holds 95 % of them; "
        f"{100 * np.mean(final > 0):.0f} % are still wider than the truth.",
    )


def half_lives(measured: dict[int, int], lineages: int) -> None:
    """Print when the median σ of so many lineages was halved, beside the formula.

    measured : n -> generation. *Give or take* is two standard errors of a median.
    """
    print("points n   measured   give or take   formula      rule")
    for n, generation in measured.items():
        half = theory.half_life(n, ddof=1)
        error = np.sqrt(np.pi / 2 * half * theory.log_variance_noise(n) / lineages)
        give = 2 * error / -theory.log_variance_drift(n, ddof=1)
        row = f"{n:8d}   {generation:8d}   {give:12.1f}   {half:7.1f}"
        print(f"{row}   {1.39 * n:6.1f}")


def two_fits(unbiased, likelihood) -> None:
    """Print what becomes of both fits, N points a generation each."""
    print("                        divide by n − 1   divide by n")
    runs = (unbiased, likelihood)
    halved = [metrics.first_below(np.median(run.std, axis=1), 0.5) for run in runs]
    fifty = [run.variance[50].mean() for run in runs]
    drift = [theory.log_variance_drift(N, ddof) for ddof in (1, 0)]
    print("median σ halved at      {:15d}   {:11d}".format(*halved))
    print("mean variance at t = 50 {:15.2f}   {:11.2f}".format(*fifty))
    print("drift of log σ²         {:15.3f}   {:11.3f}".format(*drift))


def distances(unbiased, likelihood) -> None:
    """Print mean and median of the squared Wasserstein distance to the truth."""
    print("W₂² to the truth           mean   formula   median")
    for name, run, ddof in (("n − 1", unbiased, 1), ("n", likelihood, 0)):
        squared = metrics.wasserstein2(run.mean, run.variance, 0, 1) ** 2
        for t in (10, 100, 200):
            print(
                f"divide by {name:5s}   t = {t:3d}   {squared[t].mean():.2f}   "
                f"{theory.expected_w2_squared(t, N, ddof):7.2f}   "
                f"{np.median(squared[t]):6.2f}"
            )


def _band(ax, log_variance: np.ndarray):
    low, middle, high = np.quantile(log_variance, (0.025, 0.5, 0.975), axis=1)
    t = np.arange(len(log_variance))
    ax.fill_between(
        t, low, high, color=plots.MODEL, alpha=0.25, label="95 % of the lineages"
    )
    ax.plot(t, middle, color=plots.MODEL, label="median of the lineages")
    down = t * theory.log_variance_drift(N, 1)
    spread = np.sqrt(t * theory.log_variance_noise(N))
    for sign in (-1.96, 0, 1.96):
        label = "theory" if sign == 0 else None
        line = down + sign * spread
        ax.plot(t, line, "--", color=plots.THEORY, lw=1.5, label=label)
    ax.set(xlabel="generation", ylabel="log σ²")
    ax.legend(loc="lower left")


def _histogram(ax, log_variance: np.ndarray):
    last = len(log_variance) - 1
    ax.hist(log_variance[-1], bins=60, density=True, color=plots.MODEL, alpha=0.4)
    spread = np.sqrt(last * theory.log_variance_noise(N))
    x, bell = plots.density(last * theory.log_variance_drift(N, 1), spread)
    ax.plot(x, bell, "--", color=plots.THEORY, label="theory")
    ax.axvline(0, color=plots.REAL, lw=1.5, label="truth")
    ax.set(xlabel=f"log σ² at generation {last}", ylabel="density", xlim=(-9, 5))
    ax.legend(loc="upper left")
