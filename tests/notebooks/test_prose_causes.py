"""Every sentence that names a cause says, in prose_causes.toml, what shows it.

The search reads the notebooks' markdown and the messages of questions, exercises,
explorers and glossary. What stands there without a test, a formula or an experiment
that could have come out otherwise has to say less.
"""

import ast
import re
import tomllib
from pathlib import Path

import nbformat
import pytest

from course_utils.upkeep import notebooks

CAUSE = re.compile(
    r"\b(?:because|due to|cause[sd]?|causing|protect\w*|thanks to|therefore)\b"
    r"|\bthat is why\b|\bwhat saves\b",
    re.I,
)
SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n")
TESTS = Path(__file__).parent
PACKAGE = TESTS.parents[1] / "course_utils"
SPOKEN = ("chapters", "tasks")
KNOWN = tomllib.loads((TESTS / "prose_causes.toml").read_text(encoding="utf-8"))


def messages(path: Path) -> str:
    """The strings of a module, docstrings and names left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node)
    }
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    )


def texts() -> dict[str, str]:
    """All prose that a learner reads, by file."""
    found = {}
    for path in notebooks.find():
        cells = nbformat.read(path, as_version=4).cells
        found[path.stem] = "\n".join(c.source for c in cells if c.cell_type != "code")
    for folder in SPOKEN:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            found[path.relative_to(PACKAGE).as_posix()] = messages(path)
    glossary = PACKAGE / "learning/glossary.toml"
    found["glossary"] = glossary.read_text(encoding="utf-8")
    return found


def causal_sentences(text: str) -> list[str]:
    parts = SENTENCE.split(text)
    return [part for part in parts if CAUSE.search(part) and " " in part]


FOUND = {file: causal_sentences(text) for file, text in texts().items()}
FOUND = {file: sentences for file, sentences in FOUND.items() if sentences}


@pytest.mark.parametrize("file", FOUND)
def test_every_cause_says_what_shows_it(file):
    phrases = KNOWN.get(file, {})
    unknown = [s for s in FOUND[file] if not any(phrase in s for phrase in phrases)]
    assert not unknown


def test_no_evidence_outlives_its_sentence():
    for file, phrases in KNOWN.items():
        for phrase, shown_by in phrases.items():
            assert any(phrase in s for s in FOUND.get(file, [])), (file, phrase)
            assert len(shown_by) > 10


def test_the_search_finds_a_cause():
    assert causal_sentences(
        "It falls. It falls because of n.\nA good start protects!"
    ) == [
        "It falls because of n.",
        "A good start protects!",
    ]
