"""Finds a browser for the browser tests, installs one where none is, prints its path.

An empty line stands for the browser that Playwright brings itself. COURSE_BROWSER,
where it is set, is taken as it is. The exit code says whether there is a browser.
`python -m tests` runs this file and hands on what it prints as COURSE_BROWSER.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import Error, sync_playwright

NAMES = "chromium chromium-browser google-chrome google-chrome-stable microsoft-edge"
APT = "apt-get update && apt-get install -y --no-install-recommends chromium"


def browsers() -> Iterator[str]:
    """Paths where a Chromium, Chrome or Edge may be, on the three systems."""
    for name in [*NAMES.split(), "chrome", "msedge"]:
        yield shutil.which(name) or ""
    for variable in ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]:
        yield os.environ.get(variable, "") + "/Google/Chrome/Application/chrome.exe"
        yield os.environ.get(variable, "") + "/Microsoft/Edge/Application/msedge.exe"
    for name in ["Chromium", "Google Chrome", "Microsoft Edge"]:
        yield f"/Applications/{name}.app/Contents/MacOS/{name}"


def starts(path: str) -> bool:
    """Whether Playwright can start this browser; "" is its own."""
    try:
        with sync_playwright() as play:
            play.chromium.launch(executable_path=path or None).close()
    except Error:
        return False
    return True


def installers() -> Iterator[list[str]]:
    """Commands that may bring a browser: Playwright's, and Debian's where we may."""
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield ["sh", "-c", f"export DEBIAN_FRONTEND=noninteractive; {APT}"]


def find() -> str | None:
    """The first browser that is there and starts, "" for Playwright's own."""
    there = [path for path in browsers() if os.path.isfile(path)]
    return next((path for path in [*there, ""] if starts(path)), None)


def find_or_install() -> str | None:
    """A browser that starts, if need be a new one; None where that cannot be had."""
    found = find()
    for command in installers():
        if found is not None:
            break
        print("No browser starts yet. Installing one:", *command, file=sys.stderr)
        subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        found = find()
    return found


def main() -> int:
    """Print the path; the exit code."""
    chosen = os.environ.get("COURSE_BROWSER")
    if chosen and not shutil.which(chosen):
        print(f"COURSE_BROWSER is {chosen!r}: no such program here.", file=sys.stderr)
        return 1
    found = find_or_install() if chosen is None else chosen
    if found is not None:
        print(found)
    return found is None


if __name__ == "__main__":
    sys.exit(main())
