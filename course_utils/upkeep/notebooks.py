"""The notebooks as files: execute them, and keep them in one canonical form.

Canonical form is what a reader and git need and nothing else: outputs with execution
counts, the cell metadata that matters, no widget state (a picture and a sentence
replace it) and nothing about the machine.
"""

import asyncio
import os
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"
CELL_SECONDS = 60
KEPT_METADATA = ("jupyter", "tags")
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"file_extension": ".py", "name": "python"},
}


def find(names: Iterable[str] = ()) -> list[Path]:
    """The notebooks whose names begin with one of these, or all, in the course's order.

    Raises ValueError that lists the names.
    """
    every = sorted(p for p in FOLDER.glob("*.ipynb") if "_mine_" not in p.name)
    found = [p for p in every if not names or any(p.name.startswith(n) for n in names)]
    for name in names:
        if not any(path.name.startswith(name) for path in every):
            raise ValueError(
                f"no notebook starts with {name!r}; there are "
                f"{', '.join(path.stem for path in every)}"
            )
    return found


def canonical(notebook) -> str:
    """The text of a notebook in canonical form.

    notebook : an ``nbformat`` node of version 4; it is not changed.
    """
    import nbformat

    notebook = nbformat.from_dict(notebook)
    notebook.metadata = METADATA
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata = {
            k: cell.metadata[k] for k in KEPT_METADATA if k in cell.metadata
        }
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if "metadata" in output:
                output.metadata = {}
    nbformat.validate(notebook)
    return nbformat.writes(notebook)


def environment() -> dict[str, str]:
    """Variables for a kernel that touches nobody's progress."""
    return {**os.environ, "COURSE_PROGRESS_FILE": ":memory:", **THREADS}


def execute(names: Iterable[str] = (), report=print) -> None:
    """Run notebooks from a fresh kernel and write them back, executed and canonical.

    A cell may take ``CELL_SECONDS``. A cell that fails stops the run with its error,
    and the file stays as it was. The learner's own progress is neither read nor
    written.
    """
    import nbformat
    from nbclient import NotebookClient

    if os.name == "nt":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    for path in find(names):
        begun = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            store_widget_state=False,
            coalesce_streams=True,
        )
        client.execute(env=environment())
        path.write_text(canonical(notebook), encoding="utf-8", newline="\n")
        report(f"{path.name}: executed in {time.perf_counter() - begun:.1f} s")
