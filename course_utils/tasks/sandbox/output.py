"""Suppresses a job's output: prints, pictures, displays, logs and warnings."""

import builtins
import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator

from .outcome import KEPT_CHARACTERS

MISSING = object()


class Sink(io.TextIOBase):
    """Accepts any amount of text, and keeps the beginning.

    tell : is called with each piece that is kept.
    """

    def __init__(self, tell: Callable[[str], object] = lambda piece: None):
        self.kept, self._tell = "", tell

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what fits; return the number of characters taken."""
        piece = text[: KEPT_CHARACTERS - len(self.kept)]
        if piece:
            self.kept += piece
            self._tell(piece)
        return len(text)


@contextlib.contextmanager
def held_back(tell: Callable[[str], object] = lambda piece: None) -> Iterator[Sink]:
    """Nothing is shown; the sink keeps the beginning of what is printed."""
    sink = Sink(tell)
    with contextlib.ExitStack() as stack:
        enter = stack.enter_context
        enter(_descriptors_to_nowhere())
        enter(contextlib.redirect_stdout(sink))
        enter(contextlib.redirect_stderr(Sink()))
        enter(warnings.catch_warnings(record=True))
        enter(_swapped(builtins, "input", _no_input))
        enter(_swapped(sys, "displayhook", _nothing))
        enter(_logs_off())
        enter(_no_new_figures())
        if shell := running_shell():
            enter(
                _swapped(shell.display_formatter, "format", lambda *_, **__: ({}, {}))
            )
            enter(_swapped(shell.display_pub, "publish", _nothing))
            enter(_swapped(shell.display_pub, "clear_output", _nothing))
        yield sink


def running_shell():
    """The notebook's IPython, or None."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextlib.contextmanager
def _swapped(owner, name: str, value) -> Iterator[None]:
    before = vars(owner).get(name, MISSING)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if before is MISSING:
            delattr(owner, name)
        else:
            setattr(owner, name, before)


@contextlib.contextmanager
def _logs_off() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextlib.contextmanager
def _descriptors_to_nowhere() -> Iterator[None]:
    """Drop what a C library or another program writes, bypassing Python."""
    nowhere, kept = os.open(os.devnull, os.O_WRONLY), {}
    try:
        for number in (1, 2):
            with contextlib.suppress(OSError):
                kept[number] = os.dup(number)
                os.dup2(nowhere, number)
        yield
    finally:
        for number, copy in kept.items():
            os.dup2(copy, number)
            os.close(copy)
        os.close(nowhere)


@contextlib.contextmanager
def _no_new_figures() -> Iterator[None]:
    """Close the figures that a job leaves open: the cell would show them."""
    before = _figures()
    try:
        yield
    finally:
        for number in _figures() - before:
            sys.modules["matplotlib.pyplot"].close(number)


def _figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def _nothing(*_, **__):
    pass


def _no_input(prompt=""):
    raise EOFError("an answer cannot ask for input while it is being checked")
