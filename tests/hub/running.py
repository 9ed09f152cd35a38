"""A hub that really runs, on accounts made for it and removed after it.

Learners' accounts must be able to run the course's Python, which may lie in root's home
with all of this checkout. So the hub runs from a copy in /tmp: the files of the course
and the packages that a hub needs, in a .venv of a Python that everybody can run.
Packages are linked, not copied, where the disk allows it.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import NamedTuple

import psutil
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.browser.lab import free_port

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "teaching/hub"))
import accounts  # noqa: E402, F401
import hub  # noqa: E402, F401

NOBODY = {"user": 65534, "group": 65534, "extra_groups": []}
LEFT = [".git", ".venv", "_site", "artifacts", "__pycache__", ".*_cache", ".hypothesis"]
LAB = {"LabApp": {"expose_app_in_browser": True}}
NEEDED = ("git", "npm", "node", "useradd", "chpasswd", "prlimit")
READY_SECONDS = 90


class Seat(NamedTuple):
    """An account of the hub."""

    number: int
    name: str
    password: str


def lacking() -> str:
    """Why no hub can run here, "" where one can."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return "needs root, who makes accounts"
    missing = [name for name in NEEDED if not shutil.which(name)]
    if not missing and not interpreter():
        missing = ["a Python of this version that every account can run"]
    return f"needs {', '.join(missing)}" if missing else ""


def wanted() -> set[str]:
    """The distributions that `start.py hub` installs, with all that they need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["hub"]
    found, waiting = set(), list(map(Requirement, asked))
    while waiting:
        need = waiting.pop()
        found.add(canonicalize_name(need.name))
        for each in map(Requirement, distribution(need.name).requires or []):
            if applies(each, need.extras) and canonicalize_name(each.name) not in found:
                waiting.append(each)
    return found


def applies(need: Requirement, extras: set[str]) -> bool:
    """Whether a package needs it here, installed with these extras."""
    marker = need.marker
    return not marker or any(marker.evaluate({"extra": e}) for e in extras or {""})


def installed() -> Iterator[Path]:
    """Their files in this environment, without those that hold its path."""
    for name in wanted():
        for file in distribution(name).files or []:
            path = Path(os.path.abspath(file.locate()))
            if path.parent != Path(sys.prefix, "bin") and path.exists():
                yield path


def link(source: Path, target: Path) -> None:
    """The same file once more; a copy on another disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def runs_for_all(python: str) -> bool:
    """Whether an account without rights can run it."""
    with contextlib.suppress(OSError):
        return not subprocess.call([python, "-c", "import ssl"], cwd="/", **NOBODY)
    return False


def interpreter() -> str | None:
    """A Python of this version for everybody; this one may lie in root's home."""
    name = "python{}.{}".format(*sys.version_info)
    found = [sys._base_executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}"]
    return next(filter(runs_for_all, found), None)


def house(folder: Path) -> Path:
    """The course in a folder that all can read, with a .venv and a repository."""
    course = folder / "course"
    shutil.copytree(ROOT, course, symlinks=True, ignore=shutil.ignore_patterns(*LEFT))
    venv = course / ".venv"
    make = [interpreter(), "-m", "venv", "--without-pip", venv]
    subprocess.run(make, check=True)
    for file in installed():
        link(file, venv / file.relative_to(sys.prefix))
    labels = venv / "etc/jupyter/jupyter_lab_config.json"
    labels.write_text(json.dumps(LAB), encoding="utf-8")
    settle(course)
    git(course, "init", "-q", "-b", "main")
    commit(course, "the course")
    return course


def settle(course: Path) -> None:
    """What start.py does last: the course is found, and the set-up is known as done."""
    spec = spec_from_file_location("start", course / "start.py")
    start = module_from_spec(spec)
    spec.loader.exec_module(start)
    start.settle()
    stamp = {**start.plan(), "groups": ["hub"]}
    start.STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def git(course: Path, *words: str) -> None:
    author = ("-c", "user.name=course", "-c", "user.email=course@localhost")
    subprocess.run(["git", *author, *words], cwd=course, check=True)


def commit(course: Path, message: str) -> None:
    """Commit everything in a copy of the course."""
    git(course, "add", "--all")
    git(course, "commit", "-q", "-m", message)


class Hub:
    """The documented command at work, for the seats 1 to ``seats``."""

    def __init__(self, seats: int, **variables: str):
        self.folder = Path(tempfile.mkdtemp(prefix="course-hub-"))
        self.folder.chmod(0o755)
        self.homes = self.folder / "hub"
        self.group = f"ct{secrets.token_hex(2)}x"  # before a digit of a seat
        self.course = house(self.folder)
        self.address = f"http://127.0.0.1:{free_port()}"
        self.log = self.folder / "hub.log"
        api = f"http://127.0.0.1:{free_port()}"
        words = [f"--seats={seats}", f"--url={self.address}"]
        words += [f"--ConfigurableHTTPProxy.api_url={api}"]
        words += [f"--JupyterHub.hub_port={free_port()}"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command(*words),
                env={**os.environ, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise

    def command(self, *words: str) -> list[str]:
        """`start.py hub` with the accounts and the folder of this test."""
        python = self.course / ".venv/bin/python"
        where = [f"--folder={self.homes}", f"--group={self.group}"]
        return [str(python), str(self.course / "start.py"), "hub", *where, *words]

    def wait(self) -> None:
        """Wait until the hub says that it runs."""
        deadline = time.monotonic() + READY_SECONDS
        while "JupyterHub is now running" not in self.said:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the hub did not start:\n{self.said[-3000:]}")
            time.sleep(0.1)

    @property
    def said(self) -> str:
        """All that the hub has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def seats(self) -> list[Seat]:
        """Every seat, as the command printed it."""
        lines = re.findall(
            r"^seat +(\d+) +name (\S+) +password (\S+)$", self.said, re.M
        )
        return [Seat(int(number), name, password) for number, name, password in lines]

    def home(self, seat: Seat) -> Path:
        """The home of a seat's account."""
        return self.homes / seat.name

    def stop(self) -> None:
        """End the hub at once; remove its accounts and all they run, and its folder.

        Its proxy and its learners' servers have sessions of their own.
        """
        with contextlib.suppress(psutil.NoSuchProcess):
            begun = psutil.Process(self.process.pid).children(recursive=True)
            self.process.kill()
            for each in begun:
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
        self.process.wait()
        print(self.said[-5000:])
        subprocess.run(self.command("--close"), check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(self.folder)
