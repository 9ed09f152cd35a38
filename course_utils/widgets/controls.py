"""The widget for each kind of setting; all have a ``value``.

A slider's handle has no name for a screen reader to speak, so every slider is linked to
a field to type in.
"""

import ipywidgets as W
import traitlets

from .settings import Choice, Number, Setting, Slider, Words

LABEL = {"description_width": "initial"}


class SliderPair(W.HBox):
    """A slider and its field, for a whole number or a real one."""

    value = traitlets.Any()

    def __init__(self, setting: Slider):
        slide, typed = (W.IntSlider, W.BoundedIntText)
        if not setting.whole:
            slide, typed = (W.FloatSlider, W.BoundedFloatText)
        limits = {"min": setting.low, "max": setting.high, "step": setting.step}
        self.slide = slide(
            value=setting.start, readout=False, **limits,
            layout={"flex": "1 1 100px", "width": "auto"},
        )  # fmt: skip
        self.typed = typed(
            value=setting.start, description=setting.label, style=LABEL, **limits,
            layout={"width": "auto", "max_width": "190px"},
        )  # fmt: skip
        self._link = W.jslink((self.slide, "value"), (self.typed, "value"))
        super().__init__(
            [self.typed, self.slide], layout={"flex": "1 1 260px", "width": "auto"}
        )
        traitlets.link((self.slide, "value"), (self, "value"))

    def close(self) -> None:
        """Close the link between the two as well: no widget holds it."""
        self._link.close()
        super().close()


def control(setting: Setting) -> W.Widget:
    """The widget for a setting, at its start."""
    return MAKERS[type(setting)](setting)


def _buttons(setting: Choice) -> W.ToggleButtons:
    return W.ToggleButtons(
        options=list(setting.options.items()),
        value=setting.start,
        description=setting.label,
        style={**LABEL, "button_width": "auto"},
    )


def _field(setting: Number) -> W.BoundedIntText:
    return W.BoundedIntText(
        setting.start, min=setting.low, max=setting.high, description=setting.label,
        style=LABEL, layout={"width": "auto", "max_width": "130px"},
    )  # fmt: skip


def _line(setting: Words) -> W.Text:
    """A text field; its value changes when Enter is pressed or the field is left."""
    return W.Text(
        setting.start, description=setting.label, continuous_update=False, style=LABEL,
        layout={"width": "420px", "max_width": "100%"},
    )  # fmt: skip


MAKERS = {Choice: _buttons, Number: _field, Slider: SliderPair, Words: _line}
