"""Learners at a real hub, each in a browser of their own: nothing passes between them.

COURSE_HUB_SEATS says how many; three if it is not set, ten before a release.
"""

import json
import os
import re
import subprocess
import textwrap
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from course_utils.upkeep.notebooks import canonical
from tests.browser import lab
from tests.hub import running
from tests.hub.running import accounts

pytestmark = pytest.mark.skipif(bool(running.lacking()), reason=running.lacking())

SEATS = int(os.environ.get("COURSE_HUB_SEATS", "3"))
README = running.ROOT / "teaching/hub/README.md"
ONE = "course/notebooks/01_one_gaussian.ipynb"
RUN = """() => {
    window.fine = null;
    const run = window.jupyterapp.commands.execute("notebook:run-all-cells");
    run.then(fine => window.fine = fine);
}"""


class Address(NamedTuple):
    """A learner's own server, for ``lab.Notebook``."""

    address: str


class Learner:
    """One seat, logged in and with notebook 01 open."""

    def __init__(self, hub, browser, seat):
        self.hub, self.seat = hub, seat
        self.server = f"{hub.address}/user/{seat.name}"
        self.home = hub.home(seat)
        self.page = browser.new_context(
            viewport={"width": 1280, "height": 1000}
        ).new_page()
        self.page.set_default_timeout(lab.WAIT_MS)
        log_in(self.page, hub, seat.name, seat.password)

    def arrive(self):
        """Wait for the server, and open notebook 01."""
        self.page.wait_for_url(f"{self.server}/**", wait_until="commit")
        self.notebook = lab.Notebook(self.page, Address(self.server), ONE)

    def restart(self):
        """Stop the server and start it, as the hub's own page offers."""
        self.page.goto(f"{self.hub.address}/hub/home")
        self.page.get_by_role("button", name="Stop My Server").click()
        start = self.page.get_by_role("link", name="Start My Server")
        start.click()
        self.page.wait_for_url(f"{self.server}/**", wait_until="commit")

    def read(self, path: str):
        """One of the learner's notebooks, as it is on the disk."""
        return nbformat.read(self.home / path, as_version=4)

    def types(self, source: str) -> str:
        """Run code in an answer's cell of notebook 01; what is printed there."""
        cell = self.notebook.run_cell("answer-2", textwrap.dedent(source))
        return cell.locator(".jp-OutputArea-output").last.inner_text()

    def runs(self, source: str) -> str:
        """Run Python as this account, outside of Jupyter; what it prints."""
        done = subprocess.run(
            [self.hub.course / ".venv/bin/python", "-c", textwrap.dedent(source)],
            cwd="/",
            user=self.seat.name,
            group=self.hub.group,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def megabytes(self) -> float:
        """Memory of all that the account runs; what is shared counts in parts (PSS)."""
        return sum(map(pss, processes(self.home.stat().st_uid))) / 1024


def log_in(page, hub, name: str, password: str) -> None:
    """Fill in the hub's own form and send it."""
    page.goto(f"{hub.address}/hub/login")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click(no_wait_after=True)


def processes(uid: int) -> list[Path]:
    """The processes of an account."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found += [folder] if folder.stat().st_uid == uid else []
        except FileNotFoundError:
            continue  # it has ended
    return found


def pss(process: Path) -> int:
    """Kilobytes of a process."""
    try:
        text = (process / "smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(re.search(r"^Pss: +(\d+) kB", text, re.M)[1])


@pytest.fixture(scope="module")
def hub():
    hub = running.Hub(SEATS)
    yield hub
    hub.stop()


@pytest.fixture(scope="module")
def learners(hub, browser):
    """Everybody, after all cells of notebook 01, which ran at the same time."""
    everybody = [Learner(hub, browser, seat) for seat in hub.seats]
    for learner in everybody:
        learner.arrive()
    for learner in everybody:
        learner.page.evaluate(RUN)
    for learner in everybody:
        learner.page.wait_for_function("() => window.fine !== null")
    yield everybody
    for learner in everybody:
        learner.page.context.close()


def test_everybody_runs_notebook_01_without_an_error(learners):
    assert len(learners) == SEATS
    for learner in learners:
        assert learner.page.evaluate("() => window.fine") is not False
        assert not learner.notebook.problems


def test_progress_is_kept_apart(learners):
    """Each account has its seat, and an answer is in its own file only."""
    first = learners[0]
    first.types('check("01.2", 1); print("checked")')
    for learner in learners:
        (file,) = learner.home.rglob("progress.json")
        kept = json.loads(file.read_text(encoding="utf-8"))
        assert kept["seat"] == learner.seat.number
        tried = kept["exercises"].get("01.2", {}).get("attempts", 0)
        assert tried == (learner is first)


def test_a_learner_reads_no_other_home_and_nothing_of_the_hub(hub, learners):
    first, second, *_ = learners
    closed = [first.home, first.home / ONE, hub.homes / "state/jupyterhub.sqlite"]
    for path in closed:
        assert path.exists()
        said = second.runs(f"""
            from pathlib import Path
            path = Path({str(path)!r})
            try:
                list(path.iterdir()) if path.is_dir() else path.read_bytes()
                print("read")
            except PermissionError:
                print("refused")
        """)
        assert said == "refused\n", path
    assert second.runs(f"print(len(open({str(second.home / ONE)!r}).read()))") != "0\n"


def test_a_learner_enters_no_other_server(hub, learners):
    first, second, *_ = learners
    page = second.page.context.new_page()
    assert page.goto(f"{first.server}/lab").status in (403, 404)
    for path in (f"api/contents/{ONE}", "api/kernels", "api/sessions"):
        there = page.request.get(f"{first.server}/{path}")
        assert there.status in (403, 404), path
        assert page.request.get(f"{second.server}/{path}").ok
    assert page.request.get(f"{hub.address}/hub/api/users").status == 403
    page.close()


def listening(uid: int) -> list[int]:
    """The TCP ports on which an account's programs listen."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    rows += [
        line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]
    ]
    return [
        int(row[1].split(":")[1], 16)
        for row in rows
        if row[3] == "0A" and int(row[7]) == uid
    ]


