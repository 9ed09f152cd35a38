"""The site, written: `python -m course_utils site [OUT]`."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from ..chapters import contents
from ..upkeep import html, notebooks
from . import pages, presets

ASSETS = Path(__file__).parent / "assets"


def build(out: Path, names: Iterable[str] = (), frames: int = presets.MOST) -> None:
    """Write the site into a folder that is emptied first.

    names : how the notebooks' names begin; all without names. frames : of a preset.
    """
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ASSETS, out / "assets")
    chosen = {path.stem for path in notebooks.find(names)}
    for path in pages.order():
        if path.stem in chosen or not names or path == pages.GLOSSARY:
            pages.write(path, out)
    for explorer in shown(out):
        exploration = contents.explorers()[explorer].exploration()
        presets.write(explorer, exploration, out, frames)
