"""Runs the notebooks that train networks, so that their fits are kept for a page."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ...models import learnt
from ...upkeep import notebooks

NEURAL = ("06", "08", "11")
RUN = f"import sys; from {__name__} import run; run(sys.argv[1])"


def keep(folder: Path, names: Iterable[str] = NEURAL) -> None:
    """Run notebooks, and keep each fit of a network as a file in the folder.

    Raises ValueError with the last lines of what a notebook says where it fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ours = {learnt.VARIABLE: str(folder), "MPLBACKEND": "agg", **notebooks.THREADS}
    for path in (path for name in names for path in notebooks.find([name])):
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(path)], cwd=notebooks.ROOT,
            env={**os.environ, **ours, "COURSE_PROGRESS_FILE": ":memory:"},
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        if done.returncode:
            said = "\n".join(done.stderr.splitlines()[-20:])
            raise ValueError(f"{path.name} does not run:\n{said}")


def run(path: str) -> None:
    """The code of a notebook, cell by cell, in this process."""
    import nbformat

    names = {"__name__": "__main__"}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{path}#{cell.id}", "exec"), names)
