"""The notebooks as pages: what needs a kernel there is played or asked here."""

import base64
import re
from hashlib import sha256
from pathlib import Path

import nbformat

from ..chapters import contents
from ..learning.quiz import named
from ..upkeep import html, links, notebooks
from . import calls, formulas, presets, tasks

TEMPLATE = Path(__file__).parent / "notebook"
HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)<a class="anchor-link"')
PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
PICTURES = "pictures"
CONTENTS = "<!-- contents -->"
FILE_LINK = re.compile(r"\[([^\]]*)\]\(file:([^)]*)\)")


def write(path: Path, out: Path, every: list[Path], runs: bool = False) -> None:
    """Write the page of a notebook or a text into the site's folder.

    every : all that get a page, in reading order. runs : link to where it can be run.
    """
    notebook = html.read(path, link)
    answer(notebook)
    for cell in notebook.cells:
        cell.source = FILE_LINK.sub(_file, cell.source)
    notebook.metadata["course"] = {
        "before": neighbour(every, path, -1), "after": neighbour(every, path, 1),
        "code": tasks.restored(), "run": path.stem if runs and path in order() else "",
    }  # fmt: skip
    page = html.render(notebook, TEMPLATE, formulas.Exporter)
    page = formulas.scrolling(page.replace(CONTENTS, contents_of(page)))
    (out / name(path)).write_text(beside(page, out), encoding="utf-8")


def name(path: Path) -> str:
    """The file name of a page."""
    return f"{path.stem}.html"


def order() -> list[Path]:
    """All pages in reading order: numbered notebooks, the others, then texts."""
    every = sorted(notebooks.find(), key=lambda path: not path.stem[0].isdigit())
    return [*every, *texts()]


def texts() -> list[Path]:
    """What the notebooks link to and is none: the glossary, for one."""
    return sorted(notebooks.FOLDER.glob("*.md"))


def title(path: Path) -> str:
    """What a page is called."""
    return html.read(path, link).metadata["title"]


def neighbour(every: list[Path], path: Path, step: int) -> dict | None:
    """The page before or after, as address and title."""
    at = every.index(path) + step
    if not 0 <= at < len(every):
        return None
    return {"href": name(every[at]), "title": title(every[at])}


def link(target: str) -> str:
    """Pages beside this one, or a file of the repository, marked by "file:"."""
    path = Path(target)
    if path.suffix == ".ipynb" or notebooks.FOLDER / path in texts():
        return f"{path.stem}.html"
    return f"file:{(notebooks.FOLDER / path).resolve().relative_to(notebooks.ROOT)}"


def _file(found: re.Match) -> str:
    """A link to a file at the course's address; its name while there is none."""
    text, file = found.groups()
    address = links.known()
    if address is None:
        return f"{text} (`{file}`)" if file not in text else text
    return f"[{text}](https://github.com/{address}/blob/HEAD/{file})"


def contents_of(page: str) -> str:
    """The headings of a page as links."""
    items = [
        f'<li><a href="#{id}">{text}</a></li>' for id, text in HEADING.findall(page)
    ]
    return f"<ol>{''.join(items)}</ol>"


def beside(page: str, out: Path) -> str:
    """The page with its pictures in files, loaded where they come into view."""

    def moved(found: re.Match) -> str:
        png = base64.b64decode(found[1])
        file = out / PICTURES / f"{sha256(png).hexdigest()[:16]}.png"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(presets.smaller(png))
        return f'loading="lazy" src="{PICTURES}/{file.name}"'

    return PICTURE.sub(moved, page)


def answer(notebook) -> None:
    """Replace the outputs of cells that ask for a kernel."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    rooms = calls.rooms(cell.source for cell in code)
    for cell in code:
        for call in calls.of(cell.source):
            if part := _part(call, rooms, cell):
                _show(cell, part)


def _part(call: calls.Call, rooms: dict[str, str], cell) -> str:
    """HTML in the place of a cell's output; "" where that stays as it is."""
    match call:
        case ("predict", "", (id,)):
            return tasks.predict(id)
        case ("reveal", "", (id, *_)):
            return tasks.reveal(id, _stored(cell, "text/plain"))
        case ("quiz", "", words):
            return tasks.quiz(named(*words))
        case ("task", "", (id,)):
            return tasks.task(id, _stored(cell, "text/html"))
        case ("explorer", owner, _) if owner in rooms:
            return player(rooms[owner], _stored(cell, "text/html"))
    return ""


def player(explorer: str, still: str) -> str:
    """A player that shows the stored frame until a preset is asked for."""
    exploration = contents.explorers()[explorer].exploration()
    buttons = "".join(
        f'<button type="button" aria-pressed="false" '
        f'data-preset="{presets.address(explorer, preset)}">{preset}</button>'
        for preset in presets.names(exploration)
    )
    return (
        f'<section class="course-part course-player" data-explorer="{explorer}" '
        f'aria-label="Explorer"><div class="presets" hidden>'
        f'Play: {buttons}</div><p role="status"></p>'
        f'<div class="stage">{still}</div></section>'
    )


def _stored(cell, kind: str) -> str:
    """What a cell has stored of that kind; "" if nothing."""
    stored = (output.get("data", {}).get(kind, "") for output in cell.outputs)
    return next(filter(None, stored), "")


def _show(cell, part: str) -> None:
    """Let a cell show a part of the page, and fold its code."""
    shown = nbformat.v4.new_output("display_data", data={"text/html": part})
    kept = [o for o in cell.outputs if "text/html" not in o.get("data", {})]
    cell.outputs = [*kept, shown]
    cell.metadata["jupyter"] = {"source_hidden": True}
