"""A notebook run with a seed of the learner's: its table of claims must still agree."""

import re

from course_utils.chapters import claims

SEED = "SEED = 20_261"


def seed_cell(notebook):
    """The cell that holds the seed, or None for a notebook without claims."""
    seeds = [c for c in notebook.cells if "seed" in c.metadata.get("tags", [])]
    assert len(seeds) == len(_tables(notebook)) <= 1
    if not seeds:
        return None
    assert re.fullmatch(r"SEED = 1", seeds[0].source)
    return seeds[0]


def agrees(notebook, nb: str) -> None:
    """Check the table of a notebook that was run; ``nb`` is its number."""
    (table,) = _tables(notebook)
    text = "".join(map(text_of, table.outputs))
    trusted = [claim for claim in claims.load(nb).values() if claim.trusted]
    assert "✗" not in text, text
    assert text.count("✓ agrees") == len(trusted) > 0


def text_of(output) -> str:
    """What an output says without pictures."""
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def _tables(notebook) -> list:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell in code if "claims.table(" in cell.source]
