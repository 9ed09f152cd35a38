"""pytest, told which browser there is and whether the slow tests run.

`start.py test` runs this with its arguments: `--all` is ours, the others are pytest's.
"""

import os
import subprocess
import sys

import pytest

from tests import find_browser


def browser() -> str | None:
    """What COURSE_BROWSER should be: a path, "" for Playwright's own, None for none."""
    search = [sys.executable, find_browser.__file__]
    found = subprocess.run(search, stdout=subprocess.PIPE, encoding="utf-8")
    return None if found.returncode else found.stdout.strip()


def main(arguments: list[str]) -> int | str:
    """Run the tests; the exit code, or a sentence."""
    found = browser()
    if found is not None:
        os.environ["COURSE_BROWSER"] = found
    elif os.environ.get("CI") == "true" or "COURSE_BROWSER" in os.environ:
        return "No browser starts here, which is an error if CI=true."
    else:
        print("NO BROWSER STARTS HERE: THE BROWSER TESTS ARE LEFT OUT.")
        print("Install Chromium, Chrome or Edge, or give its path as COURSE_BROWSER.")
    if "--all" in arguments:
        os.environ["COURSE_TEST_ALL"] = "1"
    return pytest.main([word for word in arguments if word != "--all"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
