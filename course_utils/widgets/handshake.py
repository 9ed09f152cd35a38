"""The doctor's widget: does the browser talk back to the kernel?"""

import ipywidgets as W


class Handshake(W.HTML):
    """A line that changes by itself once the browser has answered the kernel."""

    WAITING = (
        "<b>LOOK → Widgets:</b> waiting for the browser. If this line has not changed "
        "after ten seconds, no control will work: run this cell again; if that does "
        "not help, reload the page, choose <i>Kernel → Restart</i>, and see "
        "<i>If widgets do not answer</i> in the README."
    )
    ANSWERED = "<b>ok</b> &nbsp; Widgets: the browser has answered."

    def __init__(self):
        super().__init__(self.WAITING)
        self._call = W.IntText(1)
        self._answer = W.IntText(0)
        self._answer.observe(self._answered, "value")
        self._link = W.jslink((self._call, "value"), (self._answer, "value"))

    @property
    def answered(self) -> bool:
        """Whether the browser has copied the call into the answer."""
        return self._answer.value == 1

    def _answered(self, change):
        self.value = self.ANSWERED if self.answered else self.WAITING

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle["text/plain"] = "The widget check runs in the browser."
        return bundle
