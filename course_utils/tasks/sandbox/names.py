"""The names that a job may not replace: those of Python, numpy and the course.

A learner's ``np.all = …`` would change how the answer is observed and judged.
"""

import builtins
import random
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain
from operator import is_, methodcaller
from types import ModuleType

COURSE = "course_utils"
ROOTS = {"builtins", "math", "random", "inspect", "numbers", "numpy", COURSE}
PYTHON = vars(builtins)
FIRST = {"builtins": PYTHON, __name__: globals()}
random.Random("")  # the first text as a seed imports what Python 3.13 then keeps


class Guard:
    """Remembers the names as they were; ``replaced`` lists those that it put back.

    A context manager that calls ``restore`` on exit.
    """

    def __init__(self):
        self.replaced: list[str] = []
        self._first = [(title, now, dict(now)) for title, now in FIRST.items()]
        self._titles, self._owners = _owners(len(sys.modules))
        spaces = list(map(vars, self._owners))
        self._sizes = list(map(len, spaces))
        self._names = list(chain.from_iterable(spaces))
        self._values = list(_values(spaces))

    def restore(self) -> None:
        """Put back what was replaced, Python's own names and this file's first."""
        for title, now, was in self._first:  # no name but `self` is looked up here
            self.replaced += [
                f"{title}.{name}"
                for name, value in was.items()
                if name != "_" and now.get(name) is not value
            ]
            now.update(was)
        if not self._untouched():
            end = 0
            places = zip(self._titles, self._owners, self._sizes, strict=True)
            for title, owner, size in places:
                part = slice(end, end := end + size)
                before = zip(self._names[part], self._values[part], strict=True)
                names = _restore(owner, dict(before))
                self.replaced += [f"{title}.{name}" for name in names]

    def _untouched(self) -> bool:
        """Whether every name is there and means the same; one fast pass over all."""
        spaces = list(map(vars, self._owners))
        if list(map(len, spaces)) != self._sizes:
            return False
        names = map(is_, self._names, chain.from_iterable(spaces))
        return all(names) and all(map(is_, self._values, _values(spaces)))

    def __enter__(self) -> "Guard":
        return self

    def __exit__(self, *_) -> None:
        self.restore()


def _values(spaces: list) -> Iterator:
    return chain.from_iterable(map(methodcaller("values"), spaces))


def _restore(owner, before: dict) -> list[str]:
    """Put back the names of a module, a class or an exercise; return those names."""
    now = vars(owner)
    names = [name for name in before if now.get(name) is not before[name]]
    names += _shadows(owner, set(now) - set(before))
    for name in names:
        _put_back(owner, name, before)
    return names


def _shadows(owner, new: set[str]) -> list[str]:
    """New names that hide one of Python's own, or one of an object's class."""
    if isinstance(owner, type):
        return []
    hides = isinstance(owner, ModuleType)
    return sorted(new & set(PYTHON) if hides else new)


def _put_back(owner, name: str, before: dict):
    if name not in before:
        del vars(owner)[name]
    elif isinstance(owner, type):
        setattr(owner, name, before[name])
    else:  # a frozen dataclass has no other way
        vars(owner)[name] = before[name]


@cache
def _owners(modules: int) -> tuple[list[str], list[object]]:
    """Every public module of the roots, and the classes and exercises of the course.

    Returns their titles and the objects themselves.

    modules : how many are loaded; the list is made once for each number.
    """
    owners = []
    for title, module in list(sys.modules.items()):
        root = title.partition(".")[0]
        if root not in ROOTS or "._" in title or module is builtins:
            continue
        if isinstance(module, ModuleType):
            owners.append((title, module))
            if root == COURSE:
                owners += _made_by(title, module)
    return [title for title, _ in owners], [owner for _, owner in owners]


def _made_by(title: str, module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in list(vars(module).items()):
        exercise = type(value).__name__ == "Exercise"
        if exercise or (isinstance(value, type) and value.__module__ == title):
            yield f"{title}.{name}", value
        if exercise:
            yield f"{title}.{name}.answer", value.answer
            yield from ((f"{title}.{name}.wrong", wrong) for wrong in value.wrong)
