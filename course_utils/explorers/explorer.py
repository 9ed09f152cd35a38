"""The frame of every live figure: controls, one picture, one sentence.

The model is a function ``simulate(**controls, seed)`` that knows no widgets, the view
an object that knows no numerics, and the frame links them::

    class View:
        def __init__(self, figure): ...            # axes and artists
        moving = [...]                             # the artists that change
        def stage(self, result, **display): ...    # limits, ticks: what stands still
        def move(self, result, generation): ...    # the moving artists
        def describe(self, result, generation): ...  # the picture in a sentence

Simulations are kept, so scrubbing and going back never simulate; while one runs, the
frame says so. An explorer that sleeps (``lifetime``) has given picture and simulations
up, and makes them again when it is used. The browser asks for
the next frame when it has had the last: ipywidgets holds a control's message back
until the kernel is idle, and the frame is on its way before that. The saved first
frame is generation 1 and spoils nothing. Leaves out ``interact`` and ``Output``, which
redraw the cell, flicker, and fail under strict nbval.
"""

import functools
import itertools
import re
from collections.abc import Callable, Mapping

import ipywidgets as W
import numpy as np

from .. import plots
from ..widgets.controls import Choice, Number, Slider
from . import lifetime
from .canvas import Canvas

KEPT_SIMULATIONS = 16
FRAME_MS = 100
PLAY_SECONDS = 10

STYLE = """<style>
.course-explorer { border: 1px solid var(--jp-border-color2, #ccc); padding: 8px; }
.course-explorer .course-row { flex-flow: row wrap; align-items: center;
  gap: 4px 16px; padding-bottom: 6px; }
.course-explorer figcaption { color: var(--jp-content-font-color1, #222);
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.5; min-height: 4.5em;
  max-width: 960px; padding-top: 6px; }
</style>"""


