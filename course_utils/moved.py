"""Old import paths: each raises an ImportError that says the new line.

A notebook that a learner kept goes on to name the modules of the version it came
with. ``moved.toml`` is the one table of what became of them.
"""

# Imported with the package, before anything has looked for a random.py or string.py of
# the learner's: so it imports next to nothing itself until an old name is asked for.

import os
import sys
from functools import cache
from importlib.machinery import ModuleSpec

PACKAGE = __package__
TABLE = os.path.join(os.path.dirname(__file__), "moved.toml")


@cache
def table() -> dict[str, str]:
    """Full old name -> full new name."""
    import tomllib

    with open(TABLE, "rb") as file:
        pairs = tomllib.load(file)
    return {f"{PACKAGE}.{old}": f"{PACKAGE}.{new}" for old, new in pairs.items()}


def refuse(old: str):
    """The ImportError for an old name, or for a name in a package that is gone."""
    package, module = table()[old].rsplit(".", 1)
    line = f"from {package} import {module}"
    raise ImportError(f"{old} has moved. The new line: {line}", name=old)


class GonePackage:
    """A package that only knows what became of its modules."""

    def create_module(self, spec):
        """An ordinary module."""

    def exec_module(self, module):
        """Its names are looked up in the table."""
        module.__getattr__ = lambda name: self._get(module.__name__, name)

    def _get(self, package: str, name: str):
        for old in (f"{package}.{name}", package):
            if old in table() and not name.startswith("__"):
                refuse(old)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")


class MovedNames:
    """Asked last, for modules that nobody else has found."""

    def find_spec(self, fullname, path=None, target=None):
        """None for a name that never was ours."""
        if not fullname.startswith(f"{PACKAGE}."):
            return None
        if any(old.startswith(f"{fullname}.") for old in table()):
            return ModuleSpec(fullname, GonePackage(), is_package=True)
        if fullname in table():
            refuse(fullname)
        return None


def install() -> None:
    """Let imports of old names fail with the new line."""
    if not any(isinstance(finder, MovedNames) for finder in sys.meta_path):
        sys.meta_path.append(MovedNames())
