"""Notebook 10: a web of models, between islands and one pool.

Left, how many words one model knows and how many the web, the models together; right,
the Gini diversity of both, over what theory says. Many webs are drawn quietly, their
mean on top.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D

from ... import ecosystem, plots, theory
from ...explorers.exploration import Exploration
from ...models.categorical import zipf
from ...widgets.settings import Choice

SIZE, GENERATIONS, WEBS = 500, 200, 12
STEPS = np.arange(GENERATIONS + 1)
LINES = {"model": "-", "web": (0, (5, 1))}


@dataclass(frozen=True)
class Result:
    """The webs, their theory, and which of them is named in the text."""

    web: ecosystem.Web
    exact: theory.Islands
    models: int


def simulate(models: int, n: int, sharing: float, human: float, seed: int) -> Result:
    """Some webs of so many models, each of which reads n words a generation."""
    settings = {"models": models, "n": n, "sharing": sharing, "human": human}
    web = ecosystem.web(
        zipf(SIZE), generations=GENERATIONS, replicates=WEBS, seed=seed, **settings
    )
    return Result(web, theory.islands(zipf(SIZE), GENERATIONS, **settings), models)


class View:
    """Words, and Gini."""

    panels = ((405, 340), (405, 340))

    def __init__(self, left, right):
        self.types, self.gini = left.subplots(), right.subplots()
        self.many, self.mean, self.exact = {}, {}, {}
        for what, ax in (("types", self.types), ("diversity", self.gini)):
            for who, dash in LINES.items():
                colour = plots.MODEL if who == "model" else plots.MEAN
                self.many[who, what] = plots.lineages(ax, np.ones((1, 2)))
                self.many[who, what].set(color=colour, alpha=0.25)
                self.mean[who, what] = ax.plot(
                    [], [], color=colour, linestyle=dash, **plots.HEAD
                )[0]
                if what == "diversity":
                    self.exact[who] = ax.plot(
                        [], [], color=plots.THEORY, linestyle="--", linewidth=1.2
                    )[0]
        self.types.set(
            xlabel="generation",
            title="words that are known",
            yscale="log",
            ylim=(0.9, 600),
        )
        plots.plain_ticks(self.types.yaxis)
        self.gini.set(
            xlabel="generation", title="Gini, share of the truth’s", ylim=(0, 1.03)
        )
        named = [
            Line2D([], [], color=plots.MODEL, label="one model"),
            Line2D([], [], color=plots.MEAN, linestyle=LINES["web"], label="the web"),
        ]
        theory_line = Line2D([], [], color=plots.THEORY, linestyle="--", label="theory")
        plots.legend(self.types, named)
        plots.legend(self.gini, [*named, theory_line])
        for ax in (self.types, self.gini):
            ax.set_xlim(0, GENERATIONS)
        self.moving = [*self.many.values(), *self.mean.values(), *self.exact.values()]

    @staticmethod
    def series(result: Result, t: int) -> dict:
        """Words and Gini of generations 0 to t, a column a web; Gini as shares."""
        whole = result.web.web_diversity[0, 0]
        web = result.web
        return {
            "generation": t, "models": result.models,
            "model, types": web.model_types[: t + 1],
            "web, types": web.web_types[: t + 1],
            "model, diversity": web.model_diversity[: t + 1] / whole,
            "web, diversity": web.web_diversity[: t + 1] / whole,
            "model, exact": result.exact.model[: t + 1] / whole,
            "web, exact": result.exact.web[: t + 1] / whole,
            "apart": result.exact.apart[t],
        }  # fmt: skip

    def stage(self, result: Result) -> None:
        """Nothing else stands still."""

    def move(self, series: dict) -> None:
        """The curves so far."""
        for (who, what), line in self.mean.items():
            values = series[f"{who}, {what}"]
            plots.set_lineages(self.many[who, what], values)
            line.set_data(STEPS[: len(values)], values.mean(axis=1))
        for who, line in self.exact.items():
            values = series[f"{who}, exact"]
            line.set_data(STEPS[: len(values)], values)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """Both counts, both ways of counting."""

        def last(name):
            return series[name][-1].mean()

        return (
            f"Generation {series['generation']}, {series['models']} models, means of "
            f"{WEBS} webs: of {SIZE} words one model knows {last('model, types'):.0f}, "
            f"the web {last('web, types'):.0f}.",
            f"Of the truth’s Gini one model has {last('model, diversity'):.2f} (theory "
            f"{series['model, exact'][-1]:.2f}), the web {last('web, diversity'):.2f} "
            f"({series['web, exact'][-1]:.2f}).",
        )


def exploration() -> Exploration:
    """The web of notebook 10."""
    fifty = {"seed": 0, "generation": 50, "models": 5, "n": 500}
    small = {"seed": 0, "generation": 200, "models": 5, "n": 50, "human": 0.0}
    return Exploration(
        simulate,
        View,
        {
            "models": Choice("Models", {"2": 2, "5": 5, "10": 10}, 5),
            "n": Choice("Words read by each", {"50": 50, "500": 500}, 500),
            "sharing": Choice(
                "Shared", {"nothing": 0.0, "1 %": 0.01, "10 %": 0.1, "all": 1.0}
            ),
            "human": Choice(
                "Human text", {"none": 0.0, "2 %": 0.02, "10 %": 0.1, "all": 1.0}
            ),
        },
        generations=GENERATIONS,
        presets={
            "islands": {**fifty, "sharing": 0.0, "human": 0.0},
            "a tenth shared": {**fifty, "sharing": 0.1, "human": 0.0},
            "one pool": {**fifty, "sharing": 1.0, "human": 0.0},
            "small islands": {**small, "sharing": 0.0},
            "one small pool": {**small, "sharing": 1.0},
            "a tenth human": {**fifty, "sharing": 1.0, "human": 0.1},
            "control": {**fifty, "sharing": 1.0, "human": 1.0},
        },
    )


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
