"""Notebook 02: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt

from ... import metrics, plots, theory

SHOWN = (1, 2, 3, 5, 10, 20)  # generations


def class_table(alive: np.ndarray) -> None:
    """Print how many sentences of a class are alive.

    alive : (generations + 1, classes), counts; two classes and the mean of all.
    """
    rows = {"first class": alive[:, 0], "second class": alive[:, 1]}
    print("Sentences of a class that are alive")
    print("generation         ", *(f"{t:5d}" for t in SHOWN))
    for name, counts in rows.items():
        print(f"{name:19s}", *(f"{counts[t]:5d}" for t in SHOWN))
    name, mean = f"mean of {alive.shape[1]} classes", alive.mean(axis=1)
    print(f"{name:19s}", *(f"{mean[t]:5.1f}" for t in SHOWN))


def law(left: np.ndarray, copies: Sequence[int]) -> None:
    """Draw the share of words that are alive, over the law.

    left : (generations + 1, len(copies)), a column for words seen so many times.
    """
    fig, ax = plt.subplots()
    last = len(left) - 1
    k = np.arange(1, last + 1)
    laws = [theory.survival(c, k) for c in copies]
    for c, measured, stated in zip(copies, left.T, laws, strict=True):
        ax.plot(k, measured[1:], color=plots.MODEL, lw=2.5)
        ax.plot(k, stated, "--", color=plots.THEORY, lw=1.5)
        ax.text(
            last + 2, measured[-1], f"c = {c}", color=plots.MODEL, va="center",
            weight="bold",
        )  # fmt: skip
    ax.plot([], [], color=plots.MODEL, label="share of words still alive")
    ax.plot([], [], "--", color=plots.THEORY, label="the law")
    ax.set(xlabel="generation k", ylabel="alive", xlim=(0, 1.25 * last), ylim=(0, 1.3))
    ax.legend(loc="upper center")
    worst = np.abs(left[1:].T - laws).max()
    plots.show(
        fig,
        f"After {last} generations there are left "
        + ", ".join(
            f"{share:.0%} of the words seen {_times(c)}"
            for c, share in zip(copies, left[-1], strict=True)
        )
        + f". The law is never off by more than {100 * worst:.0f} in a hundred words.",
    )


def _times(c: int) -> str:
    return "once" if c == 1 else f"{c} times"


def alarm_table(meters: Mapping[str, np.ndarray], n: int) -> None:
    """Print when each alarm rings: the mean of all lineages, and single ones.

    meters : name -> (generations + 1, lineages).
    """
    print("When each alarm rings, and what is left")
    print("alarm           rings at        lineages  generations 2, 5, 30")
    for name, values in meters.items():
        left = values.mean(axis=1) / values[1].mean()
        print(
            f"{name:15s} {_ring(left):14s} {_rings(values / values[1]):>9s}",
            *(f"{left[t]:6.0%}" for t in (2, 5, 30)),
        )
    when = 1 + np.log(0.9) / np.log(1 - 1 / n)
    print("\non average Gini is multiplied by 1 − 1/n each generation:")
    print(f"its alarm rings at about generation {round(when, -2):,.0f}")


def _ring(left: np.ndarray) -> str:
    below = metrics.first_below(left[1:], 0.9)
    return f"not by {len(left) - 1}" if below is None else f"generation {below + 1}"


def _rings(left: np.ndarray) -> str:
    """The earliest and the latest of single lineages; a dash for those that never do.

    left : (generations + 1, lineages).
    """
    found = [metrics.first_below(lineage, 0.9) for lineage in left.T]
    first = [t for t in found if t is not None]
    if not first:
        return "-"
    return f"{min(first)} to {'-' if None in found else max(first)}"


def early_and_late(
    head: np.ndarray, tail: np.ndarray, people: float, left: float
) -> None:
    """Draw the share of the ten most frequent words that are alive, and of the others.

    head, tail : (generations + 1,), means of the lineages.
    people : the share of the others in texts that people write.
    left : words of the median lineage at the end.
    """
    fig, ax = plt.subplots()
    last = len(head) - 1
    ax.plot(head, "--", color=plots.MEAN, label="ten most frequent words")
    ax.plot(tail, color=plots.MODEL, label="all other words")
    ax.axhline(people, ls=":", color=plots.REAL, label="others, in the control")
    ax.set(xscale="log", xlim=(1, last), ylim=(0, 1.5))
    ax.set(xlabel="generation", ylabel="alive", yticks=np.linspace(0, 1, 6))
    plots.plain_ticks(ax.xaxis)
    ax.legend(loc="upper left")
    plots.show(
        fig,
        f"Early: at generation 5, {head[5]:.0%} of the ten most frequent words are "
        f"alive and {tail[5]:.0%} of the others ({people:.0%} in the control, where "
        f"people write every text). Late: at generation {last:,} the median lineage "
        f"has {left:.0f} word left. Means of 20 lineages.",
    )
