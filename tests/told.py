"""What the course tells its readers to type, press or open, found by search.

It is told in a *place*: a notebook, a page or start.py. Texts are the markdown cells,
the pages, the strings of the package (without docstrings) and the exercises' texts, in
every notebook that shows them.
"""

import ast
import functools
import re
from pathlib import Path
from typing import NamedTuple

import nbformat

from course_utils.chapters import contents
from course_utils.upkeep import notebooks

ROOT = notebooks.ROOT
PACKAGE = ROOT / "course_utils"
RUN_BY = {"teaching/sweeps.md": "tests/experiments/test_sweep_cluster.py"}
PAGES = [
    *("README.md", "CONTRIBUTING.md"),
    *("notebooks/glossary.md", "notebooks/monday_at_home.md"),
    *sorted(
        name
        for page in (ROOT / "teaching").rglob("*.md")
        if (name := page.relative_to(ROOT).as_posix()) not in RUN_BY
    ),
]
STEMS = [path.stem for path in notebooks.find()]

QUOTED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)|<code>([^<]+)</code>")
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)
COMMAND = re.compile(
    r"(?:sudo (?:-E )?)?(?:\S+/bin/)?(?:python3?|py|ruff|jupyter|git|conda|cd|ulimit"
    r"|apt|cp|curl|docker|helm|jupyter-repo2docker|tljh-config) \S.*"
)
BARE = re.compile(  # without backticks
    r"(?<![`./\w])(?:python3? -m course_utils (?:archive [^`\n]+|[a-z-]+(?: [a-z]+$)?)"
    r"|python3? start\.py|(?:progress|classroom)\.\w+\([^)]*\))"
)
NO_PIECE = re.compile(r"‹[^›]*›|[█░]+|\(\[\^")  # the reader's words, meters, a pattern
FILE = re.compile(
    r"\.?[\w\\-]+[/\\][\w./\\-]*|\.venv|[\w-]+\.(?:py|md|toml|txt|yml|pth)"
)
NAME = re.compile(r"-{0,2}\w[\w-]*(?: \d\S*)?|\W+")
LINK = re.compile(r"\]\(([^)\s]+)\)|(?<!\()(https://[^\s)\"'`<>]+[\w/])")
MENU = re.compile(r"\*((?:File|Edit|View|Run|Kernel|Settings|Help) → [^*]+)\*")
KEY = re.compile(r"<kbd>(\w+)</kbd>")
MARKED = r"\*{1,2}[^*\n]+\*{1,2}"
ORDER = re.compile(
    r"\b(?:[Pp]ress|[Ss]et|[Pp]ut|[Tt]ry|With|Leave|Save|[Cc]hoose|through|presets?)\s"
    rf"(?:the )?(?:presets? )?({MARKED}(?:(?:, | and | or | to ){MARKED})*)"
)
STEP = re.compile(r"^\d\. .*$", re.M)
MARK = re.compile(r"(\*{1,2})([^*\n]+)\1")


class Told(NamedTuple):
    """A piece of text, its kind, and where somebody reads it."""

    kind: str
    text: str
    place: str


@functools.cache
def cells(stem: str) -> list:
    return nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4).cells


@functools.cache
def code(stem: str) -> str:
    return "\n".join(c.source for c in cells(stem) if c.cell_type == "code")


def markdown(stem: str) -> list[str]:
    return [c.source for c in cells(stem) if c.cell_type == "markdown"]


def exercises(stem: str) -> list:
    return [e for e in contents.all_exercises().values() if stem.startswith(e.id[:2])]


@functools.cache
def everything() -> list[Told]:
    """All that is told, each piece once in each place."""
    found = [(place, piece) for place, text in prose() for piece in pieces(text)]
    found += [(p, piece) for p, text in prose() for piece in opened(text)]
    found += [(p, piece) for p, text in messages() for piece in pieces(text)]
    told = [Told(kind, text, place) for place, (kind, text) in found]
    told += [Told("card", text, stem) for stem in STEMS for text in cards(stem)]
    told += [Told("label", text, stem) for stem in STEMS for text, _ in labels(stem)]
    return list(dict.fromkeys(told))


