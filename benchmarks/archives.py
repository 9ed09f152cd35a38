"""Archives of 100,000 records: made, verified, followed; and what rules cost a run.

The peer of a governed run is the same run without rules. Memory is the peak of a
process of its own.
"""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from course_utils import loop, policies
from course_utils.models import Gaussian
from course_utils.provenance import Record, lineage, make, verify

from .row import Row, seconds, side_by_side

N = 100_000
RULES = [
    policies.generation(1000),
    policies.real_share(0.0),
    policies.from_sources("truth", "model"),
]


def records() -> Iterator[Record]:
    """Sentences of eight words; every tenth has the one before it as a parent."""
    for i in range(N):
        behind = (f"r{i - 1}",) if i % 10 == 9 else ()
        text = f"the old teacher helps the hedgehog number {i}"
        yield Record(f"r{i}", text, kind="human", license="CC0-1.0", parents=behind)


def spoilt(archive: Path) -> None:
    """Change one record."""
    path = archive / "data.jsonl"
    path.write_bytes(path.read_bytes().replace(b'number 5000"', b'number 5001"'))


def peak(action: str) -> float:
    """MB of a process that does this to a new archive; its peak."""
    code = f"from benchmarks.archives import *; print(measured({action!r}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return float(said.stdout.split()[-1])


def measured(action: str) -> float:
    """The peak of this process after it, in MB; macOS counts in bytes."""
    with TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        make(records(), archive)
        if action == "verify":
            verify(archive)
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (2**20 if sys.platform == "darwin" else 2**10)


def label(batch: policies.Batch) -> dict[str, np.ndarray]:
    """What the rules ask for, by the source of a record."""
    real = batch.origin == 0
    return {
        "kind": np.where(real, "human", "synthetic"),
        "source": np.where(real, "truth", "model"),
        "generation": batch.origin,
    }


def governed() -> tuple[float, float]:
    """Seconds of a run with rules and without."""
    truth = Gaussian()

    def run(policy):
        loop.run(Gaussian(), truth, policy, n=2000, generations=20, seed=1)

    plain = policies.Accumulate()
    ruled = policies.Governed(plain, RULES, label)
    return side_by_side(lambda: run(ruled), lambda: run(plain))


def rows() -> list[Row]:
    """Seconds and memory of archives, and the price of rules."""
    with TemporaryDirectory() as folder:
        archive, count = Path(folder, "archive"), iter(range(9))
        making = seconds(lambda: make(records(), f"{archive}{next(count)}"), 3)
        make(records(), archive)
        checking = seconds(lambda: verify(archive), 3)
        following = seconds(lambda: lineage(archive).depth, 3)
        spoilt(archive)
        finding = seconds(lambda: verify(archive), 3)
    ruled, plain = governed()
    return [
        Row("archive make, 100,000 records", making, None, "s", "≤ 5 s"),
        Row("archive verify, 100,000 records", checking, None, "s", "≤ 5 s"),
        Row("the same with a record changed", finding, None, "s", "≤ 5 s"),
        Row("archive lineage, 100,000 records", following, None, "s"),
        Row("archive make, the process's peak", peak("make"), None, "MB"),
        Row("archive verify, the process's peak", peak("verify"), None, "MB"),
        Row("Accumulate under three rules, 20 × n=2,000; peer: without rules",
            ruled, plain, "s"),
    ]  # fmt: skip
