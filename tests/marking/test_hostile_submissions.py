"""Hostile submissions beside honest ones: every row is there, and none is forged.

Six kinds here; all twelve, with eighteen honest copies, by `python -m tests.release
marking`. Where the walls are missing, as on a machine without bubblewrap, marking
refuses; that is tested in test_refusals_of_marking.
"""

import csv
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course_utils.marking import isolation
from tests.marking.filled import IDS, Copy, honest, hostile, write

ALL = bool(os.environ.get("COURSE_TEST_ALL"))
QUICK = ("exit", "patched check", "outside", "socket", "parent", "junk")
SLOW = ("flood", "patched judge", "loop", "memory", "processes", "lines")
CROWD = "too many processes" if os.geteuid() == 0 else "stopped with OSError"
NOTED = {  # a part of what the row says of each kind
    "exit": "its process ended", "parent": "its process ended",
    "flood": "it handed over too much", "junk": "wrote into the pipe",
    "patched check": "its output says correct, marking does not: 01.1",
    "patched judge": "its output says correct, marking does not: 01.1",
    "outside": "a cell stopped with OSError", "socket": "a cell stopped with",
    "memory": "a cell stopped with MemoryError", "loop": "took too long",
    "processes": CROWD,
}  # fmt: skip


class Marked:
    """A folder of copies, marked by the command."""

    def __init__(self, copies: list[Copy], folder: Path):
        self.folder, self.before = folder, snapshot(folder)
        seats = folder.parent / "seats.csv"
        seats.write_text(
            "student,seat\n" + "".join(f"{c.student},{c.seat}\n" for c in copies)
        )
        begun = time.monotonic()
        command = [sys.executable, "-m", "course_utils", "mark", str(folder)]
        self.ran = subprocess.run(
            [*command, "--seats", str(seats)], capture_output=True, text=True
        )
        self.seconds = time.monotonic() - begun
        assert self.ran.returncode == 0, self.ran.stdout + self.ran.stderr
        self.rows = table(folder / "marks.csv")
        self.page = (folder / "marks.html").read_text(encoding="utf-8")


def table(path: Path) -> dict[str, dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file at or below a folder, and what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """Eight submissions, six of them hostile; thirty and twelve in a long run."""
    folder = tmp_path_factory.mktemp("class") / "submissions"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        evil = hostile(folder, server.getsockname()[1], first_seat=51)
        chosen = {k: c for k, c in evil.items() if ALL or k in QUICK}
        copies = [*honest(18 if ALL else 2, first_seat=11), *chosen.values()]
        for copy in copies:
            write(copy, folder)
        result = Marked(copies, folder)
        with pytest.raises(BlockingIOError):  # nobody has come
            server.accept()
    result.copies, result.hostile = copies, chosen
    print(f"\n{len(copies)} submissions in {result.seconds:.0f} s")
    return result


def test_every_copy_has_its_row(marked):
    assert [*marked.rows] == sorted(copy.student for copy in marked.copies)
    assert len({copy.seat for copy in marked.copies}) == len(marked.copies)
    for copy in marked.copies:
        assert marked.rows[copy.student]["seat"] == str(copy.seat)


def test_every_state_is_that_of_the_answers(marked):
    for copy in marked.copies:
        row = marked.rows[copy.student]
        assert {id: row[id] for id in IDS} == copy.states, copy.student
        right = [*copy.states.values()].count("correct")
        assert row["correct"] == str(right)


def test_the_hostile_ones_are_named_and_the_honest_ones_are_not(marked):
    for kind, copy in marked.hostile.items():
        if kind != "lines":  # they do no harm
            assert NOTED[kind] in marked.rows[copy.student]["notes"], kind
    for copy in marked.copies:
        if not copy.evil:
            assert marked.rows[copy.student]["notes"] == ""


def test_nothing_outside_was_touched(marked):
    after = snapshot(marked.folder)
    assert {*after} - {*marked.before} == {"marks.csv", "marks.html"}
    assert all(after[name] == body for name, body in marked.before.items())
    for place in ("/usr/mine.txt", "/etc/mine.txt"):
        assert not Path(place).exists()


def test_the_page_tells_who_is_stuck_on_what(marked):
    for copy in marked.copies:
        for id, (code,) in copy.codes.items():
            section = marked.page.split(f"<h2>{id} ")[1].split("<h2>")[0]
            row = section.split(f">{code}<")[1].split("</tr>")[0]
            assert copy.student in row
    assert "<script" not in marked.page


def test_all_kinds_are_tried():
    kinds = hostile(Path("/nowhere"), 1, 1)
    assert {*kinds} == {*QUICK, *SLOW} and len(kinds) == 12
    assert isolation.missing() == ""
