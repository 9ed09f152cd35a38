"""The doctor: is this machine ready for the course?

``report()`` looks at Python, packages, memory, folders and threads; ``handshake()``
shows whether the browser talks back: if it does not, no control works.
"""

import importlib.metadata
import importlib.util
import os
import pkgutil
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..widgets.handshake import Handshake

PACKAGES = {
    "numpy": "2.0",
    "matplotlib": "3.9",
    "ipywidgets": "8.1.7",
    "jupyterlab": "4.4",
    "nbval": "0.11",
}
if sys.platform == "emscripten":  # the page brings its own versions, and no server
    PACKAGES = {"numpy": "2.0", "matplotlib": "3.8", "ipywidgets": "8.1.7"}
IMPORTED = {  # by the notebooks, with the parts that have binaries of their own
    "numpy": "numpy.random",
    "matplotlib": "matplotlib.backends.backend_agg",
    "ipywidgets": "ipywidgets",
}
BINARIES = (".so", ".pyd", ".dll", ".dylib")
REINSTALL = (
    "Is this the course's own Python, the one in .venv? If so, delete .venv, run "
    "`python3 start.py`, then restart the kernel."
)
RENAME = "Give the file another name, or take its folder out of PYTHONPATH."
NEEDED_MB = 1000
THREADS = "OPENBLAS_NUM_THREADS"
CGROUP_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


@dataclass(frozen=True)
class Finding:
    """The result of one check: fine or not, what was seen, and what to do about it."""

    name: str
    fine: bool
    seen: str
    cure: str = ""

    def __str__(self) -> str:
        mark = "ok    " if self.fine else "LOOK →"
        cure = "" if self.fine else f"\n       {self.cure}"
        return f"{mark} {self.name}: {self.seen}{cure}"


class Findings(tuple):
    """Findings; prints one line each, ready to be copied into a question."""

    @property
    def fine(self) -> bool:
        """Whether nothing needs a cure."""
        return all(finding.fine for finding in self)

    def __repr__(self) -> str:
        end = "All is well." if self.fine else "See the lines marked LOOK."
        return "\n".join([*map(str, self), end])


def report(kernel: bool = True) -> Findings:
    """Look at everything that can be seen from Python, in a kernel or at a prompt."""
    hidden = _hidden()
    packages = [_package(name, RENAME if hidden else REINSTALL) for name in PACKAGES]
    places = [_memory(), _folder(), _home(), _threads(kernel)]
    return Findings([_python(), *packages, _modules(hidden), *places])


def _python() -> Finding:
    return Finding(
        "Python",
        sys.version_info >= (3, 11),
        f"{platform.python_version()} on {platform.system()}",
        "The course needs Python 3.11 or newer: start it with `python3 start.py`.",
    )


def _package(name: str, cure: str) -> Finding:
    try:
        package = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", cure)
    faults = [f"{package.version}", *_faults(name, package)]
    if _numbers(package.version) < _numbers(PACKAGES[name]):
        faults.append(f"older than {PACKAGES[name]}")
    return Finding(name, len(faults) == 1, ", ".join(faults), cure)


def _faults(name: str, package: importlib.metadata.Distribution) -> list[str]:
    """What keeps an installed package from being used; the first fault only."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return ["its files are gone"]
    if Path(spec.origin).parent != Path(package.locate_file(name)):
        return [f"hidden by {spec.origin}"]
    lost = (
        file for file in _binaries(package) if not package.locate_file(file).exists()
    )
    if first := next(lost, None):
        return [f"{first} is missing"]
    return _import(name, package.version) if name in IMPORTED else []


def _binaries(package: importlib.metadata.Distribution) -> list[str]:
    """Those that were installed; from Python 3.12 on, ``files`` hides what is gone."""
    record = (package.read_text("RECORD") or "").splitlines()
    files = (line.split(",")[0] for line in record)
    return [file for file in files if file.endswith(BINARIES)]


def _import(name: str, version: str) -> list[str]:
    try:
        importlib.import_module(IMPORTED[name])
    except (Exception, SystemExit) as problem:
        while problem.__cause__:
            problem = problem.__cause__
        return [f"cannot be imported: {' '.join(str(problem).split())}"]
    loaded = getattr(sys.modules[name], "__version__", "no version")
    return [] if loaded == version else [f"mixed with files of {loaded}"]


def _hidden() -> list[str]:
    """Modules of Python or of a package that other files would hide."""
    known = {*sys.stdlib_module_names, *importlib.metadata.packages_distributions()}
    first = [".", *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    folders = {str(Path(folder).resolve()) for folder in first}
    found = [module for module in pkgutil.iter_modules(folders) if module.name in known]
    return [f"{module.name} in {module.module_finder.path}" for module in found]


def _modules(hidden: list[str]) -> Finding:
    seen = f"hidden by your files: {', '.join(hidden)}" if hidden else "none is hidden"
    return Finding("Modules", not hidden, seen, RENAME)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def memory_mb() -> float | None:
    """Memory that this kernel may use, in MB; None if that is unknown."""
    limits = []
    for path in CGROUP_LIMITS:
        if path.exists() and (text := path.read_text().strip()).isdigit():
            limits.append(int(text))
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(limits) / 1e6 if limits else None


def _memory() -> Finding:
    size = memory_mb()
    return Finding(
        "Memory",
        size is None or size >= NEEDED_MB,
        "unknown on this system" if size is None else f"{size:,.0f} MB",
        f"A notebook needs {NEEDED_MB} MB: shut down other kernels (Kernel menu).",
    )


def _folder() -> Finding:
    cure = "Your changes would be lost: copy the course to a folder of your own."
    return _written("Folder", Path.cwd(), cure)


def _home() -> Finding:
    cure = (
        "JupyterLab does not start, and your progress is lost when a kernel ends: set "
        "HOME to a folder that you can write to."
    )
    try:
        return _written("Home", Path.home(), cure)
    except RuntimeError:
        return Finding("Home", False, "there is none", cure)


def _written(name: str, folder: Path, cure: str) -> Finding:
    fine = folder.is_dir() and os.access(folder, os.W_OK)
    seen = f"{folder.name} {'can' if fine else 'cannot'} be written"
    return Finding(name, fine, seen, cure)


def _threads(kernel: bool) -> Finding:
    """A kernel should have one; before there is a kernel, start.py sees to it."""
    told = os.environ.get(THREADS)
    if not kernel and told is None:
        return Finding("Threads", True, "`python3 start.py` gives one to each kernel")
    cure = f"unset {THREADS} in your shell" if told else "use `python3 start.py`"
    return Finding(
        "Threads",
        told == "1",
        f"{THREADS} is {told or 'not set'}",
        f"Everything works, but more than one thread is slower here: {cure}.",
    )


def main() -> int:
    """Print the report; the exit code says whether all is well."""
    found = report(kernel=False)
    print(found)
    return 0 if found.fine else 1


def handshake() -> "Handshake":
    """Ask the browser to answer; the line shown says whether it did."""
    from ..widgets.handshake import Handshake  # needs a package that may be missing

    return Handshake()
