"""Checks an answer: ``check``, ``hint``, ``solution`` and ``task``.

Four states, told by a word and a shape: not attempted, not yet, correct, could not be
checked. Nothing that an answer does raises here. Leaves out marks: an exercise is done
or it is not.
"""

import linecache
import traceback

from .. import checks
from ..chapters import contents
from ..tasks import sandbox
from ..tasks.answers.reading import NotAttempted, Unusable
from ..tasks.exercise import Exercise, judge, observe, spell
from ..widgets.message import Message
from .progress import store

LIMIT = 5.0
KEPT_CODES = 10


class Verdict(Message):
    """The answer to an answer: ``state``, and ``code`` where a mistake was known."""

    def __init__(self, exercise: Exercise, state: str, paragraphs=(), code: str = ""):
        head = f"{exercise.id} {exercise.title}: {state}."
        super().__init__(head, paragraphs, mood=state)
        self.state, self.misconception = state, code


class Card(Message):
    """A task as a seat gets it; ``card["name"]`` is one of the seat's values."""

    def __init__(self, exercise: Exercise, seat: int):
        dots = "●" * exercise.difficulty + "○" * (5 - exercise.difficulty)
        weight = "●" * exercise.importance + "○" * (5 - exercise.importance)
        given = exercise.for_seat(seat)
        numbers = f" The numbers are those of seat {seat}." if given else ""
        super().__init__(
            f"Exercise {exercise.id}: {exercise.title}",
            [
                f"Difficulty {dots}, importance {weight}, about {exercise.minutes} "
                f"minutes.{numbers}",
                *spell(exercise.task, given).split("\n"),
            ],
            code=f"{spell(exercise.given_code, given)}\n\n{exercise.stub(seat)}",
            details=("Counts as right", f"{exercise.tolerance(seat)}."),
        )
        self.given = given

    def __getitem__(self, name: str):
        return self.given[name]


def task(id: str) -> Card:
    """The task of an exercise, with the numbers of your seat."""
    return Card(contents.exercise(id), store.current().read()["seat"])


def check(id: str, answer, *, limit: float = LIMIT) -> Verdict:
    """Check an answer; a function is called, for at most ``limit`` seconds in all.

    Raises ValueError for an unknown exercise, and nothing for any answer.
    """
    exercise = contents.exercise(id)
    seat = store.current().read()["seat"]
    verdict = _verdict(exercise, answer, seat, limit)
    _record(id, verdict)
    verdict.paragraphs += store.current().news()
    return verdict


def hint(id: str, rung: int | None = None) -> Message:
    """The next of three hints, or one by its number."""
    exercise = contents.exercise(id)
    seen = store.current().read()
    used = seen["exercises"].get(id, {}).get("hints", 0)
    if rung is None:
        rung = min(used + 1, 3)
    rung = checks.count("the hint", rung, least=1, most=3)
    store.current().update(lambda data: _entry(data, id).update(hints=max(used, rung)))
    more = [
        f'Another hint: `hint("{id}")`' if rung < 3 else f'Then: `solution("{id}")`'
    ]
    text = spell(exercise.hints[rung - 1], exercise.for_seat(seen["seat"]))
    return Message(f"Hint {rung} of 3 for {id}", [*text.split("\n"), *more])


def solution(id: str, *, now: bool = False) -> Message:
    """The solution: after an attempt, or at once with ``now=True``."""
    exercise = contents.exercise(id)
    data = store.current().read()
    if not now and not data["exercises"].get(id, {}).get("attempts"):
        return Message(
            f"The solution of {id} opens after an attempt.",
            [
                "A wrong try teaches more than a right text. "
                f'If you want it at once: `solution("{id}", now=True)`'
            ],
        )
    store.current().update(lambda data: _entry(data, id).update(solution=True))
    given = exercise.for_seat(data["seat"])
    return Message(
        f"Solution of {id}: {exercise.title}",
        spell(exercise.solution, given).split("\n"),
        code=spell(exercise.solution_code, given),
    )


def _verdict(exercise: Exercise, answer, seat: int, limit: float) -> Verdict:
    """Observe the answer in the sandbox, then judge what was seen."""

    outcome = sandbox.run(lambda: observe(exercise, answer, seat), limit)
    verdict = _told(exercise, answer, seat, limit, outcome)
    verdict.code = _printed(outcome.printed)
    return verdict


def _told(exercise, answer, seat, limit, outcome: sandbox.Outcome) -> Verdict:
    """What there is to say of an outcome."""
    error = outcome.error
    if isinstance(error, NotAttempted):
        start = (
            "Write your answer and run the cell again. (A function has to end with "
            "`return …`.)"
        )
        return Verdict(exercise, "not attempted", [start, _more(exercise)])
    unusable = "could not be checked"
    if outcome.late:
        return Verdict(exercise, unusable, _late(outcome, limit))
    if isinstance(error, Unusable):
        return Verdict(exercise, unusable, [str(error)])
    if error is not None:  # its text is the learner's code as well
        words = sandbox.run(lambda: _stopped(error, answer), 0.5).value
        return Verdict(exercise, unusable, words or ["It stopped."])
    return _judge(exercise, outcome.value, seat)


def _judge(exercise: Exercise, seen, seat: int) -> Verdict:
    found = judge(exercise, seen, seat)
    if found.right:
        return Verdict(exercise, "correct", [found.says])
    if found.code != "other":
        return Verdict(exercise, "not yet", [found.says], found.code)
    says = found.says or "This is none of the mistakes that we know."
    tolerance = f"Counts as right: {exercise.tolerance(seat)}."
    return Verdict(exercise, "not yet", [says, tolerance, _more(exercise)], "other")


def _printed(text: str) -> str:
    """The beginning of what was printed, for a learner who looks for a mistake."""
    if not text.strip():
        return ""
    cut = " …" if len(text) == sandbox.KEPT_CHARACTERS else ""
    return f"It printed:\n{text.rstrip()}{cut}"


def _more(exercise: Exercise) -> str:
    return f'A hint: `hint("{exercise.id}")`'


def _late(outcome: sandbox.Outcome, limit: float) -> list[str]:
    sentences = [
        f"It took longer than {limit:g} s and was stopped. Is there a loop that never "
        "ends?"
    ]
    if outcome.left_running:
        sentences.append(
            "It could not be stopped and still runs. Restart the kernel (menu Kernel, "
            "Restart Kernel…) before you go on."
        )
    return sentences


def _stopped(error: BaseException, answer) -> list[str]:
    """Name of the error and the learner's line in which it came up."""
    name = f"{type(error).__name__}: {error}".removesuffix(": ")[:200]
    file = getattr(getattr(answer, "__code__", None), "co_filename", None)
    frames = traceback.extract_tb(error.__traceback__)[-100:]
    lines = [frame.lineno for frame in frames if frame.filename == file]
    if not lines:
        return [f"It stopped with `{name}`."]
    line = linecache.getline(file, lines[-1]).strip()[:120]
    return [f"It stopped with `{name}`, in line {lines[-1]}: `{line}`"]


def _record(id: str, verdict: Verdict):
    if verdict.state == "not attempted":
        return

    def change(data):
        entry = _entry(data, id)
        if entry["state"] != "correct":
            entry["state"] = verdict.state
        entry["attempts"] += verdict.state != "could not be checked"
        if verdict.misconception:
            codes = [*entry["codes"], verdict.misconception]
            entry["codes"] = codes[-KEPT_CODES:]

    store.current().update(change)


def _entry(data: dict, id: str) -> dict:
    return data["exercises"].setdefault(id, store.blank_exercise())
