"""The course's own git repository, and never one that contains it.

A copy that was unpacked from a ZIP, or put into another repository, has none of its
own. There, git would answer for a repository further up.
"""

import os
import subprocess
from pathlib import Path

from . import notebooks

# Variables that say how to reach the network stay; any other could name another
# repository, another index, or another way to read paths.
KEPT = (
    "GIT_ASKPASS",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
    "GIT_HTTP",
    "GIT_PROXY",
    "GIT_SSH",
    "GIT_SSL",
    "GIT_TERMINAL_PROMPT",
)
# A hook of the learner's (git-lfs has some) can fail a command that did its work.
NO_HOOKS = ("-c", "core.hooksPath=/dev/null")
ALONE = (
    "This copy of the course was not made by git (but from a ZIP?), so there are no "
    "other versions in it. Nothing was done."
)


class RepositoryError(Exception):
    """Why nothing was done, and what would help."""


class NotOurs(RepositoryError):
    """The course has no repository of its own here."""


def environment() -> dict[str, str]:
    """Variables for git, with nothing that could lead it to another repository."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name.upper().startswith(KEPT)
    }
    return {**ours, "GIT_LITERAL_PATHSPECS": "1"}


def git(*arguments: str) -> bytes:
    """What a git command prints; RepositoryError with git's own words where it fails.

    Only for a repository that ``require`` has looked at.
    """
    command = ["git", "-C", str(notebooks.ROOT), *NO_HOOKS, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, env=environment())
    except FileNotFoundError:
        raise RepositoryError(
            "git is not installed. Get it from https://git-scm.com. Nothing was done."
        ) from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise RepositoryError(f"git {arguments[0]} failed: {words}\nNothing was done.")
    return done.stdout


def line(*arguments: str) -> str:
    """What a git command prints, as text without its end; "" where it fails."""
    try:
        return os.fsdecode(git(*arguments)).rstrip("\r\n")
    except RepositoryError:
        return ""


def require() -> None:
    """Raise NotOurs unless the course has a repository of its own.

    git is asked only if ``.git`` is in the course's folder, so that no hook and no
    setting of a repository around it can take effect.
    """
    root = notebooks.ROOT
    if not (root / ".git").exists():
        outer = around()
        raise NotOurs(ALONE if outer is None else _foreign(outer))
    top = Path(os.fsdecode(git("rev-parse", "--show-toplevel")).rstrip("\r\n"))
    if not (top.exists() and top.samefile(root)):
        raise NotOurs(_foreign(top))
    if not line("ls-tree", "HEAD", "course_utils/__main__.py"):
        raise NotOurs(_foreign(root))


def around() -> Path | None:
    """The nearest folder above the course that is a repository, found without git."""
    folders = notebooks.ROOT.parents
    return next((folder for folder in folders if (folder / ".git").exists()), None)


def superproject() -> Path | None:
    """The repository that has the course as a submodule; none of its code is run."""
    outer = around()
    if outer is None:
        return None
    listed = ("--file", str(outer / ".gitmodules"), "--get-regexp", r"\.path$")
    here = notebooks.ROOT.relative_to(outer).as_posix()
    paths = [each.split(" ", 1)[-1] for each in line("config", *listed).splitlines()]
    return outer if here in paths else None


def _foreign(folder: Path) -> str:
    return (
        f"The git repository in {folder} is not the course's own, so it is left alone. "
        "Nothing was done."
    )
