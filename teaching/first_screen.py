"""The picture of the README: ``python teaching/first_screen.py`` draws it anew.

Forty chains of textbook fits, ten points each, at three generations. The number under
each panel is the median over ten thousand chains; tests/test_readme.py holds the
README's sentences against it.
"""

from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt

from course_utils import ensembles, plots
from course_utils.policies import Replace

N, GENERATIONS, CHAINS, SHOWN = 10, (1, 12, 60), 10_000, 40
PICTURE = Path(__file__).with_name("first_screen.png")


def chains() -> ensembles.GaussianEnsemble:
    """The chains that the picture shows."""
    return ensembles.gaussian(
        Replace(), n=N, generations=60, replicates=CHAINS, seed=1, ddof=1
    )


def draw(runs: ensembles.GaussianEnsemble):
    """A figure with one panel for each of the three generations."""
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.3), sharey=True)
    x, y = plots.density(0, 1)
    for ax, t in zip(axes, GENERATIONS, strict=True):
        ax.fill_between(x, y, color=plots.REAL, alpha=0.3, linewidth=0)
        for mean, std in zip(runs.mean[t, :SHOWN], runs.std[t, :SHOWN], strict=True):
            ax.plot(*plots.density(mean, std), color=plots.MODEL, alpha=0.35, lw=1)
        ax.set(xlim=(-4, 4), ylim=(0, 2), xticks=[], yticks=[])
        ax.set_title(f"generation {t}")
        ax.set_xlabel(f"spread left: {np.median(runs.std[t]):.0%}")
        ax.grid(False)
    axes[0].text(-3.7, 0.5, "truth", color=plots.REAL, weight="bold")
    axes[0].text(-3.7, 1.7, "40 models", color=plots.MODEL, weight="bold")
    return figure


if __name__ == "__main__":
    plots.use()
    PICTURE.write_bytes(plots.Picture(draw(chains()), "").png)
    print(f"wrote {PICTURE.name}")