class Explorer(W.VBox):
    """A live figure.

    simulate : function of the controls' values and ``seed``; its result must not
        change afterwards.
    view : class as above; gets the matplotlib figure.
    controls : name -> Choice or Slider, in the order shown; changing one simulates.
    generations : the last generation that can be shown.
    presets : name -> values of controls, also ``generation`` and ``seed``.
    display : controls that change the picture only; their values go to ``stage``.
    """

    def __init__(
        self,
        simulate: Callable,
        view: type,
        controls: Mapping[str, Choice | Slider],
        *,
        generations: int,
        presets: Mapping[str, Mapping] | None = None,
        display: Mapping[str, Choice | Slider] | None = None,
    ):
        self.presets = dict(presets or {})
        self.controls = dict(controls)
        self.display = dict(display or {})
        self._source, self._design = simulate, view
        self.sleep()
        self._time = Slider("Generation", 1, generations)
        self._seed = Number("Seed", 0, 9999)
        self._held = False
        self._picture = W.HTML()
        self._state = W.HTML(layout={"width": "96px"})
        self._build()
        self._show()
        lifetime.begin(self)

    # --- what can be asked and set from code ------------------------------------------

    @property
    def generation(self) -> int:
        """The generation shown."""
        return self._time.value

    @generation.setter
    def generation(self, t: int):
        self._time.value = t

    def set(self, **values) -> None:
        """Set controls by name, also ``generation`` and ``seed``, and draw once.

        Raises KeyError that lists the names, ValueError for a value out of range; then
        nothing is set.
        """
        known = self._settable
        for name in values:
            if name not in known:
                raise KeyError(
                    f"unknown control {name!r}; known are {', '.join(known)}"
                )
        for name, value in values.items():
            known[name].accept(value)
        self._held = True
        try:
            for name, value in values.items():
                known[name].value = value
        finally:
            self._held = False
            self._changed()

    def preset(self, name: str) -> None:
        """Set the controls as the text of the notebook calls them."""
        if name not in self.presets:
            raise KeyError(
                f"unknown preset {name!r}; known are {', '.join(self.presets)}"
            )
        self.set(**self.presets[name])

    @property
    def result(self):
        """What ``simulate`` returned for the controls as they stand."""
        values = {name: control.value for name, control in self.controls.items()}
        return self._simulate(**values, seed=self._seed.value)

    @property
    def sentence(self) -> str:
        """What the picture shows."""
        return self._view.describe(self.result, self.generation)

    @property
    def png(self) -> bytes:
        """The picture."""
        return self._png

    def sweep(self) -> int:
        """Drive the controls to their ends and pairwise corners; the settings visited.

        Each control alone is judged at the last generation: policies act from 2 on.

        Raises AssertionError where a control changes neither picture nor sentence or
        a sentence holds a number that is not finite, and whatever a callback raises.
        """
        start = {name: control.value for name, control in self._settable.items()}
        ends = {name: control.ends() for name, control in self._settable.items()}
        late = {**start, "generation": self._time.control.max}
        visited = 0
        with np.errstate(invalid="raise", divide="raise"):
            for name in ends:
                seen = {self._visit({**late, name: end}) for end in ends[name]}
                assert len(seen) > 1, f"{name} changes neither picture nor sentence"
                visited += len(ends[name])
            for one, other in itertools.combinations(ends, 2):
                for pair in itertools.product(ends[one], ends[other]):
                    self._visit({**start, one: pair[0], other: pair[1]})
                    visited += 1
            for name in self.presets:
                self._visit({**start, **self.presets[name]})
                visited += 1
        self.set(**start)
        return visited

    def sleep(self) -> None:
        """Give picture and simulations up until they are needed again."""
        self._simulate = functools.lru_cache(KEPT_SIMULATIONS)(self._source)
        self._canvas = None

    def close(self) -> None:
        """Close it with all its controls, and keep nothing."""
        lifetime.retire(self)
        self.sleep()
        for part in (*lifetime.parts(self), *self._links):
            part.close()
        super().close()

    # --- how it is put together -------------------------------------------------------

    @property
    def _settable(self):
        return {
            **self.controls,
            **self.display,
            "generation": self._time,
            "seed": self._seed,
        }

    def _build(self):
        for control in [*self.controls.values(), self._seed]:
            control.control.observe(lambda change: self._changed(), "value")
        for control in self.display.values():
            control.control.observe(lambda change: self._redraw(), "value")
        self._time.control.observe(lambda change: self._redraw(scrub=True), "value")
        for control in self.controls.values():
            if isinstance(control, Slider):
                control.control.continuous_update = False
        reroll = self._button("Reroll", "dice", lambda: self._reroll())
        reroll.tooltip = "The same experiment with other random numbers"
        rows = [
            self._presets_row(),
            self._row(*self.controls.values(), *self.display.values()),
            self._row(*self._player(), self._time, self._seed, reroll, self._state),
        ]
        super().__init__([W.HTML(STYLE), *rows, self._picture])
        self.add_class("course-explorer")

    def _presets_row(self):
        buttons = [
            self._button(name, "", functools.partial(self.preset, name))
            for name in self.presets
        ]
        return self._row(*([W.Label("Presets")] if buttons else []), *buttons)

    def _player(self):
        last = self._time.control.max
        step = max(1, round(last * FRAME_MS / 1000 / PLAY_SECONDS))
        self._play = W.Play(
            min=1, max=last, step=step, interval=FRAME_MS, layout={"display": "none"}
        )
        self._playing = W.ToggleButton(
            description="Play", icon="play", layout={"width": "auto"}
        )
        self._links = [
            W.jslink((self._playing, "value"), (self._play, "playing")),
            W.jslink((self._play, "value"), (self._time.control, "value")),
        ]
        self._playing.observe(lambda change: self._played(), "value")
        back = self._button("Back", "step-backward", lambda: self._step(-1))
        forward = self._button("Step", "step-forward", lambda: self._step(1))
        return self._play, self._playing, back, forward

    @staticmethod
    def _button(label: str, icon: str, action: Callable[[], None]) -> W.Button:
        button = W.Button(description=label, icon=icon, layout={"width": "auto"})
        button.on_click(lambda _: action())
        return button

    @staticmethod
    def _row(*widgets) -> W.HBox:
        row = W.HBox(widgets)
        row.add_class("course-row")
        return row

    # --- what happens when a control moves --------------------------------------------

    def _reroll(self):
        self._seed.value = (self._seed.value + 1) % (self._seed.max + 1)

    def _step(self, by: int):
        self.generation = min(max(self.generation + by, 1), self._time.control.max)

    def _played(self):
        if self._playing.value and self.generation == self._time.control.max:
            self.generation = 1
        elif not self._playing.value:
            self._publish()

    def _changed(self):
        """Another experiment: say that it runs, for that may take a second."""
        if not self._held:
            self._state.value = "simulating …"
            try:
                self._show()
            finally:
                self._state.value = ""

    def _redraw(self, scrub: bool = False):
        """The same experiment; one that sleeps has to be made again."""
        if self._canvas is None:
            self._changed()
        else:
            self._show(scrub)

    def _show(self, scrub: bool = False):
        if self._held:
            return
        if not scrub:
            self._stage()
        self._png = self._awake.frame(self.result, self.generation)
        self._publish()

    def _stage(self):
        """Draw what stands still."""
        self._canvas = self._canvas or Canvas(self._design)
        display = {name: control.value for name, control in self.display.items()}
        self._canvas.stage(self.result, **display)

    @property
    def _awake(self) -> Canvas:
        """The canvas, staged."""
        if self._canvas is None:
            self._stage()
        lifetime.use(self)
        return self._canvas

    @property
    def _view(self):
        return self._awake.view

    def _publish(self):
        """Send picture and sentence; screen readers speak it unless it is playing."""
        live = "off" if self._playing.value else "polite"
        self._picture.value = plots.figure_html(self._png, self.sentence, live)

    def _visit(self, values) -> tuple[bytes, str]:
        self.set(**values)
        assert not re.search(r"\b(nan|inf)\b", self.sentence), self.sentence
        return self.png, self.sentence

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle["text/html"] = plots.figure_html(self._png, self.sentence)
            bundle["text/plain"] = self.sentence
        return bundle
