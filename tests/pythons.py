"""The Pythons of this machine, on the path and with pyenv."""

import os
import shutil
import subprocess
from pathlib import Path


def find(minor: str) -> str | None:
    """The path of a Python of that version, such as "3.12", if there is one."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    installed = sorted(pyenv.glob(f"versions/{minor}.*/bin/python"), reverse=True)
    candidates = [*map(str, installed), shutil.which(f"python{minor}")]
    return next((path for path in candidates if path and _version(path) == minor), None)


def _version(python: str) -> str:
    """Major and minor version of an interpreter; empty if it does not start."""
    code = "import sys; print('{}.{}'.format(*sys.version_info))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True)
    return done.stdout.strip()
