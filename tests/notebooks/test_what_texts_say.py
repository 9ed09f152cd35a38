"""What a text tells its reader to type, press or open works where it is told.

``told`` finds it; here each piece is run, opened or looked up. What cannot be tried
stands in ELSEWHERE with its reason, and nowhere else.
"""

import ast
import builtins
import contextlib
import copy
import functools
import importlib.util
import keyword
import re
import shlex
import sys
import tomllib
from collections import Counter
from pathlib import Path

import ipywidgets as W
import numpy as np
import pytest
from matplotlib import pyplot

from course_utils import learning
from course_utils.__main__ import main, parser
from course_utils.chapters import contents
from course_utils.models import Gaussian
from course_utils.provenance import folder_records, make
from course_utils.tasks.exercise import observe
from course_utils.upkeep import html
from tests import told
from tests.told import PACKAGE, ROOT, STEMS

pytestmark = pytest.mark.usefixtures("own_progress")

ELSEWHERE = {
    r"https://.*": "the network; the tests ask no other host",
    r"git clone.*|cd model-collapse-course": "the network",
    r"conda .*|python -m pip install --no-deps -e \.": "conda, and the network",
    r"\S+ -m pip install .*": "the network",
    r"jupyter lab .*": "opens JupyterLab: tests/browser does",
    r"ulimit -f": "the shell's own",
    r"\.venv\\Scripts\\python|py": "Windows",
    r"gaussian_kde": "a function of scipy, which is no package of the learner's",
    r"\.venv|\.venv/bin/python|model-collapse-course\.pth": "start.py makes it",
    r"python -m course_utils (?:reset|update).*": "changes files: test_versions",
    r"(?:\S+/)?python -m course_utils (?:execute|experiments).*": "long, writes files",
    r"python -m course_utils (?:minutes|targets|outcomes|glossary|links).*": (
        "writes files: its own tests run it, here its words are read"
    ),
    r"python -m http\.server.*": "serves until it is stopped; tests/browser does",
    r"_site/lab/": "made by a build that takes long: tests/browser/test_lite",
    r"--no-lab|--pyodide FOLDER": "words of site: tests/site/test_lab_parts",
    r"python -m course_utils mark .*": "runs what is handed in: tests/marking",
    r"python -m course_utils site.*": "long: tests/site writes a small one",
    r"python -m course_utils slides.*": "long: tests/slides writes small ones",
    r"python -m course_utils (?:paper|.* --out) .*": "writes files: test_paper does",
    r"python -m benchmarks|\S+ -m (?:pytest|tests\.release).*": "long",
    r"\S+/ruff .*": "test_style runs it",
    r"sudo (?:apt|git) .*|cd /srv/.*": "installs, and the network",
    r"/srv(?:/.*)?|http://127\.0\.0\.1:8000": (
        "the hub's machine: tests/browser/test_hub_logins.py"
    ),
    r"curl .*|sudo (?:-E|cp|tljh-config) .*": "another machine: test_hub_config",
    r"(?:jupyter-repo2docker|docker|helm) .*": "Docker or a cluster: test_hub_config",
    r"\S+ -m voila .*": "opens a browser: tests/browser/test_elsewhere.py",
    r"PIP_TARGET|--upgrade": "pip's own name, and uv's own word",
    r"Shift|Enter|Tab|Space": "JupyterLab's own keys: tests/browser presses them",
}

EVERYTHING = told.everything()
LEAST = {
    **{"code": 200, "card": 2, "name": 50, "command": 40, "file": 20, "link": 100},
    **{"label": 50, "menu": 2, "key": 4},
}


def of(kind: str):
    """Every piece of a kind that is to be tried here."""
    tried = [t for t in EVERYTHING if t.kind == kind and not elsewhere(t.text)]
    return pytest.mark.parametrize("piece", tried, ids=lambda t: f"{t.place}: {t.text}")


def elsewhere(text: str) -> str | None:
    """Why it can't be tried here."""
    return next((why for p, why in ELSEWHERE.items() if re.fullmatch(p, text)), None)


def test_the_search_finds_every_kind():
    found = Counter(piece.kind for piece in EVERYTHING)
    print(dict(found))
    assert found.keys() == LEAST.keys()
    assert all(found[kind] >= least for kind, least in LEAST.items()), found


