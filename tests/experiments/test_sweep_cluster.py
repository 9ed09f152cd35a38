"""Sweeps on a Dask cluster whose workers, tasks and clients are killed on the way."""

import json
import logging
import os
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import dask
import numpy as np
import psutil
import pytest
from distributed import Client, KilledWorker, LocalCluster

from course_utils.experiments.sweep import sweep

GRID = {"n": [5, 10, 20, 40, 80], "retries": [0, 1, 2, 3]}
SEEDS = 3
CLIENT = """
import sys
from distributed import Client
from test_sweep_cluster import GRID, SEEDS, slow, sweep
with Client(sys.argv[1]) as client, client.get_executor() as executor:
    sweep(slow, GRID, SEEDS, executor=executor, store=sys.argv[2])
"""


def slow(n, retries, seed):
    """A mean; one of its parameters has the name of an option of Dask's."""
    time.sleep(0.02)
    return float(retries + np.random.default_rng(seed).normal(size=n).mean())


def deadly(x, seed):
    """Kills its worker at 3, whoever that is."""
    if x == 3:
        os._exit(1)
    return x


@pytest.fixture(scope="module")
def cluster():
    """Two workers. Dask gives one up that is not back 15 s after its death, and would
    wait for ever without any: on a busy machine they need longer.
    """
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster


@pytest.fixture
def executor(cluster):
    with Client(cluster) as client, client.get_executor() as executor:
        yield executor


@pytest.fixture(scope="module")
def alone():
    """The rows without any executor."""
    return sweep(slow, GRID, SEEDS)


def keys(file: Path) -> list[str]:
    """What the rows of a store are about, line by line."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines()[1:])
    return [json.dumps([row["point"], row["child"]]) for row in rows]


@pytest.mark.parametrize("chunk", [1, 7, 100])
def test_a_cluster_gives_the_same_rows(executor, alone, tmp_path, chunk):
    file = tmp_path / "rows.jsonl"
    rows = sweep(slow, GRID, SEEDS, executor=executor, chunk=chunk, store=file)
    assert rows == alone
    assert len(keys(file)) == len({*keys(file)}) == len(alone)


@pytest.mark.parametrize("times", [(10,), (10, 11)])
def test_killed_workers_lose_nothing_and_double_nothing(
    cluster, executor, alone, tmp_path, times
):
    file, killed = tmp_path / "rows.jsonl", []

    def kill(done, of):
        if done in times:
            worker = list(cluster.workers.values())[len(killed)]
            killed.append(worker.pid)
            psutil.Process(worker.pid).kill()

    rows = sweep(slow, GRID, SEEDS, executor=executor, store=file, progress=kill)
    assert len({*killed}) == len(times)
    assert rows == alone
    assert len(keys(file)) == len({*keys(file)}) == len(alone)


def test_a_killed_sweep_goes_on_elsewhere(cluster, alone, tmp_path):
    file = tmp_path / "rows.jsonl"
    file.touch()
    command = [sys.executable, "-c", CLIENT, cluster.scheduler_address, str(file)]
    child = subprocess.Popen(command, cwd=Path(__file__).parent)
    while file.read_bytes().count(b"\n") < 10:
        assert child.poll() is None
        time.sleep(0.01)
    child.kill()
    child.wait()
    before, again = len(keys(file)), []
    assert before < len(alone)
    rows = sweep(
        slow, GRID, SEEDS, store=file, progress=lambda done, of: again.append(done)
    )
    assert rows == alone
    assert len(again) == len(alone) - before
    assert len(keys(file)) == len({*keys(file)}) == len(alone)


def test_a_task_that_kills_every_worker_is_told_and_the_rest_is_kept(
    executor, tmp_path
):
    """Dask gives up a task that waited beside the deadly one each time, too."""
    file, xs = tmp_path / "rows.jsonl", list(range(12))
    with pytest.raises(KilledWorker):
        sweep(deadly, {"x": xs}, 1, executor=executor, store=file)
    kept = [json.loads(key)[0]["x"] for key in keys(file)]
    assert {*kept} <= {*xs} - {3}
    assert len({*kept}) == len(kept) >= len(xs) / 2


PAGE = Path(__file__).parents[2] / "teaching/sweeps.md"
STUDY = """
def one_run(n, share, seed):
    import numpy as np
    return share + np.random.default_rng(seed).normal(size=n).mean()
"""


def test_the_page_for_teachers_works_as_far_as_it_does_not_say_untested(tmp_path):
    """In its order, in a process of its own; its third block on begins elsewhere."""
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    untested = [block for block in blocks if "SLURM" in block or "Kube" in block]
    assert blocks[2:] == untested and len(untested) == 2
    assert all(len(block.split("\n")) == 5 for block in untested)  # and two blanks
    for block in untested:
        compile(block, str(PAGE), "exec")
    local = textwrap.indent(blocks[1].replace("rows.jsonl", "more.jsonl"), "    ")
    (tmp_path / "my_study.py").write_text(STUDY)
    (tmp_path / "script.py").write_text(
        f"{blocks[0]}\n{local}\n    assert len(rows) == 120 and not rows[0].error"
    )
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    stored = [keys(tmp_path / name) for name in ("rows.jsonl", "more.jsonl")]
    assert {*stored[0]} == {*stored[1]} and len(stored[0]) == len(stored[1]) == 120
