"""The sandbox: what is ended, what is kept back, and what is put back."""

import builtins
import inspect
import itertools
import logging
import math
import operator
import os
import random
import subprocess
import sys
import textwrap
import threading
import time
import types
import warnings

import matplotlib.pyplot as plt
import numpy as np
import psutil
import pytest

from course_utils.chapters import contents
from course_utils.learning import check
from course_utils.learning.progress import store
from course_utils.tasks import exercise as exercise_
from course_utils.tasks import sandbox, targets
from course_utils.tasks.answers import reading
from course_utils.tasks.exercise import calls_answers, judge, mistake, observe, target
from course_utils.tasks.sandbox import child, names, travel

pytestmark = pytest.mark.usefixtures("own_progress")
EXERCISES = contents.all_exercises()
CALLED = [id for id, exercise in EXERCISES.items() if calls_answers(exercise)]
PLACES = pytest.mark.parametrize(
    "apart", [True, False] if child.POSSIBLE else [False], ids=str
)


def in_a_thread(monkeypatch, apart: bool):
    monkeypatch.setattr(child, "POSSIBLE", child.POSSIBLE and apart)


# --- what ends ----------------------------------------------------------------------


def endless_in_c(*_):
    return sum(itertools.count())


def endless(*_):
    while True:
        pass


def catching(*_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def sleeping(*_):
    time.sleep(600)


def recursive(*_):
    def deeper():  # without *_, whose calls Python 3.13.0 does not count
        return deeper()

    return deeper()


def recursive_without_limit(*_):
    sys.setrecursionlimit(10**9)
    return recursive()


def exits(*_):
    sys.exit(0)


def exits_at_once(*_):
    os._exit(0)


def aborts(*_):
    os.abort()


def printing_for_ever(*_):
    while True:
        print("x" * 10_000)


def bomb(*_):
    return [bytearray(2**28) for _ in itertools.count()]


def starts_threads(*_):
    for _ in range(20):
        threading.Thread(target=time.sleep, args=(600,)).start()
    return 1


def starts_a_program(*_):
    subprocess.Popen(["sleep", "600"])
    time.sleep(600)


def forks(*_):
    os.fork()
    return 1


def closes_files(*_):
    os.closerange(0, 200)


def writes_to_files(*_):
    for number in range(200):
        try:  # noqa: SIM105
            os.write(number, b'nonsense\n{"made": 1}\n[]\n')
        except OSError:
            pass
    return 1


def children() -> set[psutil.Process]:
    """The processes that this one has, also those that ended and wait for it."""
    return set(psutil.Process().children())


SAYS = {
    endless_in_c: "longer than 0.2 s and", endless: "longer than 0.2 s and",
    catching: "longer than 0.2 s and", printing_for_ever: "longer than 0.2 s and",
    sleeping: "longer than 2 s by the clock", recursive: "RecursionError",
    recursive_without_limit: "", exits: "SystemExit", aborts: "SIGABRT",
    exits_at_once: "an exit of Python", bomb: "MemoryError", starts_threads: "",
    starts_a_program: "by the clock", forks: "", closes_files: "It stopped with",
    writes_to_files: "",
}  # fmt: skip


@pytest.mark.skipif(
    not child.POSSIBLE, reason="a child process is forked on Linux only"
)
@pytest.mark.parametrize("answer", SAYS, ids=lambda f: f.__name__)
def test_whatever_it_does_the_answer_ends_and_the_kernel_goes_on(answer, capfd):
    threads, computed = threading.active_count(), time.process_time()
    before = children()
    verdict = check("01.1", answer, limit=2 if answer is bomb else 0.2)
    assert verdict.state == "could not be checked" and SAYS[answer] in verdict.text
    assert threading.active_count() == threads
    assert time.process_time() - computed < 0.2
    assert children() <= before
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    not child.POSSIBLE, reason="a child process is forked on Linux only"
)
def test_a_program_that_an_answer_started_is_ended_with_it(tmp_path):
    file = tmp_path / "number"

    def answer(*_):
        file.write_text(str(subprocess.Popen(["sleep", "600"]).pid))
        return 1

    check("01.1", answer)
    end, number = time.monotonic() + 30, int(file.read_text())
    while time.monotonic() < end and _runs(number):
        time.sleep(0.05)
    assert not _runs(number)


