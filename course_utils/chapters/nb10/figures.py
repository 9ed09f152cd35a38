"""Notebook 10: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt

from ... import plots
from ...ecosystem import Web
from ...ensembles import CategoricalEnsemble
from ...experiments import web as experiment
from ...inflow import Inflow
from ...models.categorical import zipf
from . import dots
from .boxes import Marks
from .estimates import ESTIMATES

LOOK = {  # arm -> colour and dash
    "people write on": (plots.REAL, ":"),
    "“I don’t know”": (plots.PREDICTION, "-"),
    "always an answer": (plots.MODEL, "--"),
    "as many pages at random": (plots.QUIET, "-."),
}
BANDS = ((1, 10), (11, 100), (101, 1_000), (1_001, 2_000))  # ranks of words


def sharing_table(webs: Mapping[str, Web]) -> None:
    """Print the words of one model and of the web, at the last generation."""
    first = next(iter(webs.values()))
    print("Who knows the words, means of all webs")
    print(f"generation {len(first.web_types) - 1}, {first.p.shape[0]} webs each")
    print(f"{'':23s}{'one model':>10s}{'the web':>10s}{'vs. first row':>14s}")
    whole = first.web_types[-1].mean()
    for name, web in webs.items():
        ratio = 100 * (web.web_types[-1].mean() / whole - 1)
        print(
            f"{name:23s}{web.model_types[-1].mean():10.0f}"
            f"{web.web_types[-1].mean():10.0f}{ratio:+12.1f} %"
        )


def inflow_table(arms: Mapping[str, Inflow]) -> None:
    """Print human share, words of a model and of the web, and distance."""
    runs = next(iter(arms.values())).distance.shape[1]
    print("The last generation of every arm")
    print(f"means of {runs} runs (words of one model: least to most)")
    print(f"{'':23s}{'human':>8s}{'one model':>18s}{'web':>6s}{'distance':>9s}")
    for name, run in arms.items():
        known = run.web.model_types[-1]
        print(
            f"{name:23s}{100 * run.human[-1].mean():6.1f} %{known.mean():5.0f} "
            f"({known.min():3.0f} to {known.max():3.0f})"
            f"{run.web.web_types[-1].mean():6.0f}{run.distance[-1].mean():9.2f}"
        )


def inflow_picture(arms: Mapping[str, Inflow]) -> None:
    """Draw the words of a model over generations, and who is too rare."""
    known, share = plots.panels(2)
    handles = []
    for name, (colour, dash) in LOOK.items():
        curve = arms[name].web.model_types
        handles += known.plot(
            np.arange(1, len(curve)), curve[1:].mean(axis=1), color=colour, ls=dash,
            label=name.replace("pages ", ""),
        )  # fmt: skip
        share.plot(
            range(len(BANDS)), list(bands(arms[name]).values()), color=colour, ls=dash,
            marker="o",
        )  # fmt: skip
    share.axhline(1, color=plots.THEORY, lw=1)
    labels = [f"{low:,}–\n{high:,}" for low, high in BANDS]
    share.set(
        xticks=range(len(BANDS)), xticklabels=labels, ylim=(0, None),
        title="share of the web over the true one", xlabel="words, by true rank",
    )  # fmt: skip
    known.set(title="words that one model knows", xlabel="generation", ylim=(0, None))
    plots.legend(known, handles, columns=2)
    plots.show(
        (known, share),
        "Words that one model knows, last generation: "
        + "; ".join(
            f"{name} {arms[name].web.model_types[-1].mean():.0f}" for name in LOOK
        )
        + ".",
        "The share of the ten most frequent words in the web, over their true share: "
        + "; ".join(f"{name} {bands(arms[name])[BANDS[0]]:.2f}" for name in LOOK)
        + ". Of the last thousand: "
        + "; ".join(f"{name} {bands(arms[name])[BANDS[-1]]:.2f}" for name in LOOK)
        + ".",
    )


def bands(run: Inflow) -> dict[tuple[int, int], float]:
    """Share of each band of words in the last web, over its true share."""
    pool = run.web.p.mean(axis=(0, 1))
    true = zipf(len(pool))
    return {
        (low, high): float(pool[low - 1 : high].sum() / true[low - 1 : high].sum())
        for low, high in BANDS
    }


def dots_picture(machines: float, tpr: float, fpr: float) -> None:
    """Draw 1,000 texts and what a detector of two rates does to them."""
    fig, ax = plt.subplots(figsize=(5.2, 3.9))
    counts = dots.passed(machines, tpr, fpr)._asdict()
    dots.Dots(ax).move(counts)
    plots.show(fig, dots.sentence(counts))


def filter_table(runs: Mapping[str, CategoricalEnsemble], rare: np.ndarray) -> None:
    """Print words and the rare words' share at the last generation of each run."""
    first = next(iter(runs.values()))
    true = first.types[0].mean()
    print("Behind a filter, the last generation")
    print(f"{len(first.types) - 1} generations, {first.types.shape[1]} runs each")
    print(f"words of {true:,.0f}; rare words as a part of their true share")
    print(f"{'':36s}{'words':>8s}{'rare words':>12s}")
    for name, run in runs.items():
        share = run.p[:, rare].sum(axis=1).mean() / zipf(len(rare))[rare].sum()
        print(f"{name:36s}{run.types[-1].mean():8.0f}{share:12.2f}")


