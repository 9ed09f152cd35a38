"""Notebook 07: read what the models write, generation by generation.

Left, sentences of the model shown, rare words marked, sentences that the grammar does
not know crossed; right, three meters over time beside those of the control.
"""

import functools
from dataclasses import dataclass

import numpy as np

from ... import loop, plots
from ...experiments.words import meters, truth
from ...explorers.exploration import Exploration
from ...language.vocabulary import MARKS
from ...models import NGram
from ...policies import line_up
from ...widgets.settings import Choice

GENERATIONS = 12
SENTENCES = 2_000
SHOWN, COLUMNS = 11, 50
POLICIES = line_up(
    "replace", "accumulate", "subsample", "10 % fresh", "10 % kept", "control"
)
METERS = {
    "valid": ("valid sentences", "-", plots.THEORY),
    "words": ("different words", "--", plots.MODEL),
    "distinct_3": ("distinct-3", "-.", plots.MEAN),
}


@dataclass(frozen=True)
class Run:
    """One run: pages of generations 0, 1, ..., and meters, words as a share of all."""

    texts: list[list[str]]
    rare: list[list[str]]  # the same, all but the rare words blanked out
    meters: dict[str, np.ndarray]  # (generations + 1,)


@dataclass(frozen=True)
class Result:
    """A run under the policy, and one under the control."""

    policy: str
    temperature: float
    run: Run
    control: Run


def simulate(policy: str, temperature: float, seed: int) -> Result:
    """A 5-gram under the policy, and the same under the control."""
    both = (_run(name, temperature, seed) for name in (policy, "control"))
    return Result(policy, temperature, *both)


@functools.lru_cache(maxsize=64)
def _run(policy: str, temperature: float, seed: int) -> Run:
    model = NGram(len(truth().vocabulary), 5, discount=0.3, temperature=temperature)
    run = loop.run(
        model, truth(), POLICIES[policy], n=SENTENCES, generations=GENERATIONS,
        seed=seed, metrics=meters(),
    )  # fmt: skip
    pages = [
        model.sample(SHOWN, np.random.default_rng((seed, t)))
        for t, model in enumerate(run.models)
    ]
    texts, rare = zip(*(_lines(page) for page in pages), strict=True)
    whole = {"words": len(truth().vocabulary)}
    shares = {name: run[name] / whole.get(name, 1) for name in METERS}
    return Run(list(texts), list(rare), shares)


def _lines(page: np.ndarray) -> tuple[list[str], list[str]]:
    """Sentences of a page, and their rare words alone, in the same places."""
    names = truth().vocabulary.words
    texts, rare = [], []
    for ids, valid in zip(page, truth().valid(page), strict=True):
        text, blue = "  " if valid else "× ", "  "
        for place, word in enumerate(ids[ids > 0]):
            name = names[word - 1]
            gap = " " if place and name not in MARKS else ""
            text += gap + name
            blue += gap + (name if truth().rare[word] else " " * len(name))
        texts.append(plots.shortened(text, COLUMNS))
        rare.append(blue[: COLUMNS - 1])
    return texts, rare


class View:
    """A page of text, and the meters."""

    panels = ((440, 310), (370, 310))

    def __init__(self, left, right):
        self.left, ax = left.subplots(), right.subplots()
        self.left.axis("off")
        self.text = self._column(color="#333333")
        self.rare = self._column(color=plots.REAL, weight="bold")
        self.curves, self.controls = {}, {}
        for name, (label, dash, colour) in METERS.items():
            self.controls[name] = ax.plot(
                [], [], dash, color=colour, linewidth=1.5, alpha=0.5
            )[0]
            self.curves[name] = ax.plot(
                [], [], dash, color=colour, label=label, **plots.HEAD
            )[0]
        ax.set(
            xlim=(0.8, GENERATIONS + 0.2), ylim=(0, 1.05), yticks=np.linspace(0, 1, 6),
            xlabel="generation", title="share (thin: the control)",
        )  # fmt: skip
        plots.legend(ax, columns=2)
        self.moving = [
            *self.text, *self.rare, *self.controls.values(), *self.curves.values()
        ]  # fmt: skip

    def _column(self, **style):
        """One line for each sentence, all letters of one width."""
        return [
            self.left.text(
                0, 0.95 - 0.09 * i, "", family="monospace", fontsize=10.1,
                transform=self.left.transAxes, parse_math=False, in_layout=False,
                **style,
            )
            for i in range(SHOWN)
        ]  # fmt: skip

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """The page of model t; meters of generations 1 to t, and the control's."""
        both = {"": result.run, "control, ": result.control}
        return {
            "generation": t, "policy": result.policy,
            "temperature": result.temperature,
            "text": np.array(result.run.texts[t]), "rare": np.array(result.run.rare[t]),
            **{
                which + name: run.meters[name][1 : t + 1]
                for which, run in both.items()
                for name in METERS
            },
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """What the page is."""
        self.left.set_title(
            f"{result.policy}, T = {result.temperature:g}: rare blue, × not valid"
        )

    def move(self, series: dict) -> None:
        """The page of the model shown, meters so far."""
        for lines, page in ((self.text, "text"), (self.rare, "rare")):
            for line, sentence in zip(lines, series[page], strict=True):
                line.set_text(sentence.rstrip())  # an empty one costs nothing
        past = np.arange(1, series["generation"] + 1)
        for name in METERS:
            self.curves[name].set_data(past, series[name])
            self.controls[name].set_data(past, series["control, " + name])

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """A sentence to read, and the meters."""

        def beside(name):
            now, then = series[name][-1], series["control, " + name][-1]
            return f"{now:.0%}", f"(control {then:.0%})"

        valid, words = beside("valid"), beside("words")
        return (
            f"Generation {series['generation']}, policy “{series['policy']}”, T = "
            f"{series['temperature']:g}. The first of {SENTENCES:,} sentences: "
            f"“{series['text'][0].strip(' ×')}”",
            f"{valid[0]} of them are valid {valid[1]}; they use {words[0]} of the "
            f"words {words[1]}.",
        )


def exploration() -> Exploration:
    """What can be explored in notebook 07."""
    late = {"seed": 0, "policy": "replace", "generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {
            "policy": Choice("Policy", {name: name for name in POLICIES}),
            "temperature": Choice(
                "Temperature T", {f"{t:g}": t for t in (1.0, 0.9, 0.8)}
            ),
        },
        generations=GENERATIONS,
        presets={
            "first disease": {**late, "temperature": 1.0},
            "second disease": {**late, "temperature": 0.8},
            "keep all": {**late, "policy": "accumulate", "temperature": 1.0},
            "no loop": {**late, "policy": "control", "temperature": 1.0},
        },
    )


def explorer():
    """The explorer of notebook 07, as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