def _runs(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as stat:
            return stat.read().split()[2] != "Z"
    except FileNotFoundError:
        return False


@PLACES
@pytest.mark.parametrize(
    "answer", [endless, printing_for_ever], ids=lambda f: f.__name__
)
def test_a_loop_in_python_ends_everywhere(answer, apart):
    outcome = sandbox.run(answer, 0.1, apart=apart)
    assert outcome.late == "computing" and not outcome.left_running
    assert len(outcome.printed) == (300 if answer is printing_for_ever else 0)


def busy(seconds: float):
    """Right, and slow in pure Python."""

    def next_generation(mean, std, n, rng):
        points = [rng.normal(mean, std) for _ in range(n)]
        middle = sum(points) / n
        spread = math.sqrt(sum((x - middle) ** 2 for x in points) / (n - 1))
        begun = time.thread_time()
        while time.thread_time() - begun < seconds:
            pass
        return middle, spread

    return next_generation


@PLACES
def test_a_slow_right_answer_passes_beside_four_busy_loops(apart, monkeypatch):
    in_a_thread(monkeypatch, apart)
    loops = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)
    ]
    try:
        verdict = check("01.1", busy(1.3 / 8_000))
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
    assert verdict.state == "correct", verdict.text


def test_the_limit_counts_computing_and_not_the_clock():
    assert sandbox.run(lambda: time.sleep(0.4) or 7, 0.1).value == 7
    assert sandbox.run(lambda: time.sleep(600), 0.02).late == "waiting"


HOLDING = """
import itertools, sys
from course_utils.tasks.sandbox import thread
thread.HELD = 0.1
print("begun", flush=True)
thread.run(lambda: sum(itertools.count()), 0.02)
print("it came back")
"""


def test_a_thread_that_holds_the_interpreter_ends_its_process():
    done = subprocess.run(
        [sys.executable, "-c", HOLDING], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.split()) == (1, [b"begun"])


