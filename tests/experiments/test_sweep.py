"""Sweeps: one answer for any executor, order and interruption."""

import json
import random
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from course_utils.experiments.sweep import child_seed, sweep

GRID = {"n": [5, 10, 20], "share": [0.0, 0.5]}


def mean(n, share, seed):
    """A point's value: depends on everything that it is given."""
    return float(share + np.random.default_rng(seed).normal(size=n).mean())


def failing(n, seed):
    if n == 2:
        raise ZeroDivisionError("two")
    return n


def other(n, share, seed):
    return 0.0


def values(rows):
    return {(row.point["n"], row.point["share"], row.child): row.value for row in rows}


def test_rows_come_in_grid_order_and_hold_what_the_function_returns():
    rows = sweep(mean, GRID, 2)
    at = [(row.point["n"], row.point["share"], row.child) for row in rows]
    assert at == [(n, s, k) for n in (5, 10, 20) for s in (0.0, 0.5) for k in (0, 1)]
    for row in rows:
        assert row.value == mean(**row.point, seed=child_seed(0, row.point, row.child))


def test_values_do_not_depend_on_order_added_points_or_more_children():
    small = values(sweep(mean, GRID, 2, seed=3))
    grown = {"share": [0.9, 0.5, 0.0], "n": [20, 7, 10, 5]}
    large = values(sweep(mean, grown, 5, seed=3))
    assert small.items() <= large.items()
    assert not set(small.values()) & set(values(sweep(mean, GRID, 2, seed=4)).values())


def test_children_are_all_different():
    rows = sweep(mean, GRID, 50)
    assert len({row.value for row in rows}) == len(rows)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.parametrize("chunk", [1, 4, 99])
def test_any_executor_and_chunk_give_the_same_rows(pool, chunk):
    with pool(2) as executor:
        rows = sweep(mean, GRID, 3, executor=executor, chunk=chunk)
    assert rows == sweep(mean, GRID, 3)


def test_a_chunk_is_one_task():
    with LosesTheFirst(1) as executor:
        executor.lost = True
        sweep(mean, GRID, 3, executor=executor, chunk=4)
    assert executor.tasks == 5  # of 18 calls
    with pytest.raises(ValueError, match="chunk is 0, but"):
        sweep(mean, GRID, 3, chunk=0)


class LosesTheFirst(ThreadPoolExecutor):
    """Its first task fails at once, with the worker that had it."""

    lost, tasks = False, 0

    def submit(self, *arguments):
        self.tasks += 1
        if self.lost:
            return super().submit(*arguments)
        self.lost, future = True, Future()
        future.set_exception(ConnectionError("a worker is gone"))
        return future


def test_what_an_executor_lost_is_told_when_the_rest_is_stored(tmp_path):
    file = tmp_path / "rows.jsonl"
    with LosesTheFirst(1) as executor, pytest.raises(ConnectionError):
        sweep(mean, GRID, 3, executor=executor, store=file)
    assert file.read_bytes().count(b"\n") == 1 + 17
    assert sweep(mean, GRID, 3, store=file) == sweep(mean, GRID, 3)


def test_an_error_stays_with_its_point():
    rows = sweep(failing, {"n": [1, 2, 3]}, 1)
    assert [row.value for row in rows] == [1, None, 3]
    assert rows[1].error == "ZeroDivisionError: two" and rows[0].error is None


def test_a_value_that_json_cannot_hold_is_an_error_of_its_point():
    rows = sweep(unstorable, {"n": [1]}, 1)
    assert "not JSON compliant" in rows[0].error or "ValueError" in rows[0].error


def unstorable(n, seed):
    return float("nan")


@pytest.mark.parametrize("cut", [1, 17, 60])
def test_a_store_goes_on_where_it_stopped(tmp_path, cut):
    file, calls = tmp_path / "rows.jsonl", []
    whole = sweep(mean, GRID, 3, store=file)
    text = file.read_bytes()
    lines = text.splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:8]) + lines[8][:cut])
    again = sweep(mean, GRID, 3, store=file, progress=lambda *done: calls.append(done))
    assert again == whole
    assert len(calls) == 18 - 7 and calls[-1] == (18, 18)
    keys = [(json.loads(line)["point"]["n"], json.loads(line)["child"],
             json.loads(line)["point"]["share"])
            for line in file.read_bytes().splitlines()[1:]]  # fmt: skip
    assert len(keys) == len(set(keys)) == 18


def test_the_order_of_lines_in_a_store_does_not_matter(tmp_path):
    file = tmp_path / "rows.jsonl"
    whole = sweep(mean, GRID, 3, store=file)
    first, *rest = file.read_text().splitlines(keepends=True)
    random.Random(1).shuffle(rest)
    file.write_text(first + "".join(rest))
    assert sweep(mean, GRID, 3, store=file, progress=pytest.fail) == whole


@pytest.mark.parametrize(
    "change",
    [
        {"function": other},
        {"seed": 1},
        {"grid": {"n": [5, 10], "share": [0.0, 0.5]}},
    ],
)
def test_a_store_of_another_sweep_is_refused(tmp_path, change):
    file = tmp_path / "rows.jsonl"
    sweep(mean, GRID, 1, store=file)
    before = file.read_bytes()
    asked = {"function": mean, "grid": GRID, "seeds": 1, "store": file, **change}
    with pytest.raises(ValueError, match="holds another sweep"):
        sweep(**asked)
    assert file.read_bytes() == before
