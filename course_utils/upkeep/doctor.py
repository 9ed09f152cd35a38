"""The doctor: is this machine ready for the course?

``report()`` looks at Python, packages, memory, the folder and threads; ``handshake()``
proves that the browser talks back, without which no control would do anything.
"""

import importlib.metadata
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..widgets.handshake import Handshake

PACKAGES = {
    "numpy": "2.0",
    "matplotlib": "3.9",
    "ipywidgets": "8.1.7",
    "jupyterlab": "4.4",
    "nbval": "0.11",
}
NEEDED_MB = 1000
THREADS = "OPENBLAS_NUM_THREADS"
CGROUP_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: fine or not, what was seen, and what to do about it."""

    name: str
    fine: bool
    seen: str
    cure: str = ""

    def __str__(self) -> str:
        mark = "ok    " if self.fine else "LOOK →"
        cure = "" if self.fine else f"\n       {self.cure}"
        return f"{mark} {self.name}: {self.seen}{cure}"


class Report(tuple):
    """Findings; prints one line each, ready to be copied into a question."""

    @property
    def fine(self) -> bool:
        """Whether nothing needs a cure."""
        return all(finding.fine for finding in self)

    def __repr__(self) -> str:
        end = "All is well." if self.fine else "See the lines marked LOOK."
        return "\n".join([*map(str, self), end])


def report() -> Report:
    """Look at everything that can be seen from Python."""
    return Report(
        [_python(), *map(_package, PACKAGES), _memory(), _folder(), _threads()]
    )


def _python() -> Finding:
    return Finding(
        "Python",
        sys.version_info >= (3, 11),
        f"{platform.python_version()} on {platform.system()}",
        "The course needs Python 3.11 or newer: start it with `python3 start.py`.",
    )


def _package(name: str) -> Finding:
    cure = "Run `python3 start.py` once more, then restart the kernel (Kernel menu)."
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", cure)
    least = PACKAGES[name]
    return Finding(name, _numbers(version) >= _numbers(least), version, cure)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def memory_mb() -> float | None:
    """Memory that this kernel may use, in MB; None where it cannot be told."""
    limits = []
    for path in CGROUP_LIMITS:
        if path.exists() and (text := path.read_text().strip()).isdigit():
            limits.append(int(text))
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(limits) / 1e6 if limits else None


def _memory() -> Finding:
    size = memory_mb()
    return Finding(
        "Memory",
        size is None or size >= NEEDED_MB,
        "cannot be told on this system" if size is None else f"{size:,.0f} MB",
        f"A notebook wants {NEEDED_MB} MB: shut down other kernels (Kernel menu).",
    )


def _folder() -> Finding:
    folder = Path.cwd()
    fine = os.access(folder, os.W_OK)
    return Finding(
        "Folder",
        fine,
        f"{folder.name} {'can' if fine else 'cannot'} be written",
        "Your changes would be lost: copy the course to a folder of your own.",
    )


def _threads() -> Finding:
    set_to = os.environ.get(THREADS)
    return Finding(
        "Threads",
        set_to == "1",
        f"{THREADS} is {set_to or 'not set'}",
        "Everything works, but more than one thread is slower here: start JupyterLab "
        "with `python3 start.py`.",
    )


def main() -> int:
    """Print the report; the exit code says whether all is well."""
    found = report()
    print(found)
    return 0 if found.fine else 1


def handshake() -> "Handshake":
    """Ask the browser to answer; the line that is shown says whether it did."""
    from ..widgets.handshake import Handshake  # needs a package that may be missing

    return Handshake()
