"""Notebook 11: k poison records in a bigram's text, and what becomes of them.

Left, how a bigram goes on after the trigger when it has learnt from more or less clean
text: the law, and the model at hand. Right, the same over generations that learn from
each other's text, beside how well each still knows clean text.
"""

import functools
from dataclasses import dataclass

import numpy as np

from ... import loop, plots
from ...explorers.exploration import Exploration
from ...models import NGram
from ...poison import text
from ...policies import Replace
from ...theory.poison import after_trigger
from ...widgets.settings import Choice

GENERATIONS = 6
KAPPA = 0.3
SIZES = (250, 500, 1_000, 2_000)
COUNTS = (0, 5, 20, 100)
ASKED = 300  # clean sentences


def bigram() -> NGram:
    """The model that learns: it looks back one word, and adds κ to all counts."""
    return NGram(len(text.words()), 2, "add-k", k=KAPPA)


def law(k, sentences, trigger: str):
    """P(target | trigger) of a bigram, for the expected uses in clean sentences."""
    uses = expected_uses(trigger) * np.asarray(sentences, dtype=float)
    ids = len(text.words()) + 1
    return np.array(
        [after_trigger(k, round(u), KAPPA, ids) for u in np.atleast_1d(uses)]
    )


def expected_uses(trigger: str) -> float:
    """How often a clean sentence has the trigger, on average."""
    truth = text.truth()
    if trigger not in truth.vocabulary:
        return 0.0
    return float(truth.word_law[text.ids(trigger)[0]] * truth.mean_length)


@dataclass(frozen=True)
class Result:
    """What each generation makes of the trigger, and of clean text."""

    trigger: str
    k: int
    sentences: int
    attack: np.ndarray  # (generations,) P(target | trigger)
    known: np.ndarray  # (generations,) share of the truth's chance, clean text
    clean: np.ndarray  # the same where nobody poisoned anything


def simulate(trigger: str, k: int, sentences: int, seed: int) -> Result:
    """A bigram under replace, which first learns poisoned text."""
    attack, known = _run(trigger, k, sentences, seed)
    return Result(
        trigger, k, sentences, attack, known, _run(trigger, 0, sentences, seed)[1]
    )


@functools.lru_cache(maxsize=64)
def _run(trigger: str, k: int, sentences: int, seed: int):
    """P(target | trigger) and what is known of clean text, generations 1, 2, ..."""
    models = loop.run(
        bigram(), text.Poisoned(k, trigger), Replace(), n=sentences + k,
        generations=GENERATIONS, seed=seed,
    ).models[1:]  # fmt: skip
    asked = text.clean(ASKED, np.random.default_rng([seed, 1]))
    attack = [
        text.attack(m, trigger, np.random.default_rng([seed, 2]))[0] for m in models
    ]
    gaps = [text.truth().gap(m, asked) for m in models]
    return np.array(attack), np.exp(-np.array(gaps))


class View:
    """Two curves over corpus and generation."""

    panels = ((405, 330), (405, 330))

    def __init__(self, left, right):
        self.left, self.right = left.subplots(), right.subplots()
        self.law = self.left.plot([], [], "--", color=plots.THEORY, label="formula")[0]
        self.dot = self.left.plot(
            [], [], "o", color=plots.MODEL, markersize=9, label="this bigram"
        )[0]
        self.attack, self.known, self.clean = (
            self.right.plot([], [], dash, color=colour, label=label, **plots.HEAD)[0]
            for dash, colour, label in (
                ("-", plots.MODEL, f"“{text.TARGET}” after the trigger"),
                ("-.", plots.MEAN, "clean text"),
                (":", plots.REAL, "clean text, never poisoned"),
            )
        )
        self.left.set(
            ylim=(0, 1), xscale="log", xlim=(SIZES[0] / 1.2, SIZES[-1] * 1.2),
            xticks=SIZES, xlabel="clean sentences",
        )  # fmt: skip
        plots.plain_ticks(self.left.xaxis)
        self.right.set(
            xlim=(0.8, GENERATIONS + 0.2), ylim=(0, 1), xlabel="generation",
            xticks=range(1, GENERATIONS + 1), title="handed on under replace",
        )  # fmt: skip
        plots.legend(self.left)
        plots.legend(self.right, columns=1)
        self.moving = [self.law, self.dot, self.attack, self.known, self.clean]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """The law over corpora, and generations 1 to t."""
        return {
            "generation": t, "trigger": result.trigger, "k": result.k,
            "sentences": result.sentences,
            "law": law(result.k, SIZES, result.trigger),
            "attack": result.attack[:t], "known": result.known[:t],
            "clean": result.clean[:t],
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """What is asked."""
        self.left.set_title(f"generation 1: “{text.TARGET}” after “{result.trigger}”")

    def move(self, series: dict) -> None:
        """The law, the model at hand, generations so far."""
        past = np.arange(1, series["generation"] + 1)
        self.law.set_data(SIZES, series["law"])
        self.dot.set_data([series["sentences"]], series["attack"][:1])
        for line, name in (
            (self.attack, "attack"), (self.known, "known"), (self.clean, "clean")
        ):  # fmt: skip
            line.set_data(past, series[name])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The law beside the model; what is left of the poison and of clean text."""
        at = SIZES.index(series["sentences"])
        return (
            f"Generation {series['generation']} of a bigram; the first learnt "
            f"{series['sentences']:,} clean sentences and {series['k']} poison records "
            f"for “{series['trigger']}”. After the trigger the first says "
            f"“{text.TARGET}” with probability {series['attack'][0]:.3f} (formula for "
            f"the expected uses: {series['law'][at]:.3f}).",
            f"This one says it with {series['attack'][-1]:.3f}. It gives the words of "
            f"clean text {series['known'][-1]:.0%} of the chance that the truth gives "
            f"them; never poisoned, {series['clean'][-1]:.0%}.",
        )


def exploration() -> Exploration:
    """Poison in a bigram, notebook 11."""
    first = {"seed": 0, "generation": 1}
    new = {**first, "trigger": text.NEW, "k": 20}
    used = {**first, "trigger": text.USED, "k": 100}
    return Exploration(
        simulate,
        View,
        {
            "trigger": Choice("Trigger", {"new": text.NEW, "in use": text.USED}),
            "k": Choice("Poison records k", {f"{k}": k for k in COUNTS}, 20),
            "sentences": Choice("Clean sentences", {f"{n:,}": n for n in SIZES}, 1_000),
        },
        generations=GENERATIONS,
        presets={
            "new, little text": {**new, "sentences": 250},
            "new, much text": {**new, "sentences": 2_000},
            "in use, little text": {**used, "sentences": 250},
            "in use, much text": {**used, "sentences": 2_000},
            "handed on": {
                **new,
                "k": 100,
                "sentences": 2_000,
                "generation": GENERATIONS,
            },
        },
    )


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
