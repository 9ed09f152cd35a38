"""Sweeps: two warm processes against one, and what handing a task out costs."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor

import numpy as np
from distributed import Client, LocalCluster

from course_utils.experiments.sweep import sweep

from .row import Row, seconds, side_by_side

CALLS, EMPTY, CHUNK = 64, 400, 50


def busy(x: int, seed) -> float:
    """Some 20 ms of arithmetic."""
    draws = np.random.default_rng(seed).standard_normal(20_000)
    return float(sum(np.sort(draws)[x % 100] for _ in range(150)))


def empty(x: int, seed) -> int:
    """Nothing, so that what remains is the price of a task."""
    return x


def swept(function: Callable, calls: int, executor: Executor, chunk: int = 1):
    """An action that sweeps a function so often."""
    grid = {"x": list(range(calls))}
    return lambda: sweep(function, grid, 1, executor=executor, chunk=chunk)


def processes() -> Row:
    """Medians, taken in turn, of pools that have worked before."""
    with ProcessPoolExecutor(2) as two, ProcessPoolExecutor(1) as one:
        ours, peer = side_by_side(swept(busy, CALLS, two), swept(busy, CALLS, one), 7)
    what = f"sweep, {CALLS} calls, two warm processes; peer: one"
    return Row(what, ours, peer, "s", "ratio ≤ 0.63")


def price(executor: Executor, chunk: int = 1) -> float:
    """Milliseconds a call that does nothing."""
    return 1_000 * seconds(swept(empty, EMPTY, executor, chunk)) / EMPTY


def rows() -> list[Row]:
    """Speed of two processes, and the price of a task on a Dask cluster."""
    result = [processes()]
    with ProcessPoolExecutor(2) as pool:
        plain = price(pool), price(pool, CHUNK)
    quiet = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster,
        Client(cluster) as client,
        client.get_executor() as dask,
    ):
        ours = price(dask), price(dask, CHUNK)
    for name, mine, other in zip(
        ("a task", f"a call, {CHUNK} in a task"), ours, plain, strict=True
    ):
        what = f"sweep, what Dask takes for {name}; peer: two processes"
        result.append(Row(what, mine, other, "ms"))
    return result
