"""The glossary: terms in plain words, each with the notebook that first uses it.

``glossary.toml`` is the source. ``python -m course_utils glossary`` writes
``notebooks/glossary.md`` from it, and a notebook links there when it first uses a term:
``[half-life](glossary.md#half-life)``. Headings are the terms in lower case, so that
JupyterLab and GitHub give them the same address.
"""

import html
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..widgets.message import box, inline

SOURCE = Path(__file__).with_name("glossary.toml")
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LINK = re.compile(r"\]\(glossary\.md#([^)\s]*)\)")


@dataclass(frozen=True)
class Term:
    """A term, what it means, and the notebook that first uses it."""

    name: str
    says: str
    first: str

    @property
    def anchor(self) -> str:
        """What follows ``glossary.md#`` in a link."""
        return self.name.replace(" ", "-")


@cache
def terms() -> dict[str, Term]:
    """name -> Term, in alphabetical order."""
    table = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {name: Term(name, **entry) for name, entry in sorted(table.items())}


class Glossary:
    """Some terms, for a cell to show."""

    def __init__(self, chosen: list[Term]):
        self.terms = chosen

    def __repr__(self) -> str:
        return "\n".join(f"{t.name} ({t.first}): {t.says}" for t in self.terms)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<dt><strong>{html.escape(t.name)}</strong> (notebook {t.first})</dt>"
            f"<dd>{inline(t.says)}</dd>"
            for t in self.terms
        )
        return box(f"<dl>{rows}</dl>")


def glossary(*names: str) -> Glossary:
    """The terms of these names, or all. Raises ValueError that lists the names."""
    known = terms()
    for name in names:
        if name not in known:
            raise ValueError(f"no term {name!r}; there are {', '.join(known)}")
    return Glossary([known[name] for name in names or known])


def page() -> str:
    """The text of ``notebooks/glossary.md``."""
    parts = [
        "# Glossary",
        "The terms of the course in plain words. The number is the notebook that first "
        "uses a term.",
    ]
    parts += [f"## {t.name}\n\n{t.says} ({t.first})" for t in terms().values()]
    return "\n\n".join(parts) + "\n"


def faults(notebook: Path) -> list[str]:
    """What is wrong with a notebook's links into the glossary.

    A link to an unknown term, or a term that is first used here and not linked.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = [c["source"] for c in cells if c["cell_type"] == "markdown"]
    text = "\n".join("".join(source) for source in sources)
    anchors = {t.anchor: t for t in terms().values()}
    linked = LINK.findall(text)
    found = [f"#{a} is not a term" for a in sorted(set(linked) - set(anchors))]
    for anchor, term in anchors.items():
        if term.first == notebook.name[:2] and anchor not in linked:
            found.append(f"{term.name!r} is first used here and not linked")
    return found


def main() -> int:
    """The command: write the page; name the links that are missing or wrong."""
    target = NOTEBOOKS / "glossary.md"
    target.write_text(page(), encoding="utf-8", newline="\n")
    print(f"wrote notebooks/{target.name}: {len(terms())} terms")
    found = {path: faults(path) for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))}
    for path, sentences in found.items():
        for sentence in sentences:
            print(f"{path.name}: {sentence}")
    return 1 if any(found.values()) else 0
