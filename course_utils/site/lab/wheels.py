"""What is added to Pyodide: the course, and the widgets that are installed here.

Each becomes a wheel and an entry of the lock, which says what imports it. So
``import course_utils`` in a cell loads it, and no cell has to install anything.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ...models import learnt
from ...upkeep import notebooks
from . import runtime

COURSE = "course_utils"
NEEDS = {  # module -> packages, as the lock calls them
    "comm": ["traitlets"],
    "ipywidgets": ["comm", "ipython", "traitlets"],
    COURSE: ["ipywidgets", "matplotlib", "numpy"],
}
LEFT_OUT = {"__pycache__", "site"}
FONTS = Path(__file__).parent / "fontlist.json"  # as that matplotlib writes it itself


def write(out: Path, fits: Path) -> None:
    """Write the wheels and the lock beside the files of the runtime.

    fits : the folder of what networks have learnt; it goes into the course.
    """
    modules = {name: dict(_installed(name)) for name in NEEDS if name != COURSE}
    modules[COURSE] = dict(_course()) | dict(_learnt(fits)) | dict(_reference())
    modules[COURSE]["matplotlib/fontlist.json"] = FONTS.read_bytes()
    made = [_entry(name, modules[name], out) for name in NEEDS]
    packages = runtime.OFFICIAL["packages"] | {each["name"]: each for each in made}
    lock = {"info": runtime.OFFICIAL["info"], "packages": packages}
    (out / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def _entry(name: str, modules: dict[str, bytes], out: Path) -> dict:
    version = "0" if name == COURSE else distribution(name).version
    file = out / f"{name}-{version}-py3-none-any.whl"
    _pack(file, modules)
    return {
        "name": name.replace("_", "-"), "version": version, "file_name": file.name,
        "sha256": sha256(file.read_bytes()).hexdigest(), "install_dir": "site",
        "package_type": "package", "imports": [name], "depends": NEEDS[name],
        "unvendored_tests": False,
    }  # fmt: skip


def _installed(name: str) -> Iterator[tuple[str, bytes]]:
    """The modules of a package that is installed here, in pure Python."""
    for file in distribution(name).files:
        if file.parts[0] == name and not LEFT_OUT & set(file.parts):
            yield file.as_posix(), file.locate().read_bytes()


def _course() -> Iterator[tuple[str, bytes]]:
    """The course's modules and data, but for what makes the site."""
    for file in sorted((notebooks.ROOT / COURSE).rglob("*")):
        path = file.relative_to(notebooks.ROOT)
        if file.is_file() and not LEFT_OUT & set(path.parts):
            yield path.as_posix(), file.read_bytes()


def _learnt(fits: Path) -> Iterator[tuple[str, bytes]]:
    folder = learnt.FOLDER.relative_to(notebooks.ROOT)
    for file in sorted(fits.glob("*.npz")):
        yield (folder / file.name).as_posix(), file.read_bytes()


def _reference() -> Iterator[tuple[str, bytes]]:
    """Python's language reference, a text of notebook 07, which Pyodide leaves out."""
    for file in Path(find_spec("pydoc_data").origin).parent.glob("*.py"):
        yield f"pydoc_data/{file.name}", file.read_bytes()


def _pack(file: Path, modules: dict[str, bytes]) -> None:
    """A wheel of the least that Pyodide asks for: the same bytes give the same file."""
    name, version = file.name.split("-")[:2]
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
    info = f"{name}-{version}.dist-info"
    with ZipFile(file, "w", ZIP_DEFLATED) as wheel:
        for path, body in {**modules, f"{info}/METADATA": about}.items():
            wheel.writestr(ZipInfo(path), body, ZIP_DEFLATED)
