"""A thousand odd answers through every check: nothing gets out, nothing is broken."""

import builtins
import collections
import datetime
import decimal
import fractions
import itertools
import os
import random
import re
import sys
import threading
import time
import traceback
import warnings

import numpy as np
import pytest

from course_utils.chapters import contents
from course_utils.chapters.nb01.exercises.broken_loops import BROKEN
from course_utils.chapters.nb01.exercises.one_generation import next_generation
from course_utils.learning import check, task
from course_utils.learning.progress import store
from course_utils.learning.progress.record import STATES, validate
from course_utils.tasks import sandbox
from course_utils.tasks.sandbox import child, thread

pytestmark = pytest.mark.usefixtures("own_progress")
LIMIT = 0.3
SLACK = 1.5  # a busy machine
EXERCISES = list(contents.all_exercises())
FUNCTIONS = [
    "01.1", "01.5", "02.1", "02.2", "03.4", "04.3", "05.4", "07.2", "07.3",
    "08.3", "08.4",
]  # fmt: skip
ERRORS = [
    e for e in vars(builtins).values()
    if isinstance(e, type) and issubclass(e, BaseException)
    and e not in (BaseExceptionGroup, ExceptionGroup, UnicodeDecodeError,
                  UnicodeEncodeError, UnicodeTranslateError)
]  # fmt: skip


class Evil:
    """Everything that can be asked of it ends the program."""

    def _end(self, *_, **__):
        raise SystemExit("evil")

    __repr__ = __str__ = __eq__ = __len__ = __float__ = __bool__ = __iter__ = _end
    __call__ = __getitem__ = __array__ = __hash__ = __index__ = __lt__ = _end


class EvilList(list):
    def __iter__(self):
        raise SystemExit


class EvilDict(dict):
    def get(self, *_):
        raise KeyboardInterrupt

    def __contains__(self, _):
        raise KeyboardInterrupt


class EvilArray(np.ndarray):
    def reshape(self, *_):
        raise MemoryError


class EvilError(Exception):
    def __str__(self):
        while True:
            pass


class Meta(type):
    def __call__(cls, *_):
        raise SystemExit

    def __repr__(cls):
        raise SystemExit


class Made(metaclass=Meta):
    pass


def constants() -> list:
    return [
        None, ..., NotImplemented, True, False, 0, -1, 1, 1443, 0.5, -0.0, 1e308, 1j,
        float("nan"), float("inf"), -float("inf"), 10**400, -(10**400), "", "1443",
        "(1443, 722)", "same seed", "\x00", "é" * 10_000, "<script>", b"1",
        bytearray(3),
        memoryview(b"abc"), decimal.Decimal("1.5"), fractions.Fraction(1, 3), range(4),
        range(10**12), slice(1), object(), object, int, type, Exception, Exception("x"),
        datetime.date(2026, 1, 1), sys, np, print, len, exit, np.mean, abs, iter([]),
        itertools.count(), (x for x in [1, 2]), (x for x in itertools.count()),
        map(int, "1"),
        set(), {1}, frozenset("ABCD"), {}, [], (), [[]], {"A": 1}, {1: 2, 3: 4},
        collections.Counter("ABCD"), collections.deque([1, 2]), threading.Lock(),
        np.float64("nan"), np.float32(3), np.int8(3), np.bool_(True), np.array(3.0),
        np.array([1, 2]), np.array([1.0, np.nan]), np.zeros((4, 4)), np.zeros(0),
        np.array(["a", "b"]), np.array([None, 1]), np.array([object()] * 2),
        np.array([1j, 2]), np.array(["2026-01-01"], "M8[D]"), np.ma.masked_all(2),
        np.broadcast_to(0.0, 10**12), np.broadcast_to(0.0, (10**6, 10**6)),
        np.zeros(2_000_000), np.zeros(2, dtype=[("x", float)]),

        np.random.default_rng(0), Evil(), Evil, EvilList([1, 2]), Made,
        EvilDict(A=1, B=2, C=3, D=4),
        np.zeros(2).view(EvilArray), [Evil(), Evil()], {"A": Evil()}, (1, Evil()),
        [1, 2] * 10**6, "A" * 10**6,
    ]  # fmt: skip


