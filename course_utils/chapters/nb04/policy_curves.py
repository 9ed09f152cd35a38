"""A curve for each policy, and thin lineages of the one that is chosen."""

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes

from ... import plots
from ...explorers.lineages import SHOWN


class PolicyCurves:
    """Empty until ``move``; ``artists`` are those that move."""

    def __init__(self, ax: Axes, names: Iterable[str]):
        self.others = plots.lineages(ax, np.ones((1, SHOWN)))
        style = plots.policy_style
        self.curves = {
            name: ax.plot([], [], label=name, **style(name), **plots.HEAD)[0]
            for name in names
        }
        self.artists = [self.others, *self.curves.values()]

    def choose(self, policy: str) -> None:
        """Draw its curve thick, and give the lineages its colour."""
        self.others.set_color(plots.policy_style(policy)["color"])
        for name, curve in self.curves.items():
            curve.set_linewidth(4 if name == policy else 2.5)

    def move(self, series: dict) -> None:
        """The lineages are ``series["others"]``, each curve is of its policy's name."""
        plots.set_lineages(self.others, series["others"])
        for name, curve in self.curves.items():
            curve.set_data(np.arange(series["generation"] + 1), series[name])
