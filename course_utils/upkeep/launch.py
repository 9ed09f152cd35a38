"""The ways to open the course: a table in the README and on the site.

``links`` writes it. While the course has no address, what needs one says in words what
to do instead: no page shows a link that leads nowhere.
"""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote


class Block(NamedTuple):
    """A part of the README that a command writes, between two lines."""

    start: str
    end: str


BET = Block("<!-- bet -->\n", "<!-- end of bet -->\n")
TABLE = Block("<!-- launch -->\n", "<!-- end of launch -->\n")
START_HERE = "notebooks/00_start_here.ipynb"
TOUR = "notebooks/quick_tour.ipynb"
GUIDE = "teaching/README.md"


def pages_address(address: str) -> str:
    """Where GitHub Pages shows the site of OWNER/REPO."""
    owner, repository = address.split("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if repository == host else f"https://{host}/{repository}/"


def binder(address: str, notebook: str) -> str:
    """A Binder link that opens a notebook."""
    path = quote(f"lab/tree/{notebook}", safe="/")
    return f"https://mybinder.org/v2/gh/{address}/HEAD?urlpath={path}"


def bet(address: str | None = None) -> str:
    """One line under the README's bet: where to place it."""
    if address is None:
        return (
            "**Place your bet:** the lines below put the course on your machine "
            "(in place of OWNER/REPO goes the address that you were given). "
            "There, `python -m course_utils site` writes the bet as a page, "
            "`_site/index.html`, that opens with a double click "
            "(its packages come once before: *In the browser*, below)."
        )
    return (
        f"[**Place your bet in the browser**]({pages_address(address)}), at once, or "
        f"in a notebook [on Binder]({binder(address, TOUR)}), in minutes; or on your "
        "own machine:"
    )


def table(address: str | None = None, guide: str = GUIDE) -> str:
    """All the ways, in Markdown.

    guide : where the teachers' guide is, seen from the page that holds the table.
    """
    ways = [
        ("way", "what you get", "how"),
        ("---", "---", "---"),
        ("web pages", "opens at once: read, bet, play; no code runs", _web(address)),
        (
            "JupyterLab in the browser",
            "everything, kept in your browser; 60 MB once, slower, no server",
            _lab(address),
        ),
        ("your machine", "everything; no network after that", "`python3 start.py`"),
        (
            "conda",
            "everything, in your conda",
            "`conda env create -f environment.yml`",
        ),
        (
            "Binder",
            "everything in the browser, after minutes; nothing is kept",
            _binder(address),
        ),
        (
            "a class's hub",
            "everything in the browser, kept; somebody has to run a JupyterHub",
            "ask your teacher for its address",
        ),
        (
            "a lesson",
            "you teach: lesson plans by the minute, handouts, games on paper, keys",
            f"[for teachers]({guide})",
        ),
    ]
    return "".join(f"| {' | '.join(way)} |\n" for way in ways)


def _web(address: str | None) -> str:
    if address:
        return f"[open the pages]({pages_address(address)})"
    return "`python -m course_utils site` writes them into `_site/`"


def _lab(address: str | None) -> str:
    if address:
        return f"[choose a notebook]({pages_address(address)}run.html)"
    return "the same command; then `python -m http.server --bind 127.0.0.1 -d _site`"


def _binder(address: str | None) -> str:
    if address:
        return f"[open the course on Binder]({binder(address, START_HERE)})"
    return "put a copy of the course on GitHub, and enter its address at Binder"


def write(readme: Path, address: str | None) -> bool:
    """Rewrite both blocks of a README; whether it changed."""
    before = text = readme.read_bytes().decode("utf-8")
    for block, new in ((BET, f"{bet(address)}\n"), (TABLE, table(address))):
        if block.start in text:
            head, rest = text.split(block.start)
            text = f"{head}{block.start}\n{new}\n{block.end}{rest.split(block.end)[1]}"
    readme.write_bytes(text.encode("utf-8"))  # line ends stay as they are
    return text != before
