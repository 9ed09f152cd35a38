"""Notebook 06: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt

from ... import plots
from ...experiments import pictures as experiment
from ...pictures import Closeness
from . import strips

COLUMNS = 16
SHOWN = (1, 3, 6, 8)  # generations
NAMED = {"types": "kinds of 160", "latents": "hidden numbers that tell something"}
HALVES = ("50 % fresh", "50 % kept", "half of an archive")
BUDGETS = ("control", *HALVES, "10 % fresh", "10 % kept", "replace")


def sheet(x: np.ndarray, sentence: str) -> None:
    """Draw pictures (n, 256), 16 in a row."""
    rows = len(x) // COLUMNS
    fig, ax = plt.subplots(figsize=(5.2, 0.34 * rows))
    strips.shown(ax, rows, COLUMNS).set_data(strips.sheet(x, rows))
    plots.show(fig, sentence)


def sets(x: Mapping[str, np.ndarray]) -> None:
    """Draw some pictures of each set, a row each."""
    fig, axes = plt.subplots(len(x), 1, figsize=(5.2, 0.68 * len(x)))
    for ax, (name, pictures) in zip(axes, x.items(), strict=True):
        strips.shown(ax, 1, COLUMNS).set_data(strips.sheet(pictures[:COLUMNS], 1))
        ax.set_title(name, fontsize=12)
    plots.show(fig, f"{COLUMNS} pictures of each set: {'; '.join(x)}.")


def closeness_table(found: Mapping[str, Closeness], space: str) -> None:
    """Print precision, recall and coverage of sets."""
    print("Compared with as many real pictures")
    print(f"{'in ' + space:32s}{'precision':>10s}{'recall':>10s}{'coverage':>10s}")
    for name, scores in found.items():
        print(f"{name:32s}" + "".join(f"{value:10.3f}" for value in scores))


def live_table(scores: Sequence[Mapping[str, float]]) -> None:
    """Print scores of the first generations of one run."""
    print("One run, in components")
    print("generation   precision   recall   coverage   kinds of 160   digits")
    for t, s in enumerate(scores, start=1):
        print(
            f"{t:10d}{s['precision']:12.2f}{s['recall']:9.2f}{s['coverage']:11.2f}"
            f"{s['types']:15.0f}{s['digits']:9.1f}"
        )


def strips_over_time(arm: str) -> None:
    """Draw 32 pictures of some generations of an arm, and of the control's last one.

    arm : of the experiment, "VAE: replace".
    """
    control = f"{arm.partition(':')[0]}: control"
    rows = [(f"generation {t}", experiment.pictures(arm, t)) for t in SHOWN]
    last = SHOWN[-1]
    rows.append((f"control, generation {last}", experiment.pictures(control, last)))
    fig, axes = plt.subplots(len(rows), 1, figsize=(5.2, 5.4))
    for ax, (name, x) in zip(axes, rows, strict=True):
        strips.shown(ax, 2, COLUMNS).set_data(strips.sheet(x[: 2 * COLUMNS], 2))
        ax.set_title(name, fontsize=12)
    plots.show(
        fig,
        f"{2 * COLUMNS} pictures each. Kinds of 160 in 1,000 pictures, and effective "
        f"number of digits, means of {len(experiment.SEEDS)} seeds: "
        + "; ".join(f"{_kinds(arm, t)} at generation {t}" for t in SHOWN)
        + f"; {_kinds(control, last)} in the control.",
    )


def story(arm: str) -> None:
    """Draw precision, recall and coverage of all seeds of an arm, over generations."""
    axes = plots.panels(3, sharey=True)
    control = f"{arm.partition(':')[0]}: control"
    names = ("recall", "coverage", "precision")
    for ax, name in zip(axes, names, strict=True):
        for which, colour, dash in (
            (control, plots.REAL, ":"), (arm, plots.MODEL, "-")
        ):  # fmt: skip
            values = experiment.scores(which, name)
            ax.plot(
                1 + np.arange(values.shape[1]), values.T, dash, color=colour, lw=1.4
            )
        ax.set(title=name, xlabel="generation", ylim=(0, 1.02), xticks=(1, 4, 8))
    last = experiment.scores(arm, "recall").shape[1]
    steps = (1, 2, last)
    seeds = f"{len(experiment.SEEDS)} seeds (dotted: control), generations"
    plots.show(
        axes,
        *(
            f"{name.capitalize()}, {seeds} {', '.join(map(str, steps[:-1]))} and "
            f"{last}: {', '.join(f'{_mean(arm, name, t):.2f}' for t in steps)}."
            for name in names
        ),
    )


def budgets_table(model: str, generation: int, n: int) -> None:
    """Print what each policy has left, all with n training pictures a generation."""
    seeds = len(experiment.SEEDS)
    print("What each policy has left, all with equal budgets")
    print(f"{model}, generation {generation}; {n:,} training pictures each time")
    print(f"{'':20s}real  new    coverage, {seeds} seeds     recall   kinds of 160")
    real = {"control": 100, "replace": 0, "10 % fresh": 10, "10 % kept": 10}
    for policy in BUDGETS:
        arm = f"{model}: {policy}"
        values = experiment.scores(arm, "coverage")[:, generation - 1]
        new = {"control": "yes", "replace": "–"}.get(
            policy, "yes" if "fresh" in policy else "no"
        )
        print(
            f"{policy:18s}{real.get(policy, 50):4d} %  {new:>3s}"
            f"{values.min():10.2f} to {values.max():.2f}"
            f"{_mean(arm, 'recall', generation):14.2f}"
            f"{_mean(arm, 'types', generation):15.0f}"
        )


def causes_table(arms: Mapping[str, str], scores: Sequence[str]) -> None:
    """Print scores of other models of the same loop, generation by generation.

    arms : what is shown -> arm of the experiment.
    """
    print("Under replace, means of all seeds")
    for name in scores:
        print(f"\n{NAMED.get(name, name)}, generation 1, 2, 3, ...")
        for label, arm in arms.items():
            means = experiment.scores(arm, name).mean(axis=0)
            form = {"types": "{:7.0f}", "latents": "{:7.1f}"}.get(name, "{:7.2f}")
            print(f"{label:28s}" + "".join(form.format(v) for v in means))


def spaces_table(arm: str, generations: Sequence[int]) -> None:
    """Print precision and recall of an arm in every space."""
    print("Two scores in three spaces, means of all seeds")
    print(arm)
    print(" " * 24 + "".join(f"{f'generation {t}':>14s}" for t in generations))
    for score in ("precision", "recall"):
        for space in ("", " (pixels)", " (reader)"):
            where = space.strip(" ()") or "components"
            values = (_mean(arm, score + space, t) for t in generations)
            cells = "".join(f"{v:14.2f}" for v in values)
            print(f"{f'{score}, {where}':24s}{cells}")


def _kinds(arm: str, t: int) -> str:
    return f"{_mean(arm, 'types', t):.0f} and {_mean(arm, 'digits', t):.1f}"


def _mean(arm: str, name: str, t: int) -> float:
    return float(experiment.scores(arm, name)[:, t - 1].mean())