def test_a_kernel_that_others_could_listen_to_has_no_port(learners):
    """Only the server has one, and asks whoever comes who they are."""
    first, second, *_ = learners
    assert len(processes(first.home.stat().st_uid)) >= 2  # the server and a kernel
    (port,) = listening(first.home.stat().st_uid)
    said = second.runs(f"""
        import urllib.error, urllib.request
        try:
            where = "http://127.0.0.1:{port}/user/{first.seat.name}/api/kernels"
            print(urllib.request.urlopen(where).status)
        except urllib.error.HTTPError as error:
            print(error.code)
    """)
    assert said == "403\n"
    sockets = list((first.home / ".run").glob("kernel-*-ipc-*"))
    assert len(sockets) >= 5
    said = second.runs(f"""
        import socket
        try:
            socket.socket(socket.AF_UNIX).connect({str(sockets[0])!r})
            print("connected")
        except PermissionError:
            print("refused")
    """)
    assert said == "refused\n"


def test_what_is_too_large_fails_in_its_cell_and_not_in_the_machine(learners):
    said = learners[0].types("""
        import numpy as np
        try:
            print(np.ones(1 << 29).nbytes)
        except MemoryError:
            print("too large")
    """)
    assert said == "too large"


def test_memory_of_each_learner(learners):
    """The README's figure is what a class is planned with."""
    used = [learner.megabytes() for learner in learners]
    print("MB a learner, after notebook 01:", *(f"{each:.0f}" for each in used))
    said = re.search(r"(\d+) MB a learner", README.read_text(encoding="utf-8"))
    assert 0.5 * int(said[1]) < max(used) <= int(said[1])


def test_the_newest_course_comes_and_a_learners_work_stays(hub, learners):
    """A changed cell, a deleted notebook and a file in the way, over a restart."""
    learner = learners[0]
    learner.types("print('a line of mine')")
    learner.notebook.save()
    notebooks = learner.home / "course/notebooks"
    (notebooks / "02_tails_go_first.ipynb").unlink()
    learner.runs(f"open({str(notebooks / 'new.txt')!r}, 'w').write('mine')")
    for path in (hub.course / ONE.removeprefix("course/"), notebooks / "new.txt"):
        assert path.parent.name == "notebooks"
    publish(hub)
    learner.restart()
    ours = learner.read(ONE)
    assert [cell for cell in ours.cells if "a line of mine" in cell.source]
    assert "Changed above." in ours.cells[0].source
    assert (
        "Changed above."
        in learner.read("course/notebooks/03_three_errors.ipynb").cells[0].source
    )
    assert (notebooks / "02_tails_go_first.ipynb").exists()
    assert (notebooks / "new.txt").read_text() == "ours"
    assert [path.read_text() for path in notebooks.glob("new__*.txt")] == ["mine"]


def publish(hub) -> None:
    """A new version of the course: two titles, and one more file."""
    folder = hub.course / "notebooks"
    for name in ("01_one_gaussian", "03_three_errors"):
        path = folder / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[0].source += "\n\nChanged above."
        path.write_text(canonical(notebook), encoding="utf-8")
    (folder / "new.txt").write_text("ours", encoding="utf-8")
    running.commit(hub.course, "a new version")


def test_who_is_not_of_the_class_does_not_come_in(hub, browser):
    """A wrong password, a stranger, and an account that is not in the group."""
    outside = f"{hub.group}y"
    accounts.make_group(outside)
    try:
        known = accounts.make(outside, 1, hub.homes)
        first, second, *_ = hub.seats
        for name, password in (
            (first.name, second.password),
            (first.name, ""),
            ("nobody-here", first.password),
            ("root", first.password),
            (accounts.name_of(outside, 1), known),
        ):
            page = browser.new_context().new_page()
            log_in(page, hub, name, password)
            page.get_by_text("Invalid username or password").wait_for()
            assert page.request.get(f"{hub.address}/hub/home").url.count("login")
            page.context.close()
    finally:
        accounts.remove(outside)
