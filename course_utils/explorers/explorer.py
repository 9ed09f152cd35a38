"""An exploration with controls: presets, pictures, one sentence, and what moves them.

The browser asks for the next frame once it has the last: ipywidgets holds a control's
message back until the kernel is idle, and the frame is on its way before that. The
saved first frame is generation 1 and spoils nothing. An explorer that sleeps
(``lifetime``) has dropped its pictures and simulations, and makes them again when it is
used. ``interact`` and ``Output`` are not used: they redraw the cell, flicker, and fail
under strict nbval.
"""

import functools
from collections.abc import Callable

import ipywidgets as W

from .. import plots
from ..widgets.controls import SliderPair, control
from . import lifetime
from .exploration import Exploration

FRAME_MS = 100
PLAY_SECONDS = 10

STYLE = """<style>
.course-explorer { border: 1px solid var(--jp-border-color2, #ccc); padding: 4px 8px; }
.course-explorer .course-row { flex-flow: row wrap; align-items: center;
  gap: 0 12px; overflow: visible; }
.course-explorer .course-row .widget-toggle-buttons { width: max-content;
  max-width: 100%; height: auto; flex-flow: row nowrap; align-items: center; }
.course-explorer .course-row .widget-label { min-width: 0; }
.course-explorer figcaption { color: var(--jp-content-font-color1, #222);
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.5; min-height: 4.5em;
  max-width: 960px; padding-top: 4px; }
.course-explorer.course-presenting .course-detail { display: none; }
.course-explorer.course-presenting figcaption { font-size: 22px; line-height: 1.35; }
</style>"""


class Explorer(W.VBox):
    """The widget of an exploration."""

    def __init__(self, exploration: Exploration):
        self.exploration = exploration
        self.controls = {
            name: control(setting) for name, setting in exploration.settings.items()
        }
        self._held = False
        self._picture = W.HTML()
        self._state = W.HTML(layout={"width": "88px"})
        self._build()
        self._show()
        lifetime.begin(self)

    # --- what can be asked and set from code ------------------------------------------

    @property
    def generation(self) -> int:
        """The generation shown."""
        return self.exploration.values["generation"]

    @generation.setter
    def generation(self, t: int):
        self.set(generation=t)

    @property
    def sentence(self) -> str:
        """What the pictures show."""
        return " ".join(text for _, text in self._shown)

    def set(self, **values) -> None:
        """Set controls by name and draw once; errors as ``Exploration.set``."""
        self.exploration.set(**values)
        self._follow()

    def preset(self, name: str) -> None:
        """Set the controls to a preset, by the name that the notebook uses."""
        self.exploration.preset(name)
        self._follow()

    def sleep(self) -> None:
        """Keep only what is shown until it is used again."""
        self.exploration.sleep()

    def close(self) -> None:
        """Close it with all its controls, and keep nothing."""
        lifetime.retire(self)
        self.sleep()
        for part in (*lifetime.parts(self), *self._links):
            part.close()
        super().close()

    # --- how it is put together -------------------------------------------------------

    def _build(self):
        for name, made in self.controls.items():
            made.observe(functools.partial(self._moved, name), "value")
        for name in self.exploration.controls:
            if isinstance(self.controls[name], SliderPair):
                self.controls[name].slide.continuous_update = False
        reroll = self._button("Reroll", "dice", self._reroll)
        reroll.tooltip = "The same experiment with other random numbers"
        *others, time, seed = self.controls.values()
        super().__init__([
            W.HTML(STYLE),
            *self._presets(),
            self._picture,
            self._row(*self._player(), time, self._presenter(), self._state),
            self._detail(self._row(*others, seed, reroll)),
        ])  # fmt: skip
        self.add_class("course-explorer")

    def _presets(self) -> list[W.Widget]:
        buttons = [
            self._button(name, "", functools.partial(self.preset, name))
            for name in self.exploration.presets
        ]
        if not buttons:
            return []
        return [self._detail(self._row(W.Label("Presets"), *buttons))]

    def _presenter(self) -> W.ToggleButton:
        switch = W.ToggleButton(
            description="Presenter", icon="television", layout={"width": "auto"},
            tooltip="Show only the pictures, a larger sentence and the player",
        )  # fmt: skip
        switch.observe(lambda change: self._present(change["new"]), "value")
        return switch

    def _player(self):
        last = self.exploration.time.high
        step = max(1, round(last * FRAME_MS / 1000 / PLAY_SECONDS))
        play = W.Play(
            min=1, max=last, step=step, interval=FRAME_MS, layout={"display": "none"}
        )
        self._playing = W.ToggleButton(
            description="Play", icon="play", layout={"width": "auto"}
        )
        self._links = [
            W.jslink((self._playing, "value"), (play, "playing")),
            W.jslink((play, "value"), (self.controls["generation"].slide, "value")),
        ]
        self._playing.observe(lambda change: self._played(), "value")
        back = self._button("Back", "step-backward", lambda: self._step(-1))
        forward = self._button("Step", "step-forward", lambda: self._step(1))
        return play, self._playing, back, forward

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

    @staticmethod
    def _detail(widget: W.Widget) -> W.Widget:
        """Mark a widget as hidden while presenting."""
        widget.add_class("course-detail")
        return widget

    # --- what happens when a control moves --------------------------------------------

    def _moved(self, name: str, change):
        if not self._held:
            self.set(**{name: change["new"]})

    def _reroll(self):
        seed = self.exploration.settings["seed"]
        self.set(seed=(self.exploration.values["seed"] + 1) % (seed.high + 1))

    def _step(self, by: int):
        self.generation = min(max(self.generation + by, 1), self.exploration.time.high)

    def _played(self):
        if self._playing.value and self.generation == self.exploration.time.high:
            self.generation = 1
        elif not self._playing.value:
            self._publish()

    def _present(self, on: bool):
        (self.add_class if on else self.remove_class)("course-presenting")

    def _follow(self):
        """Make the controls show what is set, and draw."""
        self._held = True
        try:
            for name, value in self.exploration.values.items():
                self.controls[name].value = value
        finally:
            self._held = False
        self._show()

    def _show(self):
        """Draw; if that needs a simulation first, say so: it may take a second."""
        self._state.value = "" if self.exploration.ready else "simulating …"
        try:
            self._shown = self.exploration.frame
        finally:
            self._state.value = ""
        lifetime.use(self)
        self._publish()

    def _publish(self):
        """Send pictures and words; screen readers speak them unless it is playing."""
        live = "off" if self._playing.value else "polite"
        self._picture.value = plots.figure_html(self._shown, live)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle["text/html"] = plots.figure_html(self._shown)
            bundle["text/plain"] = self.sentence
        return bundle