def pieces(text: str):
    """Kind and text of each piece of one text."""
    quoted = [a or b for a, b in QUOTED.findall(text)]
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    for piece in [*quoted, *lines, *BARE.findall(text)]:
        if not NO_PIECE.fullmatch(piece):
            yield kind(piece), piece


def opened(text: str):
    """Links, menus and keys of one text."""
    yield from (("link", a or b) for a, b in LINK.findall(text))
    yield from (("menu", label) for label in MENU.findall(text))
    yield from (("key", key) for key in KEY.findall(text))


def kind(piece: str) -> str:
    if COMMAND.fullmatch(piece):
        return "command"
    if FILE.fullmatch(piece):
        return "file"
    return "name" if NAME.fullmatch(piece) else "code"


def prose():
    """What the notebooks, their exercises and the pages say, and where."""
    for stem in STEMS:
        yield from ((stem, text) for text in [*markdown(stem), *asked(stem)])
    for page in PAGES:
        yield page, (ROOT / page).read_text(encoding="utf-8")


def messages():
    """What the package and start.py can say, and where."""
    yield from (("start.py", text) for text in strings(ROOT / "start.py", docs=True))
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from ((place, s) for place in readers(path) for s in strings(path))


def asked(stem: str):
    """What the exercises of a notebook say at seat 1."""
    for e in exercises(stem):
        yield from (e.text(part, 1) for part in ("task", "solution", "correct"))
        yield e.tolerance(1)
        yield from (wrong.says for wrong in e.wrong)
        given = e.for_seat(1)
        yield from (hint(given) if callable(hint) else hint for hint in e.hints)


def cards(stem: str) -> list[str]:
    """The code that the cards of a notebook hand out, at seat 1."""
    codes = (exercise.text("given_code", 1) for exercise in exercises(stem))
    return [code for code in codes if code]


@functools.cache
def strings(path: Path, docs: bool = False) -> list[str]:
    """Strings of a module; what is filled in later is ‹its name›."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    holders = (ast.JoinedStr,) if docs else (ast.JoinedStr, ast.Expr)
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, holders)
        for part in ast.iter_child_nodes(node)
    }
    found = [node for node in ast.walk(tree) if id(node) not in inside]
    plain = [n.value for n in found if isinstance(n, ast.Constant)]
    joined = [n.values for n in found if isinstance(n, ast.JoinedStr)]
    return [text for text in plain if isinstance(text, str)] + [
        "".join(map(_filled, values)) for values in joined
    ]


def _filled(part) -> str:
    if isinstance(part, ast.Constant):
        return part.value
    return f"‹{ast.unparse(part.value)}›"


def readers(path: Path) -> list[str]:
    """The places in which a module's texts are read."""
    if room := re.search(r"nb(\d\d)", path.as_posix()):
        return [stem for stem in STEMS if stem.startswith(room[1])]
    verbs = re.findall(r"^def ([a-z]+)\(", path.read_text(encoding="utf-8"), re.M)
    verb = path.stem if path.stem in verbs else path.parent.name
    if verb not in ("check", "predict", "quiz", "task", "classroom"):
        verb = "course_utils.learning"
    return [stem for stem in STEMS if re.search(rf"\b{verb}\b", code(stem))]


def labels(stem: str):
    """What is to be pressed or set, with the number of the cell that says so."""
    for i, cell in enumerate(cells(stem)):
        if cell.cell_type == "markdown":
            steps = STEP.findall(cell.source) if near(stem, i) else []
            bold = [t for line in steps for m, t in MARK.findall(line) if len(m) == 2]
            orders = [t for o in ORDER.findall(cell.source) for _, t in MARK.findall(o)]
            spoken = [
                t for t in [*bold, *orders] if t[-1] not in ".?!:" and "→" not in t
            ]
            yield from ((text, i) for text in dict.fromkeys(spoken))


def near(stem: str, i: int) -> list[str]:
    """The explorers in the cells beside a cell."""
    beside = cells(stem)[max(i - 1, 0) : i + 2]
    sources = [c.source for c in beside if c.cell_type == "code"]
    return [
        name for s in sources for name in re.findall(r"^(\w+)\.explorer\(", s, re.M)
    ]
