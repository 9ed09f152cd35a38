"""Old import paths: each raises an ImportError that says the new line.

A notebook that a learner kept goes on to name the modules of the version it came
with. ``moved.toml`` is the one table of what became of them.
"""

import sys
from importlib.machinery import ModuleSpec

PACKAGE = __package__


def table() -> dict[str, str]:
    """Full old name -> full new name."""
    # Not at the top: this module runs before the doctor has looked for a random.py or
    # math.py of somebody's own that would be imported here.
    import tomllib
    from pathlib import Path

    file = Path(__file__).with_name("moved.toml")
    pairs = tomllib.loads(file.read_text(encoding="utf-8"))
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
