"""One JupyterLab and one browser for all browser tests.

They run where COURSE_BROWSER is set: `start.py test` looks for a browser, sets it, and
says so where there is none. Those of Firefox run where COURSE_FIREFOX is set as well.
"""

import os
import shutil
from pathlib import Path

import nbformat
import pytest

from course_utils.upkeep import notebooks
from tests.browser import lab

collect_ignore_glob = [] if "COURSE_BROWSER" in os.environ else ["test_*.py"]
if "COURSE_FIREFOX" not in os.environ:
    collect_ignore_glob.append("test_firefox.py")
VIEWPORT = {"width": 1280, "height": 1000}
ARTEFACTS = Path(__file__).resolve().parents[2] / "artifacts"


@pytest.fixture(scope="session")
def playwright():
    """Playwright, which drives browsers and knows phones."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """The browser that start.py found (COURSE_BROWSER), or Playwright's own."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("COURSE_BROWSER") or None, args=lab.CHROMIUM
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def server():
    """A JupyterLab with copies of all notebooks."""
    server = lab.Server()
    for path in notebooks.find():
        server.add(path)
    yield server
    server.stop()


@pytest.fixture
def page(browser, request):
    """A page of its own; what it showed last is kept as a picture in artifacts/."""
    page = browser.new_page(viewport=VIEWPORT)
    yield page
    leave(page, request.node.name)


def leave(page, name: str) -> None:
    """Close a page, if it is open, and keep what it showed last."""
    if not page.is_closed():
        picture(page, name)
        page.close()


def picture(page, name: str) -> None:
    """Keep what a page shows in artifacts/."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


@pytest.fixture(scope="module")
def run_once(browser, server):
    """Open a notebook and run some cells, once, for tests that leave it as it is."""
    notebooks = {}

    def opener(path: str, *cells: str) -> lab.Notebook:
        if path not in notebooks:
            page = browser.new_page(viewport=VIEWPORT)
            notebooks[path] = lab.Notebook(page, server, path)
            for cell in cells:
                notebooks[path].run_cell(cell)
        return notebooks[path]

    yield opener
    for path, notebook in notebooks.items():
        problems = [*notebook.problems]  # later ones ask for the kernel that has gone
        notebook.shut_down()
        leave(notebook.page, path)
        assert not problems, problems


@pytest.fixture(scope="session")
def lab_pages(browser):
    """Pages at JupyterLab with no notebook open: none or one."""
    pages = []
    yield pages
    for page in pages:
        page.close()


@pytest.fixture
def open_notebook(browser, server, lab_pages, request):
    """Open a notebook by its path in place of the last one; none may have a problem."""
    page = lab_pages.pop() if lab_pages else browser.new_page()
    page.set_viewport_size(VIEWPORT)
    opened = []

    def opener(path: str) -> lab.Notebook:
        if opened:
            opened[-1].close()
        app = "lab" if page.url == "about:blank" else "tab"
        opened.append(lab.Notebook(page, server, path, app))
        return opened[-1]

    yield opener
    picture(page, request.node.name)
    for notebook in opened[-1:]:
        notebook.close()
    problems = [problem for notebook in opened for problem in notebook.problems]
    if problems or not opened or page.locator(".jp-Dialog").count():
        page.close()
    else:
        lab_pages.append(page)
    assert not problems, problems


@pytest.fixture
def fresh_copy(server, tmp_path):
    """A copy of a notebook under another name, to be saved and changed."""

    def copy(stem: str, name: str) -> str:
        target = tmp_path / name
        shutil.copy(notebooks.FOLDER / f"{stem}.ipynb", target)
        return server.add(target)

    return copy


@pytest.fixture
def one_cell(open_notebook, server, tmp_path, request):
    """Open a notebook of one cell, and run it."""

    def opener(source: str) -> lab.Notebook:
        path = tmp_path / f"{request.node.name}.ipynb"
        cell = nbformat.v4.new_code_cell(source)
        made = nbformat.v4.new_notebook(cells=[cell], metadata=notebooks.METADATA)
        nbformat.write(made, path)
        notebook = open_notebook(server.add(path))
        notebook.run_all()
        return notebook

    return opener


@pytest.fixture
def offline(browser):
    """Make a page of a window with the network cut; no page may ask or complain."""
    windows, trouble = [], []

    def opened(**settings):
        window = browser.new_context(offline=True, **settings)
        windows.append(window)
        page = window.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda line: trouble.append(line.text))
        page.on("request", lambda asked: trouble.append(asked.url) if not
                asked.url.startswith(("file:", "data:")) else None)  # fmt: skip
        return page

    yield opened
    for window in windows:
        window.close()
    assert not trouble
