"""The same numbers on every processor: a search in the source, and a second run."""

import ast
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from course_utils import ensembles, models, policies
from course_utils.upkeep.notebooks import ROOT, find
from tests import draws, processors

FOLDERS = ("course_utils", "teaching", "benchmarks", "examples", "tests")


def unstable(source: str) -> list[str]:
    """Calls that may leave equals in an order of the processor's choice.

    ``np.sort`` is none of them, for equal numbers cannot be told apart; nor are
    ``np.lexsort``, ``np.unique`` and Python's own sorts, which are stable.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls if _unstable(call)]


def _unstable(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name == "partition":  # texts have one, too, and take a text
        return ast.unparse(call.func) == "np.partition" or any(
            isinstance(argument, ast.Constant) and isinstance(argument.value, int)
            for argument in call.args
        )
    asked = {option.arg: ast.unparse(option.value) for option in call.keywords}
    stable = asked.get("kind") == "'stable'" or asked.get("stable") == "True"
    return name == "argpartition" or (name == "argsort" and not stable)


def sources():
    """Name and text of every module, and of every notebook's cells."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in find():
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield f"{path.name}: {cell['id']}", "".join(cell["source"])


def test_nothing_is_sorted_unstably():
    found = {name: unstable(text) for name, text in sources()}
    assert len(found) > 200
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("np.argsort(x)", True),
        ("(-x).argsort(axis=1)[:, :4]", True),
        ("np.argsort(x, kind='quicksort')", True),
        ("np.argpartition(x, 3)", True),
        ("np.partition(x, k)", True),
        ("x.partition(3)", True),
        ("np.argsort(x, kind='stable')", False),
        ("np.argsort(x, stable=True)", False),
        ("text.partition(' ')", False),
        ("np.sort(x)", False),
    ],
)
def test_the_search_finds_what_it_looks_for(line, caught):
    assert bool(unstable(line)) == caught


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Everything drawn here, and by a child on the oldest processor."""
    file = tmp_path_factory.mktemp("draws") / "oldest.npz"
    command = [sys.executable, draws.__file__, str(file)]
    with subprocess.Popen(command, env=child()) as process:
        here = draws.drawn()
    assert process.returncode == 0
    with np.load(file) as there:
        return here, dict(there)


def child() -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return {**processors.oldest(), "PYTHONPATH": paths}


def test_the_child_has_none_of_the_features():
    code = "import processors; print(processors.found())"
    said = subprocess.check_output([sys.executable, "-c", code], env=child())
    assert said.decode().strip() == "[]"


def test_every_draw_is_the_same(both):
    here, there = both
    assert list(here) == list(there)
    for name, values in here.items():
        if name.startswith("network"):
            continue
        assert values.shape == there[name].shape, name
        if values.dtype.kind == "f":
            np.testing.assert_allclose(there[name], values, 1e-7, 1e-9, err_msg=name)
        else:
            np.testing.assert_array_equal(there[name], values, err_msg=name)


def test_networks_agree_within_the_spread_over_seeds(both):
    here, there = both
    trained = [name for name in here if name.startswith("network")]
    assert len(trained) == len(draws.NETWORKS) + 1
    for name in trained:
        assert np.abs(there[name] - here[name]).max() < here[name].std() / 2


def test_everything_that_draws_is_tried():
    kinds = [kind for kind in vars(policies).values() if isinstance(kind, type)]
    names = {kind.__name__ for kind in kinds if issubclass(kind, policies.Policy)}
    names = {*names, *models.__all__} - {"Policy", "_Part", "zipf"}
    assert draws.kinds() == names
    together = {name for name in ensembles.__all__ if name.islower()}
    assert together <= set(draws.together.__code__.co_names)
