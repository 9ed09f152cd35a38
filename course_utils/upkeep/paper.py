"""What a teacher prints: Markdown as pages that need no network."""

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import mistune

from ..learning.classroom.instructor import seats_of, teachers_text
from ..learning.classroom.key import key_text, seats_text
from ..learning.unplugged import slips
from . import notebooks

GUIDE = notebooks.ROOT / "teaching"
FOLDER = notebooks.ROOT / "_paper"
TOGETHER = [*GUIDE.rglob("*.md"), notebooks.FOLDER / "monday_at_home.md"]
LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#)([^)#]*)[^)]*\)")
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 15mm; }}
body {{ font: 11pt/1.35 sans-serif; max-width: 48em; margin: 1em auto;
  padding: 0 1em; }}
h1 {{ font-size: 1.5em; }} h2 {{ font-size: 1.15em; margin-bottom: 0.3em; }}
table {{ border-collapse: collapse; margin: 0.7em 0; }}
code {{ overflow-wrap: anywhere; }}
th, td {{ border: 1px solid #888; padding: 0.15em 0.5em; text-align: left;
  vertical-align: top; }}
tr, h2 {{ break-inside: avoid; break-after: auto; }}
@media print {{ body {{ margin: 0; padding: 0; max-width: none; }}
  a {{ color: inherit; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(text: str) -> str:
    """A Markdown text as HTML; its first line is its title."""
    title = text.splitlines()[0].lstrip("# ")
    body = mistune.create_markdown(escape=False, plugins=["table"])(text)
    return PAGE.format(title=html.escape(title), body=body)


def slips_text(seats: int) -> str:
    """Markdown: the slips of ``unplugged.row``, to cut apart."""
    return f"# Slips for a row of seats\n\n```\n{slips(seats)}\n```\n"


def instructor(seats: str, out: str | None = None) -> None:
    """The command: the teacher's sheet of a seat, or the key of several.

    out : a file, whose name ends in .html or .md; printed if None.

    Raises ValueError for another ending, and for anything but seats.
    """
    text = teachers_text(seats)
    if out is None:
        print(text)
    else:
        _write(Path(out), text)


def main(seats: str, out: str | None = None) -> None:
    """The command: every page of the guide, the seat list, the slips and the key."""
    folder = Path(out or FOLDER).resolve()
    for name, text in _sheets(seats_of(seats)):
        file = folder / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, text)


def _sheets(seats: range) -> Iterator[tuple[str, str]]:
    """Name and Markdown of each page."""
    yield "seats", seats_text(seats)
    yield "key", key_text(seats)
    yield "slips", slips_text(len(seats))
    for path in sorted(TOGETHER):
        yield (
            _name(path),
            LINK.sub(
                lambda found, path=path: _link(path, *found.groups()),
                path.read_text(encoding="utf-8"),
            ),
        )


def _name(path: Path) -> str:
    """A page's place in the folder: as in the guide, or beside its first page."""
    inside = path.relative_to(GUIDE) if path.is_relative_to(GUIDE) else Path(path.name)
    return inside.with_suffix("").as_posix()


def _link(path: Path, text: str, target: str) -> str:
    """Links between these pages stay; of other links only the words do."""
    other = (path.parent / target).resolve()
    if other not in TOGETHER:
        return text
    up = os.path.relpath(_name(other), Path(_name(path)).parent)
    return f"[{text}]({Path(up).as_posix()}.html)"


def _write(file: Path, text: str) -> None:
    if file.suffix not in (".html", ".md"):
        raise ValueError(f"out is {str(file)!r}, but it must end in .html or .md")
    shown = page(text) if file.suffix == ".html" else text
    file.write_text(shown, encoding="utf-8")
    print(file)
