"""Run All of every notebook: seconds and peak memory, written into its header.

The kernel is asked for its own peak by one more cell at the end: on Linux ``VmHWM``,
for ``ru_maxrss`` there begins with what the parent process had.
"""

import re
import time

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from course_utils.upkeep import notebooks

from .row import Row

PEAK = """
import re, resource, sys
from pathlib import Path

status = Path("/proc/self/status")
if status.exists():
    print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) / 1e3)
else:
    unit = 1e6 if sys.platform == "darwin" else 1e3
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""
HEADER = re.compile(r"^\*\*Run All:\*\*.*$", re.M)


def measure(path) -> tuple[float, float]:
    """Seconds of Run All, kernel start included, and peak megabytes of the kernel."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell(PEAK))
    begun = time.perf_counter()
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}
    ).execute(env=notebooks.environment())
    seconds = time.perf_counter() - begun
    return seconds, float(notebook.cells[-1].outputs[0].text)


def write_header(path, seconds: float, megabytes: float) -> None:
    """Put the measured figures into the line that begins with Run All."""
    notebook = nbformat.read(path, as_version=4)
    line = (
        f"**Run All:** {max(1, round(seconds))} s on two cores, "
        f"{10 * round(megabytes / 10)} MB of memory."
    )
    for cell in notebook.cells:
        cell.source = HEADER.sub(line, cell.source)
    path.write_text(notebooks.canonical(notebook), encoding="utf-8", newline="\n")


def rows() -> list[Row]:
    """Seconds and megabytes for each notebook."""
    result = []
    for path in notebooks.find():
        seconds, megabytes = measure(path)
        write_header(path, seconds, megabytes)
        result.append(Row(f"{path.stem}: Run All", seconds, None, "s", "≤ 45 s"))
        result.append(Row(f"{path.stem}: peak memory", megabytes, None, "MB",
                          "≤ 600 MB"))  # fmt: skip
    return result