def test_every_reason_is_needed():
    texts = {piece.text for piece in EVERYTHING}
    assert not [p for p in ELSEWHERE if not any(re.fullmatch(p, t) for t in texts)]


# --- calls, and the names of things ---------------------------------------------------

# What a text leaves to its reader: numbers of a task, a model of their own.
LETTERS = {
    **{"t": 3, "n": 3, "k": 2, "c": 3, "r": 2, "R": 2, "λ": 0.9, "T": 1, "P": 50},
    **{"p": np.full(4, 0.25), "x": np.ones(20), "mean": 0.0, "std": 1.0, "count": 5},
    **{"generations": 3, "bandwidth": 0.1, "data": np.ones((4, 1)), "d": 4, "seed": 1},
    **{"counts": np.array([6.0, 3.0, 1.0, 0.0]), "copies": lambda k, P: 1},
    "training": np.ones(4),
    **{"h": 0.1, "laws": 0.0005, "share": 0.25, "first": np.arange(2)},
    **{"centre": 0.5, "rho": 0.5, "fresh": 0.1, "folder": "."},
    **{"model": Gaussian(), "fit": Gaussian().fit, "sample": lambda n: n},
}
PAGE = """
import numpy as np
from course_utils import plots, theory
from course_utils.chapters.nb01.one_gaussian import exploration, explorer, simulate
from course_utils.learning import check, claims, classroom, progress, task, unplugged
from course_utils.tasks.exercise import Exercise
answer = (1.39, 1.39)
controls = {"n": 10, "ddof": 1}
folder = "."
pasted = "seat 1 | last_seen = 3\\nseat 2 | last_seen = 9\\nseat 1 | late_of_10 = 7"
"""


def define(source: str, names: dict) -> None:
    """Run the imports and functions of some cells, and values that functions need."""
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    body = ast.parse(source).body
    functions = [node for node in body if isinstance(node, kept)]
    needed = {n.id for f in functions for n in ast.walk(f) if isinstance(n, ast.Name)}
    for node in body:
        if isinstance(node, kept):
            exec(ast.unparse(node), names)
        elif sets(node) & needed:
            with contextlib.suppress(NameError):  # made by a cell that is left out
                exec(ast.unparse(node), names)


def sets(node) -> set[str]:
    """The names that a statement gives to a value."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}


def handed_over(exercise) -> dict:
    """An exercise's function, and the arrays and functions that it is called with."""
    found = re.search(r"def (\w+)\((.*)\)", exercise.stub(1))
    if not found:
        return {}
    answer, names = exercise.reference(exercise.for_seat(1)), {}

    def spy(*values):
        called = zip(found[2].split(", "), copy.deepcopy(values), strict=False)
        names.update({k: v for k, v in called if not np.isscalar(v)})
        return answer(*values)

    observe(exercise, spy, 1)
    return {**names, found[1]: answer}


@functools.cache
def namespace(place: str) -> dict:
    """What a reader has there: the notebook's imports, and right answers by name."""
    if place not in STEMS:
        names = {}
        exec(PAGE, names)
        return {**LETTERS, **names}
    names = {"rng": np.random.default_rng(1)}
    define(told.code(place), names)
    names |= LETTERS
    for exercise in told.exercises(place):
        exec(exercise.text("given_code", 1), names)
        names |= handed_over(exercise)
    pyplot.close("all")
    said = [p.text for p in EVERYTHING if p.kind == "code" and p.place == place]
    for source in [text for text in said if re.match(r"import |\w+ = [^…]+$", text)]:
        with contextlib.suppress(Exception):  # its own test tells
            exec(source, names)
    return names


def filled(text: str, place: str) -> list[str]:
    """The text with what it leaves open: an id is every exercise's of the notebook."""
    text = re.sub(r"^return ", "", re.sub(r"^\.(?=\w)", "x.", text))
    text = re.sub(r"^(?=course_utils\.)", "import ", text)
    text = re.sub(r"^(\w+=\w+(?:, \w+=\w+)*)$", r"dict(\1)", text)
    text = text.replace("&quot;", '"').replace("‹self›", str(learning.progress.code()))
    ids = [exercise.id for exercise in told.exercises(place)]
    texts = [re.sub(r"‹(?:exercise\.)?id›", id, text) for id in ids or ["00.1"]]
    return list(dict.fromkeys(re.sub(r"‹[^›]*›", "7", text) for text in texts))


