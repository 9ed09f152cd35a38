"""Notebook 11: a small archive that grows for some generations, with its labels.

People write sentences; a model learns from what is there and writes some; people edit
a few of those; the next model learns from all of it. Of some sentences nobody knows who
wrote them. The models are named, and so is what each was trained on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from ...models import NGram
from ...poison.text import truth
from ...provenance import Record, Verification, make

PEOPLE, UNKNOWN, MODEL, EDITED = 20, 2, 10, 4  # records: the first people, then each t
ABOUT = {
    "name": "village",
    "text": "Sentences of a village, some by people, some by models.",
    "license": "CC0-1.0",
    "creator": "the village's library",
    "date": "2026-11-26",
}
CHECKED = Verification("the librarian", "spoke with the writer", "2026-11-20")
WORDS = {"source": "the village's letters", "license": "CC0-1.0"}


def village(generations: int, seed: int = 1) -> list[Record]:
    """The records after so many generations; generation 1 is written by people."""
    rng = np.random.default_rng([11, seed])
    x = truth().sample(PEOPLE + UNKNOWN, rng)
    told = truth().vocabulary.decode(x)
    found = [
        Record(id=f"h{i}", content=text, kind="human", generation=0,
               verified=CHECKED if i % 2 else None, **WORDS)
        for i, text in enumerate(told[:PEOPLE], 1)
    ]  # fmt: skip
    found += [
        Record(id=f"u{i}", content=text, source="found on a shelf")
        for i, text in enumerate(told[PEOPLE:], 1)
    ]
    for t in range(1, generations):
        found += _written(found, t, rng)
    return found


def _written(before: list[Record], t: int, rng) -> Iterator[Record]:
    """What model t was trained on, the model, what it writes, and what is edited."""
    texts = [r for r in before if r.kind not in ("model", "training set")]
    x = truth().vocabulary.encode([str(r.content) for r in texts])
    model = NGram(len(truth().vocabulary)).fit(x)
    yield Record(id=f"set {t}", content=f"{len(texts)} sentences", kind="training set",
                 parents=tuple(r.id for r in texts))  # fmt: skip
    yield Record(id=f"model {t}", content=repr(model), kind="model",
                 parents=(f"set {t}",))  # fmt: skip
    own = {"source": f"model {t}", "license": "CC0-1.0", "generation": t}
    said = truth().vocabulary.decode(model.sample(MODEL, rng))
    for i, text in enumerate(said, 1):
        yield Record(id=f"m{t}.{i}", content=text or ".", kind="synthetic",
                     made_by=f"model {t}", **own)  # fmt: skip
    for i, text in enumerate(said[:EDITED], 1):
        yield Record(id=f"e{t}.{i}", content=f"today {text}", kind="edited",
                     parents=(f"m{t}.{i}",), **own)  # fmt: skip


def lied(
    records: Iterable[Record], rng: np.random.Generator
) -> tuple[list[Record], str]:
    """The same records, one of a model labelled human; and which one that is."""
    records = list(records)
    by_models = [i for i, r in enumerate(records) if r.kind == "synthetic"]
    if not by_models:
        by_models = [i for i, r in enumerate(records) if r.kind == "unknown"]
    i = int(rng.choice(by_models))
    records[i] = replace(records[i], kind="human", made_by=None, generation=0)
    return records, records[i].id


def sealed(records: Iterable[Record], archive: str | Path) -> str:
    """Make the village's archive; its root."""
    return make(records, archive, **ABOUT)
