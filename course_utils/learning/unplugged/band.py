"""The rows of a class over the band that holds nine in ten such rows."""

import numpy as np
from matplotlib.axes import Axes

from ... import plots

SHARES = (0.05, 0.95)


def nine_in_ten(simulated: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the band, from simulated rows (generations + 1, groups)."""
    low, high = np.quantile(simulated, SHARES, axis=1)
    return low, high


def paint(
    rows: np.ndarray, band: tuple[np.ndarray, np.ndarray], what: str, each: str
) -> Axes:
    """Axes with the band, a pale line for each of the rows, and their median.

    rows : (groups, generations + 1). band : ends, each (generations + 1,).
    """
    (ax,) = plots.panels(1)
    t = np.arange(rows.shape[1])
    ax.fill_between(t, *band, color=plots.QUIET, alpha=0.2, label="nine in ten")
    first, *_ = ax.plot(t, rows.T, color=plots.MODEL, alpha=0.4, lw=1.2)
    first.set_label(each)
    ax.plot(t, np.nanmedian(rows, axis=0), color=plots.MODEL, label="your median")
    ax.set(xlabel="generation", ylabel=what)
    return ax
