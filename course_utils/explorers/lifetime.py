"""How long an explorer lives: ipywidgets keeps every widget until it is closed.

A cell that runs again would leave its last explorer in memory, with pictures and
simulations, out of sight and for good. So the explorers of a cell's last run are
closed, and only the AWAKE explorers that were used most recently keep what is large.
"""

from collections.abc import Iterator

import ipywidgets as W
from IPython import get_ipython

AWAKE = 2

_awake: list = []
_made: dict[str, tuple[str, list]] = {}  # cell -> its last run, and what that made


def use(explorer) -> None:
    """Keep this explorer awake; those that were used less recently fall asleep."""
    retire(explorer)
    _awake.insert(0, explorer)
    while len(_awake) > AWAKE:
        _awake.pop().sleep()


def retire(explorer) -> None:
    """Forget an explorer: it is about to be closed."""
    _awake[:] = [other for other in _awake if other is not explorer]


def begin(explorer) -> None:
    """Close what earlier runs of this cell made; needs a front end that names cells."""
    cell, run = _running()
    if cell is None:
        return
    last, made = _made.get(cell, (run, []))
    if last != run:
        for old in made:
            old.close()
        made = []
    _made[cell] = run, [*made, explorer]


def parts(widget: W.Widget) -> Iterator[W.Widget]:
    """The widgets that a widget holds, at any depth, layouts and styles too."""
    for name in widget.keys:
        value = getattr(widget, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, W.Widget):
                yield part
                yield from parts(part)


def _running() -> tuple[str | None, str | None]:
    """The cell that is running and this run of it, if the front end says so."""
    parent = getattr(get_ipython(), "get_parent", dict)() or {}
    cell = parent.get("metadata", {}).get("cellId")
    return cell, parent.get("header", {}).get("msg_id")