def unknown(source: str, names: dict) -> set[str]:
    """Names in half a statement that nobody there knows."""
    tree = ast.parse(source)
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    made = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    return used - made - names.keys() - vars(builtins).keys()


@of("code")
def test_what_is_to_be_typed_runs_there(piece, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my_text.txt").write_text("One line. Another line.\n" * 200, encoding="utf-8")
    names = dict(namespace(piece.place))
    for source in filled(piece.text, piece.place):
        if re.search(r"…(?!\")|\.\.\.", source):  # the reader is to write the rest
            assert not unknown(source.replace("…", "..."), names)
        else:
            exec(source, names)


@of("card")
def test_what_a_card_hands_out_runs_below_it(piece):
    """``namespace`` has run it; here is what it made."""
    made = set().union(*map(sets, ast.parse(piece.text).body))
    assert made and made <= namespace(piece.place).keys()


@functools.cache
def names_of_the_code() -> set[str]:
    """What the package and what starts it call things, and the words they know."""
    found = {*dir(builtins), *keyword.kwlist}
    for path in [*PACKAGE.rglob("*.py"), ROOT / "start.py", ROOT / "tests/__main__.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= {
                getattr(node, part, None) for part in ("id", "attr", "arg", "name")
            }
            found.add(node.value if isinstance(node, ast.Constant) else None)
    return found


@of("name")
def test_what_is_named_exists_there(piece):
    """What notebooks import can be typed; any other name is one of the code's."""
    name = piece.text.split()[0]
    if name in learning.__all__:
        assert name in namespace(piece.place)
    elif re.search(r"\w", name):
        cells = told.code(piece.place) if piece.place in STEMS else ""
        assert name in names_of_the_code() | set(re.findall(r"\w+", cells))
    else:
        compile(f"x {name} 1" if name.endswith("=") else name, name, "exec")


# --- commands, files and links --------------------------------------------------------


@pytest.fixture
def start(monkeypatch):
    """start.py, which says what it would set up and whom it would hand over to."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    said = module.said = []
    for name in ("set_up", "fill", "hand_over"):
        monkeypatch.setattr(
            module, name, lambda *given, name=name: said.append((name, *given))
        )
    monkeypatch.setattr(module, "lock", lambda: None)
    return module


def stand_ins(folder: Path) -> dict[str, str]:
    """What the words in capitals stand for: a folder, an archive of it, its root."""
    files, archive = folder / "files", folder / "archive"
    files.mkdir()
    (files / "a.whl").touch()
    root = make(folder_records(files), archive)
    named = {"‹_quoted(archive)›": archive, "‹root›": root}
    named |= {"FOLDER ARCHIVE": f"{files} {folder / 'new'}", "FOLDER": files}
    return named | {"ARCHIVE": archive, "HASH": root, "NEW ID": f"{archive}2 a.whl"}


@of("command")
def test_a_command_does_what_it_says(piece, start, tmp_path, capsys):
    text, named = piece.text, stand_ins(tmp_path)
    for name, stands_for in named.items():
        text = text.replace(name, str(stands_for))
    program, *words = shlex.split(text.removeprefix("sudo /usr/bin/"))
    if words[0] == "start.py":
        assert (program, start.main(words[1:])) == ("python3", 0)
        last, wheels = start.said[-1], words[1:2] == ["wheels"]
        command = [start.PYTHON, *program_of(words[1:], start.PROGRAMS)]
        assert last[0] == ("fill" if wheels else "hand_over")
        assert last[1] == (named["FOLDER"] if wheels else command)
        return
    assert (program, words[:2]) == ("python", ["-m", "course_utils"])
    assert main(words[2:]) == 0
    assert len(capsys.readouterr().out.splitlines()) > (1 if "archive" in words else 3)


def program_of(words: list[str], programs: dict[str, str]) -> list[str]:
    """What start.py runs in the end: a program, and all words but its own."""
    named = words[:1] in (["test"], ["hub"])
    name, rest = (words[0], words[1:]) if named else ("lab", words)
    own = rest.index("--wheels") if "--wheels" in rest else len(rest)
    return [*programs[name].split(), *rest[:own]]


def commands_elsewhere() -> list[str]:
    commands = {piece.text for piece in EVERYTHING if piece.kind == "command"}
    return sorted(text for text in commands if elsewhere(text))


@pytest.mark.parametrize("text", commands_elsewhere())
def test_a_command_that_is_not_run_here_names_what_there_is(text):
    words = shlex.split(text)[1:]
    if words[:2] == ["-m", "course_utils"]:
        assert parser().parse_args(words[2:]).run
    elif words[:1] == ["-m"]:
        assert importlib.util.find_spec(words[1])
    for word in words:
        if re.fullmatch(r"[\w-]+\.(?:yml|txt)|(?:tests|notebooks)/\S+", word):
            assert (ROOT / word).exists()
    if "--group" in words:
        groups = tomllib.loads((ROOT / "pyproject.toml").read_text())
        assert words[words.index("--group") + 1] in groups["dependency-groups"]


@of("file")
def test_a_file_that_is_named_is_there(piece, site):
    name = piece.text.replace("nbNN", "nb01")
    if name.startswith(f"{html.SITE.name}/"):
        assert (site.parent / name.replace(html.SITE.name, site.name, 1)).exists()
        return
    here = [folder for folder in (ROOT, PACKAGE) if (folder / name).exists()]
    assert here or ("/" not in name and any(PACKAGE.rglob(name)))


@of("link")
def test_a_link_leads_somewhere(piece):
    name, _, anchor = piece.text.partition("#")
    page_itself = piece.place.endswith(".md")
    here = ROOT / (piece.place if page_itself else f"notebooks/{piece.place}.ipynb")
    target = here.parent / name if name else here
    assert target.exists()
    if anchor:
        headings = re.findall(r"^#+ (.*)$", page(target), re.M)
        assert anchor in [heading.replace(" ", "-") for heading in headings]


def page(path: Path) -> str:
    """The prose of a page or a notebook."""
    if path.suffix == ".ipynb":
        return "\n".join(told.markdown(path.stem))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "piece",
    [t for t in EVERYTHING if t.kind == "link" and "mybinder.org" in t.text],
    ids=lambda t: t.text,
)
def test_binder_is_asked_for_a_notebook_that_there_is(piece):
    assert (ROOT / re.search(r"lab/tree/(.*)", piece.text)[1]).is_file()


# --- what is pressed ------------------------------------------------------------------


@functools.cache
def labels_of(module: str) -> set[str]:
    """Everything that an explorer's controls are called, and what can be chosen."""
    explorers = contents.explorers().items()
    widget = next(m for name, m in explorers if name.endswith(f".{module}")).explorer()
    found = {label for part in parts(widget) for label in called(part)}
    widget.close()
    return found


def parts(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def called(widget):
    yield getattr(widget, "description", "")
    yield getattr(widget, "value", "") if isinstance(widget, W.Label) else ""
    yield from getattr(widget, "_options_labels", ())


def buttons(stem: str) -> set[str]:
    """The buttons of predictions, quizzes and games, where a notebook has them."""
    asked = ("predict", "quiz", "blind_pairs", "funnel", "game")
    sources = [
        PACKAGE / f"learning/{v}.py" for v in asked if f"{v}(" in told.code(stem)
    ]
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    return set(re.findall(r'button\("([^"]+)"', text))


LABELS = [(stem, text, cell) for stem in STEMS for text, cell in told.labels(stem)]


@pytest.mark.parametrize("stem, text, cell", LABELS, ids=str)
def test_what_is_to_be_pressed_or_set_is_there(stem, text, cell):
    """In the explorer beside the text, or in any of the notebook."""
    everywhere = re.findall(r"^(\w+)\.explorer\(", told.code(stem), re.M)
    beside = told.near(stem, cell) or everywhere
    assert text in buttons(stem).union(*map(labels_of, beside))


@functools.cache
def jupyterlab() -> str:
    folder = Path(sys.prefix, "share/jupyter/lab/static")
    return "".join(f.read_text(encoding="utf-8") for f in folder.glob("*.js"))


@of("menu")
def test_a_menu_of_jupyterlab_has_the_entry(piece):
    entry = piece.text.split(" → ")[1]
    assert re.search(rf'"_?{re.escape(entry)}…?"', jupyterlab())
