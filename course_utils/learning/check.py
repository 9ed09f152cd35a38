"""Checks an answer: ``check``, ``hint`` and ``solution``.

Four states, each shown by a word and a shape: not attempted, not yet, correct, could
not be checked. Nothing that an answer does raises an error here. There are no marks: an
exercise is done or it is not.
"""

import linecache
import sys
import traceback

from .. import checks
from ..chapters import contents
from ..tasks import sandbox
from ..tasks.answers.reading import NotAttempted, Unusable
from ..tasks.exercise import Exercise, calls_answers, filled, judge, observe
from ..widgets.message import Message
from .progress import store
from .task import SAVED_SEAT, current_seat, last_seat, run_again

LIMIT = (
    15.0 if sys.platform == "emscripten" else 5.0
)  # seconds by the clock, and code is slower
KEPT_CODES = 10


class Verdict(Message):
    """The reply to an answer: ``state``, and ``misconception`` if one is known."""

    def __init__(self, exercise: Exercise, state: str, paragraphs=(), code: str = ""):
        head = f"{exercise.id} {exercise.title}: {state}."
        super().__init__(head, paragraphs, mood=state)
        self.state, self.misconception = state, code


def check(id: str, answer, *, limit: float = LIMIT) -> Verdict:
    """Check an answer; a function is called, for at most ``limit`` seconds in all.

    The limit is CPU time, so that an answer loses nothing on a busy machine. Raises
    ValueError for an unknown exercise, and no error because of an answer.
    """
    exercise = contents.exercise(id)
    reply = _with_other_cards(exercise, answer, current_seat(), limit)
    _record(id, reply)
    reply.paragraphs += store.current().news()
    return reply


def hint(id: str, number: int | None = None) -> Message:
    """The next of three hints, or one by its number."""
    exercise = contents.exercise(id)
    seen = store.current().read()
    used = seen["exercises"].get(id, {}).get("hints", 0)
    if number is None:
        number = min(used + 1, 3)
    number = checks.count("the hint", number, least=1, most=3)
    store.current().update(
        lambda data: _entry(data, id).update(hints=max(used, number))
    )
    more = [
        f'Another hint: `hint("{id}")`' if number < 3 else f'Then: `solution("{id}")`'
    ]
    text = filled(exercise.hints[number - 1], exercise.for_seat(seen["seat"]))
    return Message(f"Hint {number} of 3 for {id}", [*text.split("\n"), *more])


def solution(id: str, *, now: bool = False) -> Message:
    """The solution: after an attempt, or at once with ``now=True``."""
    exercise = contents.exercise(id)
    data = store.current().read()
    if not now and not data["exercises"].get(id, {}).get("attempts"):
        return Message(
            f"The solution to {id} opens after an attempt.",
            [
                "A wrong attempt teaches more than a right answer that you only read. "
                f'To see it now: `solution("{id}", now=True)`'
            ],
        )
    store.current().update(lambda data: _entry(data, id).update(solution=True))
    given = exercise.for_seat(data["seat"])
    return Message(
        f"Solution to {id}: {exercise.title}",
        filled(exercise.solution, given).split("\n"),
        code=filled(exercise.solution_code, given),
    )


def verdict(exercise: Exercise, answer, seat: int, limit: float = LIMIT) -> Verdict:
    """Observe the answer in the sandbox and judge what was seen; record nothing."""
    outcome = _outcome(exercise, answer, seat, limit)
    reply = _reply(exercise, seat, limit, outcome)
    reply.code = _printed(outcome.printed)
    return reply


def _with_other_cards(exercise: Exercise, answer, seat: int, limit: float) -> Verdict:
    """The verdict; it says so if the answer is right for another seat's card."""
    reply = verdict(exercise, answer, seat, limit)
    old_card = last_seat(exercise.id, seat) != seat
    if reply.misconception == "other" or (reply.misconception and old_card):
        elsewhere = _right_elsewhere(exercise, answer, seat, limit)
        if elsewhere:
            elsewhere.code, reply = reply.code, elsewhere
    return reply


def _outcome(exercise: Exercise, answer, seat: int, limit: float) -> sandbox.Outcome:
    apart = callable(answer) and calls_answers(exercise)
    return sandbox.run(lambda: _look(exercise, answer, seat), limit, apart=apart)


