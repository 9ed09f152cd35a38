"""Filled-in copies of notebook 01: honest ones and hostile ones."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import nbformat

from course_utils.chapters import contents
from course_utils.upkeep import notebooks

BOOK = notebooks.find(["01"])[0]
IDS = [id for id in contents.all_exercises() if id.startswith("01")]
FUNCTIONS = {"01.1": "next_generation", "01.5": "repaired"}
STATES = ("correct", "not yet", "not attempted")


class Copy(NamedTuple):
    """A submission: what it holds, and what marking has to say of it.

    evil : code of a further cell, "" for an honest one. lies : whether all its answers
    are near misses that its outputs call correct.
    """

    student: str
    seat: int
    states: dict[str, str]
    evil: str = ""
    lies: bool = False

    @property
    def boasts(self) -> list[str]:
        """What its outputs say of its answers."""
        titles = {id: contents.exercise(id).title for id in IDS if self.lies}
        return [f"✓ {id} {title}: correct." for id, title in titles.items()]

    @property
    def codes(self) -> dict[str, list[str]]:
        """The misconceptions behind its wrong answers."""
        return {
            id: [code]
            for id, state in self.states.items()
            if state == "not yet" and (code := wrong(id, self.seat)[1])
        }


def right(id: str, seat: int) -> str:
    """Code of a cell with the right answer, written as a learner writes it."""
    exercise = contents.exercise(id)
    if id in FUNCTIONS:
        return exercise.text("solution_code", seat)
    return _literal(exercise.reference(exercise.for_seat(seat)))


def wrong(id: str, seat: int) -> tuple[str, str]:
    """Code of a cell with a near miss, and its misconception."""
    exercise = contents.exercise(id)
    given = exercise.for_seat(seat)
    if id == "01.1":
        return right(id, seat).replace("ddof=1", "ddof=0"), "divided-by-n"
    if id == "01.5":  # as it was handed out, with its bug
        return exercise.stub(seat), given["_bug"].replace(" ", "-")
    miss = exercise.wrong[0]
    return _literal(miss.answer(given)), miss.code


def write(copy: Copy, folder: Path) -> Path:
    """Write the copy where its student's work belongs; the notebook's path."""
    book = nbformat.read(BOOK, as_version=4)
    for cell in book.cells:
        if found := re.search(r'^check\("(01\.\d)", (\w+)\)', cell.source, re.M):
            cell.source = _filled(copy, *found.groups()) or cell.source
    for output in (o for c in book.cells for o in c.get("outputs", [])):
        if text := output.get("data", {}).get("text/plain"):
            output.data["text/plain"] = text.replace("seat 1.", f"seat {copy.seat}.")
    if copy.evil:
        book.cells.insert(2, nbformat.v4.new_code_cell(copy.evil))
        book.cells[2].outputs = [
            nbformat.v4.new_output("display_data", {"text/plain": boast})
            for boast in copy.boasts
        ]
    path = folder / copy.student / BOOK.name
    path.parent.mkdir(parents=True)
    nbformat.write(book, path)
    return path


def _filled(copy: Copy, id: str, name: str) -> str:
    write = {"correct": right, "not yet": lambda *a: wrong(*a)[0]}
    state = "not yet" if copy.lies else copy.states[id]
    if state not in write:
        return ""
    return f'{write[state](id, copy.seat)}\n\ncheck("{id}", {name})'


def _literal(answer) -> str:
    plain = json.loads(json.dumps(answer, default=list))
    return f"inf = float('inf')\nanswer = {plain!r}"


def honest(count: int, first_seat: int) -> list[Copy]:
    """Copies that are right and wrong in different places."""
    copies = []
    for number in range(count):
        states = {
            id: STATES[(number // 3**place + number * place) % 3]
            for place, id in enumerate(IDS)
        }
        copies.append(Copy(f"honest {number:02d}", first_seat + number, states))
    return copies


def hostile(outside: Path, port: int, first_seat: int) -> dict[str, Copy]:
    """One of each kind: right answers and an evil cell, or wrong answers and a lie.

    outside : a folder that nobody inside may touch; port : where somebody listens.
    """
    states = dict.fromkeys(_evil("", 0), "correct")
    states |= {"patched judge": "not yet", "junk": "not yet"}
    states["patched check"] = "not attempted"  # its answers go to its own check
    return {
        kind: Copy(
            f"hostile {kind}", first_seat + number, dict.fromkeys(IDS, states[kind]),
            evil, lies=states[kind] != "correct",
        )
        for number, (kind, evil) in enumerate(_evil(str(outside), port).items())
    }  # fmt: skip


def _evil(outside: str, port: int) -> dict[str, str]:
    return {
        "exit": "import os\nos._exit(0)",
        "patched check": PATCHED_CHECK,
        "outside": OUTSIDE.format(outside=outside),
        "socket": SOCKET.format(port=port),
        "parent": PARENT,
        "flood": FLOOD,
        "junk": JUNK,
        "patched judge": PATCHED_JUDGE,
        "loop": LOOP,
        "memory": "x = [bytearray(2**30) for _ in range(10)]",
        "processes": PROCESSES,
        "lines": "for i in range(1_000_000):\n    print('line', i)",
    }


PATCHED_CHECK = """
import course_utils.learning
from course_utils.learning import check as real
from course_utils.learning.check import Verdict
from course_utils.chapters import contents

