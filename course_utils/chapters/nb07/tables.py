"""Notebook 07: its tables, as text. ``runs`` is what ``readings`` describes.

Each begins with a line that tells nothing: a folded output shows it.
"""

import numpy as np

from ... import loop, metrics
from ...experiments.words import meters, truth
from ...models import NGram
from ...policies import Replace
from .readings import FLOOR, alarm, perplexities

TEMPERATURES = (1.0, 0.8)
VARIANTS = {
    "5-gram, Kneser–Ney, D = 0.3": {"order": 5, "discount": 0.3},
    "the same, top-p 0.9": {"order": 5, "discount": 0.3, "top_p": 0.9},
    "trigram, Kneser–Ney, D = 0.75": {"order": 3},
    "trigram, absolute, D = 0.75": {"order": 3, "smoothing": "absolute"},
    "trigram, add-0.01": {"order": 3, "smoothing": "add-k"},
}


def likeliest(law: np.ndarray, vocabulary, most: int = 4) -> str:
    """The likeliest next words and their shares; law (words + 1,), the end first."""
    top = np.argsort(-law, kind="stable")[:most]
    return ", ".join(f"{vocabulary.words[i - 1]} {law[i]:.1%}" for i in top)


def facts(says, knows, runs: dict, seed) -> str:
    """What models write about facts, and what they answer when asked, at T = 0.8.

    says(model, rng) : for each fact that it states, whether it is true.
    knows(model) : the share of the 200 facts that it knows.
    """
    lines = ["                            says, true   knows, of all facts"]
    for name in ("control", "replace"):
        for t in (1, 4, 8):
            rng = np.random.default_rng(seed)
            models = [run["models"][t] for run in runs[name, 0.8]]
            true = np.concatenate([says(model, rng) for model in models])
            known = np.mean([knows(model) for model in models])
            said = f"{true.mean():.0%} of {len(true):,}" if len(true) else "states none"
            lines.append(f"{name:12s} generation {t} {said:>16s} {known:16.0%}")
    return "\n".join(lines)


def own_and_human(runs: dict, unseen: np.ndarray, seed) -> str:
    """Perplexity of what models write, and theirs on human text, at T = 0.8."""
    lines = ["generation   its own text, by the judge   human text, by the model"]
    models = runs["replace", 0.8][0]["models"]
    for t in (1, 6, 12):
        own = np.median(perplexities(runs, 0.8, t, seed))
        human = metrics.perplexity(models[t], unseen, floor=FLOOR)
        lines.append(f"{t:10d} {own:28,.0f} {human:26,.0f}")
    return "\n".join(lines)


def first_alarms(runs: dict) -> str:
    """The generation in which each meter has lost a tenth, under replace, by seed."""
    lines = [
        "Which meter rings first?",
        "replace, three seeds        distinct-3     different words   valid sentences",
    ]
    for temperature in TEMPERATURES:
        cells = (
            " ".join(
                f"{alarm(run, meter) or '-':>3}" for run in _replace(runs, temperature)
            )
            for meter in ("distinct_3", "words", "valid")
        )
        lines.append(
            f"T = {temperature:g}".ljust(20) + " ".join(f"{c:>17s}" for c in cells)
        )
    return "\n".join(lines)


def judged_by_the_truth(runs: dict, seed) -> str:
    """Invalid sentences, and how probable the valid ones are to the truth."""
    lines = [
        "replace, three seeds     invalid    valid ones: median perplexity by the "
        "truth, each seed"
    ]
    for temperature in TEMPERATURES:
        for t in (1, 6, 12):
            seeds = [
                _judged(run["models"][t], seed) for run in _replace(runs, temperature)
            ]
            invalid, scores = zip(*seeds, strict=True)
            lines.append(
                f"T = {temperature:<3g}, generation {t:2d} {np.mean(invalid):12.1%}"
                + 7 * " "
                + " ".join(f"{score:6.1f}" for score in scores)
            )
    return "\n".join(lines)


def left(name: str, history, held_out: np.ndarray) -> str:
    """Words left and perplexity on held-out sentences, generations 1 and 5."""
    words = f"{history['words'][1]:20.0f} {history['words'][5]:6.0f}"
    first, last = (
        metrics.perplexity(history.models[t], held_out, floor=0.01) for t in (1, 5)
    )
    return f"{name:12s} {words} {first:20.0f} {last:6.0f}"


def smoothings(seed) -> str:
    """Other ways to smooth and to be cautious: three meters, generations 1 and 6."""
    lines = [
        "Other ways to smooth, and to be cautious",
        "replace, generation 1 and 6         valid        words        "
        "words a sentence",
    ]
    wanted = {**meters(), "length": metrics.sentence_length}
    for name, options in VARIANTS.items():
        model = NGram(len(truth().vocabulary), **options)
        run = loop.run(
            model, truth(), Replace(), n=1_000, generations=6, seed=seed, metrics=wanted
        )
        cells = (
            f"{run[meter][1]:{form}} {run[meter][6]:{form}}"
            for meter, form in (
                ("valid", "6.0%"),
                ("words", "6.0f"),
                ("length", "6.1f"),
            )
        )
        lines.append(f"{name:32s} " + " ".join(cells))
    return "\n".join(lines)


def _replace(runs: dict, temperature: float) -> list[dict]:
    return runs["replace", temperature]


def _judged(model, seed) -> tuple[float, float]:
    x = model.sample(2_000, np.random.default_rng(seed))
    good = x[truth().valid(x)]
    score = -truth().log_prob(good) / np.count_nonzero(good, axis=1)
    return 1 - len(good) / len(x), np.exp(np.median(score))