def _right_elsewhere(exercise, answer, seat: int, limit: float) -> Verdict | None:
    """The verdict on an answer that is right for another seat, else None."""
    mine = repr(exercise.for_seat(seat))
    for other in (last_seat(exercise.id, SAVED_SEAT), SAVED_SEAT):
        if repr(exercise.for_seat(other)) == mine:
            continue
        kind, seen = _outcome(exercise, answer, other, limit).value or ("", None)
        if kind == "seen" and judge(exercise, seen, other).right:
            says = [f"This is right for the numbers of seat {other}."]
            says.append(run_again(exercise, seat))
            return Verdict(exercise, "not yet", says, "another-seat")
    return None


def _look(exercise: Exercise, answer, seat: int) -> tuple[str, object]:
    """What was seen, or why nothing was; only this runs a learner's code."""
    try:
        return "seen", observe(exercise, answer, seat)
    except NotAttempted:
        return "not attempted", None
    except Unusable as problem:
        return "unusable", str(problem)
    except sandbox.TimeIsUp:
        raise
    except BaseException as error:
        return "stopped", _stopped(error, answer)


def _reply(exercise, seat, limit, outcome: sandbox.Outcome) -> Verdict:
    """The verdict on an outcome."""
    why = _no_value(outcome, limit)
    kind, seen = ("unusable", why) if why else outcome.value
    if kind == "not attempted":
        start = "Write your answer and run the cell again."
        if calls_answers(exercise):
            start += " (A function has to end with `return …`.)"
        return Verdict(exercise, "not attempted", [start, _more(exercise)])
    if kind != "seen":
        return Verdict(exercise, "could not be checked", [seen])
    return _judge(exercise, seen, seat)


def _no_value(outcome: sandbox.Outcome, limit: float) -> str:
    """Why there is nothing to judge, or ""."""
    if outcome.late:
        return _late(outcome, limit)
    if outcome.replaced:
        return (
            f"Your code replaced `{outcome.replaced}`, which the check itself needs. "
            "It has been restored. Choose another name for what you write."
        )
    if outcome.ended:
        return f"It stopped with {outcome.ended}."
    return ""


def _judge(exercise: Exercise, seen, seat: int) -> Verdict:
    found = judge(exercise, seen, seat)
    if found.right:
        return Verdict(exercise, "correct", [found.says])
    if found.code != "other":
        return Verdict(exercise, "not yet", [found.says], found.code)
    says = found.says or "This is not one of the mistakes that we know."
    tolerance = f"Counts as right: {exercise.tolerance(seat)}."
    return Verdict(exercise, "not yet", [says, tolerance, _more(exercise)], "other")


def _printed(text: str) -> str:
    """The beginning of what was printed, to help find a mistake."""
    if not text.strip():
        return ""
    cut = " …" if len(text) == sandbox.KEPT_CHARACTERS else ""
    return f"It printed:\n{text.rstrip()}{cut}"


def _more(exercise: Exercise) -> str:
    return f'A hint: `hint("{exercise.id}")`'


def _late(outcome: sandbox.Outcome, limit: float) -> str:
    took, waited = f"It took longer than {limit:g} s", sandbox.PATIENCE * limit
    if outcome.late == "waiting":
        took = f"It took longer than {waited:g} s by the clock"
    text = f"{took} and was stopped. Is there a loop that never ends?"
    if not outcome.left_running:
        return text
    return (
        f"{text} It could not be stopped and still runs. Restart the kernel (menu "
        "Kernel, Restart Kernel…) before you go on."
    )


def _stopped(error: BaseException, answer) -> str:
    """The name of the error and the learner's line that caused it."""
    name = f"{type(error).__name__}: {error}".removesuffix(": ")[:200]
    file = getattr(getattr(answer, "__code__", None), "co_filename", None)
    frames = traceback.extract_tb(error.__traceback__)[-100:]
    lines = [frame.lineno for frame in frames if frame.filename == file]
    if not lines:
        return f"It stopped with `{name}`."
    line = linecache.getline(file, lines[-1]).strip()[:120]
    return f"It stopped with `{name}`, in line {lines[-1]}: `{line}`"


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
