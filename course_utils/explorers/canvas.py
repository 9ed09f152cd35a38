"""Pictures that redraw only what moves, one for each panel of a view.

Axes, ticks and labels take five sixths of the time of a frame, so they are drawn once
and kept as a background; moving artists are drawn over a copy of it (blitting).
"""

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .. import plots


class Canvas:
    """Matplotlib figures of fixed size, outside pyplot, with a view drawn in them.

    view : class with ``panels``, the width and height of each picture in pixels; it is
        called with a figure for each, makes axes and artists, and lists in ``moving``
        the artists that change from frame to frame.
    """

    def __init__(self, view: type):
        with plots.style(plots.PANEL):
            self._aggs = [self._blank(*size) for size in view.panels]
            self.view = view(*(agg.figure for agg in self._aggs))
        for artist in self.view.moving:
            artist.set_animated(True)

    def stage(self, result, **display) -> None:
        """Let the view set up what does not move, and draw it."""
        with plots.style(plots.PANEL):
            self.view.stage(result, **display)
            for agg in self._aggs:
                agg.draw()
        self._still = [agg.copy_from_bbox(agg.figure.bbox) for agg in self._aggs]

    def frame(self, series: dict) -> tuple[bytes, ...]:
        """Pictures with their artists moved, as PNG; call ``stage`` once before."""
        with plots.style(plots.PANEL):
            self.view.move(series)
            for agg, still in zip(self._aggs, self._still, strict=True):
                agg.restore_region(still)
                for artist in self._moving_in(agg.figure):
                    artist.axes.draw_artist(artist)
            return tuple(plots.encode(agg) for agg in self._aggs)

    def _moving_in(self, figure: Figure) -> list[Artist]:
        return [artist for artist in self.view.moving if artist.figure is figure]

    @staticmethod
    def _blank(width: int, height: int) -> FigureCanvasAgg:
        dpi = plots.STYLE["figure.dpi"]
        return FigureCanvasAgg(Figure((width / dpi, height / dpi), dpi=dpi))
