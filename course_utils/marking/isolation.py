"""Walls around a submission: bubblewrap where it works, a reason where it does not.

Inside there is no network, no process but its own, no file but Python, the course and
empty folders that vanish with it. Without walls the limits hold, and nothing else.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from ..upkeep.notebooks import ROOT, THREADS
from .limits import DISK

HOME = "/work"
PACKAGE = ROOT / "course_utils"
SYSTEM = ["/usr", "/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives"]
LINKED = ["/bin", "/lib", "/lib64", "/sbin"]  # links into /usr, or folders
OFF = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]


def open_to_all() -> list[Path]:
    """What every submission can read: Python, its packages and the course."""
    places = [*SYSTEM, sys.base_prefix, sys.prefix, PACKAGE]
    return [path for path in map(Path, dict.fromkeys(places)) if path.exists()]


def command(code: str, isolated: bool) -> list[str]:
    """The command that runs Python code, behind walls or not."""
    python = [sys.executable, "-P", "-s", "-c", code]
    return [*_walls(), *python] if isolated else python


def environment(home: str) -> dict[str, str]:
    """All variables that a submission sees."""
    folders = ("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR", "XDG_DATA_HOME")
    return {
        **dict.fromkeys(folders, home), **THREADS,
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MPLBACKEND": "Agg",
        "COURSE_PROGRESS_FILE": ":memory:", "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


@cache
def missing() -> str:
    """Why there can be no walls here, or ""."""
    if sys.platform != "linux":
        return "walls around a submission need Linux (on Windows: WSL)"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed (its command is bwrap)"
    tried = subprocess.run(
        command("import encodings", True), capture_output=True, text=True
    )
    said = (tried.stderr.strip().splitlines() or ["it said nothing"])[-1]
    return f"bubblewrap does not work: {said}" if tried.returncode else ""


def refuse_a_folder_within_reach(folder: Path) -> None:
    """ValueError where one submission could read another, walls or not."""
    for place in open_to_all():
        if folder.resolve().is_relative_to(place.resolve()):
            raise ValueError(
                f"{folder} lies in {place}, which every submission can read; move it"
            )


def new_home(isolated: bool) -> str:
    """The only folder that a submission may write; without walls, a real one."""
    return HOME if isolated else tempfile.mkdtemp(prefix="mark-")


def _walls() -> list[str]:
    words = ["bwrap", *OFF, "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000"]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for place in ("/tmp", HOME):
        words += ["--size", str(DISK), "--tmpfs", place]
    for place in open_to_all():
        words += ["--ro-bind", str(place), str(place)]
    for place in filter(os.path.exists, LINKED):
        if os.path.islink(place):
            words += ["--symlink", os.readlink(place), place]
        else:
            words += ["--ro-bind", place, place]
    for name, value in environment(HOME).items():
        words += ["--setenv", name, value]
    return [*words, "--chdir", HOME]
