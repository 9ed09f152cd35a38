"""Pictures side by side, as one grey image that matplotlib can show."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from ...glyphs import SIDE


def sheet(x: np.ndarray, rows: int) -> np.ndarray:
    """(rows * 17 + 1, columns * 17 + 1) greys of pictures (n, 256), a line between."""
    columns = len(x) // rows
    tiles = x[: rows * columns].reshape(rows, columns, SIDE, SIDE)
    framed = np.pad(tiles, ((0, 0), (0, 0), (1, 0), (1, 0)), constant_values=0.35)
    whole = framed.swapaxes(1, 2).reshape(rows * (SIDE + 1), columns * (SIDE + 1))
    return np.pad(whole, ((0, 1), (0, 1)), constant_values=0.35)


def shown(ax: Axes, rows: int, columns: int) -> AxesImage:
    """An empty sheet in axes of its own; ``set_data(sheet(...))`` fills it."""
    ax.axis("off")
    ax.set_anchor("NW")
    blank = sheet(np.zeros((rows * columns, SIDE * SIDE)), rows)
    return ax.imshow(
        blank, cmap="gray_r", vmin=0, vmax=1, aspect="equal", interpolation="nearest"
    )
