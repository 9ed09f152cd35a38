"""Back to the original notebook, or on to a new version, without losing one's own.

git holds the original notebooks, so no second copy is needed. What the learner changed
is kept beside the notebook, as ``03_three_errors_mine_2026-11-22.ipynb``.
"""

import datetime
import json
import os
import shutil
from pathlib import Path

from . import links, notebooks, upstream
from .repository import NotOurs, RepositoryError, git, line, require

FOR_RESET = """\
The original notebooks are in the ZIP, and the newest ones at
    https://github.com/{address}/tree/HEAD/notebooks
Rename yours before you put one in its place."""
FOR_UPDATE = """\
For the newest version, put a new copy beside this one:
    git clone https://github.com/{address}
Your progress is not in the copy, so it will still be there. Take along the notebooks
that you changed."""


def pristine(path: Path) -> bytes:
    """A notebook as the version that is checked out has it."""
    return git("cat-file", "blob", f"HEAD:{_name(path)}")


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
    """The command: restore a notebook and keep the learner's; return the exit code."""
    try:
        require()
        path = _one(name)
        original = pristine(path)
        if path.exists() and path.read_bytes() != original:
            print(f"Yours is kept as {set_aside(path).name}.")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(original)
        print(f"{path.name} is restored. If it is open: File → Reload from Disk.")
    except NotOurs as problem:
        print(problem, FOR_RESET.format(address=links.address()), sep="\n")
        return 1
    except (RepositoryError, ValueError, OSError) as problem:
        print(problem)
        return 1
    return 0


def update() -> int:
    """The command: bring the course to its newest version; return the exit code.

    Changed notebooks are set aside. Nothing is touched if the new version cannot be
    fetched, or if files other than notebooks were changed.
    """
    try:
        require()
        branch = upstream.branch()
        new, known = upstream.fetch(branch)
        own = git("rev-list", "HEAD", "--not", *known).strip()
        if own and git("rev-list", f"HEAD..{new}").strip():
            raise RepositoryError(
                "There are commits of your own here, so you have to merge the update "
                f"yourself: git merge {branch.tracking}. Nothing was done."
            )
        if own or new == line("rev-parse", "HEAD"):
            print(f"This is the newest version of {branch.tracking}.")
            return 0
        _replace(_changed(new), branch.name, new)
    except NotOurs as problem:
        print(problem, FOR_UPDATE.format(address=links.address()), sep="\n")
        return 1
    except (RepositoryError, OSError) as problem:
        print(problem)
        return 1
    print("The course is up to date. Start it again: python3 start.py")
    return 0


def _one(name: str) -> Path:
    """The one notebook whose name begins so, even if its file was deleted."""
    listed = _paths("ls-tree", "--name-only", "HEAD", "notebooks/")
    known = [path for path in listed if path.suffix == ".ipynb"]
    found = [path for path in known if path.name.startswith(name)]
    if len(found) != 1:
        raise ValueError(
            f"{len(found)} notebooks start with {name!r}, but one has to, such as 01: "
            f"{', '.join(path.stem for path in known)}"
        )
    return found[0]


def _changed(new: str) -> list[Path]:
    """The notebooks that were changed here; RepositoryError if other files were."""
    diff = ("diff", "--name-only", "--no-renames")
    changed = _paths(*diff, "--diff-filter=a", "HEAD")
    twice = set(_paths(*diff)) & set(_paths(*diff, "--cached", "--diff-filter=a"))
    other = [path for path in changed if path in twice or not _is_notebook(path)]
    arriving = _paths(*diff, "--diff-filter=A", "HEAD", new)
    other += [path for path in arriving + _unwatched() if os.path.lexists(path)]
    if other:
        raise RepositoryError(
            "These files were changed or made here, and an update would overwrite "
            f"them: {', '.join(path.name for path in other)}. Nothing was done. Rename "
            "yours, and restore what was there with git checkout."
        )
    return changed


def _unwatched() -> list[Path]:
    """Files that git was told to ignore: it would call them unchanged."""
    entries = os.fsdecode(git("ls-files", "-v", "-z")).split("\0")
    tagged = [entry.partition(" ") for entry in entries]
    return [
        notebooks.ROOT / name for tag, _, name in tagged if tag.islower() or tag == "S"
    ]


def _is_notebook(path: Path) -> bool:
    """Whether it is a notebook, or was one that is deleted."""
    plain = path.is_file() and not path.is_symlink()
    return path.suffix == ".ipynb" and (plain or not os.path.lexists(path))


def _replace(changed: list[Path], branch: str, new: str) -> None:
    """Set aside what was edited and go to the new version: all or nothing."""
    staged = git("write-tree").decode().strip()
    before = {path: path.read_bytes() for path in changed if path.exists()}
    kept = {}
    try:
        for path in before:
            if edited(path):
                kept[path] = set_aside(path)
        for path in changed:
            git("checkout", "--quiet", "HEAD", "--", _name(path))
        git("switch", "--quiet", "--force-create", branch, new)
    except BaseException:
        line("read-tree", staged)
        for path in changed:
            if path not in before:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != before[path]:
                path.write_bytes(before[path])
        for copy in kept.values():
            copy.unlink()
        raise
    for path, copy in kept.items():
        print(f"Your {path.name} is kept as {copy.name}.")


def _name(path: Path) -> str:
    """What git calls a file of the course."""
    return path.relative_to(notebooks.ROOT).as_posix()


def _paths(*command: str) -> list[Path]:
    """The files that a git command names."""
    names = os.fsdecode(git(command[0], "-z", *command[1:])).split("\0")
    return [notebooks.ROOT / name for name in names if name]
