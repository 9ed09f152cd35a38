"""Learners at a real hub, each in a browser of their own: nothing passes between them.

COURSE_HUB_SEATS says how many; two if it is not set, ten before a release.
"""

import json
import os
import re
import subprocess
import textwrap
import time
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from course_utils.upkeep.notebooks import canonical
from tests.browser import lab

running = pytest.importorskip("tests.hub.running", reason="a hub needs Linux")
accounts = running.accounts

pytestmark = pytest.mark.skipif(bool(running.lacking()), reason=running.lacking())

SEATS = int(os.environ.get("COURSE_HUB_SEATS", "2"))
PATIENCE_MS = 3 * lab.WAIT_MS  # everybody comes at once
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
        self.page.set_default_timeout(PATIENCE_MS)
        log_in(self.page, hub, seat.name, seat.password)

    def arrive(self):
        """Wait for the server, and open notebook 01."""
        self.page.wait_for_url(f"{self.server}/**", wait_until="commit")
        self.notebook = lab.Notebook(self.page, Address(self.server), ONE)

    def restart(self):
        """Stop the server and start it, as the hub's own page offers.

        What came after the last save is given up, if JupyterLab asks.
        """
        self.page.once("dialog", lambda asked: asked.accept())
        self.page.goto(f"{self.hub.address}/hub/home")
        self.page.get_by_role("button", name="Stop My Server").click()
        self.page.get_by_role("button", name="Start My Server").click()
        self.page.wait_for_url(f"{self.server}/**", wait_until="commit")

    def read(self, path: str):
        """One of the learner's notebooks, as it is on the disk."""
        return nbformat.read(self.home / path, as_version=4)

    def types(self, source: str) -> str:
        """Run code in an answer's cell of notebook 01; what is printed there."""
        cell = self.notebook.run_cell("answer-2", textwrap.dedent(source))
        return cell.locator(".jp-OutputArea-output").last.inner_text().strip()

    def runs(self, source: str) -> str:
        """Run Python as this account, outside of Jupyter; what it prints."""
        with self.begins(source) as process:
            said, error = process.communicate()
        if process.returncode:
            raise subprocess.CalledProcessError(
                process.returncode, "python", said, error
            )
        return said

    def begins(self, source: str) -> subprocess.Popen:
        """Python at work as this account."""
        return subprocess.Popen(
            [self.hub.course / ".venv/bin/python", "-c", textwrap.dedent(source)],
            cwd="/",
            user=self.seat.name,
            group=self.hub.group,
            extra_groups=[],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

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


def words(process: Path) -> str:
    """The words that a process was begun with."""
    try:
        return (process / "cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


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
    assert not [path for path in Path("/proc").glob("[0-9]*") if hub.folder.name
                in words(path)]  # fmt: skip


@pytest.mark.skipif(
    not os.environ.get("COURSE_TEST_ALL"), reason="a minute of waiting; with --all"
)
def test_a_server_that_nobody_uses_ends(browser):
    hub = running.Hub(1, COURSE_IDLE="20")
    try:
        learner = Learner(hub, browser, *hub.seats)
        learner.page.wait_for_url(f"{learner.server}/**", wait_until="commit")
        learner.page.context.close()
        deadline = time.monotonic() + 120
        while processes(learner.home.stat().st_uid) and time.monotonic() < deadline:
            time.sleep(1)
        assert not processes(learner.home.stat().st_uid)
        assert re.search(r"Culling server", hub.said)
    finally:
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
        learner.page.wait_for_function(
            "() => window.fine !== null", timeout=PATIENCE_MS
        )
    yield everybody
    for learner in everybody:
        learner.page.context.close()


def test_everybody_runs_notebook_01_without_an_error(learners):
    assert len(learners) == SEATS
    for learner in learners:
        assert learner.page.evaluate("() => window.fine") is not False
        assert not learner.notebook.problems


def test_progress_is_kept_apart(learners):
    """Each account has its seat, and a hint is in its own file only."""
    first = learners[0]
    first.types('hint("01.2")')
    for learner in learners:
        (file,) = learner.home.rglob("progress.json")
        kept = json.loads(file.read_text(encoding="utf-8"))
        assert kept["seat"] == learner.seat.number
        assert ("01.2" in kept["exercises"]) == (learner is first)


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


LISTEN = """
    import time, urllib.error, urllib.request, zmq
    context, ports = zmq.Context(), {ports}
    ear = context.socket(zmq.SUB)
    ear.subscribe(b"")
    for port in ports:
        ear.connect(f"tcp://127.0.0.1:{{port}}")
        try:
            where = f"http://127.0.0.1:{{port}}/user/{name}/api/kernels"
            print("HTTP", urllib.request.urlopen(where, timeout=1).status)
        except urllib.error.HTTPError as error:
            print("HTTP", error.code)
        except OSError:
            pass  # no HTTP is spoken there
    print("listening", flush=True)
    print("heard" if ear.poll(3000) else "heard nothing")
"""


def test_outputs_reach_nobody_else(learners):
    """Another account listens to every port while a cell prints; kernels have files."""
    first, second, *_ = learners
    ports = listening(first.home.stat().st_uid)
    assert ports, "JupyterLab itself is on one"
    source = LISTEN.format(ports=ports, name=first.seat.name)
    with second.begins(source) as spy:
        while (line := spy.stdout.readline()) != "listening\n":
            assert line == "HTTP 403\n"
        said = first.types("""
            import time
            for i in range(20):
                print(i, flush=True)
                time.sleep(0.1)
        """)
        assert said.endswith("19")
        assert spy.stdout.read() == "heard nothing\n"
    (socket, *_) = (first.home / ".run").glob("kernel-*-ipc-*")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        second.runs(f"import socket; socket.socket(1).connect({str(socket)!r})")
    assert "PermissionError" in refused.value.stderr


def test_what_is_too_large_fails_in_its_cell_and_not_in_the_machine(learners):
    said = learners[0].types("""
        import numpy as np
        try:
            print(np.ones(1 << 29).nbytes)
        except MemoryError:
            print("too large")
    """)
    assert said == "too large"


def test_what_a_learner_costs(hub, learners):
    """A class is planned with the README's figures."""
    readme = README.read_text(encoding="utf-8")
    memory = [learner.megabytes() for learner in learners]
    disk = [size(learner.home) for learner in learners]
    print("MB of memory a learner, after notebook 01:", *(f"{m:.0f}" for m in memory))
    print("MB on the disk:", *(f"{d:.0f}" for d in disk))
    itself = [sum(pss(p) for p in processes(0) if str(hub.folder) in words(p)) / 1024]
    print(f"MB of memory of the hub itself: {itself[0]:.0f}")
    for used, said in (
        (memory, r"(\d+) MB per learner"),
        (disk, r"each learner (\d+) MB"),
        (itself, r"(\d+) MB for the hub"),
    ):
        most = int(re.search(said, readme)[1])
        assert 0.5 * most < max(used) <= most


def size(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*")) / 1e6


def test_the_newest_course_comes_and_a_learners_work_stays(hub, learners):
    """A changed cell, a deleted notebook and a file in the way, over a restart."""
    learner = learners[0]
    learner.types("print('a line of mine')")
    learner.notebook.save()
    notebooks = learner.home / "course/notebooks"
    (notebooks / "02_tails_go_first.ipynb").unlink()
    learner.runs(f"open({str(notebooks / 'new.txt')!r}, 'w').write('mine')")
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
        tried = (
            (first.name, second.password),
            (first.name, ""),
            ("nobody-here", first.password),
            ("root", first.password),
            (accounts.name_of(outside, 1), known),
        )
        pages = [browser.new_context().new_page() for _ in tried]
        for page, (name, password) in zip(pages, tried, strict=True):
            log_in(page, hub, name, password)
        for page in pages:
            page.get_by_text("Invalid username or password").wait_for()
            assert "/hub/login" in page.request.get(f"{hub.address}/hub/home").url
            page.context.close()
    finally:
        accounts.remove(outside)