@pytest.mark.skipif(
    not child.POSSIBLE, reason="a child process is forked on Linux only"
)
def test_a_kernel_can_be_interrupted_and_goes_on():
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute("import itertools; from course_utils.learning import check")
        assert client.get_shell_msg(timeout=60)["content"]["status"] == "ok"
        # What comes soon after an error would be called off, too: a kernel's custom.
        endless = "check('01.1', lambda *_: sum(itertools.count()), limit=60)"
        client.execute(endless, stop_on_error=False)
        time.sleep(2)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=30)["content"]
        assert reply.get("ename") == "KeyboardInterrupt"
        client.execute("kept = check('01.1', None).state")
        assert client.get_shell_msg(timeout=30)["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


# --- what is seen travels ------------------------------------------------------------


@pytest.mark.parametrize("id", CALLED)
def test_what_is_seen_of_an_answer_can_leave_the_child(id):
    exercise = EXERCISES[id]
    seen = observe(exercise, exercise.reference(exercise.for_seat(1)), seat=1)
    back = travel.loads(travel.dumps(seen))
    assert type(back) is type(seen) and repr(back) == repr(seen)
    assert judge(exercise, back, seat=1).right


def test_values_come_back_as_they_were():
    values = [
        None, True, 3, -0.0, math.inf, "é\n", [1, [2.5]], (1, ("a",)), {1: {2: ()}},
        {3, 4}, frozenset({"a"}), {"array": 1}, np.arange(6.0).reshape(2, 3),
        np.array([True]), np.zeros((0, 3)),
    ]  # fmt: skip
    for value in values:
        line = travel.dumps(value)
        back = travel.loads(line)
        assert "\n" not in line and type(back) is type(value)
        assert (
            np.array_equal(back, value)
            if isinstance(value, np.ndarray)
            else (repr(back) == repr(value))
        )
    assert math.isnan(travel.loads(travel.dumps(np.float64("nan"))))


@pytest.mark.parametrize("value", [object(), len, np.array([None]), 1j])
def test_other_values_do_not_travel(value):
    with pytest.raises(TypeError, match="cannot leave the child process"):
        travel.dumps(value)


def test_a_line_names_only_the_courses_types():
    with pytest.raises(TypeError, match="is not the course's"):
        travel.loads('{"made": ["subprocess", "Popen", [["args", "x"]]]}')


# --- what is held back ---------------------------------------------------------------


def puts_out(*_):
    warnings.warn("warned", stacklevel=1)
    logging.getLogger("loud").error("logged")
    logging.getLogger("loud").addHandler(logging.StreamHandler(sys.__stdout__))
    os.write(1, b"written")
    os.system("echo another program")
    sys.displayhook("hooked")
    plt.plot([1, 2])
    plt.show()
    print("printed")
    return 1


@PLACES
def test_prints_logs_warnings_pictures_and_programs_are_held_back(apart, capfd):
    before = plt.get_fignums()
    with warnings.catch_warnings(record=True) as warned:
        outcome = sandbox.run(puts_out, 5, apart=apart)
    assert (outcome.value, outcome.printed) == (1, "printed\n")
    assert plt.get_fignums() == before and not warned
    assert capfd.readouterr() == ("", "")
    assert logging.root.manager.disable == 0


IN_A_KERNEL = """
    import ipywidgets, IPython, numpy as np, sys
    import matplotlib.pyplot as plt
    from IPython.display import clear_output, display
    from course_utils.learning import check
    from course_utils.chapters import contents
    from course_utils.tasks.sandbox import child
    child.POSSIBLE = child.POSSIBLE and {apart}
    right = contents.exercise("01.1").reference({{}})
    def shown(mean, std, n, rng):
        display(mean); display(plt.figure() if std == 7 else n); sys.displayhook(n)
        IPython.display.publish_display_data({{"text/plain": "x"}}); clear_output()
        sys.__stdout__.write("x")
        return right(mean, std, n, rng)
    print("|" + check("01.1", shown).state + "|", flush=True)
"""


@PLACES
def test_a_display_in_a_notebook_is_held_back(apart):
    """3,375 outputs and a time-out became one verdict."""
    import nbformat
    from nbclient import NotebookClient

    cell = nbformat.v4.new_code_cell(textwrap.dedent(IN_A_KERNEL.format(apart=apart)))
    after = nbformat.v4.new_code_cell("display(1); print('still here')")
    notebook = nbformat.v4.new_notebook(cells=[cell, after])
    NotebookClient(notebook, timeout=120, coalesce_streams=True).execute()
    assert [output.get("text") for output in cell.outputs] == ["|correct|\n"]
    assert len(after.outputs) == 2


# --- what is put back ----------------------------------------------------------------

QUICK = "08.3"  # calls numpy a lot, and is judged in a millisecond
KEPT = {"builtins.__build_class__", "builtins.__import__", "builtins.exec"}
STAND_INS = {
    "yes": lambda *_, **__: True,
    "first": lambda *a, **__: a[0] if a else None,
    "ones": lambda *_, **__: np_ones.copy(),
}
np_ones = np.ones(53)


def public(owner) -> list[str]:
    return [
        name
        for name in dir(owner)
        if not name.startswith("_") and callable(getattr(owner, name, None))
    ]


SPACES = [
    builtins, math, random, np, np.linalg, np.random, np.fft,
    np.polynomial, inspect, reading, exercise_, store, names, sandbox,
    sys.modules["course_utils.learning.check"],
    sys.modules[EXERCISES[QUICK].reference.__module__],
]  # fmt: skip


def namespaces() -> list[types.ModuleType]:
    """Every namespace that the guard should know, found from its own list of roots."""
    return [
        module
        for title, module in sorted(sys.modules.items())
        if isinstance(module, types.ModuleType)
        and title.split(".")[0] in names.ROOTS
        and "._" not in title
    ]


def patching(owner, name: str, stand_in, result):
    def answer(*_):
        setattr(owner, name, stand_in)
        return result

    return answer


@PLACES
@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.__name__)
def test_no_replaced_function_makes_a_wrong_answer_correct(space, apart, monkeypatch):
    in_a_thread(monkeypatch, apart)
    wrong = EXERCISES[QUICK].wrong[0].answer({})(np.eye(3), np.eye(3))
    before = dict(vars(space))
    every = 10 if apart else 2  # a child process for each takes long
    tried = public(space)[:: 1 if os.environ.get("COURSE_TEST_ALL") else every]
    for number, name in enumerate(tried):
        kind = list(STAND_INS)[number % 3]
        answer = patching(space, name, STAND_INS[kind], wrong)
        verdict = check(QUICK, answer, limit=0.5)
        assert verdict.state in ("could not be checked", "not yet"), (name, kind)
        now = vars(space)
        assert all(map(operator.is_, map(now.get, before), before.values())), name
    assert tried


