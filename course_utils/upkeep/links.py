"""Writes the repository's address wherever it is used: `python -m course_utils links`.

The address lives in one place, `[project.urls] Repository` of pyproject.toml. Pages and
notebooks repeat it in links to GitHub and Binder. `rewrite` changes it in all of them,
whenever the repository moves. Links to other people's repositories stay as they are; a
Binder link is always taken to be ours.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "pyproject.toml",
    "CITATION.cff",
    "*.md",
    "teaching/**/*.md",
    "teaching/**/*.yaml",
    "notebooks/*.ipynb",
]
PLACEHOLDER = "OWNER/REPO"
OWNER = r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}"
NAME = r"(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}"
# Where an address ends: also before .git, and before the full stop of a sentence.
END = r"(?=(?:\.git)?\.?(?![A-Za-z0-9._-]))"


def address(root: Path = ROOT) -> str:
    """OWNER/REPO as pyproject.toml has it."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["urls"]["Repository"].removeprefix("https://github.com/")


def known(root: Path = ROOT) -> str | None:
    """OWNER/REPO, or None while it is still that placeholder."""
    found = address(root)
    return None if found == PLACEHOLDER else found


def pages(root: Path = ROOT) -> Iterator[Path]:
    """The files that may contain our own address."""
    for pattern in PAGES:
        yield from sorted(root.glob(pattern))


def patterns(old: str) -> list[str]:
    """Regular expressions whose second group is an address of ours."""
    return [
        rf"(github\.com/)({re.escape(old)}){END}",
        r"(mybinder\.org/v2/gh/)([\w.-]+/[\w.-]+)",
        r'(repository-code: "https://github\.com/)([\w.-]+/[\w.-]+)',
    ]


def rewrite(repository: str, root: Path = ROOT) -> list[Path]:
    """Write OWNER/REPO into every page; the files that changed.

    Raises ValueError if it is not an owner and a name that GitHub allows.
    """
    if not re.fullmatch(f"{OWNER}/{NAME}", repository):
        raise ValueError(
            f"{repository!r} is not OWNER/REPO. An owner has letters, digits and single"
            " hyphens, at most 39; a repository has letters, digits, '.', '_' and '-'."
        )
    old, changed = address(root), []
    for path in pages(root):
        before = path.read_bytes().decode("utf-8")
        after = before
        for pattern in patterns(old):
            after = re.sub(pattern, rf"\g<1>{repository}", after)
        if after != before:
            path.write_bytes(after.encode("utf-8"))  # line ends stay as they are
            changed.append(path)
    return changed


def main(repository: str) -> int:
    """The command: rewrite, and say which files changed."""
    from . import launch

    changed, readme = rewrite(repository), ROOT / "README.md"
    if launch.write(readme, known(ROOT)) and readme not in changed:
        changed.append(readme)
    for path in changed:
        print("changed", path.relative_to(ROOT).as_posix())
    print(f"{len(changed)} files changed. The address: https://github.com/{repository}")
    return 0
