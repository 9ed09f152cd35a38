"""Functions as answers: each call is recorded inside the sandbox and replayed outside.

The same look at the function happens on both sides, with the same arguments. Inside,
the learner's function is called; outside, its record answers in its place: it returns
or raises what the function did, asks the functions that it was given as often and with
the same arguments, and changes the arrays that it changed. A generator is not wound on:
no exercise draws from one between two calls.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from ..tasks.exercise import Exercise
from ..tasks.sandbox import TimeIsUp
from .wire import pack, unpack


class Recorded(NamedTuple):
    """What happened in one call, packed.

    asked : place among the arguments, and what the function there was called with.
    changed : place and content of each array that is another than before.
    raised : name of the error, or "".
    """

    asked: list[tuple[int, object]]
    changed: list[tuple[int, object]]
    returned: object
    raised: str


class Raised(Exception):
    """An error of the learner's function, told by its name."""


def record(exercise: Exercise, function: Callable, seat: int) -> list[Recorded]:
    """Look at the function as a check does, and keep every call. Judges nothing."""
    calls = []
    try:
        exercise.answer.read(_recorded(function, calls), exercise.for_seat(seat))
    except TimeIsUp:
        raise
    except BaseException:  # comes up again outside
        pass
    return calls


def replayed(calls: list) -> Callable:
    """A function that does what was recorded, call by call.

    calls : from JSON, so they may be anything; its calls then raise an error.
    """
    left = iter(calls)

    def function(*arguments):
        call = Recorded(*next(left))
        for place, given in call.asked:
            arguments[place](*unpack(given))
        for place, array in call.changed:
            arguments[place][...] = unpack(array)
        if call.raised == "NotImplementedError":  # a stub as handed out: no attempt
            raise NotImplementedError
        if call.raised:
            raise Raised(call.raised)
        return unpack(call.returned)

    return function


def _recorded(function: Callable, calls: list[Recorded]) -> Callable:
    def once(*arguments):
        asked, returned, raised = [], None, ""
        before = [*map(np.copy, map(_array, arguments))]
        try:
            returned = function(*_overheard(arguments, asked))
        except TimeIsUp:
            raise
        except BaseException as error:
            raised = type(error).__name__
            raise
        finally:
            changed = [*_changed(arguments, before)]
            calls.append(Recorded(asked, changed, pack(returned), raised))
        return unpack(calls[-1].returned)

    return once


def _overheard(arguments: tuple, asked: list) -> Iterator:
    """The arguments; those that are functions keep what they are called with."""
    for place, argument in enumerate(arguments):
        yield _asks(argument, place, asked) if callable(argument) else argument


def _asks(function: Callable, place: int, asked: list) -> Callable:
    def ask(*given):
        asked.append((place, pack(given)))
        return function(*given)

    return ask


def _array(argument) -> np.ndarray:
    return argument if isinstance(argument, np.ndarray) else np.empty(0)


def _changed(arguments: tuple, before: list[np.ndarray]) -> Iterator:
    for place, was in enumerate(before):
        now = _array(arguments[place])
        if now.tobytes() != was.tobytes():
            yield place, pack(now)
