"""Controls of an explorer: each reads as one value and can be worked by keyboard.

A slider's handle has no name that a screen reader could say, so every slider has a
typed twin that does the same.
"""

from collections.abc import Mapping

import ipywidgets as W

from .. import checks

LABEL = {"description_width": "initial"}


class Choice(W.ToggleButtons):
    """One of a few named values: ``Choice("Divide by", {"n": 0, "n - 1": 1})``."""

    def __init__(self, label: str, options: Mapping[str, object], value=None):
        super().__init__(
            options=list(options.items()),
            value=next(iter(options.values())) if value is None else value,
            description=label,
            style={**LABEL, "button_width": "auto"},
        )

    def accept(self, value) -> None:
        """ValueError for what is not among the options."""
        if value not in self.ends():
            known = ", ".join(repr(option) for option in self.ends())
            raise ValueError(f"{self.description} is {value!r}, but it must be {known}")

    def ends(self) -> list:
        """Every value: a choice has no middle."""
        return [value for _, value in self.options]

    @property
    def control(self) -> W.Widget:
        """The widget that holds the value."""
        return self


class Number(W.BoundedIntText):
    """A whole number to type."""

    def accept(self, value) -> None:
        """ValueError for what cannot be typed."""
        checks.count(self.description, value, least=self.min, most=self.max)

    def __init__(self, label: str, low: int, high: int, value: int | None = None):
        super().__init__(
            value=low if value is None else value,
            min=low,
            max=high,
            description=label,
            style=LABEL,
            layout={"width": "auto", "max_width": "160px"},
        )

    def ends(self) -> list:
        """Lowest and highest value."""
        return [self.min, self.max]

    @property
    def control(self) -> W.Widget:
        """The widget that holds the value."""
        return self


class Slider(W.HBox):
    """A whole number or, with a fractional step, a real one; slider and typed twin."""

    def __init__(self, label: str, low, high, value=None, step=1):
        whole = all(isinstance(number, int) for number in (low, high, step))
        slide, typed = (
            (W.IntSlider, W.BoundedIntText)
            if whole
            else (W.FloatSlider, W.BoundedFloatText)
        )
        limits = {"min": low, "max": high, "step": step}
        value = low if value is None else value
        self.control = slide(
            value=value,
            readout=False,
            layout={"flex": "1 1 auto", "width": "auto"},
            **limits,
        )
        self.typed = typed(
            value=value,
            description=label,
            style=LABEL,
            layout={"width": "auto", "max_width": "220px"},
            **limits,
        )
        self._link = W.jslink((self.control, "value"), (self.typed, "value"))
        super().__init__(
            [self.typed, self.control], layout={"flex": "1 1 320px", "width": "auto"}
        )

    @property
    def value(self):
        """The number."""
        return self.control.value

    @value.setter
    def value(self, value):
        self.accept(value)
        self.control.value = value

    def accept(self, value) -> None:
        """ValueError for what the slider cannot show."""
        low, high = self.control.min, self.control.max
        if isinstance(self.control, W.IntSlider):
            checks.count(self.typed.description, value, least=low, most=high)
        elif not low <= value <= high:
            raise ValueError(
                f"{self.typed.description} is {value!r}, but it must be from "
                f"{low} to {high}"
            )

    def ends(self) -> list:
        """Lowest and highest value."""
        return [self.control.min, self.control.max]

    def close(self) -> None:
        """Close the link of the twins too: no widget holds it."""
        self._link.close()
        super().close()


class Words(W.Text):
    """A line of text to type; it counts when Enter is pressed or the field is left."""

    def __init__(self, label: str, value: str):
        super().__init__(
            value=value,
            description=label,
            continuous_update=False,
            style=LABEL,
            layout={"width": "420px"},
        )

    def accept(self, value) -> None:
        """TypeError for what is not a text."""
        if not isinstance(value, str):
            raise TypeError(f"{self.description} is {value!r}, but it must be a text")

    def ends(self) -> list:
        """An empty line and a long one."""
        return ["", "a word and " * 40]

    @property
    def control(self) -> W.Widget:
        """The widget that holds the value."""
        return self
