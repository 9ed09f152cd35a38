"""Explorers that are made again and again: the memory stays flat, and old ones go."""

import gc
import json
import os
import subprocess
import sys
import time
import weakref

import ipywidgets as W
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from jupyter_client.manager import start_new_kernel

from course_utils.chapters import contents
from course_utils.chapters.nb00 import start_here
from course_utils.explorers import lifetime
from course_utils.explorers.exploration import KEPT_SIMULATIONS, Exploration
from course_utils.explorers.explorer import Explorer
from course_utils.widgets.settings import Slider

NAMES = list(contents.explorers())
MB = 2**20
MOST = 2 * MB  # a result; 16 of them are kept
HEAVY = 1 * MB  # explorers with smaller results run again with --all only
AGAIN = """
import importlib, json, sys
import psutil
module = importlib.import_module("course_utils.chapters." + sys.argv[1])
settings, most = json.loads(sys.argv[2]), 0
for _ in range(4):
    explorer = module.explorer()
    explorer.set(**settings)
    for _ in range(8):
        explorer._reroll()
        most = max(most, psutil.Process().memory_info().rss)
    print(most)
"""


def size(value) -> int:
    """Bytes that a result holds; a view holds all of the array that it looks at."""
    if isinstance(value, np.ndarray):
        return value.nbytes if value.base is None else value.base.nbytes
    if hasattr(value, "__dict__"):
        value = vars(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(size(part) for part in value)
    return sys.getsizeof(value)


def heaviest(exploration) -> tuple[int, dict]:
    """The largest result and its settings, each control driven to its ends alone.

    Of results that are about as large, that which takes longest.
    """
    start = {name: setting.start for name, setting in exploration.controls.items()}
    tried = [start] + [
        {**start, name: end}
        for name, setting in exploration.controls.items()
        for end in setting.ends()
    ]
    results = []
    for values in tried:
        begin = time.perf_counter()
        result = size(exploration.simulate(**values, seed=1))
        results.append((result, time.perf_counter() - begin, values))
    bytes_, _, values = max(results, key=lambda one: (round(one[0], -5), one[1]))
    return bytes_, values


@pytest.mark.parametrize("name", NAMES)
def test_made_four_times_with_eight_rerolls_each_the_memory_stays_flat(name):
    module = contents.explorers()[name]
    most, settings = heaviest(module.exploration())
    assert most < MOST
    if most < HEAVY and not os.environ.get("COURSE_TEST_ALL"):
        return
    command = [sys.executable, "-c", AGAIN, name, json.dumps(settings)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    peaks = [int(line) / MB for line in said.split()]
    assert peaks[-1] < 600
    assert peaks[-1] - peaks[1] < 25, peaks


class Shell:
    """A kernel that says which cell runs."""

    def __init__(self):
        self.parent = {}

    def run(self, cell: str, run: str):
        self.parent = {"metadata": {"cellId": cell}, "header": {"msg_id": run}}

    def get_parent(self) -> dict:
        return self.parent


@pytest.fixture
def shell(monkeypatch):
    shell = Shell()
    monkeypatch.setattr(lifetime, "get_ipython", lambda: shell)
    monkeypatch.setattr(lifetime, "_made", {})
    monkeypatch.setattr(lifetime, "_awake", [])
    return shell


@pytest.mark.parametrize("name", NAMES)
def test_the_old_explorer_is_garbage_when_its_cell_has_run_again(shell, name):
    module = contents.explorers()[name]
    before = set(_instances)
    shell.run("cell", "first")
    old = weakref.ref(module.explorer())
    first = set(_instances) - before
    shell.run("cell", "second")
    kept = module.explorer()
    gc.collect()
    assert old() is None
    assert not first & set(_instances)
    kept.close()
    assert set(_instances) <= before


CELL = """
import weakref
from course_utils.chapters.nb00 import start_here
explorer = start_here.explorer()
made = [*globals().get("made", []), weakref.ref(explorer)]
"""
ALIVE = """
import gc
gc.collect()
assert [one() is not None for one in made] == [False, False, True, True]
"""


def test_a_kernel_says_which_cell_runs():
    """As JupyterLab asks: the id of the cell is in the metadata of the request."""
    manager, client = start_new_kernel()
    try:
        for cell, code in [*zip("aaab", [CELL] * 4, strict=True), ("c", ALIVE)]:
            content = {"code": code, "silent": False, "store_history": True}
            asked = client.session.msg(
                "execute_request", content, metadata={"cellId": cell}
            )
            client.shell_channel.send(asked)
            answer = client.get_shell_msg(timeout=60)["content"]
            assert answer["status"] == "ok", answer
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_two_explorers_of_one_run_and_those_of_other_cells_stay_open(shell):
    shell.run("one", "first")
    pair = start_here.explorer(), start_here.explorer()
    shell.run("other", "second")
    alone = start_here.explorer()
    assert all(explorer.comm is not None for explorer in (*pair, alone))
    shell.run("one", "third")
    start_here.explorer()
    assert [explorer.comm is None for explorer in (*pair, alone)] == [True, True, False]


@pytest.mark.parametrize(
    "parent", [None, {}, {"metadata": {}}, {"metadata": {"cellId": None}}]
)
def test_a_front_end_that_names_no_cells_closes_nothing(shell, monkeypatch, parent):
    shell.parent = parent
    if parent is None:
        monkeypatch.setattr(lifetime, "get_ipython", lambda: None)
    first, second = start_here.explorer(), start_here.explorer()
    assert first.comm is not None and second.comm is not None


def test_what_output_history_holds_of_a_closed_explorer_is_light(shell):
    shell.run("cell", "first")
    held = start_here.explorer()
    inside = held.exploration
    heavy = [weakref.ref(inside.result), weakref.ref(inside._canvas)]
    held.close()
    gc.collect()
    assert [thing() for thing in heavy] == [None, None]


def counting(calls):
    def simulate(n, seed):
        calls.append((n, seed))
        return start_here.simulate(10, seed)

    n = Slider("n", 0, 50)
    return Explorer(Exploration(simulate, start_here.View, {"n": n}, generations=60))


def test_an_explorer_that_slept_goes_on_where_it_was(shell, monkeypatch):
    monkeypatch.setattr(lifetime, "get_ipython", lambda: None)
    calls, seen = [], []
    explorer = counting(calls)
    explorer.set(n=3, generation=7)
    shown = explorer._shown
    others = [counting([]) for _ in range(lifetime.AWAKE)]
    assert not explorer.exploration.ready and others[-1].exploration.ready
    assert explorer._shown == shown and calls == [(0, 0), (3, 0)]
    explorer._state.observe(lambda change: seen.append(change["new"]), "value")
    explorer.generation = 8
    explorer.generation = 7
    assert calls == [(0, 0), (3, 0), (3, 0)]
    assert explorer._shown == shown and seen == ["simulating …", ""]


def test_no_more_simulations_are_kept_than_it_says(shell):
    explorer = counting([])
    for n in range(40):
        explorer.set(n=n)
    assert len(explorer.exploration._results) == KEPT_SIMULATIONS


def test_no_explorer_enters_pyplot(shell):
    from matplotlib import pyplot as plt

    before = plt.get_fignums()
    for name in NAMES:
        contents.explorers()[name].explorer()
    assert plt.get_fignums() == before


def test_every_widget_of_an_explorer_is_found_from_it(shell):
    before = set(_instances)
    explorer = start_here.explorer()
    found = {part.model_id for part in lifetime.parts(explorer)}
    links = {
        id
        for id, widget in _instances.items()
        if isinstance(widget, W.widget_link.Link)
    }
    assert set(_instances) - before - links - found == {explorer.model_id}
