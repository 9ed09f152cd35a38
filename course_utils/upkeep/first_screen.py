"""The README's first screen: ``python -m course_utils first-screen`` writes it.

Three passages by models of one run, a little cautious, each learning from the last
one's output alone. The figures under them are claims of notebook 07, means over runs.
"""

import numpy as np

from .. import loop
from ..chapters import claims
from ..experiments.words import truth
from ..models import NGram
from ..policies import Replace
from .notebooks import ROOT

README = ROOT / "README.md"
START, END = "<!-- first screen -->\n", "<!-- end of first screen -->\n"
GENERATIONS = {1: "_first", 6: "_half", 12: ""}
LINES, LONGEST, CELLS = 6, 44, 10


def passages(seed: int = 1) -> dict[int, list[str]]:
    """The first short sentences that the models of three generations write."""
    vocabulary = truth().vocabulary
    model = NGram(len(vocabulary), 5, discount=0.3, temperature=0.8)
    stream = loop.generations(
        model, truth(), Replace(), n=2_000, generations=max(GENERATIONS), seed=seed
    )
    pages = {}
    for each in stream:
        if each.number in GENERATIONS:
            x = each.model.sample(60, np.random.default_rng(seed))
            texts = vocabulary.decode(x)
            pages[each.number] = [text for text in texts if len(text) <= LONGEST]
    return {t: texts[:LINES] for t, texts in pages.items()}


def meter(share: float, text: str) -> str:
    """A bar of ten cells, and what it says."""
    full = round(CELLS * share)
    return f"`{'█' * full}{'░' * (CELLS - full)}` {text}"


def block() -> str:
    """The table, in Markdown."""
    known, rows = claims.load("07"), [[], [], [], []]
    most = known["words_bland_first"].value
    for t, texts in passages().items():
        valid = known[f"valid_bland{GENERATIONS[t]}"].value
        left = known[f"words_bland{GENERATIONS[t]}"].value
        rows[0].append(f"generation {t}")
        rows[1].append("<br>".join(f"*{text}*" for text in texts))
        rows[2].append(meter(valid, f"{100 * valid:.3g} % of sentences correct"))
        rows[3].append(meter(left / most, f"{left:.0f} different words"))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|", *lines[1:]]) + "\n"


def main() -> None:
    """Write it into the README; ValueError if the README has no place for it."""
    text = README.read_text(encoding="utf-8") if README.exists() else ""
    if START not in text or END not in text:
        raise ValueError(
            f"{README} must exist and have the lines {START.strip()} and {END.strip()}"
        )
    before, rest = text.split(START)
    after = rest.split(END)[1]
    text = f"{before}{START}\n{block()}\n{END}{after}"
    README.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote the first screen of {README.name}")
