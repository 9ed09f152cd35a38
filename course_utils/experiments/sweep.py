"""A function over a grid and several seeds, on any executor, taken up where it stopped.

    rows = sweep(one_run, {"n": [10, 100], "share": [0.0, 0.1]}, seeds=20)

Each seed is a child of ``seed`` that depends on the point and its own number alone, so
neither order nor points added later nor an interruption change a value. Leaves out
scheduling: any ``concurrent.futures.Executor`` does that, of processes or of a cluster,
such as ``distributed.Client(...).get_executor()`` (see ``teaching/sweeps.md``).
"""

import hashlib
import itertools
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, as_completed
from pathlib import Path

import numpy as np

from .. import checks
from .store import Row, RowStore, key, plain


def sweep(
    function: Callable,
    grid: Mapping[str, list],
    seeds: int,
    *,
    seed: int = 0,
    executor: Executor | None = None,
    chunk: int = 1,
    store: str | Path | RowStore | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Row]:
    """Call ``function(**point, seed=child)`` for every point and child, in grid order.

    Parameters
    ----------
    function : returns what JSON can hold; for processes, a function of a module. An
        exception is kept as the error of its row.
    grid : name -> values; their product is the points.
    seeds : children a point, each a ``numpy.random.SeedSequence``. A grid that names
        "seed" itself, so that points share seeds, takes 1.
    seed : a whole number that all children come from.
    executor : runs the calls; None runs them here, one after the other.
    chunk : calls that the executor gets as one task. A cluster takes some 4 ms to hand
        a task out, so where a call lasts less than 50 ms, take as many as last 50 ms.
    store : a file of JSON Lines, or a ``RowStore``. Rows in it are not computed again.
    progress : called as ``progress(done, of)`` after each row.

    Raises
    ------
    ValueError : a store of another function, code, seed or grid. A value that JSON
        cannot hold is the error of its row. An executor's own failure (a task that
        kills its workers) is raised once all other tasks are done, and their rows are
        kept.
    """
    seeds = checks.count("seeds", seeds, least=1)
    chunk = checks.count("chunk", chunk, least=1)
    if "seed" in grid and seeds != 1:
        raise ValueError(f"seeds is {seeds}, but for a grid with seeds it must be 1")
    points = list(_points(grid))
    jobs = {key(p, child): (p, child) for p in points for child in range(seeds)}
    store = None if store is None else _opened(store, function, grid, seed)
    rows = {job: store[job] for job in jobs if store and job in store}

    def keep(row: Row) -> None:
        rows[row.key] = row
        if store is not None:
            store.append(row)
        if progress:
            progress(len(rows), len(jobs))

    todo = [job for name, job in jobs.items() if name not in rows]
    for row in _run(function, todo, seed, executor, chunk):
        keep(row)
    return [rows[job] for job in jobs]


def _opened(store: str | Path | RowStore, function, grid, seed) -> RowStore:
    store = store if isinstance(store, RowStore) else RowStore(store)
    return store.open(function, grid, seed)


def child_seed(seed: int, point: Mapping, child: int) -> np.random.SeedSequence:
    """The seed of one call, from the point and the child's number alone."""
    digest = hashlib.sha256(key(point).encode()).digest()
    words = np.frombuffer(digest, "<u4").tolist()
    return np.random.SeedSequence([seed, *words], spawn_key=(child,))


def _run(function, todo: list[tuple], seed: int, executor: Executor | None, chunk: int):
    """Rows as they are done."""
    if executor is None:
        yield from (_call(function, *job, seed) for job in todo)
        return
    parts = (todo[i : i + chunk] for i in range(0, len(todo), chunk))
    futures = [executor.submit(_calls, function, part, seed) for part in parts]
    try:
        yield from _finished(futures)
    finally:
        for future in futures:
            future.cancel()


def _finished(futures: list[Future]):
    """The rows of all tasks that the executor could do; then its first failure."""
    failures = []
    for future in as_completed(futures):
        if failure := future.exception():
            failures.append(failure)
        else:
            yield from future.result()
    if failures:
        raise failures[0]


def _calls(function, part: list[tuple], seed: int) -> list[Row]:
    return [_call(function, *job, seed) for job in part]


def _call(function, point: dict, child: int, seed: int) -> Row:
    try:
        value = function(**{"seed": child_seed(seed, point, child), **point})
        row = Row(point, child, value)
        row.line  # noqa: B018 - a value that cannot be stored is this point's error
    except Exception as error:
        return Row(point, child, error=f"{type(error).__name__}: {error}")
    return row


def _points(grid: Mapping[str, list]):
    for values in itertools.product(*grid.values()):
        yield dict(zip(grid, map(plain, values), strict=True))
