"""Notebook 07: its pictures, each with the sentence that says what it shows.

``runs`` is what ``readings`` describes.
"""

import numpy as np
from matplotlib import pyplot as plt

from ... import plots, theory
from ...language import tale
from .readings import mean_of, perplexities
from .words import GENERATIONS

TITLES = {
    "gap": "gap on human text (nats)",
    "words": "different words",
    "valid": "valid share",
}
TEMPERATURES = (1.0, 0.8)
JUDGED = {1: "-", 6: "--", 12: ":"}  # generation -> dash
ODD = 500  # a perplexity above this is a sentence that hardly anybody would write
LEVELS = dict(zip((1, 2, 5, 20, 100), "ov^sD", strict=True))  # times told -> marker


def policies(runs: dict) -> None:
    """Three meters over time at T = 1, every seed of every policy."""
    names = [name for name, temperature in runs if temperature == 1]
    panels = plots.panels(len(TITLES))
    for ax, meter in zip(panels, TITLES, strict=True):
        _curves(ax, runs, meter, 1.0, names)
        ax.set_title(TITLES[meter])
        plots.legend(ax, columns=2)
    gap, words, valid = (
        ", ".join(
            f"{mean_of(runs, name, 1.0, meter, GENERATIONS):{digits}} ({name})"
            for name in names
        )
        for meter, digits in (("gap", ".2f"), ("words", ".0f"), ("valid", ".0%"))
    )
    plots.show(
        panels,
        f"T = 1, three seeds each. Gap at generation {GENERATIONS}: {gap}.",
        f"Different words in 2,000 sentences at generation {GENERATIONS}: {words}.",
        f"Valid share at generation {GENERATIONS}: {valid}.",
    )


def diseases(runs: dict) -> None:
    """Three meters over time, T = 1 beside T = 0.8."""
    said = {
        "valid": "the valid share is {:.1%}",
        "words": "there are {:.0f} different words",
        "gap": "the gap is {:.2f} nats",
    }
    panels, sentences = [], []
    for meter, sentence in said.items():
        pair = plots.panels(2, sharey=True)
        for ax, T in zip(pair, TEMPERATURES, strict=True):
            _curves(ax, runs, meter, T, ("replace", "accumulate", "control"))
            ax.set_title(f"T = {T:g}: {TITLES[meter]}")
            plots.legend(ax)
            end = sentence.format(mean_of(runs, "replace", T, meter, GENERATIONS))
            sentences.append(f"With T = {T:g}, {end}.")
        panels += pair
    sentences[0] = (
        f"Replace, generation {GENERATIONS}, mean of three seeds. {sentences[0]}"
    )
    plots.show(panels, *sentences)


def surprises(runs: dict, seed) -> None:
    """How surprising a first model finds what later ones write, as histograms."""
    panels = plots.panels(2, sharey=True)
    odd = {
        T: ", ".join(f"{_histogram(ax, runs, T, t, seed):.1%}" for t in JUDGED)
        for ax, T in zip(panels, TEMPERATURES, strict=True)
    }
    for ax in panels:
        ax.set_ylabel("sentences of 3,000")
        plots.legend(ax, columns=2)
    plots.show(
        panels,
        f"Share of sentences with a perplexity above {ODD}, generations 1, 6 and 12: "
        f"{odd[1.0]} (T = 1);",
        f"the same share with T = 0.8: {odd[0.8]}.",
    )


def copies(read: list[list[np.ndarray]], book) -> None:
    """Who is still there after so many copies of the tale, beside the law.

    read : for each town the texts (n, length) that it read: the tale, its first copy, …
    book : the Vocabulary of these texts.
    """
    figure, ax = plt.subplots()
    made = np.arange(len(read[0]))
    for place, (count, marker) in enumerate(LEVELS.items()):
        shade = plots.generation_colour(place, len(LEVELS))
        alive = _alive(read, book, count)
        ax.plot(made, alive, marker, color=shade, ms=7, label=f"{count} × told")
        law = theory.survival(count, made[1:])
        ax.plot(made[1:], law, "--", color=plots.THEORY, lw=1)
    ax.set(xlabel="copies made", ylabel="share of the cast still there", ylim=(0, 1.05))
    plots.legend(ax, columns=3)
    plots.show(figure, _told(read, book))


def _curves(ax, runs, meter, temperature, names):
    """Every seed of each policy."""
    for name in names:
        seeds = np.transpose([run[meter][1:] for run in runs[name, temperature]])
        lines = ax.plot(range(1, 13), seeds, **plots.policy_style(name), lw=1.6)
        lines[0].set_label(name)
    ax.set(xlabel="generation", xticks=(1, 4, 8, 12))


def _histogram(ax, runs, temperature, t, seed) -> float:
    """The share of odd sentences."""
    values = perplexities(runs, temperature, t, seed)
    ax.hist(
        values, np.logspace(0, 4, 45), histtype="step", lw=2.2, ls=JUDGED[t],
        color=plots.generation_colour(t, GENERATIONS), label=f"generation {t}",
    )  # fmt: skip
    ax.set(
        xscale="log", xlabel="perplexity by a first model", title=f"T = {temperature:g}"
    )
    ax.set_xticks((1, 10, 100, 1_000), ("1", "10", "100", "1,000"))
    return np.mean(values > ODD)


def _alive(read, book, count: int) -> np.ndarray:
    """(texts,) share of those told so often that still occur, mean of the towns."""
    names = [name for name, part in tale.CAST.items() if part.count == count]
    ids = book.encode(names)[:, 0]
    return np.mean(
        [[np.isin(ids, text).mean() for text in town] for town in read], axis=0
    )


def _told(read, book) -> str:
    cat = book.encode(["cat"])[0, 0]
    cats = np.sum([[np.isin(cat, text) for text in town] for town in read], axis=0)
    refrain = " ".join(tale.REFRAIN.split()).replace(" .", ".")
    times = [book.decode(town[9]).count(refrain) for town in read]
    return (
        "Mean of 20 lineages, dashed: the law of notebook 02. After 5 copies the cat "
        f"is alive in {cats[5]} of 20 lineages, after 9 in {cats[9]}. The refrain, "
        f"{tale.REFRAINS} times in the tale, comes {min(times)} to {max(times)} times "
        "after 9 copies, "
        f"{np.mean(times):.0f} on average."
    )
