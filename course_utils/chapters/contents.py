"""What there is: exercises, predictions and quizzes, a room per notebook.

``nb01/exercises`` holds a list EXERCISES; ``nb01/questions.py`` holds TITLE,
PREDICTIONS and QUIZZES (and LATER: quizzes that come back in another notebook and are
not counted here); ``nb01/concepts.py`` holds CONCEPTS, questions for a class to vote
on. Nothing else has to know of a new room.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path

ROOMS = Path(__file__).parent
MINUTES = ROOMS / "minutes.toml"  # written by `python -m course_utils minutes`


@dataclass(frozen=True)
class Item:
    """One thing to do in a notebook: what a progress report counts.

    alone : minutes for the thing itself; minutes : with its share of the notebook.
    """

    notebook: str
    kind: str  # "exercises", "predictions" or "quizzes", as in the progress file
    id: str
    title: str
    alone: float
    optional: bool = False
    minutes: float = 0.0


@cache
def _modules(part: str) -> dict:
    """Notebook -> its module of that name, for the rooms that have one."""
    rooms = sorted(path.name for path in ROOMS.glob("nb*"))
    has = [room for room in rooms if any(ROOMS.joinpath(room).glob(f"{part}*"))]
    return {room[2:]: import_module(f".{room}.{part}", __package__) for room in has}


@cache
def explorers() -> dict:
    """ "nb01.one_gaussian" -> the module of every live figure, in order."""
    names = [f"{path.parent.name}.{path.stem}" for path in ROOMS.glob("nb*/*.py")]
    modules = {name: import_module(f".{name}", __package__) for name in sorted(names)}
    return {name: m for name, m in modules.items() if hasattr(m, "exploration")}


def notebooks() -> dict[str, str]:
    """Number -> title of the notebooks that have something to do."""
    return {nb: module.TITLE for nb, module in _modules("questions").items()}


@cache
def all_exercises() -> dict:
    """id -> Exercise, in order."""
    modules = _modules("exercises").values()
    return {e.id: e for module in modules for e in module.EXERCISES}


@cache
def all_predictions() -> dict:
    """id -> prediction, in order."""
    modules = _modules("questions").values()
    return {p.id: p for module in modules for p in module.PREDICTIONS}


@cache
def all_quizzes() -> dict:
    """id -> Quiz, in order."""
    modules = _modules("questions").values()
    return {
        q.id: q
        for module in modules
        for q in [*module.QUIZZES, *getattr(module, "LATER", [])]
    }


@cache
def all_concepts() -> dict:
    """id -> Concept, in order."""
    return {c.id: c for nb in _modules("concepts") for c in concepts_of(nb)}


def concepts_of(nb: str) -> list:
    """The concept questions of a notebook, in order."""
    return _modules("concepts")[nb].CONCEPTS


def exercise(id: str):
    """The exercise of that id, or a ValueError that lists the ids."""
    return _pick(all_exercises(), id, "exercise")


def prediction(id: str):
    """The prediction of that id, or a ValueError that lists the ids."""
    return _pick(all_predictions(), id, "prediction")


def quiz(id: str):
    """The quiz of that id, or a ValueError that lists the ids."""
    return _pick(all_quizzes(), id, "quiz")


def concept(id: str):
    """The concept question of that id, or a ValueError that lists the ids."""
    return _pick(all_concepts(), id, "concept question")


@cache
def items() -> tuple[Item, ...]:
    """All there is to do, notebook by notebook, in the order of a notebook."""
    return tuple(item for nb in notebooks() for item in _timed(nb, _of_notebook(nb)))


def _of_notebook(nb: str) -> list[Item]:
    module, tasks = _modules("questions")[nb], _modules("exercises").get(nb)
    quizzes = [Item(nb, "quizzes", q.id, q.title, q.minutes) for q in module.QUIZZES]
    late = [item for item in quizzes if item.id.endswith("/end")]
    found = [item for item in quizzes if item not in late]
    found += [
        Item(nb, "predictions", p.id, "prediction", p.minutes)
        for p in module.PREDICTIONS
    ]
    for e in tasks.EXERCISES if tasks else ():
        found.append(Item(nb, "exercises", e.id, e.title, e.minutes, e.optional))
    return found + late


def _timed(nb: str, found: list[Item]) -> list[Item]:
    """The same with shares of the minutes that the notebook takes in all."""
    whole = minutes_of(nb)
    parts = {item: _part(item) for item in found}
    sums = Counter()
    for item, part in parts.items():
        sums[part] += item.alone
    return [
        replace(item, minutes=whole.get(part, sums[part]) * item.alone / sums[part])
        for item, part in parts.items()
    ]


def _part(item: Item) -> str:
    if item.optional:
        return "optional"
    return "exercises" if item.kind == "exercises" else "main"


def minutes_of(nb: str) -> dict[str, int]:
    """Minutes of the main path and of the exercises, as they were counted."""
    return _minutes().get(nb, {})


@cache
def _minutes() -> dict[str, dict[str, int]]:
    return tomllib.loads(MINUTES.read_text(encoding="utf-8"))


def _pick(known: dict, id, what: str):
    if not isinstance(id, str) or id not in known:
        raise ValueError(f"no {what} {id!r}; there are {', '.join(known)}")
    return known[id]
