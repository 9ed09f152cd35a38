"""Notebook 09: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from ... import plots
from ...experiments import checking as experiment

NAMED = {
    "control": "control, new human text",
    "replace": "replace, unchecked",
    "replace + checker": "only valid ones",
    "same lengths": "unchecked, same lengths",
    "within lengths": "valid, lengths as unchecked",
    "same number made": "valid of 2,000 made",
    "four times as many": "unchecked, 8,000 made",
    "accumulate": "all text kept",
    "accumulate + checker": "all text kept, checked",
    "archive": "human text kept",
    "archive + checker": "human text kept, checked",
}


def games_picture(games: Mapping[str, np.ndarray]) -> None:
    """Draw thirty games of each kind of chooser, and the mean of all.

    games : chooser -> (n, 10) counts of different creatures.
    """
    axes = plots.panels(len(games), sharey=True)
    for ax, (name, counts) in zip(axes, games.items(), strict=True):
        rounds = 1 + np.arange(counts.shape[1])
        ax.plot(rounds, counts[:30].T, color=plots.QUIET, alpha=0.35, lw=1)
        ax.plot(rounds, counts.mean(axis=0), color=plots.MEAN, lw=2.5)
        ax.set(title=f"{name} picks", xlabel="round", ylim=(0, 9.5), xticks=(1, 5, 10))
    axes[0].set_ylabel("different creatures")
    plots.show(axes, *(_game_words(name, counts) for name, counts in games.items()))


def _game_words(name: str, counts: np.ndarray) -> str:
    means = ", ".join(f"{counts[:, t - 1].mean():.1f} at {t}" for t in (2, 3, 5, 7, 10))
    return (
        f"{name.capitalize()} picks: thirty games, and the mean of {len(counts):,} by "
        f"round: {means}."
    )


def classes_table(games: Mapping[str, np.ndarray], asked: int = 5) -> None:
    """Print how many of a class of thirty have one creature left, by chooser."""
    rng = np.random.default_rng(9)
    print("Of a class of thirty, how many have one creature left")
    print(f"{'':14s}share of games   in nine classes of ten")
    for name, counts in games.items():
        alone = counts[:, asked - 1] == 1
        sums = rng.choice(alone, (2_000, 30)).sum(axis=1)
        low, high = np.percentile(sums, (5, 95))
        print(f"{f'{name} picks':14s}{alone.mean():14.0%}   {low:.0f} to {high:.0f}")


def live_table(runs: Mapping[str, Mapping[str, np.ndarray]], at: Sequence[int]) -> None:
    """Print meters of live runs at some generations."""
    print("One run each")
    print(f"{'':18s}" + "".join(f"{f'gen. {t}':>9s}" for t in at))
    for meter, form in (("gap", "9.2f"), ("valid", "9.2f"), ("words", "9.0f")):
        for name, run in runs.items():
            cells = "".join(format(run[meter][t], form) for t in at)
            print(f"{f'{meter}, {name}':18s}{cells}")


def passes_table(lengths: np.ndarray, valid: np.ndarray, rare: np.ndarray) -> None:
    """Print the share of valid sentences by length, and of rare constructions."""
    print("How many of a model's sentences pass, by length")
    for low, high in ((1, 4), (5, 6), (7, 9), (10, 14), (15, 99)):
        these = (low <= lengths) & (lengths <= high)
        name = f"{low} to {high} words" if high < 99 else f"{low} words and more"
        print(f"{name:20s}{these.mean():6.0%} of all, {valid[these].mean():6.1%} pass")
    share = f"{rare.mean():6.0%} of all, {valid[rare].mean():6.1%} pass"
    print(f"{'rare constructions':20s}{share}")


def controls_table(model: str, policies: Sequence[str]) -> None:
    """Print the last generation of stored runs of a model."""
    last = experiment.GENERATIONS[model]
    print("What is learnt from, and what is left")
    print(f"{model}, generation {last}, {len(experiment.SEEDS)} seeds")
    print(f"{'':27s}{'gap':>12s}{'valid':>6s}{'words':>6s}{'length':>7s}{'facts':>6s}")
    for policy in policies:
        gap = experiment.scores(model, policy, "gap")[:, -1]
        valid, words, length, facts = (
            experiment.scores(model, policy, meter)[:, -1].mean()
            for meter in ("valid", "words", "length", "facts_known")
        )
        print(
            f"{NAMED[policy]:27s}{f'{gap.min():.3f}–{gap.max():.3f}':>12s}"
            f"{valid:6.2f}{words:6.0f}{length:7.1f}{facts:6.0f}"
        )


def part_of_length(model: str) -> None:
    """Print how much of the checker's harm choosing by length alone did."""
    gap = {
        policy: experiment.scores(model, policy, "gap")[:, -1].mean()
        for policy in ("replace", "replace + checker", "same lengths", "within lengths")
    }
    print("How much of the checker's added gap")
    added = gap["replace + checker"] - gap["replace"]
    for policy in ("same lengths", "within lengths"):
        own = gap[policy] - gap["replace"]
        print(f"{NAMED[policy]:30s}{own:+.3f} of {added:+.3f}, {own / added:.0%}")


def flip_table(found: Mapping[tuple, np.ndarray], precision: Mapping) -> None:
    """Print precision after the check and what is learnt from it."""
    print("What is learnt from labels that passed")
    print("right  right pass  wrong pass  precision  accuracy")
    for (p, passes, slips), runs in found.items():
        print(
            f"{p:5.2f}{passes:12.2f}{slips:12.2f}{precision[p, passes, slips]:11.3f}"
            f"{runs.mean():10.3f}"
        )


def teacher_table(change: Mapping[int, np.ndarray]) -> None:
    """Print how the gap changes when a teacher's sentences are added."""
    print("What the teacher's sentences change in the gap")
    for human, runs in change.items():
        print(
            f"beside {human:6,d} human sentences: {runs.mean():+.3f}, six seeds "
            f"{runs.min():+.3f} to {runs.max():+.3f}"
        )
