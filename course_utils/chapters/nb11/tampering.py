"""Notebook 11: the tamper bench. Change an archive, and see what is found.

Left, the village's archive after so many generations, a mark for each record: what was
touched, and what ``verify`` names. Right, how many of five tries are found without the
root and with it.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ... import plots
from ...explorers.exploration import Exploration
from ...widgets.settings import Choice
from .trials import KINDS, LIE, NOTHING, Trial, tried
from .village import sealed, village

GENERATIONS, TRIES, COLUMNS, ROWS = 6, 5, 12, 9
MARKS = {
    "human": ("o", plots.REAL, "people"),
    "synthetic": ("s", plots.MODEL, "a model"),
    "edited": ("D", plots.MEAN, "edited"),
    "unknown": ("^", plots.QUIET, "unknown"),
    "model": ("P", "black", "models, sets"),
}
SAYS = {
    NOTHING: "nothing",
    "flip": "one bit changed",
    "drop": "a record taken out",
    "add": "a record put in",
    "reorder": "two records exchanged",
    "relabel": "another label",
    "swap": "two contents exchanged",
    "truncate": "the end cut off",
    "replace all": "a label changed, all sealed again",
    LIE: "“human” claimed before sealing",
}


@dataclass(frozen=True)
class Result:
    """What was done, and the trials of each generation, 1, 2, ..."""

    kind: str
    first: str  # sentence of the first record
    ids: list[list[str]]
    kinds: list[list[str]]
    trials: list[list[Trial]]


def simulate(kind: str, seed: int) -> Result:
    """Five tries with the archive of each generation."""
    archives = [village(t, seed) for t in range(1, GENERATIONS + 1)]
    return Result(
        kind,
        str(archives[0][0].content),
        [[r.id for r in records] for records in archives],
        [[_shown(r.kind) for r in records] for records in archives],
        [_trials(records, kind, [seed, t]) for t, records in enumerate(archives)],
    )


def _trials(records, kind: str, seed) -> list[Trial]:
    rng = np.random.default_rng(seed)
    with TemporaryDirectory() as folder:
        archive = Path(folder, "village")
        root = sealed(records, archive)
        return [tried(archive, root, kind, rng) for _ in range(TRIES)]


def _shown(kind: str) -> str:
    return "model" if kind == "training set" else kind


class View:
    """The records of an archive, and two bars."""

    panels = ((505, 330), (290, 330))

    def __init__(self, left, right):
        self.left, self.right = left.subplots(), right.subplots()
        self.left.set(xlim=(-0.7, COLUMNS - 0.3), ylim=(ROWS - 0.3, -0.7))
        self.left.axis("off")
        self.records = {
            kind: self.left.plot([], [], mark, color=colour, label=label, markersize=8)[
                0
            ]
            for kind, (mark, colour, label) in MARKS.items()
        }
        self.touched = self.left.plot(
            [],
            [],
            "x",
            color="black",
            markersize=15,
            markeredgewidth=3,
            label="touched",
        )[0]
        self.named = self.left.plot(
            [], [], "o", color="none", markeredgecolor="black", markersize=17,
            markeredgewidth=1.6, label="named",
        )[0]  # fmt: skip
        self.bars = list(
            self.right.bar([0, 1], [0, 0], 0.55, color=plots.QUIET,
                           edgecolor="black", hatch=["", "//"])
        )  # fmt: skip
        self.right.set(
            ylim=(0, TRIES + 0.3), xlim=(-0.6, 1.6), xticks=[0, 1],
            xticklabels=["no root", "with root"], title=f"found, of {TRIES} tries",
        )  # fmt: skip
        plots.legend(self.left, columns=4)
        self.moving = [*self.records.values(), self.touched, self.named, *self.bars]

    @staticmethod
    def series(result: Result, t: int, root: bool) -> dict:
        """The records of generation t, the first trial, and how many were found."""
        ids, kinds = result.ids[t - 1], np.array(result.kinds[t - 1])
        trials = result.trials[t - 1]
        shown = trials[0]
        faults = shown.root if root else shown.without
        places = {id: place for place, id in enumerate(ids)}
        return {
            "generation": t, "what": result.kind, "first": result.first, "kinds": kinds,
            "touched": np.array([places[id] for id in shown.touched], dtype=int),
            "named": np.array(
                [places[f.record] for f in faults if f.record in places], dtype=int
            ),
            "ids": ", ".join(shown.touched),
            "says": faults[0].says if faults else "",
            "root": root,
            "found": np.array([
                sum(bool(trial.without) for trial in trials),
                sum(bool(trial.root) for trial in trials),
            ]),
        }  # fmt: skip

    def stage(self, result: Result, root: bool) -> None:
        """What is done."""
        self.left.set_title(f"done: {SAYS[result.kind]}")

    def move(self, series: dict) -> None:
        """All marks, and the bars."""
        for kind, line in self.records.items():
            _put(line, np.flatnonzero(series["kinds"] == kind))
        _put(self.touched, series["touched"])
        _put(self.named, series["named"])
        for bar, height in zip(self.bars, series["found"], strict=True):
            bar.set_height(height)

    @staticmethod
    def describe(series: dict) -> tuple[str, str]:
        """The archive, what was done to it, what verify says; how many were found."""
        kinds, where = series["kinds"], "with" if series["root"] else "without"
        people, done = np.sum(kinds == "human"), SAYS[series["what"]]
        records = f" to {series['ids']}" if series["ids"] else ""
        says = f"“{_short(series['says'])}”" if series["says"] else "nothing is wrong"
        return (
            f"Generation {series['generation']}: an archive of {len(kinds)} records, "
            f"{people} of them by people, the first “{series['first']}” "
            f"Done{records}: {done}. Verified {where} the root: {says}.",
            f"Of {TRIES} tries {series['found'][0]} are found without the root, "
            f"{series['found'][1]} with it.",
        )


def _put(line, places: np.ndarray) -> None:
    line.set_data(places % COLUMNS, places // COLUMNS)


def _short(says: str) -> str:
    """A sentence in which a root has eight digits."""
    return " ".join(w[:8] + "…" if len(w) >= 64 else w for w in says.split())


def exploration() -> Exploration:
    """The tamper bench of notebook 11."""
    without, late = {"seed": 0, "root": False}, {"seed": 0, "generation": GENERATIONS}
    return Exploration(
        simulate,
        View,
        {"kind": Choice("Do", {SAYS[kind]: kind for kind in KINDS})},
        display={"root": Choice("Root at hand", {"no": False, "yes": True})},
        generations=GENERATIONS,
        presets={
            "untouched": {**without, "kind": NOTHING, "generation": 1},
            "one bit": {**late, "kind": "flip", "root": False},
            "one label": {**late, "kind": "relabel", "root": False},
            "the end is gone": {**late, "kind": "truncate", "root": False},
        },
    )


def explorer():
    """The same as a widget."""
    from ...explorers.explorer import Explorer

    return Explorer(exploration())