def test_the_guard_knows_every_public_namespace_of_numpy_and_the_course():
    found = {space.__name__ for space in namespaces()}
    assert {space.__name__ for space in SPACES} <= found
    for space in namespaces():
        if public(space):
            name = public(space)[0]
            old = getattr(space, name)
            with names.Guard() as guard:
                setattr(space, name, None)
            assert f"{space.__name__}.{name}" in guard.replaced
            assert getattr(space, name) is old


@pytest.mark.parametrize("id", ["01.1", "01.5", "03.4", "05.4", "07.2"])
@PLACES
def test_everything_replaced_at_once_makes_nothing_correct(id, apart, monkeypatch):
    in_a_thread(monkeypatch, apart)

    def answer(*_):
        for name in public(np):
            setattr(np, name, STAND_INS["yes"])
        return (1.0, 1.0)

    assert check(id, answer, limit=1).state == "could not be checked"
    assert np.all([True, False]) == False  # noqa: E712


@PLACES
def test_the_exercise_itself_cannot_be_replaced(apart, monkeypatch):
    in_a_thread(monkeypatch, apart)
    exercise = EXERCISES["01.1"]
    kind, says = exercise.answer, exercise.correct

    def answer(*_):
        object.__setattr__(exercise, "answer", None)
        vars(kind)["alike"] = lambda *_: True
        exercise_.Exercise.for_seat = lambda *_: {}
        return 1.0, 1.0

    assert check("01.1", answer).state == "could not be checked"
    assert exercise.answer is kind and exercise.correct is says
    assert "alike" not in vars(kind)


@PLACES
def test_a_new_name_before_one_of_pythons_is_taken_away(apart):
    def answer():
        reading.isinstance = lambda *_: True
        return 1

    outcome = sandbox.run(answer, 1, apart=apart)
    assert outcome.replaced == "course_utils.tasks.answers.reading.isinstance"
    assert not hasattr(reading, "isinstance")


def test_what_was_replaced_is_named():
    verdict = check("01.1", patching(np, "all", STAND_INS["yes"], (0.0, 1.0)))
    assert "Your code replaced `numpy.all`" in verdict.text


# --- what judging costs --------------------------------------------------------------


def first_judgement(id) -> float:
    """Seconds of CPU time to get all that a first wrong answer is compared with."""
    exercise_._mistake.cache_clear()
    exercise_._target.cache_clear()
    begun = time.process_time()
    target(EXERCISES[id], 5)
    for number in range(len(EXERCISES[id].wrong)):
        mistake(EXERCISES[id], number, 5)
    return time.process_time() - begun


@pytest.mark.parametrize("id", EXERCISES)
def test_the_first_judgement_is_quick(id):
    """The lesser of two times: threads of other tests may end meanwhile."""
    spent = min(first_judgement(id) for _ in range(2))
    assert spent < 0.5, "python -m course_utils targets"


@pytest.mark.parametrize("id", targets.table())
def test_stored_targets_are_what_is_seen_today(id):
    kept = targets.stored(EXERCISES[id])
    assert kept is not None, "python -m course_utils targets"
    for stored, seen in zip(kept, targets.observed(EXERCISES[id], 9), strict=True):
        assert _numbers(stored) == pytest.approx(_numbers(seen), rel=1e-6, abs=1e-9)


def _numbers(seen) -> list[float]:
    return [m.off if hasattr(m, "off") else m for m in seen]


def test_a_stored_target_of_another_exercise_is_not_used(monkeypatch):
    monkeypatch.setattr(targets, "source", lambda exercise: "another")
    assert targets.stored(EXERCISES["01.1"]) is None


def test_an_interrupt_ends_the_child(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(child.select, "select", interrupted)
    if child.POSSIBLE:
        before = children()
        with pytest.raises(KeyboardInterrupt):
            sandbox.run(endless, 60, apart=True)
        assert children() <= before


def test_where_the_system_gives_no_process_a_thread_serves(monkeypatch):
    def refused():
        raise BlockingIOError

    with monkeypatch.context() as broken:
        broken.setattr(os, "fork", refused, raising=False)
        assert sandbox.run(lambda: 5, 1, apart=True).value == 5
    monkeypatch.setattr(child, "_limit", refused)  # known in the child only
    parent = os.getpid()
    assert sandbox.run(lambda: os.getpid() == parent, 1, apart=True).value is True
