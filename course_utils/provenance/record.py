"""A record, and the label that says what is known of it."""

import base64
import json
import re
from dataclasses import dataclass, fields
from typing import Any
from unicodedata import category

from .. import checks
from .seal import sha256

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
KINDS = {
    "unknown": "",
    "human": f"{IPTC}digitalCreation",
    "edited": f"{IPTC}compositeWithTrainedAlgorithmicMedia",
    "synthetic": f"{IPTC}trainedAlgorithmicMedia",
    "model": "",
    "training set": "",
}
"""What a record can be, and the IPTC's term for it where there is one.

*edited* is model output that a person has worked over. Models and training sets are
records too: the parents of a model are what it was trained on, so that descent can be
followed through it, and its content describes it (the hash of its weights, say).
"""

CLIMBS = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)")
"""A path from the root of a disk, or one with .. in it, on any system."""
UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")  # controls, half signs, ends of lines


@dataclass(frozen=True)
class Verification:
    """Who checked that a label is true, how, and when (a date such as 2026-01-31)."""

    who: str
    how: str
    when: str

    def __post_init__(self):
        for field in fields(self):
            _text(field.name, getattr(self, field.name))


@dataclass(frozen=True, kw_only=True)
class Label:
    """What is known of a record beside its content; nothing is known by default.

    kind : one of ``KINDS``; never *human* unless somebody says so.
    license : an SPDX identifier such as "CC-BY-4.0".
    source : where the record was taken from.
    parents : ids of the records that it was made from, in the same archive.
    made_by : the model that wrote it: the id of a record, or a name from outside.
    generation : how many models stand behind it, as far as its maker says.
    verified : who checked the label, or None. Nobody has, by default.
    """

    kind: str = "unknown"
    license: str | None = None
    source: str | None = None
    parents: tuple[str, ...] = ()
    made_by: str | None = None
    generation: int | None = None
    verified: Verification | None = None

    def __post_init__(self):
        if self.kind not in tuple(KINDS):
            raise ValueError(
                f"kind is {self.kind!r}, but it must be one of {', '.join(KINDS)}"
            )
        for name in ("license", "source", "made_by"):
            if getattr(self, name) is not None:
                _text(name, getattr(self, name))
        if self.generation is not None:
            checks.count("generation", self.generation)
        object.__setattr__(self, "parents", _ids(self.parents))

    @property
    def columns(self) -> dict[str, Any]:
        """The label as it stands in the manifest."""
        verified = vars(self.verified) if self.verified else None
        return {
            "license": self.license,
            "source": self.source,
            "kind": self.kind,
            "parents": self.parents,
            "made_by": self.made_by,
            "generation": self.generation,
            "verified": verified,
        }


@dataclass(frozen=True)
class Record(Label):
    """One record: its name, its content, and its label.

    id : a name that no other record of the archive has. It, not the content, tells
        records apart: a model may well write what a person has written before.
    content : text, bytes, or None where it has been withdrawn.
    """

    id: str
    content: str | bytes | None

    def __post_init__(self):
        super().__post_init__()
        record_id(self.id)

    @property
    def lines(self) -> tuple[bytes, bytes]:
        """Its line in ``data.jsonl`` and, not yet chained, in ``manifest.jsonl``."""
        content, encoding = _plain(self.content)
        data = dump({"id": self.id, "content": content, "encoding": encoding})
        return data, dump({"id": self.id, "sha256": sha256(data), **self.columns})


def dump(columns: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8; text stands in it as it is."""
    return json.dumps(columns, ensure_ascii=False, allow_nan=False).encode()


def _plain(content: str | bytes | None) -> tuple[str | None, str]:
    """Bytes that are UTF-8 as text, others in base64; and which of the two."""
    if content is None:
        return None, "utf-8"
    if isinstance(content, str):
        content = content.encode()
    if not isinstance(content, bytes):
        raise ValueError(
            f"content is {type(content).__name__}, but it must be text or bytes"
        )
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        return base64.b64encode(content).decode(), "base64"


def record_id(name: Any) -> str:
    """The id, or a ValueError where it is none or climbs out of a folder."""
    _text("id", name)
    if CLIMBS.match(name):
        raise ValueError(f"the id {name!r} is a path that climbs out of its folder")
    return name


def _ids(names: Any) -> tuple[str, ...]:
    if not isinstance(names, list | tuple):
        raise ValueError(f"parents is {names!r}, but it must be a list of ids")
    for name in names:
        _text("parents", name)
    return tuple(names)


def _text(name: str, value: Any) -> None:
    """Refuse what is no text, is empty, or can't be written as UTF-8 in one line."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is {value!r}, but it must be text that is not empty")
    if not printable(value):
        raise ValueError(f"{name} is {value!r}, which holds what can't be printed")


def printable(text: str) -> bool:
    """Whether a text stays in its line and steers no terminal; all letters may."""
    return text.isprintable() or not any(category(sign) in UNPRINTABLE for sign in text)
