"""The slides, written: `python -m course_utils slides [45|180] [--out FOLDER]`.

nbconvert's reveal exporter writes them; reveal.js lies beside them, so they need no
network. Explorers play the site's presets.
"""

import shutil
from importlib.metadata import distribution
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter

from ..chapters import contents
from ..site import build as site
from ..site import formulas, presets
from ..upkeep import html, notebooks
from . import deck, parts

FOLDER = notebooks.ROOT / "_slides"
ASSETS = Path(__file__).parent / "assets"
TEMPLATE = Path(__file__).parent / "template"
CARRIER = "sphinx-revealjs"  # a package with reveal.js in it; none of it is run
REVEAL = ("dist/reveal.js", "dist/reveal.css", "plugin/notes/notes.js", "LICENSE")
PLAYED = ("answers.js", "player.js", "record.js", "numbers.js", "course.css")


class Slideshow(formulas.Exporter, SlidesExporter):
    """nbconvert's exporter of slides, with formulas as MathML."""


def build(order: str, out: Path, frames: int = presets.MOST) -> Path:
    """Write the deck of a running order, and what it plays, into a folder.

    frames : of a preset. Returns the file to open.
    """
    title, slides = deck.read(order)
    notebook = nbformat.v4.new_notebook(cells=[c for s in slides for c in cells(s)])
    notebook.metadata["title"] = title
    shutil.copytree(ASSETS, out / "assets", dirs_exist_ok=True)
    for name in PLAYED:
        shutil.copy(site.ASSETS / name, out / "assets")
    _reveal(out / "assets/reveal")
    addresses = [address for slide in slides for address in slide.show]
    for explorer in sorted({*map(parts.shown, addresses)} - {""}):
        exploration = contents.explorers()[explorer].exploration()
        presets.write(explorer, exploration, out, frames)
    page = out / f"{order}.html"
    page.write_text(html.render(notebook, TEMPLATE, Slideshow), encoding="utf-8")
    return page


def cells(slide: deck.Slide) -> list:
    """The cells of a slide, marked as nbconvert's reveal template reads them."""
    made = []
    for text, address in zip(deck.text(slide), slide.show, strict=True):
        made += [nbformat.v4.new_markdown_cell(text)] if text else []
        made += [_drawn(part)] if (part := parts.of(address)) else []
    made.append(nbformat.v4.new_markdown_cell(deck.notes(slide)))
    kinds = ["slide", *["-"] * (len(made) - 2), "notes"]
    for cell, kind in zip(made, kinds, strict=True):
        cell.metadata["slideshow"] = {"slide_type": kind}
    return made


def main(order: str | None = None, out: str | None = None) -> None:
    """The command: write the deck of an order, of all without one."""
    folder = Path(out or FOLDER).resolve()
    for each in [order] if order else deck.orders():
        print(build(each, folder))


def _reveal(folder: Path) -> None:
    """Copy reveal.js, its notes and its licence (MIT)."""
    folder.mkdir(exist_ok=True)
    for name in REVEAL:
        file = distribution(CARRIER).locate_file(
            f"sphinx_revealjs/_static/revealjs/{name}"
        )
        shutil.copy(file, folder)


def _drawn(part: str):
    shown = nbformat.v4.new_output("display_data", data={"text/html": part})
    return nbformat.v4.new_code_cell(outputs=[shown])
