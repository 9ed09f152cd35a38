"""The glossary: plain, in step with its page, and linked where a term comes first."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from course_utils.chapters import contents
from course_utils.learning.glossary import faults, glossary, main, page, terms
from course_utils.upkeep import notebooks

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PROMISED = [
    "sample", "fit", "generation", "lineage", "standard deviation", "variance",
    "estimator", "bias", "median", "mean", "seed", "model collapse", "early collapse",
    "late collapse", "replace", "control", "half-life",
]  # fmt: skip


def notebook(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    cell = {"cell_type": "markdown", "source": [text], "metadata": {}}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return path


def test_the_terms_that_the_first_notebooks_need_are_there():
    assert not set(PROMISED) - set(terms())


def test_every_term_is_plain_and_has_a_place():
    for term in terms().values():
        assert term.name == term.name.lower()
        assert 30 < len(term.says) < 400 and term.says.endswith(".")
        assert term.first.isdigit() and len(term.first) == 2
        assert term.anchor in page().replace(" ", "-")


def test_the_page_in_the_notebooks_folder_is_in_step():
    assert (NOTEBOOKS / "glossary.md").read_text(encoding="utf-8") == page()


def test_the_page_is_written_from_the_source(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        import_module("course_utils.learning.glossary"), "NOTEBOOKS", tmp_path
    )
    main()
    assert (tmp_path / "glossary.md").read_text(encoding="utf-8") == page()
    assert f"{len(terms())} terms" in capsys.readouterr().out


def test_every_heading_can_be_linked_to():
    headings = [line[3:] for line in page().splitlines() if line.startswith("## ")]
    assert [h.replace(" ", "-") for h in headings] == [
        term.anchor for term in terms().values()
    ]


def test_notebooks_link_terms_that_exist_and_all_that_come_first_there():
    found = {p.name: faults(p) for p in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))}
    assert not {name: faults for name, faults in found.items() if faults}


def test_a_link_to_no_term_is_found(tmp_path):
    path = notebook(
        tmp_path, "99_x.ipynb", "[a](glossary.md#median) [b](glossary.md#x)"
    )
    assert faults(path) == ["#x is not a term"]


def test_a_term_that_is_not_linked_where_it_comes_first_is_found(tmp_path):
    links = " ".join(
        f"[{t.name}](glossary.md#{t.anchor})"
        for t in terms().values()
        if t.name != "half-life"
    )
    path = notebook(tmp_path, "01_x.ipynb", links)
    assert faults(path) == ["'half-life' is first used here and not linked"]


def test_the_glossary_shows_all_terms_or_the_ones_asked_for():
    assert len(glossary().terms) == len(terms())
    shown = glossary("half-life", "seed")
    assert repr(shown).startswith("half-life (01): The number of generations")
    page = shown._repr_html_()
    assert page.count("<dt>") == 2 and " id=" not in page


def test_an_unknown_term_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="no term 'sigma'; there are accumulate"):
        glossary("sigma")


def test_every_first_place_is_a_notebook_of_the_course():
    books = {path.stem[:2] for path in notebooks.find()}
    assert {term.first for term in terms().values()} <= books & {*contents.notebooks()}


def test_the_command_names_the_links_that_are_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        import_module("course_utils.learning.glossary"), "NOTEBOOKS", tmp_path
    )
    notebook(tmp_path, "12_x.ipynb", "[x](glossary.md#x)")
    assert main() == 1
    assert "12_x.ipynb: #x is not a term" in capsys.readouterr().out
