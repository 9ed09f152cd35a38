"""JupyterLite with the course in it, written into a folder of the site."""

import importlib.util
import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

import nbformat

from ... import page
from ...upkeep import notebooks
from .. import live, pages
from . import fits, runtime, wheels

FOLDER = "lab"
NAME = "Model collapse course"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = KERNEL, "@jupyter-widgets/jupyterlab-manager"
AGAIN = Path(__file__).parent / "again.js"
SETTINGS = notebooks.ROOT / "jupyter/model-collapse-course.json"
# Kept as written: the drive would parse them, and never answers where that fails.
AS_WRITTEN = {
    "json": {
        "name": "json", "extensions": [".json", ".jsonl"], "fileFormat": "text",
        "mimeTypes": ["application/json"],
    }
}  # fmt: skip
ENVIRONMENT = {
    page.PROGRESS: f"{page.DRIVE}/progress/progress.txt",
    "OPENBLAS_NUM_THREADS": "1",
}
CONFIG = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": NAME,
        "exposeAppInBrowser": True,
        "contentsStorageName": NAME,
        "settingsStorageName": NAME,
        "litePluginSettings": {
            f"{KERNEL}:kernel": {
                "disablePyPIFallback": True,
                "loadPyodideOptions": {"env": ENVIRONMENT},
            }
        },
    },
}


def parts(pyodide: str | None = None) -> Path:
    """The folder of Pyodide's files: the one given, or what the group ``site`` brings.

    Raises ValueError where a part is missing or is not what it should be.
    """
    if importlib.util.find_spec("jupyterlite_core") is None:
        raise ValueError(
            "lab/ needs JupyterLite: python -m pip install --group site; --no-lab "
            "writes the pages alone"
        )
    source = Path(pyodide) if pyodide else runtime.folder()
    runtime.check(source)
    return source


def write(out: Path, source: Path, neural: Iterable[str] = fits.NEURAL) -> None:
    """Write JupyterLab, its kernel, the course and the notebooks into ``out/lab``.

    source : a folder that ``parts`` has found good.
    neural : notebooks whose networks are trained now, so that no page has to.

    Raises ValueError where it cannot be built.
    """
    with tempfile.TemporaryDirectory() as room:
        lite, learnt = Path(room, "lite"), Path(room, "learnt")
        target = lite / "static/pyodide"
        runtime.copy(source, target)
        fits.keep(learnt, neural)
        wheels.write(target, learnt)
        _contents(lite / "files/notebooks")
        (lite / "jupyter-lite.json").write_text(json.dumps(CONFIG), encoding="utf-8")
        shutil.copyfile(SETTINGS, lite / "overrides.json")
        _build(lite, out / FOLDER)
    _remember(out / FOLDER / "lab/index.html")
    (out / "run.html").write_text(door(out / FOLDER), encoding="utf-8")


def _contents(folder: Path) -> None:
    """What a learner's drive begins with."""
    folder.mkdir(parents=True)
    for file in pages.texts():
        shutil.copyfile(file, folder / file.name)
    for file in notebooks.find():  # in files texts are lists of lines, for a server
        joined = nbformat.read(file, as_version=4)
        (folder / file.name).write_text(json.dumps(joined), encoding="utf-8")


def _build(lite: Path, out: Path) -> None:
    """JupyterLite's own command; ValueError with its last lines where it fails."""
    shared = Path(sysconfig.get_path("data"), "share/jupyter/labextensions")
    options = {
        "apps": ["lab"], "contents": [str(lite / "files")],
        "extra_file_types": AS_WRITTEN,
        "federated_extensions": [str(shared / name) for name in EXTENSIONS],
        "ignore_sys_prefix": ["federated_extensions"],
        "lite_dir": str(lite), "no_sourcemaps": True,
        "no_unused_shared_packages": True, "output_dir": str(out),
    }  # fmt: skip
    config = lite / "jupyter_lite_config.json"
    config.write_text(json.dumps({"LiteBuildConfig": options}), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=lite, capture_output=True, encoding="utf-8")
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise ValueError(f"JupyterLite was not built:\n{said}")


def _remember(lab: Path) -> None:
    """Let a page of JupyterLab open its notebook again where it is reloaded."""
    head, rest = lab.read_text(encoding="utf-8").split("<head>", 1)
    script = AGAIN.read_text(encoding="utf-8")
    text = f"{head}<head>\n<script>\n{script}</script>{rest}"
    lab.write_text(text, encoding="utf-8")


def door(lab: Path) -> str:
    """The page that says what will be loaded, and opens each notebook."""
    size = sum(path.stat().st_size for path in lab.rglob("*") if path.is_file())
    doors = [
        {"id": path.stem, "href": address(path), "title": pages.title(path)}
        for path in pages.runnable()
    ]
    template = live.TEMPLATES.get_template("run.html.j2")
    return template.render(megabytes=round(size / 1e6), notebooks=doors, scripts=[])


def address(path: Path) -> str:
    """Where a notebook opens, from a page of the site."""
    return f"{FOLDER}/lab/index.html?path=notebooks/{path.name}"
