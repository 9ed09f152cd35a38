"""The names that a job may not replace: those of Python, numpy and the course.

A learner's ``np.all = …`` would change how the answer is observed and judged.
"""

import builtins
import operator
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType

COURSE = "course_utils"
ROOTS = {"builtins", "math", "random", "inspect", "numbers", "numpy", COURSE}
PYTHON = vars(builtins)
FIRST = {"builtins": PYTHON, __name__: globals()}


class Guard:
    """Knows the names as they were; ``replaced`` lists those that it put back.

    A context manager that calls ``restore`` at its end.
    """

    def __init__(self):
        self.replaced: list[str] = []
        self._first = [(title, now, dict(now)) for title, now in FIRST.items()]
        owners = _owners(len(sys.modules))
        self._spaces = [Space(title, owner) for title, owner in owners]

    def restore(self) -> None:
        """Put back what was replaced, Python's own names and this file's first."""
        for title, now, was in self._first:  # no name but `self` is looked up here
            self.replaced += [
                f"{title}.{name}"
                for name, value in was.items()
                if name != "_" and now.get(name) is not value
            ]
            now.update(was)
        for space in self._spaces:
            self.replaced += space.restore()

    def __enter__(self) -> "Guard":
        return self

    def __exit__(self, *_) -> None:
        self.restore()


class Space:
    """The names of a module, a class or an exercise, as they were."""

    def __init__(self, title: str, owner):
        self._title, self._owner = title, owner
        self._before = dict(vars(owner))

    def restore(self) -> list[str]:
        """Put back what was replaced; its names."""
        now, before = vars(self._owner), self._before
        same = map(operator.is_, before.values(), map(now.get, before))
        if len(now) == len(before) and all(same):
            return []
        names = [name for name in before if now.get(name) is not before[name]]
        names += self._shadows(set(now) - set(before))
        for name in names:
            self._put_back(name)
        return [f"{self._title}.{name}" for name in names]

    def _shadows(self, new: set[str]) -> list[str]:
        """New names that stand before one of Python's own, or of an object's class."""
        if isinstance(self._owner, type):
            return []
        hides = isinstance(self._owner, ModuleType)
        return sorted(new & set(PYTHON) if hides else new)

    def _put_back(self, name: str):
        if name not in self._before:
            del vars(self._owner)[name]
        elif isinstance(self._owner, type):
            setattr(self._owner, name, self._before[name])
        else:  # a frozen dataclass has no other way
            vars(self._owner)[name] = self._before[name]


@cache
def _owners(modules: int) -> list[tuple[str, object]]:
    """Every public module of the roots, and the classes and exercises of the course.

    modules : how many are loaded; with the same number, the same list.
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
    return owners


def _made_by(title: str, module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in list(vars(module).items()):
        exercise = type(value).__name__ == "Exercise"
        if exercise or (isinstance(value, type) and value.__module__ == title):
            yield f"{title}.{name}", value
        if exercise:
            yield f"{title}.{name}.answer", value.answer
            yield from ((f"{title}.{name}.wrong", wrong) for wrong in value.wrong)