def raising(error: type) -> collections.abc.Callable:
    def odd(*_, **__):
        raise error("odd")

    return odd


def returning(value) -> collections.abc.Callable:
    return lambda *_, **__: value


def printing(*_):
    print("x" * 100_000)
    print("y", file=sys.stderr)
    return "printed"


def asking(*_):
    return input("? ")


def recursive(*_):
    return recursive(*_)


def yielding(*_):
    yield 1


async def waiting(*_):
    return 1


def tampering(*_):
    sys.stdout = None
    builtins.input = None
    raise SystemExit


def threads(*_):
    threading.Thread(target=time.sleep, args=(0.01,)).start()
    return 1


def evil_error(*_):
    raise EvilError


def mean_error(*_):
    raise ValueError("<b>" + "x" * 10_000)


def mixed(count: int) -> list:
    """Lists, tuples, dicts, arrays and functions of odd things, the same every time."""
    pick, parts, made = random.Random(0), constants(), []
    while len(made) < count:
        size = pick.choice([1, 2, 2, 2, 3, 4, 4, 4, 5])
        items = [pick.choice(parts) for _ in range(size)]
        shape = pick.randrange(6)
        numbers = [pick.gauss(0, 10.0 ** pick.randrange(-3, 9)) for _ in range(size)]
        made.append(
            [
                items,
                tuple(items),
                dict(zip("ABCDE", items, strict=False)),
                numbers,
                returning(tuple(items)),
                returning(numbers),
            ][shape]
        )
    return made


def odd_answers() -> list:
    functions = [raising(error) for error in ERRORS]
    functions += [printing, asking, recursive, yielding, waiting, tampering, threads]
    functions += [evil_error, mean_error, lambda: 1, lambda a: a, lambda *, n: n]
    functions += [returning(value) for value in constants()]
    fixed = constants() + functions
    return fixed + mixed(1000 - len(fixed))


def assert_survives(id: str, answer, limit: float = LIMIT):
    before = sys.stdout, sys.stderr, builtins.input
    start = time.monotonic()
    verdict = check(id, answer, limit=limit)
    spent = time.monotonic() - start
    waits = sandbox.PATIENCE * limit
    assert verdict.state in STATES
    assert verdict.text and verdict._repr_html_()
    assert len(verdict.text) < 2000
    assert (sys.stdout, sys.stderr, builtins.input) == before
    assert spent < waits + sandbox.GRACE + SLACK
    return verdict


@pytest.mark.parametrize("id", EXERCISES)
def test_a_thousand_odd_answers(id, capfd, monkeypatch):
    """Where an answer is called, every twentieth in a child process, the others here.

    Without COURSE_TEST_ALL an exercise gets a twelfth of them, the next one another.
    """
    long, answers = "COURSE_TEST_ALL" in os.environ, odd_answers()
    assert len(answers) == 1000
    answers = answers if long else answers[EXERCISES.index(id) % 12 :: 12]
    states, possible = collections.Counter(), child.POSSIBLE
    every = 1 if long else 20
    for number, answer in enumerate(answers):
        monkeypatch.setattr(child, "POSSIBLE", possible and number % every == 0)
        states[assert_survives(id, answer).state] += 1
    assert states["correct"] == 0
    assert states["could not be checked"] > len(answers) / 2
    assert states["not attempted"] >= (3 if long else 0)
    entry = validate(store.current().read())["exercises"][id]
    assert entry["attempts"] == states["not yet"]
    assert entry["state"] in ("not yet", "could not be checked")
    assert capfd.readouterr() == ("", "")


