"""One line of the table of benchmarks."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, ours and the peer's, in one unit, and what is allowed.

    budget : text such as "ratio ≤ 1.5" or "≤ 100 ms"; "" where there is none.
    """

    what: str
    ours: float
    peer: float | None
    unit: str
    budget: str = ""

    @property
    def cells(self) -> list[str]:
        """Texts of the table's columns."""
        ratio = "" if self.peer is None else f"{self.ours / self.peer:.2f}"
        peer = "" if self.peer is None else f"{self.peer:.3g} {self.unit}"
        return [self.what, f"{self.ours:.3g} {self.unit}", peer, ratio, self.budget]


HEAD = ["what", "ours", "peer", "ratio", "budget"]


def table(rows: list[Row]) -> str:
    """A Markdown table."""
    lines = [HEAD, ["---"] * len(HEAD), *(row.cells for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def seconds(action: Callable[[], object], repeats: int = 5) -> float:
    """Median seconds of wall time, after one call that does not count."""
    action()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def side_by_side(
    ours: Callable[[], object], peer: Callable[[], object], repeats: int = 5
) -> tuple[float, float]:
    """Median seconds of two actions, taken in turn so that noise hits both."""
    times: list[tuple[float, float]] = []
    for _ in range(repeats + 1):
        pair = []
        for action in (ours, peer):
            begun = time.perf_counter()
            action()
            pair.append(time.perf_counter() - begun)
        times.append((pair[0], pair[1]))
    one, other = zip(*times[1:], strict=True)
    return statistics.median(one), statistics.median(other)
