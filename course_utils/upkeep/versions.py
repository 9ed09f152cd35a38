"""Back to the notebook as it was, or on to a new version, without losing one's own.

git holds the pristine notebooks, so there is no second copy of any. What the learner
changed is kept beside the notebook, as ``03_three_errors_mine_2026-11-22.ipynb``.
"""

import datetime
import json
import shutil
import subprocess
from pathlib import Path

from . import notebooks


class VersionError(Exception):
    """Why nothing was done, and what would help."""


def git(*arguments: str) -> bytes:
    """What a git command prints; VersionError with git's own words where it fails."""
    command = ["git", "-C", str(notebooks.ROOT), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise VersionError("git is not installed; get it from git-scm.com") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise VersionError(f"git {arguments[0]} failed: {words}")
    return done.stdout


def pristine(path: Path) -> bytes:
    """A notebook as the version that is checked out has it."""
    return git("show", f"HEAD:{path.relative_to(notebooks.ROOT).as_posix()}")


def set_aside(path: Path) -> Path:
    """Keep a copy of the learner's notebook under a name of its own; the copy."""
    day = datetime.date.today().isoformat()
    number, kept = 1, path.with_name(f"{path.stem}_mine_{day}.ipynb")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}_mine_{day}_{number}.ipynb")
    shutil.copy2(path, kept)
    return kept


def edited(path: Path) -> bool:
    """Whether the learner changed a cell; running a notebook does not count."""

    def sources(text: bytes) -> list:
        return [(c["cell_type"], c["source"]) for c in json.loads(text)["cells"]]

    try:
        return sources(path.read_bytes()) != sources(pristine(path))
    except (ValueError, KeyError, TypeError):
        return True


def reset(name: str) -> int:
    """The command: restore one notebook and keep the learner's; the exit code."""
    try:
        (path,) = _one(name)
        original = pristine(path)
        if path.exists() and path.read_bytes() != original:
            print(f"Yours is kept as {set_aside(path).name}.")
        path.write_bytes(original)
        print(f"{path.name} is as it was. If it is open: File → Reload from Disk.")
    except (VersionError, ValueError) as problem:
        print(problem)
        return 1
    return 0


def update() -> int:
    """The command: bring the course to its newest version; the exit code.

    Changed notebooks are set aside first. Nothing is touched while the new version
    cannot be had, or where files other than notebooks were changed.
    """
    try:
        git("fetch", "--quiet")
        if not git("rev-list", "HEAD..@{upstream}").strip():
            print("This is the newest version.")
            return 0
        if git("rev-list", "@{upstream}..HEAD").strip():
            raise VersionError(
                "there are commits of your own here, so the update is yours to merge: "
                "git merge @{upstream}. Nothing was done."
            )
        changed = _names("--diff-filter=a", "HEAD")
        other = [path for path in changed if path.suffix != ".ipynb"]
        new = _names("--diff-filter=A", "HEAD", "@{upstream}")
        other += [path for path in new if path.exists()]
        if other:
            raise VersionError(
                "these files were changed or made here, and an update would run over "
                f"them: {', '.join(path.name for path in other)}. Nothing was done."
            )
        for path in changed:
            if path.exists() and edited(path):
                print(f"Your {path.name} is kept as {set_aside(path).name}.")
            path.write_bytes(pristine(path))
        git("merge", "--ff-only", "--quiet", "@{upstream}")
    except VersionError as problem:
        print(problem)
        return 1
    print("The course is up to date. Start it anew: python3 start.py")
    return 0


def _one(name: str) -> list[Path]:
    """The one notebook of that beginning, also where the file was deleted."""
    listed = git("ls-tree", "--name-only", "HEAD", "notebooks/").decode().split()
    known = [Path(entry) for entry in listed if entry.endswith(".ipynb")]
    found = [notebooks.ROOT / path for path in known if path.name.startswith(name)]
    if len(found) != 1:
        raise ValueError(
            f"{len(found)} notebooks start with {name!r}, but it must be one of "
            f"{', '.join(path.stem for path in known)}"
        )
    return found


def _names(*what: str) -> list[Path]:
    """Files that git diff names."""
    names = git("diff", "--name-only", "-z", *what).decode("utf-8").split("\0")
    return [notebooks.ROOT / name for name in names if name]
