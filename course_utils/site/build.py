"""The site, written: `python -m course_utils site [OUT]`."""

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from ..chapters import contents
from ..upkeep import html, notebooks
from . import inspection, live, pages, presets
from .lab import build as lab

ASSETS = Path(__file__).parent / "assets"


def build(
    out: Path,
    names: Iterable[str] = (),
    frames: int = presets.MOST,
    runs: bool = False,
) -> None:
    """Write the pages into a folder; what an earlier build left there goes.

    names : how the notebooks' names begin; all without names. frames : of a preset.
    runs : whether ``lab/`` is there as well, so that the pages link to it.

    Raises ValueError where the folder holds anything else than a site.
    """
    _empty(out)
    shutil.copytree(ASSETS, out / "assets")
    live.write_data(out)
    chosen = [*notebooks.find(names), *pages.texts()]
    written = [path for path in pages.order() if path in chosen]
    for path in written:
        pages.write(path, out, written, runs)
    live.write(out, written, runs)
    for kind, explorer in sorted(inspection.shown(out)):
        if kind == "explorer":
            exploration = contents.explorers()[explorer].exploration()
            presets.write(explorer, exploration, out, frames)


def main(
    out: str | None = None, no_lab: bool = False, pyodide: str | None = None
) -> int:
    """The command: write all of it, then look for what is missing or wrong."""
    begun, folder = time.perf_counter(), Path(out or html.SITE).resolve()
    if not no_lab:
        source = lab.parts(pyodide)
    build(folder, runs=not no_lab)
    if not no_lab:
        lab.write(folder, source)
    wrong = inspection.problems(folder)
    for problem in wrong:
        print(problem)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    print(
        f"{folder}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB, in "
        f"{time.perf_counter() - begun:.0f} s. Open index.html."
    )
    return 1 if wrong else 0


def _empty(out: Path) -> None:
    """Make room; a folder that is none of ours stays as it is.

    The data of the live pages is nowhere but on a site: neither here nor beside slides.
    """
    if out.exists() and any(out.iterdir()) and not (out / live.DATA).exists():
        raise ValueError(
            f"{out} holds something else than a site of the course; give another "
            "folder, or delete it first"
        )
    shutil.rmtree(out, ignore_errors=True)