def endless(*_):
    while True:
        pass


def endless_printing(*_):
    while True:
        print("again")


def endless_generator(*_):
    return list(x for x in itertools.count() if x < 0)  # noqa: C400


def sleepy(*_):
    time.sleep(2)


def stubborn(*_):
    end = time.thread_time() + 2
    while time.thread_time() < end:
        try:  # noqa: SIM105
            sum(range(50))
        except BaseException:
            pass


def slow_in_steps(*_):
    time.sleep(0.02)
    return 0.0, 1.0


SLOW = [endless, endless_printing, endless_generator, sleepy, stubborn, slow_in_steps]


@pytest.mark.parametrize("id", FUNCTIONS)
@pytest.mark.parametrize("answer", SLOW, ids=lambda f: f.__name__)
def test_slow_and_endless_answers_end_at_the_limit(id, answer, capfd):
    verdict = assert_survives(id, answer, limit=0.05)
    assert verdict.state == "could not be checked"
    if answer is not slow_in_steps:
        assert f"longer than {0.5 if answer is sleepy else 0.05} s" in verdict.text
    elif id == "01.1":  # so short a limit may be the CPU's or the clock's
        assert re.search(r"longer than 0\.0?5 s", verdict.text)
    assert capfd.readouterr() == ("", "")


def test_an_answer_that_asks_for_input_is_told_so():
    assert "cannot ask for input" in check("01.1", asking).text


def test_an_async_answer_is_refused_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = check("01.1", waiting)
    assert "async" in verdict.text


def test_an_endless_loop_is_really_stopped():
    before = set(threading.enumerate())
    outcome = sandbox.run(endless, 0.1)
    assert outcome.late and not outcome.left_running
    assert set(threading.enumerate()) <= before


def test_code_that_cannot_be_stopped_in_a_thread_is_left_and_said_so(monkeypatch):
    monkeypatch.setattr(child, "POSSIBLE", False)
    before = set(threading.enumerate())
    verdict = check("01.1", lambda *_: time.sleep(4), limit=0.05)
    assert "Restart the kernel" in verdict.text
    (left,) = set(threading.enumerate()) - before
    left.join()  # at its end it puts back what was POSSIBLE at its start
    assert not child.POSSIBLE


def test_the_limit_is_for_all_calls_together():
    start = time.monotonic()
    check("01.1", slow_in_steps, limit=0.05)
    assert time.monotonic() - start < 2


def test_the_learners_line_is_named():
    def answer(mean, std, n, rng):
        x = rng.normal(mean, std, n)
        return x.mean() / 0, undefined_name  # noqa: F821

    verdict = check("01.1", answer)
    line = answer.__code__.co_firstlineno + 2
    assert "NameError" in verdict.text and f"in line {line}" in verdict.text


def test_an_interrupt_stops_the_answer_too(monkeypatch):
    started = []

    def interrupted(*_):
        while not started:
            time.sleep(0.001)
        raise KeyboardInterrupt

    def answer():
        started.append(threading.current_thread())
        endless()

    monkeypatch.setattr(thread, "_wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sandbox.run(answer, 5)
    assert not started[0].is_alive()


def test_what_is_printed_is_kept_back_and_bounded():
    outcome = sandbox.run(lambda: print("z" * 10_000) or 1, 1)
    assert outcome.value == 1
    assert len(outcome.printed) == sandbox.KEPT_CHARACTERS


def test_what_an_answer_printed_is_shown_with_its_verdict(capfd):
    def talking(mean, std, n, rng):
        print("mean <b>is</b>", mean)
        return next_generation(mean, std, n, rng)

    def failing(*_):
        print("so far")
        raise ValueError

    def complaining(*_):
        print("a warning", file=sys.stderr)

    verdict = check("01.1", talking)
    assert verdict.state == "correct"
    assert "It printed:\nmean <b>is</b> 3.0\nmean" in verdict.text
    assert verdict.text.endswith(" …") and len(verdict.text) < 700
    page = verdict._repr_html_()
    assert "&lt;b&gt;is" in page and "<b>is" not in page
    assert check("01.1", failing).text.endswith("It printed:\nso far")
    assert "printed" not in check("01.1", next_generation).text
    assert "printed" not in check("01.1", complaining).text
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "arguments, says",
    [
        ((30, 5, "seed"), "numpy Generator"),
        ((1, 5, 1), "n is 1"),
        ((30, 2.5, 1), "generations is 2.5"),
        ((30, 0, 1), "generations is 0"),
        ((10**15, 2, 1), "allocate"),
    ],
)
def test_no_traceback_names_the_bug_of_a_loop(arguments, says):
    for loop in task("01.4")["loops"].values():
        with pytest.raises((ValueError, TypeError, MemoryError), match=says) as caught:
            loop(*arguments)
        shown = "".join(traceback.format_exception(caught.value))
        assert "rng.normal" not in shown
        for bug in BROKEN.values():
            assert bug.__name__ not in shown


