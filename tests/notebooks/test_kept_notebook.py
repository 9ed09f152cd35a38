"""A learner's notebook from before the rooms: its errors tell how to go on.

``learners/`` holds a notebook 00 as somebody kept it, and every line by which the
notebooks of that day imported the course. Here they are mended as the messages say, and
in no other way.
"""

import ast
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

LEARNERS = Path(__file__).parents[1] / "learners"
KEPT = LEARNERS / "00_start_here_mine_2026-11-23.ipynb"
LINES = (LEARNERS / "imports_2026-11-23.py.txt").read_text(encoding="utf-8").split("\n")
MOVED = re.compile(
    r"course_utils\.(\S+) has moved\. The new line: (from \S+ import \w+)"
)
MOST = 10  # repairs of one notebook


def mended(source: str, message: str) -> str:
    """The source with the name that moved taken from its new place."""
    old, line = MOVED.search(message).groups()
    package, name = f"course_utils.{old}".rsplit(".", 1)
    for node in ast.parse(source).body:
        if not (isinstance(node, ast.ImportFrom) and node.module == package):
            continue
        (alias,) = (one for one in node.names if one.name == name)
        rest = [one for one in node.names if one is not alias]
        new = [f"{line} as {alias.asname or name}"]
        if rest:
            new.append(ast.unparse(ast.ImportFrom(package, rest, 0)))
        return source.replace(ast.get_source_segment(source, node), "\n".join(new))
    raise AssertionError(f"no import of {name} from {package} in {source!r}")


@pytest.mark.parametrize("line", [line for line in LINES if line])
def test_every_old_import_works_or_says_its_new_line(line):
    for _ in range(MOST):
        try:
            return exec(line, {})
        except ImportError as error:
            line = mended(line, str(error))
    pytest.fail(line)


def test_a_kept_notebook_runs_once_it_is_mended_as_it_says():
    notebook, said = nbformat.read(KEPT, as_version=4), []
    for _ in range(MOST):
        try:
            NotebookClient(notebook, timeout=60).execute(cwd=LEARNERS)
            break
        except CellExecutionError as error:
            assert error.ename == "ImportError", error
            said.append(error.evalue)
            old = MOVED.search(error.evalue)[1].rsplit(".", 1)[1]
            cell = next(
                cell
                for cell in notebook.cells
                if cell.cell_type == "code"
                and re.search(
                    rf"^from course_utils.* import .*\b{old}\b", cell.source, re.M
                )
            )
            cell.source = mended(cell.source, error.evalue)
    else:
        pytest.fail(str(said))
    assert len(said) == 2  # the doctor, and the live figure
    (answered,) = [c for c in notebook.cells if 'check("00.1"' in c.source]
    assert "not yet" in answered.outputs[0].data["text/plain"]
