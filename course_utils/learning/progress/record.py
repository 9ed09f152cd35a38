"""The progress file's contents: what it holds, and whether a file is one of ours.

::

    {"format": "model-collapse-course progress", "version": 2,
     "seat": 7,                                   your number in class, 1 to 9999
     "predictions": {"01.p1": 60.0},              a number, a name or five numbers
     "exercises": {"01.2": {"state": "not yet", "attempts": 2, "hints": 1,
                            "solution": false, "codes": ["ddof-cosmetic"]}},
     "quizzes": {"01/end": {"q1": 2}},            the option chosen first, from 0
     "votes": {"v02": [2, 75, 0, 100]},           option and confidence in %, twice
     "game": "",                                  one saved game, as text
     "policy": "",                                the policy card, as text
     "notices": []}                               what the learner should know

Until the class votes again, a vote has only its first two numbers. Version 1 had no
votes, game or policy. Nothing else is kept: no name, no time, and nothing that was
typed except the policy card. Nothing is ever sent.
"""

import json
import sys

from ..line import SEATS, STATES

FORMAT = "model-collapse-course progress"
VERSION = 2
LARGEST = 1_000_000  # bytes; a finished course has about 70,000
LONGEST = 20_000  # bytes of a saved game, and of a policy card
NEW = {"votes", "game", "policy"}  # since version 2


class Foreign(ValueError):
    """Not a progress record of this version; the text says why."""


def blank() -> dict:
    """A record with nothing done."""
    return {
        "format": FORMAT, "version": VERSION, "seat": 1,
        "predictions": {}, "exercises": {}, "quizzes": {}, "votes": {}, "game": "",
        "policy": "", "notices": [],
    }  # fmt: skip


def blank_exercise() -> dict:
    """An exercise that nobody has touched."""
    return {
        "state": STATES[0], "attempts": 0, "hints": 0, "solution": False, "codes": [],
    }  # fmt: skip


def validate(data) -> dict:
    """The same record in this version, or Foreign with the reason."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Foreign("it is not a progress file of this course")
    version = data.get("version")
    if _count(version) and version > VERSION:
        raise Foreign("it was written by a newer version of the course")
    if version == 1 and set(data) == set(blank()) - NEW:
        data = {**blank(), **data, "version": VERSION}
    if data.get("version") != VERSION or set(data) != set(blank()):
        raise Foreign("it is damaged")
    sound = (
        _count(data["seat"])
        and 1 <= data["seat"] <= SEATS
        and _table(data["predictions"], _is_prediction)
        and _table(data["exercises"], _is_exercise)
        and _table(data["quizzes"], lambda quiz: _table(quiz, _count))
        and _table(data["votes"], _is_vote)
        and _is_short(data["game"])
        and _is_short(data["policy"])
        and _texts(data["notices"])
    )
    if not sound:
        raise Foreign("it is damaged")
    packed(data)
    return data


def packed(data: dict) -> bytes:
    """The record as a file holds it. Raises Foreign if too large, or not a text."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    try:
        body = text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair
        raise Foreign("it is damaged") from None
    if len(body) > LARGEST:
        raise Foreign(too_large(len(body)))
    return body


def too_large(size: int) -> str:
    """Why a record of so many bytes is not accepted."""
    return (
        f"it has {size:,} bytes, but a progress file of this course has at most "
        f"{LARGEST:,}"
    )


def merge(mine: dict, other: dict) -> dict:
    """Both records together: no lock, state or first answer of ``mine`` is lost."""
    merged = {**mine, "seat": other["seat"]}
    merged["predictions"] = {**other["predictions"], **mine["predictions"]}
    names = [*other["quizzes"], *mine["quizzes"]]
    merged["quizzes"] = {
        name: {**other["quizzes"].get(name, {}), **mine["quizzes"].get(name, {})}
        for name in names
    }
    merged["votes"] = dict(other["votes"])
    for id, vote in mine["votes"].items():
        merged["votes"][id] = vote + other["votes"].get(id, [])[len(vote) :]
    for name in ("game", "policy"):
        merged[name] = mine[name] or other[name]
    merged["exercises"] = dict(other["exercises"])
    for id, entry in mine["exercises"].items():
        there = other["exercises"].get(id, blank_exercise())
        merged["exercises"][id] = {
            "state": max(entry["state"], there["state"], key=STATES.index),
            "attempts": max(entry["attempts"], there["attempts"]),
            "hints": max(entry["hints"], there["hints"]),
            "solution": entry["solution"] or there["solution"],
            "codes": entry["codes"] or there["codes"],
        }
    return merged


def _count(value) -> bool:
    return type(value) is int and 0 <= value < 10**9


def _real(value) -> bool:
    return type(value) in (int, float) and abs(value) <= sys.float_info.max


def _texts(value) -> bool:
    return isinstance(value, list) and all(type(text) is str for text in value)


def _table(value, fits) -> bool:
    return isinstance(value, dict) and all(fits(entry) for entry in value.values())


def _is_prediction(value) -> bool:
    if isinstance(value, list):
        return len(value) > 0 and all(_real(v) for v in value)
    return type(value) is str or _real(value)


def _is_vote(value) -> bool:
    """Option and confidence, once or twice."""
    return (
        isinstance(value, list)
        and len(value) in (2, 4)
        and all(map(_count, value))
        and max(value[1::2]) <= 100
    )


def _is_short(value) -> bool:
    return type(value) is str and len(value.encode("utf-8", "replace")) <= LONGEST


def _is_exercise(entry) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == set(blank_exercise())
        and entry["state"] in STATES
        and _count(entry["attempts"])
        and _count(entry["hints"])
        and type(entry["solution"]) is bool
        and _texts(entry["codes"])
    )