def test_a_loop_takes_a_seed_as_well():
    for loop in task("01.4")["loops"].values():
        same = loop(30, 5, np.random.default_rng(1))
        assert np.array_equal(loop(30, 5, 1), same, equal_nan=True)


def test_a_dict_is_read_by_its_keys_and_not_by_their_order():
    exercise = contents.exercise("00.1")
    mean, median = exercise.reference(exercise.for_seat(1))
    for answer in (
        {"median": median, "mean": mean},
        {" The Median": median, "MEAN ": mean},
        {np.str_("the median"): median, "the  mean": mean},
    ):
        assert check("00.1", answer).state == "correct"
    assert check("00.1", {"mean": median, "median": mean}).misconception == "swapped"
    a, b = contents.exercise("01.3").reference(contents.exercise("01.3").for_seat(1))
    for answer in ({1: b, 0: a}, {0: a, 1: b}, {"mean": a, " Mean": b}):
        verdict = check("01.3", answer)
        assert verdict.state == "could not be checked"
        assert "Give a list instead" in verdict.text


def test_names_are_read_from_arrays_and_with_letters_in_either_case():
    exercise = contents.exercise("04.1")
    names = exercise.reference(exercise.for_seat(1))
    row = np.array(list(names.values()))
    for answer in (
        row,
        row.astype(object),
        dict(zip("ABCDE", row, strict=True)),
        dict(zip("edcba", row[::-1], strict=True)),
        {f" {key} ": value for key, value in names.items()},
    ):
        assert check("04.1", answer).state == "correct"
    text = check("04.1", names | {"B": np.str_("other")}).text
    assert "Expected a name from the list for B, but it is the text 'other'." in text
    for odd in (row[:4], row.reshape(1, -1), np.broadcast_to("control", 10**12)):
        assert "Expected a dict" in check("04.1", odd).text


@pytest.mark.parametrize("id", ["01.1", "02.1", "03.4", "04.3", "05.4", "08.3"])
def test_a_function_that_returns_none_later_is_no_stub(id):
    exercise = contents.exercise(id)
    answer, calls = exercise.reference({}), []

    def forgetful(*arguments):
        calls.append(1)
        return answer(*arguments) if len(calls) == 1 else None

    verdict = check(id, forgetful)
    assert verdict.state == "could not be checked" and " None." in verdict.text


def test_numbers_are_read_from_what_a_learner_may_reasonably_write():
    exercise = contents.exercise("01.3")
    a, b = exercise.reference(exercise.for_seat(1))
    for answer in (
        (a, b), [a, b], np.array([a, b]), np.array([[a, b]]),
        [np.float32(a), np.int64(b)], (float(a), fractions.Fraction(b)),
        [np.array([a]), np.array(b)],
    ):  # fmt: skip
        assert check("01.3", answer).state == "correct"
