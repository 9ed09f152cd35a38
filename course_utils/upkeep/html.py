"""A notebook as one page: what JupyterLab folds away, the page folds away.

nbconvert shows what ``source_hidden`` and ``outputs_hidden`` mark; our template, in
``html_template``, puts it behind a line to click. The page needs no network: formulas
stay as they are written, in TeX.
"""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from . import notebooks

SITE = notebooks.ROOT / "_site"
FOLDED = Path(__file__).parent / "html_template"
TITLE = re.compile(r"# (.+)")
LINK = re.compile(r"\]\((?!#|\w+:)([^)#\s]+)")


def export(name: str, out: str | os.PathLike | None = None) -> Path:
    """Write the page of one notebook; the page's path.

    name : how the notebook's name begins, such as "07".
    out : a folder, made if it is not there; ``_site`` beside the notebooks if None.

    Raises ValueError if no notebook, or more than one, begins with that name.
    """
    path, *others = notebooks.find([name])
    if others:
        raise ValueError(
            f"{name!r} begins the names of {1 + len(others)} notebooks, but it must "
            f"begin that of one, such as {path.stem}"
        )
    page = Path(out or SITE).resolve() / f"{path.stem}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    # Under a locale that cannot read a folder's name, the name keeps its bytes.
    page.write_bytes(_html(path, page.parent).encode("utf-8", "surrogateescape"))
    return page


def main(names: Iterable[str] = (), out: str | None = None) -> None:
    """Write the pages of these notebooks, or of all if none is named."""
    for path in notebooks.find(names):
        print(export(path.stem, out))


def read(path: Path, link: Callable[[str], str]):
    """A notebook with its title, and with relative links as ``link`` makes them.

    A text in Markdown is a notebook of one cell.
    """
    import nbformat

    if path.suffix == ".md":
        cell = nbformat.v4.new_markdown_cell(path.read_text(encoding="utf-8"))
        cell.id = path.stem
        notebook = nbformat.v4.new_notebook(cells=[cell])
    else:
        notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lambda found: f"]({link(found[1])}", cell.source)
    heading = TITLE.match(notebook.cells[0].source)
    notebook.metadata["title"] = heading[1] if heading else path.stem
    return notebook


def render(notebook, template: Path = FOLDED, exporter: type | None = None) -> str:
    """The page of a notebook.

    template : folder of a template, which may extend ours.
    exporter : one of nbconvert's classes, ``HTMLExporter`` if None.
    """
    from nbconvert import HTMLExporter

    made = (exporter or HTMLExporter)(
        template_name=template.name,
        extra_template_basedirs=[str(template.parent), str(FOLDED.parent)],
        extra_template_paths=[str(FOLDED.parent)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    return made.from_notebook_node(notebook)[0]


def _html(path: Path, folder: Path) -> str:
    return render(read(path, lambda target: _link(target, folder)))


def _link(target: str, folder: Path) -> str:
    """Other notebooks are pages beside this one; all else is where it was."""
    if target.endswith(".ipynb"):
        return f"{target.removesuffix('.ipynb')}.html"
    file = os.path.relpath(notebooks.FOLDER / target, folder)
    return Path(file).as_posix()
