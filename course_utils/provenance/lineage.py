"""What stands behind a record: its parents, the model that wrote it, and so on.

A label says what somebody wrote down. Descent is followed: from a record to its
parents and to the model that made it, from a model to what it was trained on. So a
text that a person has edited descends from a model all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from .reading import Entry, read


@dataclass(frozen=True)
class Lineage:
    """The descent of all records.

    entries : id -> what the manifest says of it.
    order : all ids, whatever stands behind a record before it; a model that is named
        by ``made_by`` and is no record of the archive is among them.
    """

    entries: dict[str, Entry]
    order: tuple[str, ...]

    def behind(self, id: str) -> tuple[str, ...]:
        """What a record was made from and by, one step back."""
        known = self.entries.get(id)
        return _sources(known) if known else ()

    def is_model(self, id: str) -> bool:
        """Whether it is a model: a record of that kind, or a name from outside."""
        return id not in self.entries or self.entries[id].kind == "model"

    @cached_property
    def depth(self) -> dict[str, int]:
        """Id -> models on the longest way back from it, itself not counted."""
        depth = {}
        for id in self.order:
            steps = (depth[s] + self.is_model(s) for s in self.behind(id))
            depth[id] = max(steps, default=0)
        return depth

    @property
    def records(self) -> list[str]:
        """Ids of all that is neither a model nor a training set."""
        inner = ("model", "training set")
        return [id for id, known in self.entries.items() if known.kind not in inner]

    def way(self, id: str) -> list[str]:
        """The longest way back from a record, through its models to its beginning."""
        way = [id]
        while behind := self.behind(way[-1]):
            way.append(max(behind, key=lambda s: self.depth[s] + self.is_model(s)))
        return way


def lineage(archive: str | Path | Iterable[Entry]) -> Lineage:
    """The descent of the records of an archive, or of entries that ``read`` returned.

    Raises ValueError for a parent that is not in the archive, and for a circle, each
    by name.
    """
    entries = read(archive) if isinstance(archive, str | Path) else archive
    known = {each.id: each for each in entries}
    for each in known.values():
        for parent in each.parents:
            if parent not in known:
                raise ValueError(f"{each.id} names a parent that is not here: {parent}")
    try:
        order = TopologicalSorter({id: _sources(e) for id, e in known.items()})
        return Lineage(known, tuple(order.static_order()))
    except CycleError as circle:
        names = " <- ".join(circle.args[1][:8])
        raise ValueError(f"a record stands behind itself: {names}") from None


def _sources(known: Entry) -> tuple[str, ...]:
    return known.parents + ((known.made_by,) if known.made_by else ())
