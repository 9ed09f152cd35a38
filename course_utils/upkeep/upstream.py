"""The branch that the course follows, and the newest version on it."""

import os
from dataclasses import dataclass

from .repository import RepositoryError, git, line, superproject

MOVED = """ The main branch of {remote} is {main}. To go there:
    git remote set-branches {remote} "*"
    git fetch {remote}
    git switch {main}
    python -m course_utils update"""

UNREACHABLE = "Is there a network? The course itself needs none; try again later."


@dataclass(frozen=True)
class Branch:
    """The branch that is checked out, and the one elsewhere that it follows.

    name : here, such as "main".
    remote, ref : where the other one is, such as "origin" and "refs/heads/main".
    tracking : what git calls its last known state here, such as "origin/main".
    """

    name: str
    remote: str
    ref: str
    tracking: str


def branch() -> Branch:
    """The branch that is checked out; RepositoryError if it follows nothing."""
    outer = superproject()
    if outer:
        raise RepositoryError(
            f"The course is a submodule of the repository in {outer}, which decides "
            "on its version. To get the newest, type there:\n"
            "    git submodule update --remote\nNothing was done."
        )
    name = line("branch", "--show-current")
    if not name:
        raise RepositoryError(
            "No branch is checked out here (git says: detached HEAD), so there is none "
            "to update. Go to one first: git switch main. Nothing was done."
        )
    fields = ("remotename", "remoteref", "short")
    form = " ".join(f"%(upstream:{field})" for field in fields)
    followed = line("for-each-ref", f"--format={form}", f"refs/heads/{name}").split()
    if len(followed) != len(fields):
        raise RepositoryError(
            f"The branch {name} tracks no other, so there is nowhere to look for a "
            "newer version. To name one: git branch --set-upstream-to=origin/main. "
            "Nothing was done."
        )
    return Branch(name, *followed)


def fetch(branch: Branch) -> tuple[str, set[str]]:
    """The newest commit, and all those known to have been the newest once.

    Raises RepositoryError if it cannot be fetched, or if the branch is gone.
    """
    seen = line("rev-parse", "--verify", "--quiet", branch.tracking)
    newest = _listed(branch)
    git("fetch", "--quiet", branch.remote, branch.ref)
    # After a forced push only the reflog knows what was there before.
    left = line("merge-base", "--fork-point", branch.tracking, "HEAD")
    return newest, {newest, seen, left} - {""}


def _listed(branch: Branch) -> str:
    """The commit that the other side has on the branch right now."""
    try:
        asked = git("ls-remote", "--symref", branch.remote, "HEAD", branch.ref)
    except RepositoryError as problem:
        raise RepositoryError(f"{problem}\n{UNREACHABLE}") from None
    lines = [each.split("\t") for each in os.fsdecode(asked).splitlines()]
    listed = {name: value for value, name in lines if not value.startswith("ref:")}
    if branch.ref in listed:
        return listed[branch.ref]
    main = [value.split("/", 2)[-1] for value, _ in lines if value.startswith("ref:")]
    raise RepositoryError(
        f"{branch.tracking} is gone: it was renamed or deleted. Nothing was done."
        + "".join(MOVED.format(remote=branch.remote, main=name) for name in main)
    )
