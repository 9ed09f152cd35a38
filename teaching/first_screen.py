"""The README's first screen: ``python teaching/first_screen.py`` writes it anew.

Three passages by models of one run, a little cautious, each learning from the last
one's output alone. The figures under them are claims of notebook 07, means over runs.
"""

import numpy as np

from course_utils import loop
from course_utils.chapters import claims
from course_utils.chapters.nb07 import words
from course_utils.models import NGram
from course_utils.policies import Replace
from course_utils.upkeep.notebooks import ROOT

README = ROOT / "README.md"
START, END = "<!-- first screen -->\n", "<!-- end of first screen -->\n"
GENERATIONS = {1: "_first", 6: "_half", 12: ""}
LINES, LONGEST, CELLS = 6, 44, 10


def passages(seed: int = 1) -> dict[int, list[str]]:
    """The first short sentences that the models of three generations write."""
    truth = words.truth()
    model = NGram(len(truth.vocabulary), 5, discount=0.3, temperature=0.8)
    run = loop.run(model, truth, Replace(), n=2_000, generations=12, seed=seed)
    pages = {}
    for t in GENERATIONS:
        x = run.models[t].sample(60, np.random.default_rng(seed))
        texts = truth.vocabulary.decode(x)
        pages[t] = [text for text in texts if len(text) <= LONGEST][:LINES]
    return pages


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


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    README.write_text(f"{before}{START}\n{block()}\n{END}{after}", encoding="utf-8")
    print(f"wrote the first screen of {README.name}")
