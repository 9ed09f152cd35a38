"""The same notebook in Notebook 7 and as a Voilà page."""

import pytest

from course_utils.upkeep import notebooks
from tests.browser import lab
from tests.browser.test_lab import folded_lines
from tests.notebooks.test_nothing_given_away import is_neutral

NOTEBOOK = notebooks.FOLDER / "01_one_gaussian.ipynb"


@pytest.fixture
def elsewhere(request):
    server = lab.Server(request.param, NOTEBOOK)
    server.add(NOTEBOOK)
    yield server
    server.stop()


@pytest.mark.parametrize("elsewhere", ["notebook"], indirect=True)
def test_notebook_7(elsewhere, page):
    notebook = lab.Notebook(page, elsewhere, NOTEBOOK.name, app="notebook")
    assert len(folded_lines(page)) >= 10
    assert not [line for line in folded_lines(page) if not is_neutral(line)]
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.changes(explorer.button("halving").click)
    assert explorer.sentence.startswith("Generation 138, fitted to 100 points")
    # Notebook 7 itself looks for a settings schema that it does not ship: "page: …".
    assert [p for p in notebook.problems if not p.startswith("page:")] == []


@pytest.mark.parametrize("elsewhere", ["voila"], indirect=True)
def test_voila(elsewhere, page):
    page.set_default_timeout(lab.WAIT_MS)
    page.goto(elsewhere.address)
    explorer = lab.Explorer(page)
    explorer.changes(explorer.button("halving").click)
    assert explorer.sentence.startswith("Generation 138, fitted to 100 points")
