"""The notebooks as pages: what needs a kernel there is played or asked here."""

import base64
import re
from functools import partial
from hashlib import sha256
from pathlib import Path

import nbformat

from ..chapters import contents
from ..learning.quiz import named
from ..upkeep import html, links, notebooks, paper
from . import calls, formulas, presets, tasks

TEMPLATE = Path(__file__).parent / "notebook"
HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)<a class="anchor-link"')
ANCHOR = re.compile(r"</?a\b[^>]*>")
PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
PICTURES = "pictures"
CONTENTS = "<!-- contents -->"
FILE_LINK = re.compile(r"\[([^\]]*)\]\(file:([^)]*)\)")


def write(path: Path, out: Path, every: list[Path], runs: bool = False) -> None:
    """Write the page of a notebook or a text into the site's folder.

    every : all that get a page, in reading order. runs : link to where it can be run.
    """
    notebook = _read(path)
    answer(notebook)
    for cell in notebook.cells:
        cell.source = FILE_LINK.sub(_file, cell.source)
    notebook.metadata["course"] = {
        "before": neighbour(every, path, -1), "after": neighbour(every, path, 1),
        "code": tasks.restored(),
        "run": path.stem if runs and path in runnable() else "",
    }  # fmt: skip
    page = html.render(notebook, TEMPLATE, formulas.Exporter)
    page = formulas.scrolling(page.replace(CONTENTS, contents_of(page)))
    (out / name(path)).write_text(beside(page, out), encoding="utf-8")


def name(path: Path) -> str:
    """The file name of a page; those of the guide begin with its folder's."""
    if path.parent == notebooks.FOLDER:
        return f"{path.stem}.html"
    parts = path.relative_to(notebooks.ROOT).with_suffix("").parts
    return f"{'-'.join(part for part in parts if part != 'README')}.html"


def order() -> list[Path]:
    """All pages in reading order: numbered notebooks, the others, then texts."""
    every = sorted(notebooks.find(), key=lambda path: not path.stem[0].isdigit())
    return [*every, *texts()]


def runnable() -> list[Path]:
    """Pages that can be run: the notebooks."""
    return [path for path in order() if path.suffix == ".ipynb"]


def texts() -> list[Path]:
    """Pages that are no notebooks: the glossary, for one, and the teachers' guide."""
    return [*sorted(notebooks.FOLDER.glob("*.md")), *sorted(paper.GUIDE.rglob("*.md"))]


def title(path: Path) -> str:
    """What a page is called."""
    return _read(path).metadata["title"]


def neighbour(every: list[Path], path: Path, step: int) -> dict | None:
    """The page before or after, as address and title."""
    at = every.index(path) + step
    if not 0 <= at < len(every):
        return None
    return {"href": name(every[at]), "title": title(every[at])}


def link(target: str, folder: Path = notebooks.FOLDER) -> str:
    """Pages beside this one, or a file of the repository, marked by "file:"."""
    path = (folder / target).resolve()
    if path in order():
        return name(path)
    return f"file:{path.relative_to(notebooks.ROOT).as_posix()}"


def _read(path: Path):
    return html.read(path, partial(link, folder=path.parent))


def _file(found: re.Match) -> str:
    """A link to a file at the course's address; its name while there is none."""
    text, file = found.groups()
    address = links.known()
    if address is None:
        return f"{text} (`{file}`)" if file not in text else text
    return f"[{text}](https://github.com/{address}/blob/HEAD/{file})"


def contents_of(page: str) -> str:
    """The headings of a page as links; a link in a heading is its words alone."""
    items = [
        f'<li><a href="#{id}">{ANCHOR.sub("", text)}</a></li>'
        for id, text in HEADING.findall(page)
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
            return tasks.reveal(id, stored(cell, "text/plain"))
        case ("quiz", "", words):
            return tasks.quiz(named(*words))
        case ("task", "", (id,)):
            return tasks.task(id, stored(cell, "text/html"))
        case ("explorer", owner, _) if owner in rooms:
            return player(rooms[owner], stored(cell, "text/html"))
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


def stored(cell, kind: str) -> str:
    """What a cell has stored of that kind; "" if nothing."""
    found = (output.get("data", {}).get(kind, "") for output in cell.outputs)
    return next(filter(None, found), "")


def _show(cell, part: str) -> None:
    """Let a cell show a part of the page, and fold its code."""
    shown = nbformat.v4.new_output("display_data", data={"text/html": part})
    kept = [o for o in cell.outputs if "text/html" not in o.get("data", {})]
    cell.outputs = [*kept, shown]
    cell.metadata["jupyter"] = {"source_hidden": True}
