"""A figure that redraws only what moves.

Axes, ticks and labels take five sixths of the time of a frame, so they are drawn once
and kept as a background; moving artists are drawn over a copy of it (blitting).
"""

from collections.abc import Callable
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .. import plots


class Canvas:
    """A matplotlib figure of fixed size, outside pyplot, with a view drawn in it.

    view : called with the figure; makes axes and artists and returns an object whose
        ``moving`` lists the artists that change from frame to frame.
    width, height : pixels.
    """

    def __init__(self, view: Callable[[Figure], Any], width=960, height=420):
        self.width, self.height = width, height
        with plots.style():
            dpi = plots.STYLE["figure.dpi"]
            figure = Figure((width / dpi, height / dpi), dpi=dpi)
            self._agg = FigureCanvasAgg(figure)
            self.view = view(figure)
        self._moving: list[Artist] = self.view.moving
        for artist in self._moving:
            artist.set_animated(True)

    def stage(self, *result, **display) -> None:
        """Let the view set what stands still, and draw it."""
        with plots.style():
            self.view.stage(*result, **display)
            self._agg.draw()
        self._background = self._agg.copy_from_bbox(self._agg.figure.bbox)

    def frame(self, *where) -> bytes:
        """The picture with its artists moved, as PNG; needs ``stage`` once before."""
        with plots.style():
            self.view.move(*where)
            self._agg.restore_region(self._background)
            for artist in self._moving:
                artist.axes.draw_artist(artist)
            return plots.encode(self._agg)
