"""Every explorer on one page, for a projector: `teaching/lecture.ipynb` shows it."""

import ipywidgets as W

from ..chapters import contents


def lecture() -> W.VBox:
    """A list of all explorers, and below it the one that is chosen."""
    modules = contents.explorers().values()
    choice = W.Dropdown(
        options=[(_title(module), module) for module in modules],
        description="Explorer",
        layout={"width": "max-content"},
    )
    stage = W.VBox()

    def show(_change=None) -> None:
        for explorer in stage.children:
            explorer.close()
        stage.children = [choice.value.explorer()]

    choice.observe(show, "value")
    show()
    return W.VBox([choice, stage])


def _title(module) -> str:
    """01: fit a Gaussian, sample from it, fit again."""
    return module.__doc__.splitlines()[0].removeprefix("Notebook ")
