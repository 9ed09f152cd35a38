"""What the course's widgets share: look, labels, and what a saved file shows.

A widget needs a running kernel. So each carries the same content as HTML and as plain
text: GitHub and an unstarted notebook show the HTML, strict nbval compares both.
"""

from collections.abc import Callable

import ipywidgets as W

from .message import Message, inline

STYLE = """<style>
.course-panel { border: 1px solid var(--jp-border-color2, #ccc); padding: 8px 12px;
  overflow: visible; }
.course-panel .widget-html-content { line-height: 1.5; white-space: normal;
  font-size: var(--jp-content-font-size1, 14px);
  color: var(--jp-content-font-color1, inherit); }
.course-panel .widget-radio, .course-panel .widget-radio-box { width: auto;
  max-width: 100%; height: auto; overflow: visible; }
.course-panel .widget-radio-box label { display: flex; align-items: flex-start;
  flex-direction: row-reverse; justify-content: flex-end; gap: 6px;
  height: auto; line-height: 1.45; white-space: normal; padding: 2px 0;
  font-size: var(--jp-content-font-size1, 14px);
  color: var(--jp-content-font-color1, inherit); }
.course-panel .widget-radio-box label input { flex: none; margin: 4px 0 0 0; }
</style>"""


class Panel(W.VBox):
    """A column of widgets; ``still`` is what a saved file shows instead."""

    def __init__(self, *parts: W.Widget):
        super().__init__([W.HTML(STYLE), *parts], layout={"max_width": "60em"})
        self.add_class("course-panel")

    @property
    def still(self) -> Message:
        """The same content without controls; each panel has its own."""
        raise TypeError(f"{type(self).__name__} does not say what a file shows")

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle["text/html"] = self.still._repr_html_()
            bundle["text/plain"] = self.still.text
        return bundle


def words(text: str) -> W.HTML:
    """A paragraph with `code` in it."""
    return W.HTML("".join(f"<div>{inline(line)}</div>" for line in text.split("\n")))


def button(label: str, act: Callable[[], None]) -> W.Button:
    """A button as wide as its label; the space bar presses it too."""
    made = W.Button(description=label, layout={"width": "max-content"})
    made.on_click(lambda _: act())
    return made


def radio(label: str, options: list, value=None) -> W.RadioButtons:
    """Options of any length, none chosen; screen readers speak ``label`` too."""
    return W.RadioButtons(
        options=options,
        value=value,
        description=label,
        style={"description_width": "initial"},
        layout={"width": "auto"},
    )


def say(place: W.HTML, message: Message) -> None:
    """Show a message; screen readers speak it when they have finished."""
    place.value = message._repr_html_(live=True)
