"""JupyterLite with the course in it, written into a folder of the site."""

import importlib.util
import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from ...upkeep import notebooks
from . import runtime, wheels

FOLDER = "lab"
NAME = "Model collapse course"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
EXTENSIONS = "@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager"
SETTINGS = notebooks.ROOT / "jupyter/model-collapse-course.json"
CONFIG = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": NAME,
        "exposeAppInBrowser": True,
        "contentsStorageName": NAME,
        "settingsStorageName": NAME,
        "litePluginSettings": {KERNEL: {"disablePyPIFallback": True}},
    },
}


def write(out: Path, pyodide: Path | None = None) -> None:
    """Write JupyterLab, its kernel, the course and the notebooks into ``out/lab``.

    pyodide : a folder with Pyodide's files; what the group ``lab`` brings if None.

    Raises ValueError where a part is missing or is not what it should be.
    """
    if importlib.util.find_spec("jupyterlite_core") is None:
        raise ValueError("lab/ needs JupyterLite: python -m pip install --group lab")
    with tempfile.TemporaryDirectory() as room:
        source = Path(room, "lite")
        target = source / "static/pyodide"
        runtime.copy(pyodide or runtime.folder(), target)
        wheels.write(target)
        _contents(source / "files/notebooks")
        (source / "jupyter-lite.json").write_text(json.dumps(CONFIG), encoding="utf-8")
        shutil.copyfile(SETTINGS, source / "overrides.json")
        _build(source, out / FOLDER)


def _contents(folder: Path) -> None:
    """What a learner's drive begins with."""
    folder.mkdir(parents=True)
    for file in [*notebooks.find(), *notebooks.FOLDER.glob("*.md")]:
        shutil.copyfile(file, folder / file.name)


def _build(source: Path, out: Path) -> None:
    """JupyterLite's own command; ValueError with its last lines where it fails."""
    shared = Path(sysconfig.get_path("data"), "share/jupyter/labextensions")
    options = {
        "apps": ["lab"], "contents": [str(source / "files")],
        "federated_extensions": [str(shared / name) for name in EXTENSIONS],
        "ignore_sys_prefix": ["federated_extensions"],
        "lite_dir": str(source), "no_sourcemaps": True,
        "no_unused_shared_packages": True, "output_dir": str(out),
    }  # fmt: skip
    config = source / "jupyter_lite_config.json"
    config.write_text(json.dumps({"LiteBuildConfig": options}), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8")
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise ValueError(f"JupyterLite was not built:\n{said}")
