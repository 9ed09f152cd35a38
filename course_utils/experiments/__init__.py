"""Stored results of runs that are too long for a notebook, with where they came from.

``load(name)`` reads one; ``python -m course_utils results name`` makes it again. A file
says which settings, seeds and versions made it. Leaves out whatever a notebook can
compute while one waits.
"""

import hashlib
import importlib
import json
import platform
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
KNOWN = ("transformer",)
CODE = (
    "models", "language", "experiments", "loop.py", "policies.py", "metrics.py",
    "checks.py",
)  # fmt: skip


def path(name: str) -> Path:
    """The file of a result; ValueError that lists the names."""
    if name not in KNOWN:
        raise ValueError(f"no result {name!r}; there are {', '.join(KNOWN)}")
    return FOLDER / f"{name}.json"


def load(name: str) -> dict:
    """What is stored: "about" says what made it, the rest depends on the result."""
    return json.loads(path(name).read_text(encoding="utf-8"))


def make(name: str, report=print) -> None:
    """Run it all again, on all cores, and write the file."""
    file = path(name)
    experiment = importlib.import_module(f".{name}", __name__)
    made = experiment.run_all(report)
    result = {"about": experiment.about() | versions(), **made}
    file.write_text(_lines(result), encoding="utf-8", newline="\n")
    report(f"wrote {file.name}")


def _lines(result: dict) -> str:
    """JSON with one line for each entry, and for each item of its lists."""
    entries = []
    for name, value in result.items():
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            rows = (json.dumps(row, ensure_ascii=False) for row in value)
            text = "[\n" + ",\n".join(rows) + "\n]"
        entries.append(f"{json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(entries) + "\n}\n"


def versions() -> dict[str, str]:
    """Of Python and numpy, and a hash of the code that results depend on."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": platform.machine(),
        "code": code(),
    }


def code() -> str:
    """SHA-256 of the sources in ``CODE``, 12 digits: has anything changed since?"""
    root, digest = Path(__file__).parents[1], hashlib.sha256()
    for name in CODE:
        part = root / name
        for file in sorted(part.glob("*.[pt][yxo]*")) if part.is_dir() else [part]:
            digest.update(file.read_text(encoding="utf-8").encode())
    return digest.hexdigest()[:12]
