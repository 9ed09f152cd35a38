"""A function over a grid and several seeds, on any executor, taken up where it stopped.

    rows = sweep(one_run, {"n": [10, 100], "share": [0.0, 0.1]}, seeds=20)

Each seed is a child of ``seed`` that depends on the point and its own number alone, so
neither order nor points added later nor an interruption change a value. Leaves out
scheduling: any ``concurrent.futures.Executor`` does that, of processes or of a cluster.
"""

import hashlib
import inspect
import itertools
import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .. import checks


@dataclass(frozen=True)
class Row:
    """One call: the point, the child's number, and its value or its error."""

    point: dict
    child: int
    value: object = None
    error: str | None = None

    @property
    def line(self) -> str:
        """The row as it stands in a store."""
        return json.dumps(vars(self), allow_nan=False)


def sweep(
    function: Callable,
    grid: Mapping[str, list],
    seeds: int,
    *,
    seed: int = 0,
    executor: Executor | None = None,
    store: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Row]:
    """Call ``function(**point, seed=child)`` for every point and child, in grid order.

    Parameters
    ----------
    function : returns what JSON can hold; for processes, a function of a module. An
        exception is kept as the error of its row.
    grid : name -> values; their product is the points.
    seeds : children a point, each a ``numpy.random.SeedSequence``.
    seed : a whole number that all children come from.
    executor : runs the calls; None runs them here, one after the other.
    store : a file of JSON Lines. Rows that it holds are not computed again.
    progress : called as ``progress(done, of)`` after each row.

    Raises
    ------
    ValueError : a store of another function, code, seed or grid, and a value that JSON
        cannot hold. An executor's own failure (a killed worker) is raised; the rows
        stored until then are kept.
    """
    seeds = checks.count("seeds", seeds, least=1)
    points = list(_points(grid))
    jobs = {_key(p, child): (p, child) for p in points for child in range(seeds)}
    kept = _Store(store, _mark(function, grid, seed)) if store else {}
    rows = {key: kept[key] for key in jobs if key in kept}

    def keep(row: Row) -> None:
        rows[_key(row.point, row.child)] = row
        if store:
            kept.append(row)
        if progress:
            progress(len(rows), len(jobs))

    todo = [job for key, job in jobs.items() if key not in rows]
    for row in _run(function, todo, seed, executor):
        keep(row)
    return [rows[key] for key in jobs]


def child_seed(seed: int, point: Mapping, child: int) -> np.random.SeedSequence:
    """The seed of one call, from the point and the child's number alone."""
    digest = hashlib.sha256(_key(point).encode()).digest()
    words = np.frombuffer(digest, "<u4").tolist()
    return np.random.SeedSequence([seed, *words], spawn_key=(child,))


def _run(function, todo: list[tuple], seed: int, executor: Executor | None):
    """Rows as they are done."""
    if executor is None:
        yield from (_call(function, *job, seed) for job in todo)
        return
    futures = [executor.submit(_call, function, *job, seed) for job in todo]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _call(function, point: dict, child: int, seed: int) -> Row:
    try:
        value = function(**point, seed=child_seed(seed, point, child))
        row = Row(point, child, value)
        row.line  # noqa: B018 - a value that cannot be stored is this point's error
    except Exception as error:
        return Row(point, child, error=f"{type(error).__name__}: {error}")
    return row


def _points(grid: Mapping[str, list]):
    for values in itertools.product(*grid.values()):
        yield dict(zip(grid, map(_plain, values), strict=True))


def _plain(value):
    """A number of numpy as Python's own, so that both name one point."""
    return value.item() if isinstance(value, np.generic) else value


def _key(point: Mapping, child: int | None = None) -> str:
    return json.dumps([sorted(point.items()), child], allow_nan=False)


def _mark(function, grid, seed: int) -> dict:
    """What a store says first: rows of another sweep must not be mixed in."""
    values = {name: list(map(_plain, grid[name])) for name in sorted(grid)}
    source = inspect.getsource(function)
    return {
        "function": f"{function.__module__}.{function.__qualname__}",
        "code": hashlib.sha256(source.encode()).hexdigest()[:12],
        "grid": values,
        "seed": seed,
    }


class _Store(dict):
    """Key -> row, and the file that they are appended to, each line whole."""

    def __init__(self, file: str | Path, mark: dict):
        super().__init__()
        self.file = Path(file)
        lines = self._whole_lines()
        if not lines:
            self._write(json.dumps(mark))
        elif json.loads(lines[0]) != mark:
            raise ValueError(
                f"{file} holds another sweep: {lines[0].decode()}; this one is "
                f"{json.dumps(mark)}. Give another file, or delete that one."
            )
        for line in lines[1:]:
            row = Row(**json.loads(line))
            self.setdefault(_key(row.point, row.child), row)

    def append(self, row: Row) -> None:
        self[_key(row.point, row.child)] = row
        self._write(row.line)

    def _whole_lines(self) -> list[bytes]:
        """All lines; what an interruption cut off is taken away."""
        text = self.file.read_bytes() if self.file.exists() else b""
        whole = text[: text.rfind(b"\n") + 1]
        if whole != text:
            os.truncate(self.file, len(whole))
        return whole.split(b"\n")[:-1]

    def _write(self, line: str) -> None:
        with open(self.file, "ab", buffering=0) as out:
            out.write(f"{line}\n".encode())
            os.fsync(out.fileno())
