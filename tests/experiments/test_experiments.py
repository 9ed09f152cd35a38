"""Stored experiments: which there are, what they depend on, and how they are made."""

import importlib
import json
import types

import pytest
from test_structure import MODULES, imports

from course_utils import __main__, experiments
from course_utils.experiments import store
from course_utils.experiments.store import RowStore, code
from course_utils.experiments.sweep import sweep


def module(name):
    return importlib.import_module(f"course_utils.experiments.{name}")


def test_every_module_with_a_grid_is_an_experiment():
    found = {
        name.rpartition(".")[2]
        for name in MODULES
        if name.startswith("course_utils.experiments.")
        and hasattr(importlib.import_module(name), "GRID")
    }
    assert found == set(experiments.KNOWN)


@pytest.mark.parametrize("name", experiments.KNOWN)
def test_it_says_what_made_it(name):
    first = json.loads(experiments.path(name).read_text().splitlines()[0])
    assert first["function"] == f"course_utils.experiments.{name}.run"
    assert {n: list(v) for n, v in module(name).GRID.items()} == first["grid"]
    about = experiments.load(name).about
    assert {"what", "python", "numpy", "machine"} <= set(about)
    assert about["made by"] == f"python -m course_utils experiments {name}"
    assert len(about["code"]) == len(code(module(name).run, module(name).SOURCES)) == 12


def reached(start: str) -> set[str]:
    """All modules of the course that a module imports, and those that they import."""
    found, todo = set(), {start}
    while todo:
        found |= todo
        todo = {new for old in todo for new in imports(old)} - found
    return found


@pytest.mark.parametrize("name", experiments.KNOWN)
def test_the_sources_are_all_that_an_experiment_imports(name):
    parts = (store.PACKAGE / part for part in module(name).SOURCES)
    named = {file for part in parts for file in store._files(part)}
    own = f"course_utils.experiments.{name}"
    frame = {
        "course_utils",
        "course_utils.moved",
        "course_utils.experiments",
        "course_utils.experiments.store",
        "course_utils.experiments.sweep",
    }
    needed = {MODULES[other] for other in reached(own) - {own} - frame}
    assert needed <= named


def test_code_is_another_once_a_source_is(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "PACKAGE", tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "models/a.py").write_text("1")
    (tmp_path / "models/words.txt").write_text("a")
    (tmp_path / "models/numbers.npz").write_text("not read")
    (tmp_path / "loop.py").write_text("2")
    seen = {code(reached), code(reached, ["loop.py"]), code(reached, ["models"])}
    for file in ("models/a.py", "models/words.txt"):
        (tmp_path / file).write_text("b")
        seen.add(code(reached, ["models"]))
    assert len(seen) == 5
    (tmp_path / "models/numbers.npz").write_text("changed")
    assert code(reached, ["models"]) in seen


def test_rows_of_other_sources_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "PACKAGE", tmp_path)
    (tmp_path / "loop.py").write_text("1")
    file = tmp_path / "rows.jsonl"

    def opened(**about):
        return RowStore(file, ["loop.py"], about).open(twice, {"x": [1]}, 0)

    opened(machine="one")
    opened(machine="another")
    (tmp_path / "loop.py").write_text("2")
    with pytest.raises(ValueError, match="holds another sweep"):
        opened()


def twice(x, seed):
    """A whole number that fails at 13."""
    if x == 13:
        raise ZeroDivisionError("thirteen")
    return {"twice": 2 * x, "seed": seed}


def test_a_grid_may_name_its_seeds():
    rows = sweep(twice, {"x": [1, 2], "seed": [7, 8]}, 1)
    assert [row.value["seed"] for row in rows] == [7, 8, 7, 8]
    with pytest.raises(ValueError, match="seeds is 2, but for a grid with seeds"):
        sweep(twice, {"seed": [7]}, 2)


@pytest.fixture
def experiment(tmp_path, monkeypatch):
    """One of our own, in an empty folder."""
    made = types.SimpleNamespace(
        run=twice, GRID={"x": [3, 1, 2], "seed": [5]}, SOURCES=("loop.py",),
        about=lambda: {"what": "a test"},
    )  # fmt: skip
    monkeypatch.setattr(experiments, "FOLDER", tmp_path)
    monkeypatch.setattr(experiments.importlib, "import_module", lambda *_: made)
    return made


def test_the_command_makes_it_and_load_reads_it(experiment, tmp_path, capsys):
    assert __main__.main(["experiments", "words"]) == 0
    said = capsys.readouterr().out
    assert "3 of 3" in said and "wrote words.jsonl: 3 runs" in said
    stored = experiments.load("words")
    assert stored.about["what"] == "a test" and "numpy" in stored.about
    assert stored.rows == [{"x": x, "seed": 5, "twice": 2 * x} for x in (3, 1, 2)]
    assert [file.name for file in tmp_path.iterdir()] == ["words.jsonl"]


def test_what_fails_leaves_the_stored_rows_as_they_were(experiment, tmp_path):
    experiments.make("words", report=str)
    before = experiments.path("words").read_bytes()
    experiment.GRID = {"x": [1, 13], "seed": [5]}
    with pytest.raises(ValueError, match=r"1 of 2 runs .*'x': 13.*Zero.*thirteen"):
        experiments.make("words", report=str)
    assert experiments.path("words").read_bytes() == before
    assert (tmp_path / "words.part").exists()


def test_an_interrupted_run_goes_on(experiment, tmp_path):
    part = RowStore(tmp_path / "words.part", ["loop.py"])
    sweep(twice, experiment.GRID, 1, store=part)
    lines = part.file.read_text().splitlines(keepends=True)
    part.file.write_text("".join(lines[:2]) + lines[2][:9])
    said = []
    experiments.make("words", report=said.append)
    assert said == ["2 of 3", "3 of 3", "wrote words.jsonl: 3 runs"]


def test_an_unknown_experiment_is_refused():
    with pytest.raises(ValueError, match="experiment 'x'; there are budgets, checking"):
        experiments.load("x")
