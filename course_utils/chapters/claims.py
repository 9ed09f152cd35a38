"""Claims: the numbers of the course beside the paper's and beside yours.

``nb01/claims.toml`` lists every quantitative sentence of notebook 01, a table each::

    [mean_variance]
    text = "..."             t counts generations as the course does; papers from 0
    value = 1.0              what the notebook must measure with any seed,
    tolerance = 0.06         so far: four standard errors of its number of runs
    evidence = "SRC"         see EVIDENCE; "REP" is shown and never measured
    source = "..."           on whose word, or by which formula
    date = 2026-11-22        when it was stated
    result = "..."           a key of results.toml: the result, its papers, and what
                             would refute it (unless refuted_by stands here, too)
    measure = "variance"     a function of nb01/measures.py, and its settings
    settings = { t = 50 }

A notebook hands its own measured values to ``table``; the tests run notebooks with
other seeds and read that table.
"""

import datetime
import html
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np

from .measured import Measured

ROOMS = Path(__file__).parent
EVIDENCE = {
    "SRC": "read in the source",
    "SIM": "derived and simulated",
    "DER": "derived",
    "REP": "reported, not checked here",
}


@dataclass(frozen=True)
class Paper:
    """One published source; ``address`` finds it: a DOI, an arXiv number, a page."""

    cites: str
    address: str


@dataclass(frozen=True)
class Result:
    """What one or more claims belong to, and what would show that it is wrong."""

    says: str
    refuted_by: str
    papers: tuple[Paper, ...]


@cache
def results() -> dict[str, Result]:
    """Key -> result, with its papers; none for what was derived for this course."""
    table = tomllib.loads((ROOMS / "results.toml").read_text(encoding="utf-8"))
    papers = {key: Paper(**entry) for key, entry in table["papers"].items()}
    return {
        key: Result(**{**entry, "papers": tuple(papers[p] for p in entry["papers"])})
        for key, entry in table["results"].items()
    }


@dataclass(frozen=True)
class Claim:
    """One quantitative sentence: measured values must lie within value ± tolerance."""

    id: str
    text: str
    source: str
    evidence: str
    result: str
    date: datetime.date
    value: float | None = None
    tolerance: float | None = None
    measure: str = ""
    settings: Mapping = field(default_factory=dict)
    refuted_by: str = ""

    def __post_init__(self):
        stated = self.tolerance and self.value is not None and self.measure
        if self.evidence not in EVIDENCE or (self.trusted and not stated):
            raise ValueError(
                f"claim {self.id}: evidence is one of {', '.join(EVIDENCE)}, and all "
                "but REP need a value, a tolerance above 0 and a measure"
            )
        if self.result not in results():
            raise ValueError(
                f"claim {self.id}: no result {self.result!r}; there are "
                f"{', '.join(results())}"
            )

    @property
    def trusted(self) -> bool:
        """Whether it is measured here; what is only reported is not."""
        return self.evidence != "REP"

    def agrees(self, measured: float) -> bool:
        """Whether a measured value lies within the tolerance."""
        return abs(measured - self.value) <= self.tolerance

    def measured(self, seed: int, **settings) -> Measured:
        """Value and standard error of a run of its own, with the claim's settings.

        settings : others in their place, such as ``runs``. Raises ValueError where
            nothing is to be measured.
        """
        if not self.trusted:
            raise ValueError(f"claim {self.id} is reported, nothing here measures it")
        room = import_module(f".nb{self.id[:2]}.measures", __package__)
        return getattr(room, self.measure)(seed, **{**self.settings, **settings})


def notebooks() -> list[str]:
    """The notebooks that have claims, such as "01"."""
    return sorted(file.parent.name[2:] for file in ROOMS.glob("nb*/claims.toml"))


def load(notebook: str) -> dict[str, Claim]:
    """Claims of a notebook such as "01", by name.

    Raises KeyError that lists the notebooks that have claims.
    """
    if notebook not in notebooks():
        known = ", ".join(notebooks())
        raise KeyError(f"no claims for {notebook!r}; there are {known}")
    file = ROOMS / f"nb{notebook}" / "claims.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _claim(f"{notebook}.{name}", entry) for name, entry in table.items()}


def _claim(id: str, entry: dict) -> Claim:
    """What would refute a claim is what would refute its result, if nothing else."""
    claim = Claim(id, **entry)
    refuted_by = claim.refuted_by or results()[claim.result].refuted_by
    return replace(claim, refuted_by=refuted_by)


@dataclass(frozen=True)
class Compared:
    """A claim and what you measured; None where nothing was to be measured."""

    claim: Claim
    measured: float | None

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """Text, formula or paper, yours, verdict, source."""
        claim, mine = self.claim, self.measured
        if mine is None:
            return claim.text, "reported", "–", "not checked here", claim.source
        verdict = "✓ agrees" if claim.agrees(mine) else "✗ differs"
        stated = f"{claim.value:g} ± {claim.tolerance:g}"
        return claim.text, stated, self._rounded(mine), verdict, claim.source

    def _rounded(self, mine: float) -> str:
        """To one digit more than the tolerance begins with; no exponent."""
        digits = max(0, 1 - math.floor(math.log10(self.claim.tolerance)))
        return np.format_float_positional(round(mine, digits) + 0.0, trim="-")


class Table(tuple):
    """Rows; printed as text, shown as HTML."""

    TITLE = "Paper, formula and you"  # all that a folded output shows
    HEAD = ("what", "paper or formula", "you", "", "where it comes from")

    def __repr__(self) -> str:
        return f"{self.TITLE}\n" + "\n".join(
            f"{mark or 'note':9s} {text}\n          {stated}; you: {mine}; {source}"
            for text, stated, mine, mark, source in (row.cells for row in self)
        )

    def _repr_html_(self) -> str:
        def line(tag, cells):
            style = "text-align:left;vertical-align:top;white-space:normal"
            inner = (f'<{tag} style="{style}">{html.escape(c)}</{tag}>' for c in cells)
            return f"<tr>{''.join(inner)}</tr>"

        head = line("th", self.HEAD)
        rows = "".join(line("td", row.cells) for row in self)
        table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
        return f"{self.TITLE}\n{table}"


def table(
    notebook: str, measured: Mapping[str, float] | None = None, *, seed: int = 1
) -> Table:
    """*Paper, formula and you*: every claim of a notebook beside what it measured.

    measured : name -> number, for each trusted claim, no fewer and no more; without it
        all are measured here, from ``seed``.
    """
    claims = load(notebook)
    trusted = {name: claim for name, claim in claims.items() if claim.trusted}
    if measured is None:
        measured = {name: c.measured(seed).value for name, c in trusted.items()}
    if set(measured) != set(trusted):
        raise KeyError(
            f"measured has {', '.join(sorted(measured)) or 'nothing'}; the claims of "
            f"{notebook} are {', '.join(sorted(trusted))}"
        )
    return Table(Compared(claim, measured.get(name)) for name, claim in claims.items())
