"""Answers that choose a name from a list for each of several things."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .answer import Answer
from .reading import mapping_of
from .tolerance import COUNTS


@dataclass(frozen=True, eq=False)
class Names(Answer):
    """A name from a list for each key.

    behind : the right name of each key, from the seat's numbers, if a name occurs more
        than once: a mistake is then recognised by what was confused with what.
    """

    keys: list[str]
    allowed: Iterable[str]
    behind: Callable[[dict], dict[str, str]] | None = None

    def read(self, answer, given) -> dict[str, str]:
        """Key -> name, from a dict or a list in order."""
        return mapping_of(answer, self.keys, list(self.allowed))

    def alike(self, seen, other, given, places=None) -> bool:
        """Whether the names agree or, with ``behind``, the confusions they show."""
        if self.behind:
            seen, other = (self._confused(said, given) for said in (seen, other))
        return seen == other

    def tolerance(self, given) -> str:
        """Every name has to be right."""
        return f"all {COUNTS[len(self.keys)]} names"

    def stub(self, given) -> str:
        """A dict with the keys, to be filled in."""
        return f"answer = {{{', '.join(f'{key!r}: ...' for key in self.keys)}}}"

    def remark(self, seen, right, given) -> str:
        """How many of the names are right."""
        count = sum(seen[key] == name for key, name in right.items())
        return f"{count} of {len(right)} names are right."

    def _confused(self, said, given) -> set[tuple[str, str]]:
        behind = self.behind(given)
        return {
            (behind[key], name) for key, name in said.items() if behind[key] != name
        }


def listed(allowed: dict[str, str]) -> str:
    """Each name and what it stands for, one per line."""
    return "\n".join(f"{name}: {says}." for name, says in allowed.items())


def retyped(names: Callable[[dict], dict]) -> tuple[Callable, Callable]:
    """The right names as a list, and with different capitals and spacing."""
    return (
        lambda given: list(names(given).values()),
        lambda given: {key: f" {name.upper()} " for key, name in names(given).items()},
    )


def instead(names: Callable[[dict], dict], one: str, other: str) -> Callable:
    """The right names, except that one is mistaken for another."""
    return lambda given: {k: other if v == one else v for k, v in names(given).items()}


def swapped(names: Callable[[dict], dict], one: str, other: str) -> Callable:
    """The right names, except that two are swapped."""
    swap = {one: other, other: one}
    return lambda given: {k: swap.get(v, v) for k, v in names(given).items()}
