"""Notebook 08: pictures of the stored runs, each with its sentence.

``runs`` maps (policy, temperature) to a list of runs, one for each seed, as
``transformer.stored`` gives it.
"""

import numpy as np
from matplotlib import pyplot as plt

from ... import plots
from ...experiments import transformer as experiment
from .transformer import GENERATIONS

T = np.arange(1, GENERATIONS + 1)
SHOWN = {1: "-", 4: "--", 8: ":"}  # generation -> dash
SURPRISING = 100  # a perplexity


def meter(runs: dict, name: str, policy: str, temperature: float) -> np.ndarray:
    """(seeds, generations) values of a meter."""
    return np.array([run[name] for run in runs[policy, temperature]], dtype=float)


def gaps(runs: dict) -> None:
    """The gap over time, a panel for each temperature, every seed of every policy."""
    figure, axes = plt.subplots(1, 3, sharey=True)
    for ax, temperature in zip(axes, experiment.TEMPERATURES, strict=True):
        for policy in experiment.POLICIES:
            seeds = meter(runs, "gap", policy, temperature).T
            lines = ax.plot(T, seeds, **plots.policy_style(policy), lw=1.2)
            lines[0].set_label(policy)
        ax.set(yscale="log", xlabel="generation", xticks=tuple(SHOWN))
        ax.set_yticks((0.05, 0.2, 1, 4), ("0.05", "0.2", "1", "4"))
        ax.minorticks_off()
        ax.set_title(f"T = {temperature:g}")
    axes[0].set_ylabel("gap on human text (nats per word)")
    axes[0].legend(fontsize=10, loc="upper left")
    times = ", ".join(
        f"{_last(runs, 'replace', t) / _last(runs, 'control', t):.0f} times (T = {t:g})"
        for t in experiment.TEMPERATURES
    )
    plots.show(
        figure,
        f"Six seeds for each policy. Replace at generation {GENERATIONS} has {times} "
        "the gap of its control.",
    )


def rare(runs: dict) -> None:
    """The gap on sentences with and without a rare word, T = 1."""
    figure, ax = plt.subplots()
    piles = {"gap_rare": ("-", "with a rare word"), "gap_common": ("--", "without")}
    grown = []
    for name, (dash, label) in piles.items():
        ends = []
        for policy, colour in (("replace", plots.MODEL), ("control", plots.REAL)):
            seeds = meter(runs, name, policy, 1.0)
            lines = ax.plot(T, seeds.T, dash, color=colour, lw=1.3)
            lines[0].set_label(f"{policy}, sentences {label}")
            ends.append(seeds[:, -1].mean())
        grown.append(ends[0] - ends[1])
    ax.set(xlabel="generation", ylabel="gap (nats per word)", ylim=(0, None))
    ax.legend(loc="upper left")
    plots.show(
        figure,
        f"T = 1. What the loop added by generation {GENERATIONS}, mean of six seeds: "
        f"{grown[0]:.2f} nats per word on human sentences with a rare word, "
        f"{grown[1]:.2f} on those without.",
    )


def histograms(runs: dict) -> None:
    """Sentences by their perplexity under the model before the loop, replace."""
    figure, axes = plt.subplots(1, 2, sharey=True)
    middle = np.sqrt(experiment.BINS[1:] * experiment.BINS[:-1])
    above = []
    for ax, temperature in zip(axes, (1.0, 0.8), strict=True):
        seeds = [run["perplexity"] for run in runs["replace", temperature]]
        counts = np.mean(seeds, axis=0)  # (generations, bins)
        for t, dash in SHOWN.items():
            ax.step(
                middle, counts[t - 1], dash, where="mid", lw=2.2,
                color=plots.generation_colour(t, GENERATIONS), label=f"generation {t}",
            )  # fmt: skip
        ax.set(xscale="log", xlim=(1, 1_000), title=f"T = {temperature:g}")
        ax.set_xticks((1, 10, 100, 1_000), ("1", "10", "100", "1,000"))
        ax.set_xlabel("perplexity by the model before the loop")
        high = counts[:, experiment.BINS[:-1] >= SURPRISING].sum(axis=1)
        above.append(f"{high[0]:.0f} and {high[-1]:.0f} (T = {temperature:g})")
    axes[0].set_ylabel("sentences of 2,000")
    axes[0].legend()
    plots.show(
        figure,
        f"Means of six seeds. Sentences of 2,000 above perplexity {SURPRISING}, "
        f"generations 1 and {GENERATIONS}: {'; '.join(above)}.",
    )


def _last(runs: dict, policy: str, temperature: float) -> float:
    return meter(runs, "gap", policy, temperature)[:, -1].mean()
