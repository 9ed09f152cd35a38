"""The house: floors, rooms, sizes. Read from the source, nothing is imported."""

import ast
import json
import re
import statistics
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "course_utils"
FLOORS = [  # a module imports from its own floor and those below it
    {"moved", "checks", "page"},
    {
        "loop",
        "ecosystem",
        "inflow",
        "detectors",
        "watermark",
        "history",
        "policies",
        "metrics",
        "glyphs",
        "pictures",
        "steward",
        "plots",
        "theory",
        "ensembles",
        "models",
        "poison",
        "provenance",
        "language",
    },
    {"experiments", "widgets"},
    {"tasks", "explorers"},
    {"chapters"},
    {"learning"},
    {"upkeep", "marking"},
    {"site"},
    {"slides"},
    {"__main__"},
]
FLOOR = {room: i for i, floor in enumerate(FLOORS) for room in floor}
SCIENCE = FLOORS[0] | FLOORS[1] | {"experiments"}
LONGEST_MODULE = 300  # lines, outside chapters
MEDIAN_FUNCTION = 7  # lines


def name_of(file: Path) -> str:
    """course_utils.models.gaussian, from its file; a package by its own name."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """The modules of the course that one names in its import statements."""
    found, package = set(), module
    if MODULES[module].name != "__init__.py":
        package = module.rpartition(".")[0]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) + 1 - node.level]
            start = ".".join(base) if node.level else ""
            target = ".".join(filter(None, [start, node.module]))
            whole = {f"{target}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else target for name in whole}
    return {name for name in found if name in MODULES} - {module}


def room(module: str) -> str:
    return f"{module}.".split(".")[1]


def test_every_room_has_a_floor():
    rooms = {room(module) for module in MODULES} - {""}
    assert rooms == set(FLOOR)


@pytest.mark.parametrize("module", [m for m in MODULES if room(m)])
def test_no_arrow_points_upwards(module):
    upwards = {
        other
        for other in imports(module)
        if room(other) and FLOOR[room(other)] > FLOOR[room(module)]
    }
    assert not upwards


def test_no_chapter_imports_another():
    chapter = re.compile(r"course_utils\.chapters\.(nb\d\d)")
    arrows = [
        (module, other)
        for module in MODULES
        for other in imports(module)
        if (here := chapter.match(module))
        and (there := chapter.match(other))
        and here[1] != there[1]
    ]
    assert not arrows


def test_no_import_circle():
    # A package that re-exports its modules is not a circle: only files count.
    graph = {
        module: {
            other for other in imports(module) if not module.startswith(f"{other}.")
        }
        for module in MODULES
    }
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


@cache
def top_level(module: str) -> set[str]:
    """Every name that a module binds outside of its functions and classes."""
    found, waiting = set(), [tree(module)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
            continue
        if isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        waiting += ast.iter_child_nodes(node)
    return found


def modules_by_name(module: str) -> dict[str, str]:
    """Name -> the module of the course that a module has imported under it.

    Left out are names that it binds anew, and those that a package gives to something
    else than its module of that name.
    """
    nodes, found = list(ast.walk(tree(module))), {}
    for node in (n for n in nodes if isinstance(n, ast.ImportFrom)):
        for alias in node.names:
            end = "." + ".".join(filter(None, [node.module, alias.name]))
            for other in (m for m in imports(module) if m.endswith(end)):
                if alias.name not in top_level(other.rpartition(".")[0]):
                    found[alias.asname or alias.name] = other
    bound = {
        n.id
        for n in nodes
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
    }
    bound |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    return {name: other for name, other in found.items() if name not in bound}


@pytest.mark.parametrize("module", MODULES)
def test_what_is_taken_of_a_module_is_there(module):
    """A measure that only the slow tests call once took a name that was gone."""
    known = modules_by_name(module)
    taken = {
        (known[n.value.id], n.attr)
        for n in ast.walk(tree(module))
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
        if n.value.id in known and not n.attr.startswith("__")
    }
    assert not {
        f"{other}.{name}"
        for other, name in taken
        if name not in top_level(other) and f"{other}.{name}" not in MODULES
    }


def test_the_science_knows_no_widgets_and_nothing_imports_tests():
    for module in MODULES:
        named = {
            alias.name.split(".")[0]
            for node in ast.walk(tree(module))
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {
            (node.module or "").split(".")[0]
            for node in ast.walk(tree(module))
            if isinstance(node, ast.ImportFrom) and not node.level
        }
        assert not named & {"tests", "benchmarks", "notebooks"}, module
        if room(module) in SCIENCE:
            assert not named & {"ipywidgets", "jupyterlab"}, module


def functions(module: str) -> list[ast.FunctionDef]:
    return [n for n in ast.walk(tree(module)) if isinstance(n, ast.FunctionDef)]


def own_lines(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring."""
    text = ast.get_docstring(function, clean=False)
    return function.end_lineno - function.lineno + 1 - len((text or "").splitlines())


def test_modules_and_functions_are_short():
    lengths = {
        module: len(file.read_text(encoding="utf-8").splitlines())
        for module, file in MODULES.items()
        if room(module) != "chapters"
    }
    lengths["start"] = len((ROOT / "start.py").read_text("utf-8").splitlines())
    assert not {m: n for m, n in lengths.items() if n > LONGEST_MODULE}
    every = [own_lines(f) for module in MODULES for f in functions(module)]
    assert statistics.median(every) <= MEDIAN_FUNCTION


def public_names() -> dict[str, set[str]]:
    """Public function or class, or public method -> the modules that define it."""
    found = {}
    for module in MODULES:
        for node in ast.walk(tree(module)):
            named = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_"):
                found.setdefault(node.name, set()).add(module)
    return found


def used_words() -> dict[str, int]:
    """How often a name stands anywhere but in tests: code, claims, notebooks, pages."""
    named_in = [*MODULES.values(), *PACKAGE.glob("chapters/*/claims.toml")]
    texts = [file.read_text(encoding="utf-8") for file in named_in]
    for folder in ("benchmarks", "teaching", "examples"):
        texts += [f.read_text(encoding="utf-8") for f in (ROOT / folder).rglob("*.py")]
    texts += [(ROOT / page).read_text("utf-8") for page in ("README.md", "start.py")]
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells]
    counts = {}
    for text in texts:
        for word in re.findall(r"[A-Za-z_]\w*", text):
            counts[word] = counts.get(word, 0) + 1
    return counts


CALLED_BY_OTHERS = {  # by whom
    "sweep": "whoever writes an explorer, and its test",
    "find_spec": "the import system",
    "create_module": "the import system",
    "exec_module": "the import system",
    "writable": "io",
    "inline_math": "nbconvert",
    "block_math": "nbconvert",
}


CONTRACTS = {"View", "Result"}  # every explorer has one


def test_a_class_has_one_meaning():
    classes = {}
    for module in MODULES:
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef) and node.name not in CONTRACTS:
                classes.setdefault(node.name, []).append(module)
    assert not {name: where for name, where in classes.items() if len(where) > 1}


def test_nothing_public_serves_tests_alone():
    words = used_words()
    unused = {
        name: sorted(modules)
        for name, modules in public_names().items()
        if words[name] <= len(modules) and name not in CALLED_BY_OTHERS
    }
    assert not unused
