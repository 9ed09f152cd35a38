"""What takes too long for every change, and is run by hand before a release.

    python -m tests.release                 every check, then a table of the results
    python -m tests.release python suite    those whose names begin so

A check works in a clone of what is committed here. Its command is for bash; PYTHON is
there the Python of the version that the check asks for. One that this machine lacks is
named in the table and is no failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests import pythons

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
OURS = ".venv/bin/python"
STRICT = "notebooks/02* notebooks/05* notebooks/07*"
SAMPLING = "tests/models/test_ngram.py tests/setup/test_processors.py"
SET_UP = "$PYTHON start.py test -q --collect-only tests/test_checks.py"
LAX = (
    "--nbval-lax --nbval-current-env --nbval-cell-timeout 60"
    " --nbval-sanitize-with tests/sanitize.cfg"
)


class Check(NamedTuple):
    """name : one word. what : what it shows. python : version. command : for bash."""

    name: str
    what: str
    python: str
    command: str


CHECKS = [
    *(
        Check(
            f"python-{version}",
            "notebooks 02, 05, 07 strict, and sampling",
            version,
            f"$PYTHON start.py test -q {STRICT} {SAMPLING}",
        )
        for version in VERSIONS
    ),
    *(
        Check(f"suite-{version}", "everything", version, "$PYTHON start.py test --all")
        for version in VERSIONS
    ),
    Check(
        "archives",
        "8 × 1,000 tamperings, 200 kills; 100,000 records in 5 s each",
        "3.11",
        f"{SET_UP}; COURSE_TEST_ALL=1 {OURS} -m pytest -q -rP tests/provenance; "
        f"{OURS} -m benchmarks archives",
    ),
    Check(
        "marking",
        "thirty submissions, twelve of them hostile; every answer, in the sandbox",
        "3.11",
        f"{SET_UP}; COURSE_TEST_ALL=1 {OURS} -m pytest -q -n 0 -rP tests/marking",
    ),
    Check(
        "processor",
        "all notebooks strict, on a processor without newer instructions",
        "3.11",
        f"{SET_UP}; {OURS} tests/processors.py -m pytest -q notebooks {SAMPLING}",
    ),
    Check(
        "oldest",
        "numpy 2.0 and matplotlib 3.9: notebooks lax, all tests",
        "3.11",
        f"{SET_UP}; {OURS} -m pip install -q 'numpy==2.0.*' 'matplotlib==3.9.*'; "
        f"{OURS} -m pytest -q -o addopts='{LAX}' notebooks tests",
    ),
    Check(
        "site",
        "the whole site: every page, preset and sentence, in a browser",
        "3.11",
        f"{SET_UP}; {OURS} -m course_utils site; "
        "COURSE_SITE=_site $PYTHON start.py test -q -n 0 tests/site"
        " tests/browser/test_site_in_browser.py",
    ),
    Check(
        "pages",
        "the commands of the Pages workflow, and the site that they leave",
        "3.12",
        f"{SET_UP}; {OURS} -m tests.workflow; "
        f"COURSE_SITE=_site {OURS} -m pytest -q -n 0 tests/site",
    ),
    Check(
        "workshop",
        "the three-hour order of the guide, step by step, in JupyterLab",
        "3.11",
        f"{SET_UP}; COURSE_TEST_ALL=1 $PYTHON start.py test -q -n 0"
        " tests/teaching tests/browser/test_workshop.py",
    ),
    Check(
        "lab",
        "every notebook in JupyterLite, its network cut; seconds and memory",
        "3.11",
        "$PYTHON start.py test --all -q -n 0 -rP tests/browser/test_lite.py",
    ),
    Check(
        "firefox",
        "the site and JupyterLite in Firefox, its network cut",
        "3.11",
        f"{SET_UP}; {OURS} -m pip install -q --group firefox; "
        "COURSE_FIREFOX=$(command -v firefox-esr firefox | head -n 1)"
        " $PYTHON start.py test -q -n 0 -rs -rP tests/browser/test_firefox.py",
    ),
    Check(
        "hub",
        "ten learners log in at a real hub, each in a browser (root)",
        "3.11",
        "COURSE_HUB_SEATS=10 $PYTHON start.py test --all -q -n 0 -rs -rP"
        " tests/browser/test_hub_logins.py",
    ),
    Check(
        "newest",
        "the newest numpy and matplotlib: notebooks lax, all tests",
        VERSIONS[-1],
        f"{SET_UP}; {OURS} -m pip install -q --upgrade numpy matplotlib; "
        f"{OURS} -m pytest -q -o addopts='{LAX}' notebooks tests",
    ),
]


def run(check: Check) -> str:
    """Run a check in a fresh clone: what the table says of it."""
    python = pythons.find(check.python)
    if python is None:
        return f"left out: no Python {check.python} here"
    print(f"\n== {check.name}: {check.what}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "-q", str(ROOT), folder], check=True)
        command = ["bash", "-ec", check.command]
        code = subprocess.call(
            command, cwd=folder, env={**os.environ, "PYTHON": python}
        )
    return f"{'FAILED' if code else 'passed'} in {time.monotonic() - begun:.0f} s"


def main(names: list[str]) -> int:
    """Run the checks whose names begin so; 1 if one of them failed."""
    chosen = [
        check for check in CHECKS if not names or check.name.startswith(tuple(names))
    ]
    if not chosen:
        print("No check begins so. There are", *(check.name for check in CHECKS))
        return 1
    results = {check: run(check) for check in chosen}
    print()
    for check, result in results.items():
        print(f"{check.name:14s} {result:32s} {check.what}")
    return int(any(result.startswith("FAILED") for result in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