def estimates() -> None:
    """Print published estimates: what was counted, by whom, when."""
    print("Published estimates, none of them checked here")
    for row in ESTIMATES:
        print(f"{row.share:>12s}  {row.of}\n{'':14s}{row.how}; {row.by}, {row.when}")


def text_table(temperature: float) -> None:
    """Print what four models of sentences and their web have left, by discount."""
    seeds, last = len(experiment.SEEDS), experiment.LAST
    print("Different words in the sentences of one model, and of all four")
    print(f"T = {temperature:g}, generation {last}, 1,000 sentences a model")
    print(f"Means of {seeds} stored webs")
    heads = (f"discount {discount:g}" for discount in experiment.DISCOUNTS)
    print(f"{'':20s}" + "".join(f"{head:>21s}" for head in heads))
    print(f"{'':20s}" + f"{'one':>6s}{'four':>6s}{'valid':>9s}" * 2)
    for arm in experiment.ARMS:
        cells = ""
        for discount in experiment.DISCOUNTS:
            model, web, valid = (
                experiment.values(arm, temperature, discount, meter)[:, 1].mean()
                for meter in experiment.METERS
            )
            cells += f"{model:6.0f}{web:6.0f}{valid:9.0%}"
        print(f"{arm:20s}{cells}")


def recursion_table(rows: Sequence[tuple]) -> None:
    """Print simulated and exact Gini of webs. rows : (label, Web, Islands)."""
    print("Gini of one model and of the web, as shares of the truth's")
    print(f"{'':26s}{'model':>7s}{'exact':>7s}{'web':>8s}{'exact':>7s}{'F_ST':>8s}")
    for label, web, exact in rows:
        whole = exact.web[0]
        print(
            f"{label:26s}{web.model_diversity[-1].mean() / whole:7.3f}"
            f"{exact.model[-1] / whole:7.3f}"
            f"{web.web_diversity[-1].mean() / whole:8.3f}{exact.web[-1] / whole:7.3f}"
            f"{exact.apart[-1]:8.3f}"
        )


def detectors_table(found: Mapping[str, np.ndarray], kinds: Sequence[str]) -> None:
    """Print, for each detector, what it catches and which human text it flags."""
    print("At five false alarms in a hundred human sentences")
    heads = [kind.split() for kind in kinds]
    wide = [2 + max(map(len, head)) for head in heads]
    for start, words in zip(
        ("", "of 100, it flags"), zip(*heads, strict=True), strict=True
    ):
        named = "".join(f"{word:>{w}s}" for word, w in zip(words, wide, strict=True))
        print(f"{start:21s}{'machine' if start else '':>9s}{named}")
    for name, values in found.items():
        print(
            f"{name:21s}{100 * values[0]:9.0f}"
            + "".join(
                f"{100 * value:{w}.0f}"
                for value, w in zip(values[1:], wide, strict=True)
            )
        )


def watermark_table(marks: Marks) -> None:
    """Print how two scores of real text scatter over keys, and both loops."""
    print("A real text under keys that never marked it")
    keys = len(marks.once)
    print(f"{marks.words:,} words, {keys} keys; by chance a score is within 4 of 0")
    for name, z in (
        ("each pair once", marks.once), ("as often as it comes", marks.often)
    ):  # fmt: skip
        print(
            f"{name:22s}standard deviation {z.std():.2f}, beyond 4: "
            f"{np.sum(np.abs(z) > 4)} of {keys}"
        )
    print("\nShares, generation by generation, one run each")
    for name, values in marks.shares.items():
        print(f"{name:24s}" + "".join(f"{value:5.2f}" for value in values))
