"""What a reader sees before the first run tells no answer.

JupyterLab and Notebook 7 fold an output to its first line, taken from the HTML where
there is any; GitHub shows stored HTML unfolded; a plain terminal shows text/plain.
"""

import ast
import re

import nbformat
import pytest

from course_utils.chapters import contents
from course_utils.tasks.prediction import OneOf
from course_utils.upkeep import notebooks

PATHS = notebooks.find()
KINDS = ("text/html", "image/svg+xml", "text/markdown", "text/plain")
MARKUP = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>")
TERMS = re.compile(r"\b\d\d\.p\d\b|n − 1")  # names, not results
PREDICTIONS = contents.all_predictions()
SENTENCES = [
    text
    for asked in PREDICTIONS.values()
    if isinstance(asked, OneOf)
    for text in asked.options.values()
]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def cells(request):
    notebook = nbformat.read(request.param, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def views(output) -> list[str]:
    """What an output shows: its richest kind first, plain text last."""
    if output.output_type == "stream":
        return [output.text]
    return [output.data[kind] for kind in KINDS if kind in output.data]


def fold(view: str) -> str:
    """JupyterLab's rule: the first line that is not empty."""
    return next(line for line in view.split("\n") if line)


def is_folded(cell) -> bool:
    return cell.metadata.get("jupyter", {}).get("outputs_hidden", False)


def is_neutral(line: str) -> bool:
    """No number, no markup and nobody's answer."""
    told = any(text.lower() in line.lower() for text in SENTENCES)
    number = re.search(r"\d", TERMS.sub("", line))
    return not (told or number or "<" in line)


def reveals(cells) -> list[ast.Call]:
    calls = [node for cell in cells for node in ast.walk(ast.parse(cell.source))]
    return [
        node
        for node in calls
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "reveal"
    ]


def test_a_folded_output_shows_a_line_that_tells_nothing(cells):
    told = {
        f"{cell.id}: {fold(view)[:80]}"
        for cell in cells
        if is_folded(cell)
        for output in cell.outputs[:1]
        for view in views(output)
        if not is_neutral(fold(view))
    }
    assert not told


def test_no_source_spells_an_answer(cells):
    for call in reveals(cells):
        spelt = [
            node.value
            for argument in [*call.args[1:], *(k.value for k in call.keywords)]
            for node in [argument, *getattr(argument, "elts", [])]
            if isinstance(node, ast.Constant)
        ]
        assert not spelt, ast.unparse(call)


def test_what_is_revealed_without_a_value_has_its_answer_in_the_chapter(cells):
    for call in reveals(cells):
        if len(call.args) == 1:
            PREDICTIONS[call.args[0].value].truth()


def test_plain_text_is_never_markup(cells):
    for cell in cells:
        for output in cell.outputs:
            plain = output.get("data", {}).get("text/plain", "")
            assert not MARKUP.search(plain), (cell.id, plain[:80])


def test_a_stored_reveal_shows_github_no_answer_unasked(cells):
    for cell in cells:
        if not cell.source.startswith("reveal("):
            continue
        page = cell.outputs[0].data["text/html"]
        open_, _, folded = page.partition("<details>")
        assert "here is the answer" in folded and "here is the answer" not in open_
        assert not [text for text in SENTENCES if text in open_]
        assert "<img" not in open_
