"""A policy card: what users of a collection of data should be told, on one page.

Most of its fields are those of published templates: the Data & Trust Alliance's Data
Provenance Standards 1.0.0, Croissant's vocabulary for responsible AI 1.0, and the
summary of training content that the EU's AI Act asks for (Art. 53(1)(d), template of
July 2025). Four lines are the course's own; none of these templates asks for them.
Left out are the templates' other fields: a card is no legal document.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .lineage import lineage

STANDARDS = "Data Provenance Standards 1.0.0"
CROISSANT = "Croissant RAI 1.0"
EU = "EU AI Act, training content"
OWN = "Four lines of this course"
OPEN = "*not answered*"
LINE = re.compile(r"^- \*\*.*?\*\* \(\x60([\w:.-]+)\x60\): (.*)$", re.M)


class CardLine(NamedTuple):
    """A line of the card: its key, what is asked, and whose template asks for it."""

    key: str
    label: str
    template: str


ITEMS = (
    CardLine("dps:source.title", "Title", STANDARDS),
    CardLine("dps:source.issuer", "Who answers for it", STANDARDS),
    CardLine("dps:provenance.origin", "Where it comes from", STANDARDS),
    CardLine("dps:provenance.generation-method", "How it came about", STANDARDS),
    CardLine("dps:use.license", "Licence", STANDARDS),
    CardLine("dps:use.intended-purpose", "What it is meant for", STANDARDS),
    CardLine("rai:dataCollection", "How it was collected", CROISSANT),
    CardLine("rai:dataBiases", "Known biases", CROISSANT),
    CardLine("rai:dataLimitations", "What it is not fit for", CROISSANT),
    CardLine("rai:personalSensitiveInformation", "Personal or sensitive", CROISSANT),
    CardLine("rai:dataReleaseMaintenancePlan", "Who maintains it, how", CROISSANT),
    CardLine("eu:sources", "Public, licensed, crawled, users', synthetic, other", EU),
    CardLine("course:realShare", "Real share", OWN),
    CardLine("course:deepestGeneration", "Deepest generation", OWN),
    CardLine("course:rootKept", "Where the root is kept", OWN),
    CardLine("course:mayThaw", "Who may change the archive", OWN),
)
Answers = Mapping[str, str]
"""Key of a line -> what was answered."""


def counted(archive: str | Path) -> dict[str, str]:
    """The real share and the deepest generation of an archive, as far as it knows."""
    known = lineage(archive)
    labels = [known.entries[id] for id in known.records]
    human = [label for label in labels if label.kind == "human"]
    verified = sum(label.verified is not None for label in human)
    deepest = max((known.depth[id] for id in known.records), default=0)
    unknown = sum(label.kind == "unknown" for label in labels)
    return {
        "course:realShare": f"{len(human)} of {len(labels)} records labelled human, "
        f"{verified} of them verified; {unknown} unknown",
        "course:deepestGeneration": f"{deepest} model{'s' * (deepest != 1)} behind a "
        "record, by descent",
    }


def checked(answers: Answers) -> dict[str, str]:
    """All answers by their keys, in the card's order; a ValueError for other keys."""
    keys = [item.key for item in ITEMS]
    strange = [key for key in answers if key not in keys]
    if strange:
        raise ValueError(f"no line has the key {strange[0]!r}; there are {keys}")
    return {key: " ".join(str(answers.get(key, "")).split()) for key in keys}


def markdown(answers: Answers) -> str:
    """The card as a page; a line without an answer says so."""
    kept, lines, last = checked(answers), ["# Policy card"], ""
    for key, label, template in ITEMS:
        if template != last:
            lines += ["", f"## {template}", ""]
            last = template
        lines.append(f"- **{label}** (`{key}`): {kept[key] or OPEN}")
    return "\n".join(lines) + "\n"


def as_json(answers: Answers) -> str:
    """The card for programs, each answer under its template's own name."""
    return json.dumps(checked(answers), ensure_ascii=False, indent=1) + "\n"


def from_markdown(page: str) -> dict[str, str]:
    """The answers on a page that ``markdown`` wrote; other lines are passed over."""
    answers = dict(LINE.findall(page))
    known = [item.key for item in ITEMS if answers.get(item.key, OPEN) != OPEN]
    return {key: answers[key] for key in known}
