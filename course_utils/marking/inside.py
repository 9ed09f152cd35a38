"""The untrusted side: runs cells in the sandbox and hands out what they hand in.

``check`` is replaced by a box that takes answers; nothing is judged here. Cells and the
seat come in by standard input, lines of JSON go out by what was standard output. A
submission may write such lines as well: they are answers then, and nothing more.
"""

import contextlib
import json
import os
import sys

from IPython.core.interactiveshell import InteractiveShell

from ..chapters import contents
from ..learning import check as learnt
from ..learning import progress
from ..learning.check import Verdict
from ..tasks.sandbox import TimeIsUp
from ..tasks.sandbox.output import Sink
from . import limits, recording, wire

SEEN = "It is handed in, and marked outside."


class Box:
    """What a cell hands in: the last answer to each exercise."""

    def __init__(self, seat: int):
        self.seat, self.answers = seat, {}

    def check(self, id: str, answer, **_) -> Verdict:
        """Take an answer as it is now; a function is looked at after the cell."""
        exercise = contents.exercise(id)
        called = callable(answer) and not isinstance(answer, type)
        self.answers[id] = answer if called else _packed(answer)
        return Verdict(exercise, "could not be checked", [SEEN])

    def lines(self):
        """A line for each answer, which leaves the box."""
        while self.answers:
            id, answer = self.answers.popitem()
            yield {"id": id, **self._told(id, answer)}

    def _told(self, id: str, answer) -> dict:
        if not callable(answer):
            return {"answer": answer}
        try:
            with limits.cpu(limits.ANSWER):
                exercise = contents.exercise(id)
                return {"calls": recording.record(exercise, answer, self.seat)}
        except TimeIsUp:
            return {"late": True}


def work(isolated: bool) -> None:
    """All of the child's life: read the job, run the cells, say so."""
    limits.keep(isolated)
    job = json.loads(sys.stdin.buffer.read())
    say, shell, box = _mouth(), _shell(), Box(job["seat"])
    _replace_check(box)
    progress.seat = job["seat"]
    for number, source in job["cells"]:
        say({"cell": number})
        stopped = _run(shell, source)
        for line in box.lines():
            say(line)
        if stopped:
            say({"stopped": stopped})
    say({"end": True})


def _packed(answer):
    try:
        return json.loads(json.dumps(wire.pack(answer)))
    except (ValueError, TypeError, RecursionError, MemoryError):
        return wire.pack(wire.Strange())


def _mouth():
    """Speak by what was standard output; cells have no way to any terminal."""
    pipe, nowhere = os.dup(1), os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdout = sys.stderr = Sink()

    def say(message: dict):
        body = json.dumps(message).encode("ascii") + b"\n"
        while body:
            body = body[os.write(pipe, body) :]

    return say


def _shell() -> InteractiveShell:
    """An IPython that keeps nothing of what is printed, and prints no traceback."""
    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    shell._tee = lambda channel: contextlib.nullcontext()
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    return shell


def _replace_check(box: Box) -> None:
    for name in ("course_utils.learning", learnt.__module__):
        sys.modules[name].check = box.check


def _run(shell: InteractiveShell, source: str) -> str:
    """By what a cell was stopped, or ""."""
    try:
        with limits.cpu(limits.CELL):
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as caught:
        error = caught
    return type(error).__name__ if error else ""
