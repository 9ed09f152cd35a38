"""Claims: the numbers of the course beside the paper's and beside yours.

``claims.toml`` lists every quantitative sentence. A notebook hands its own measured
values to ``table``; the tests run notebooks with other seeds and read that table.
"""

import html
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "claims.toml"
EVIDENCE = {
    "SRC": "read in the source",
    "SIM": "derived and simulated",
    "DER": "derived",
}


@dataclass(frozen=True)
class Claim:
    """One quantitative sentence: measured values must lie within value ± tolerance."""

    id: str
    text: str
    source: str
    evidence: str = ""
    value: float | None = None
    tolerance: float | None = None
    kind: str = "trusted"

    def __post_init__(self):
        trusted = (
            self.evidence in EVIDENCE and self.tolerance and self.value is not None
        )
        if not (trusted if self.kind == "trusted" else self.kind == "reported"):
            raise ValueError(
                f"claim {self.id}: a trusted claim needs a value, a tolerance above 0 "
                f"and evidence {', '.join(EVIDENCE)}; any other is kind = 'reported'"
            )

    def agrees(self, measured: float) -> bool:
        """Whether a measured value lies within the tolerance."""
        return abs(measured - self.value) <= self.tolerance


def notebooks(file: Path = FILE) -> dict[str, dict]:
    """The file's tables: notebook such as "01" -> name -> what the file says."""
    with open(file, "rb") as stream:
        return tomllib.load(stream)


def load(notebook: str, file: Path = FILE) -> dict[str, Claim]:
    """Claims of a notebook such as "01", by the name behind the dot.

    Raises KeyError that lists the notebooks that have claims.
    """
    chapters = notebooks(file)
    if notebook not in chapters:
        raise KeyError(f"no claims for {notebook!r}; there are {', '.join(chapters)}")
    return {
        name: Claim(id=f"{notebook}.{name}", **entry)
        for name, entry in chapters[notebook].items()
    }


@dataclass(frozen=True)
class Row:
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
        return claim.text, stated, f"{mine:.4g}", verdict, claim.source


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


def table(notebook: str, measured: Mapping[str, float]) -> Table:
    """*Paper, formula and you*: every claim of a notebook beside what it measured.

    measured : name -> number, for each trusted claim, no fewer and no more.
    """
    claims = load(notebook)
    wanted = {name for name, claim in claims.items() if claim.kind == "trusted"}
    if set(measured) != wanted:
        raise KeyError(
            f"measured has {', '.join(sorted(measured)) or 'nothing'}; the claims of "
            f"{notebook} are {', '.join(sorted(wanted))}"
        )
    return Table(Row(claim, measured.get(name)) for name, claim in claims.items())
