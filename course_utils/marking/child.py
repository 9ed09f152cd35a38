"""A submission at work, seen from outside: its lines, its size and its end."""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator
from time import monotonic

import psutil

from . import isolation, limits

STEP = 0.05  # seconds between two looks
LOOK = 0.3  # seconds between two looks at what it holds


class Gone(Exception):
    """It ended before its time, or was ended; the text says by what."""


class Child:
    """Runs a job; a context manager, so that nothing of it is left.

    job : {"seat": number, "cells": [[number, source], ...]}. end : of its time, by
    ``monotonic``.
    """

    def __init__(self, job: dict, isolated: bool, end: float):
        self._home = isolation.new_home(isolated)
        code = f"from course_utils.marking import inside; inside.work({isolated})"
        self._process = subprocess.Popen(
            isolation.command(code, isolated),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=isolation.environment(self._home), start_new_session=True,
            cwd="/" if isolated else self._home,
        )  # fmt: skip
        with contextlib.suppress(BrokenPipeError), self._process.stdin as pipe:
            pipe.write(json.dumps(job).encode("ascii"))
        self._end, self._looked = end, monotonic()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_) -> None:
        for process in self._tree():
            with contextlib.suppress(psutil.Error, ProcessLookupError):
                process.kill()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()
        if self._home != isolation.HOME:
            shutil.rmtree(self._home, ignore_errors=True)

    def lines(self) -> Iterator[dict]:
        """What it says, line by line; what is no line of ours is {}. Raises Gone."""
        for line in self._bytes():
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            said = said if isinstance(said, dict) else {}
            if "end" in said:
                return
            yield said

    def _bytes(self) -> Iterator[bytes]:
        rest, total = b"", 0
        for _ in range(limits.LINES):
            while b"\n" not in rest:
                rest += self._piece()
                if len(rest) > limits.LINE or total > limits.TOTAL:
                    raise Gone("it handed over too much")
            line, _, rest = rest.partition(b"\n")
            total += len(line)
            yield line
        raise Gone("it handed over too much")

    def _piece(self) -> bytes:
        """The next bytes. Raises Gone where there are none in time."""
        pipe, begun, cpu = self._process.stdout, monotonic(), None
        while not select.select([pipe], [], [], STEP)[0]:
            if monotonic() > self._looked + LOOK:
                now = self._cpu()
                cpu = now if cpu is None else cpu
                self._look(monotonic() - begun, now - cpu)
        if monotonic() > self._end:
            raise Gone("it took too long")
        if piece := os.read(pipe.fileno(), 2**16):
            return piece
        raise Gone("its process ended")

    def _look(self, waited: float, computed: float) -> None:
        """Raise Gone where it takes too much of anything."""
        self._looked, tree = monotonic(), self._tree()
        asleep = waited > limits.ASLEEP and computed < limits.HARDLY * waited
        if asleep or computed > limits.STUCK or monotonic() > self._end:
            raise Gone("it took too long")
        if len(tree) > limits.CROWD:
            raise Gone("it began too many processes")
        if sum(map(_held, tree)) > limits.TREE:
            raise Gone("its processes held too much memory")

    def _cpu(self) -> float:
        """Seconds of CPU time of the processes that there are now."""
        return sum(map(_computed, self._tree()))

    def _tree(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            top = psutil.Process(self._process.pid)
            return [top, *top.children(recursive=True)]
        return []


def _computed(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        return sum(process.cpu_times()[:2])
    return 0.0


def _held(process: psutil.Process) -> int:
    """Bytes; what processes share is divided among them, where the system can tell."""
    with contextlib.suppress(psutil.Error):
        memory = process.memory_full_info()
        return getattr(memory, "pss", memory.rss)
    return 0
