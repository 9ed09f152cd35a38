"""What a slide holds of a code cell: a player, a bet, what happened, or its output."""

import html

from ..chapters import contents
from ..site import calls, formulas, pages, tasks
from ..tasks.prediction import Amount, Curve, OneOf, Prediction
from ..widgets.message import inline
from . import deck


def of(address: str) -> str:
    """HTML of a cell's part on a slide; "" for a cell of text."""
    if deck.is_text(address):
        return ""
    cell = deck.cell(address)
    if address.endswith("#code"):
        return formulas.html(f"```python\n{cell.source}\n```")
    for call in calls.of(cell.source):
        match call:
            case ("predict", "", (id,)):
                return bet(contents.prediction(id))
            case ("reveal", "", (id, *_)):
                return happened(id, pages.stored(cell, "text/plain"))
    if explorer := shown(address):
        return _inside(pages.player(explorer, pages.stored(cell, "text/html")))
    return _inside(_output(cell))


def shown(address: str) -> str:
    """The explorer that a cell shows, such as "nb01.one_gaussian"; "" if none."""
    if deck.is_text(address):
        return ""
    rooms = deck.rooms(address)
    asked = calls.of(deck.cell(address).source)
    return next((rooms[c.owner] for c in asked if c.name == "explorer"), "")


def bet(asked: Prediction) -> str:
    """A question with its options, for a show of hands."""
    if isinstance(asked, OneOf):
        options = "".join(f"<li>{inline(text)}</li>" for text in asked.shown.values())
        wanted = f'<ul class="options">{options}</ul>'
    else:
        wanted = f"<p><strong>{inline(_wanted(asked))}</strong></p>"
    return f"<p>{inline(asked.question)}</p>{wanted}"


def happened(id: str, told: str) -> str:
    """What came out of a bet, drawn where it can be.

    told : the text that the notebook stores.
    """
    asked = contents.prediction(id)
    return (
        f'<div class="happened">{tasks.happened(asked, tasks.truth(asked, told))}</div>'
    )


def _wanted(asked: Amount | Curve) -> str:
    if isinstance(asked, Amount):
        return f"Your number ({asked.unit})?"
    places = ", ".join(f"{x:g}" for x in asked.x)
    return f"Your numbers: {asked.y_name} at {asked.x_name} {places}?"


def _output(cell) -> str:
    """The stored pictures of a cell, or what it printed."""
    printed = "".join(o.get("text", "") for o in cell.outputs)
    drawn = pages.stored(cell, "text/html")
    return drawn or f"<pre>{html.escape(printed.rstrip())}</pre>"


def _inside(part: str) -> str:
    """A part inside a slide: reveal.js takes every <section> for a slide."""
    opened = part.replace("<section", '<div role="group"')
    return f'<div class="part">{opened.replace("</section>", "</div>")}</div>'
