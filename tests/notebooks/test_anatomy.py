"""The anatomy of a notebook: the same parts everywhere, in the same order.

Found by search: every notebook with a number is held to it. What one of them leaves out
is stated in EXCEPTIONS, with the reason.
"""

import re

import nbformat
import pytest

from course_utils.chapters import claims, contents
from course_utils.upkeep import notebooks

BOOKS = {
    path.stem[:2]: nbformat.read(path, as_version=4)
    for path in notebooks.find()
    if path.stem[:2].isdigit()
}
SECTIONS = {  # part -> how its heading begins, in order
    "opening": r"In simple terms",
    "aims": r"What you will do",
    "first": r"1 · ",
    "table": r"\d+ · Paper, formula and you",
    "exercises": r"\d+ · Exercises",
    "quiz": r"Quick quiz",
    "limits": r"What this does \*not\* show",
    "sources": r"Sources",
}
NUMBERED = {*SECTIONS, "pretest", "four exercises", "presets"}
EXCEPTIONS = {
    ("00", "table"): "nothing is taught that a paper measured",
    ("00", "exercises"): "one exercise, to learn how exercises work, has its section",
    ("00", "four exercises"): "the same",
    ("00", "limits"): "they stand in its section on what is known and what is not",
    ("00", "sources"): "its verdicts name their sources one by one",
    ("00", "pretest"): "no notebook comes before it, so there is nothing to recall",
    ("12", "four exercises"): "three, and one of them is a program for a whole game",
    ("00", "presets"): "its explorer has two controls and no presets",
}
NOT_NUMBERED = {  # a page beside the notebooks -> why it has another anatomy
    "refresher": "it recalls five ideas in 5 minutes, for those who need it",
    "quick_tour": "four live figures and nothing to do, for those who look in",
    "concept_questions": "two or three of its questions are asked in a lesson",
}
PRESET_SENTENCE = re.compile(r"[^.?!\n]*\bpresets?\b[^.?!\n]*")


def held(part: str) -> list[str]:
    return [nb for nb in BOOKS if (nb, part) not in EXCEPTIONS]


def text(nb: str, kind: str) -> str:
    return "\n".join(c.source for c in BOOKS[nb].cells if c.cell_type == kind)


def headings(nb: str) -> list[str]:
    return re.findall(r"^## (.*)$", text(nb, "markdown"), re.M)


def explorers(nb: str) -> dict:
    known = contents.explorers().items()
    return {name: module for name, module in known if name.startswith(f"nb{nb}.")}


def presets(nb: str) -> dict[str, list[str]]:
    """Explorer -> its presets, without the one that goes back to the start."""
    return {
        name: list(module.exploration().presets)
        for name, module in explorers(nb).items()
    }


def test_every_notebook_is_held_to_it_or_stands_beside():
    assert len(BOOKS) >= 8
    beside = {path.stem for path in notebooks.find()} - {
        path.stem for path in notebooks.find() if path.stem[:2].isdigit()
    }
    assert beside == set(NOT_NUMBERED)
    assert {nb for nb, _ in EXCEPTIONS} <= set(BOOKS)
    assert {part for _, part in EXCEPTIONS} <= NUMBERED


@pytest.mark.parametrize("nb", BOOKS)
def test_sections_come_in_order(nb):
    places = []
    for part, begins in SECTIONS.items():
        found = [i for i, title in enumerate(headings(nb)) if re.match(begins, title)]
        if (nb, part) in EXCEPTIONS:
            assert not found, f"{part} is no exception any more"
        else:
            assert len(found) == 1, f"{part}: {headings(nb)}"
            places += found
    assert places == sorted(places)


@pytest.mark.parametrize("nb", BOOKS)
def test_numbered_sections_count_up_from_one(nb):
    numbers = [int(n) for t in headings(nb) for n in re.findall(r"^(\d+) · ", t)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_panels_are_named_and_not_by_their_side(path):
    """In a narrow page they wrap: what was on the right is then below."""
    prose = "\n".join(
        cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    )
    assert not re.findall(r"On the (?:left|right)\b|\b(?:left|right) side\b", prose)


@pytest.mark.parametrize("nb", held("pretest"))
def test_two_questions_recall_and_three_look_ahead(nb):
    ids = [question.id for question in contents.quiz(f"{nb}/before").questions]
    assert [id.startswith("back-") for id in ids] == [True, True, False, False, False]


@pytest.mark.parametrize("nb", BOOKS)
def test_it_begins_with_questions_and_ends_with_questions_and_progress(nb):
    asked = re.findall(r"^(quiz\(.*\)|predict\(|task\()", code(nb), re.M)
    assert asked[0] == f'quiz("{nb}", part="before")'
    closing = re.findall(r"^(quiz\(.*\)|progress\(\))", code(nb), re.M)
    assert closing[-2:] == [f'quiz("{nb}")', "progress()"]


def code(nb: str) -> str:
    return text(nb, "code")


@pytest.mark.parametrize("nb", BOOKS)
def test_every_prediction_is_asked_once_and_revealed_once_later(nb):
    ids = [id for id in contents.all_predictions() if id.startswith(f"{nb}.")]
    assert ids
    for id in ids:
        asked = [m.start() for m in re.finditer(rf'^predict\("{id}"\)', code(nb), re.M)]
        tells = rf'^reveal\("{id}"[,)]'
        told = [m.start() for m in re.finditer(tells, code(nb), re.M)]
        assert len(asked) == len(told) == 1 and asked < told, id
    called = re.findall(r'^(?:predict|reveal)\("([^"]+)"', code(nb), re.M)
    assert set(called) == set(ids)


@pytest.mark.parametrize("nb", held("presets"))
def test_each_live_figure_has_presets_that_the_text_names(nb):
    found = presets(nb)
    assert found
    for name, known in found.items():
        assert len(known) >= 3, name
        assert any(preset in text(nb, "markdown") for preset in known), name


@pytest.mark.parametrize("nb", BOOKS)
def test_a_preset_that_the_text_names_exists(nb):
    known = {preset for found in presets(nb).values() for preset in found}
    for sentence in PRESET_SENTENCE.findall(text(nb, "markdown")):
        assert set(re.findall(r"\*\*([^*?]+)\*\*", sentence)) <= known, sentence


@pytest.mark.parametrize("nb", held("four exercises"))
def test_at_least_four_exercises_each_with_its_task_and_its_check(nb):
    ids = [id for id in contents.all_exercises() if id.startswith(f"{nb}.")]
    assert len(ids) >= 4
    calls = re.findall(r'^(task|check)\("([^"]+)"', code(nb), re.M)
    assert calls == [(verb, id) for id in ids for verb in ("task", "check")]


@pytest.mark.parametrize("nb", held("table"))
def test_the_table_of_claims_is_that_of_the_notebook(nb):
    assert re.findall(r'^claims\.table\(\s*"(\d\d)"', code(nb), re.M) == [nb]
    assert claims.load(nb)


@pytest.mark.parametrize("nb", BOOKS)
@pytest.mark.parametrize("part", ["limits", "sources"])
def test_limits_and_sources_are_lists(nb, part):
    if (nb, part) in EXCEPTIONS:
        return
    body = re.split(rf"^## {SECTIONS[part]}.*$", text(nb, "markdown"), flags=re.M)[1]
    assert len(re.findall(r"^- ", body.split("\n## ")[0], re.M)) >= 3
