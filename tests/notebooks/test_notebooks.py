"""The notebooks as files: executed, in order, canonical, and spoiling nothing.

nbval passes a notebook that was never run, so this guard stands beside it.
"""

import os
import re

import nbformat
import pytest

from course_utils.chapters import claims, contents
from course_utils.upkeep import notebooks
from tests import other_seed

MOST_BYTES = 300_000
MOST_COLUMNS = 64  # in a page of 640 pixels: a projector's at 200 %
TABLE_LINE = re.compile(r"\S {2,}\S.* {2,}\S")
PATHS = notebooks.find()
ASKS = re.compile(
    r"^(predict|quiz|task|check|progress|policy_card|game|funnel)\(", re.M
)
FIRST_FRAME = re.compile(r"^(Generation|Model) 1\b")


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shows_explorer(cell) -> bool:
    """Whether the output of a cell is the saved frame of an explorer."""
    return re.search(r"\bexplorer\(", cell.source) is not None


def test_there_are_notebooks():
    assert {"00_start_here", "01_one_gaussian"} <= {path.stem for path in PATHS}


def test_canonical_form(path, notebook):
    assert path.read_text(encoding="utf-8") == notebooks.canonical(notebook), (
        f"{path.name} is not in canonical form: python -m course_utils execute "
        f"{path.stem[:2]}"
    )


def test_executed_in_order_without_errors(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert "error" not in kinds


def test_the_header_holds_what_was_measured(notebook):
    """``python -m benchmarks notebook`` writes it."""
    header = re.search(
        r"^\*\*Run All:\*\* (\d+) s on two cores, (\d+) MB of memory\.$",
        "\n".join(cell.source for cell in notebook.cells),
        re.M,
    )
    seconds, megabytes = map(int, header.groups())
    assert 1 <= seconds <= 60
    assert 50 <= megabytes <= 600


def test_small_enough_for_a_thin_line(path):
    assert path.stat().st_size <= MOST_BYTES


def test_every_picture_has_its_sentence(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            assert not any(kind.startswith("image/") for kind in data), cell.source
            if "<img" in data.get("text/html", ""):
                assert len(data["text/plain"]) > 30, cell.source
                assert "<Figure" not in data["text/plain"], cell.source


def test_printed_tables_fit_a_projector(notebook):
    """Longer lines break in the middle of a number."""
    lines = [
        line
        for cell in code_cells(notebook)
        for output in cell.outputs
        if output.output_type == "stream"
        for line in output.text.split("\n")
        if TABLE_LINE.search(line)
    ]
    assert [line for line in lines if len(line) > MOST_COLUMNS] == []


def test_explorers_are_saved_at_generation_one(notebook):
    frames = [
        output.data["text/plain"]
        for cell in code_cells(notebook)
        for output in cell.outputs
        if shows_explorer(cell)
    ]
    assert all(FIRST_FRAME.match(frame) for frame in frames), frames


def test_results_are_hidden_after_a_prediction(notebook):
    """Whoever opens the notebook must not read the answer before predicting."""
    asked = False
    for cell in code_cells(notebook):
        asked = asked or cell.source.startswith("predict(")
        shows_nothing = shows_explorer(cell) or not cell.outputs
        hidden = cell.metadata.get("jupyter", {}).get("outputs_hidden", False)
        tells = not shows_nothing and not ASKS.search(cell.source)
        assert not (asked and tells) or hidden, cell.source


def test_links_to_other_files_lead_somewhere(path, notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", cell.source):
                assert (path.parent / target).exists(), target


@pytest.mark.parametrize("item", contents.items(), ids=lambda item: item.id)
def test_everything_that_progress_counts_is_in_its_notebook(item):
    verbs = {"exercises": ("task", "check"), "predictions": ("predict", "reveal")}
    path = next(p for p in PATHS if p.name.startswith(item.notebook))
    text = "\n".join(c.source for c in nbformat.read(path, as_version=4).cells)
    id, _, part = item.id.partition("/")
    if item.kind == "quizzes":
        known = {"end": f'quiz("{id}")', "before": f'quiz("{id}", part="before")'}
        assert known.get(part, f'quiz("{id}")') in text
    for verb in verbs.get(item.kind, ()):
        assert f'{verb}("{item.id}"' in text


def test_a_seed_stands_where_there_are_claims(path, notebook):
    has = other_seed.seed_cell(notebook) is not None
    assert has == (path.stem[:2] in claims.notebooks())


@pytest.mark.skipif(
    "COURSE_BROWSER" in os.environ, reason="the browser tests run it with that seed"
)
def test_claims_agree_under_another_seed(path, notebook):
    """Run the notebook with its seed cell replaced and read its table."""
    from nbclient import NotebookClient

    if seed := other_seed.seed_cell(notebook):
        seed.source = other_seed.SEED
        place = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, timeout=60, resources=place).execute()
        other_seed.agrees(notebook, path.stem[:2])


NO_PROSE = re.compile(r"```.*?```|`[^`]*`|<[^>]*>|\$[^$]*\$|\]\([^)]*\)", re.S)


def test_quotes_are_curly(notebook):
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert not [c.id for c in cells if '"' in NO_PROSE.sub("", c.source)]