def check(id, answer, **_):
    return Verdict(contents.exercise(id), "correct", ["Well done."])

course_utils.learning.check = check
real.__globals__["verdict"] = lambda e, *_: Verdict(e, "correct")
"""
PATCHED_JUDGE = """
import sys
from course_utils.tasks import exercise
from course_utils.tasks.answers import Moments, Names, Numbers

for kind in (Moments, Names, Numbers):
    kind.alike = lambda *_, **__: True
exercise.judge = lambda *_: exercise.Judgement(True, "right")
for module in list(sys.modules.values()):
    if hasattr(module, "judge"):
        module.judge = exercise.judge
"""
OUTSIDE = """
import os, sys
for path in ("{outside}", "{outside}/mine.txt", "/usr/mine.txt", "/etc/mine.txt"):
    try:
        open(path, "w").write("mine")
    except OSError:
        pass
stolen = []
for folder, _, files in os.walk("/"):
    if not folder.startswith(sys.prefix):  # packages bring notebooks of their own
        stolen += [os.path.join(folder, f) for f in files if f.endswith(".ipynb")]
assert not stolen and not os.path.exists("{outside}"), "found something"
raise OSError("nothing outside")
"""
SOCKET = """
import socket
socket.create_connection(("127.0.0.1", {port}), timeout=3).sendall(b"hello")
"""
PARENT = """
import os, signal
for pid in (os.getppid(), 1, -1):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
os.kill(os.getpid(), signal.SIGKILL)
"""
FLOOD = """
import os
while True:
    for number in range(3, 20):
        try:
            os.write(number, b"0" * 2**20)
        except OSError:
            pass
"""
JUNK = """
import json, os
lines = [
    "nonsense", "[]", "{}", '{"id": ["01.1"]}', '{"id": "01.1", "state": "correct"}',
    '{"id": "01.2", "answer": {"made": ["os", "system", [["command", "true"]]]}}',
    '{"id": "01.2", "answer": {"array": ["O", [4], ""]}}',
    '{"id": "01.1", "calls": 7}', '{"id": "01.1", "calls": [[[[0, 1]], [], 1, ""]]}',
    '{"id": "01.3", "answer": ' + "[" * 5000 + "]" * 5000 + "}",
    '{"cell": "01.1 correct"}', '{"stopped": "<script>alert(1)</script>"}',
    '{"id": "01.3", "answer": NaN, "state": "correct", "misconception": ""}',
    '{"id": "01.3", "answer": 1' + "0" * 5000 + "}",
]
for number in range(3, 20):
    for line in lines:
        try:
            os.write(number, line.encode() + b"\\n")
        except OSError:
            break
"""
LOOP = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
PROCESSES = """
import os, time
while True:
    try:
        if not os.fork():
            os.setsid()
            time.sleep(600)
    except OSError:
        break
raise OSError("no more processes")
"""
