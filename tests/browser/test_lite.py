"""The course in JupyterLite: Python in the page, and nobody else asked for anything.

One notebook; with COURSE_TEST_ALL, all of them, with their seconds and memory.
"""

import os
import shutil
import statistics
import time

import nbformat
import pytest

from course_utils.site.build import ASSETS
from course_utils.site.lab import build, fits
from course_utils.upkeep import notebooks
from tests.browser import lab
from tests.browser.static import Site

ALL = "COURSE_TEST_ALL" in os.environ
NAMES = [path.name for path in notebooks.find([] if ALL else ["01"])]
ONE = "01_one_gaussian.ipynb"
OWN = {"doctor", "progress", "certificate"}  # this Python, this machine, this day
MISSING = ("all.json", "favicon.ico")  # asked of the host by Lab itself, and not there
WRITTEN = """
import os
from course_utils.provenance import folder_records, make, verify
bodies = {"a.json": '{"a":  1}', "half.json": "{", "no.json": "", "two.jsonl": "1\\n2"}
os.makedirs("notes")
for name, body in bodies.items():
    with open(f"notes/{name}", "w") as file:
        file.write(body)
    with open(f"notes/{name}") as file:
        assert file.read() == body
root = make(folder_records("notes"), "archive")
assert not verify("archive", root).faults
print("all kept")
"""
WIDGETS = """async (path) => {
    const { contents } = window.jupyterapp.serviceManager;
    const { metadata } = (await contents.get(path, { content: true })).content;
    return metadata.widgets?.["application/vnd.jupyter.widget-state+json"]?.state ?? {};
}"""
SOURCES = f"() => {lab.CONTENT}.widgets.map((cell) => cell.model.sharedModel.source)"


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    """JupyterLite, built once and served as a plain host would."""
    folder = tmp_path_factory.mktemp("lite")
    shutil.copytree(ASSETS, folder / "assets")
    build.write(folder, build.parts(), fits.NEURAL if ALL else ())
    site = Site(folder)
    yield site
    site.stop()


@pytest.fixture(scope="module")
def window(browser, lite):
    """Windows of a browser that reach the site alone, each with storage of its own."""
    made, asked = [], []

    def only_the_site(route):
        if route.request.url.startswith((lite.address, "blob:", "data:")):
            return route.continue_()
        asked.append(route.request.url)
        return route.abort()

    def opened(**settings):
        made.append(browser.new_context(**settings))
        made[-1].route("**/*", only_the_site)
        return made[-1]

    yield opened
    for each in made:
        each.close()
    assert not asked


@pytest.fixture(scope="module")
def opened(window, lite):
    """Open notebooks in one window, once each, and look at one; none has a problem.

    The browser slows pages that nobody looks at: a step takes 2 s there.
    """
    here, known = window(viewport={"width": 1280, "height": 1000}), {}

    def opener(name: str) -> lab.Notebook:
        if name not in known:
            known[name] = lab.Notebook(here.new_page(), lite, name, app="lite")
        known[name].page.bring_to_front()
        return known[name]

    yield opener
    problems = [each for notebook in known.values() for each in notebook.problems]
    assert not [each for each in problems if not each.endswith(MISSING)]


def runs(notebook: lab.Notebook, cell: str, source: str) -> str:
    """What a cell says when it is run with another source."""
    notebook.run_cell(cell, source)
    return lab.said(notebook.page.evaluate(lab.OUTPUTS)[cell])


@pytest.mark.parametrize("name", NAMES)
def test_runs_to_its_end_and_says_what_is_stored(opened, name):
    begun = time.perf_counter()
    notebook = opened(name)
    loaded = time.perf_counter() - begun
    stored = notebook.page.locator(".jp-OutputArea-output").all_inner_texts()
    assert stored and not [text for text in stored if "\n," in text]
    seconds = notebook.run_all()
    shown = notebook.page.evaluate(lab.OUTPUTS)
    stored = nbformat.read(notebooks.FOLDER / name, as_version=4).cells
    code = [cell for cell in stored if cell.cell_type == "code" and cell.id not in OWN]
    assert {cell.id: lab.said(shown[cell.id]).strip() for cell in code} == {
        cell.id: lab.said(cell.outputs).strip() for cell in code
    }
    heap = "import pyodide_js; print(pyodide_js._module.HEAPU8.length // 10**6)"
    memory = runs(notebook, code[-1].id, heap).strip()
    print(f"{name}: loaded in {loaded:.0f} s, ran in {seconds:.0f} s, {memory} MB")


@pytest.mark.parametrize("most", [150] if ALL else [])
def test_an_explorer_answers_at_once(opened, most):
    """A time of a quiet machine, in ms, so it is for the long check alone."""
    notebook, times = opened(ONE), []
    notebook.run_cell("setup")
    notebook.run_cell("explorer")
    explorer = notebook.explorer()
    for _ in range(20):
        begun = time.perf_counter()
        explorer.changes(explorer.button("Step").click)
        times.append(1000 * (time.perf_counter() - begun))
    print(f"step to picture: {statistics.median(times):.0f} ms")
    assert statistics.median(times) <= most


def test_an_answer_is_judged_and_an_endless_loop_ends(opened):
    notebook = opened(ONE)
    wrong = "def f(mean, std, n, rng):\n    return mean, std\ncheck('01.1', f)"
    assert "not yet" in runs(notebook, "answer-1", wrong)
    assert "Hint 1 of 3" in runs(notebook, "answer-1", "hint('01.1')")
    stubborn = "\n        try: pow(2, 3)\n        except BaseException: pass"
    for body in ("pass", stubborn):
        loop = f"def f(*_):\n    while True: {body}\ncheck('01.1', f, limit=1.0)"
        assert "and was stopped" in runs(notebook, "answer-1", loop)
    right = (
        "def f(mean, std, n, rng):\n    x = rng.normal(mean, std, n)\n"
        "    return x.mean(), x.std(ddof=1)\ncheck('01.1', f)"
    )
    assert "correct" in runs(notebook, "answer-1", right)


def test_a_reload_keeps_files_and_progress(opened):
    notebook = opened(ONE)
    notebook.run_cell("setup")
    assert "Hint 1 of 3" in runs(notebook, "answer-2", "hint('01.2')")
    notebook.write("answer-1", "print('mine')")
    notebook.save()
    notebook.page.reload()
    notebook.ready()
    assert notebook.page.evaluate(f"() => {lab.CONTEXT}.path") == f"notebooks/{ONE}"
    assert "print('mine')" in notebook.page.evaluate(SOURCES)
    notebook.run_cell("setup")
    assert "Hint 2 of 3" in runs(notebook, "answer-2", "hint('01.2')")
    damage = "open(progress.file, 'w').write('{')\nhint('01.1')\nprogress()"
    assert "It was renamed to" in runs(notebook, "answer-2", damage)


def test_the_settings_of_the_course_act(opened):
    """They have the state of widgets saved, with the notebook."""
    notebook = opened(ONE)
    notebook.run_cell("setup")
    notebook.run_cell("explorer")
    notebook.save()
    models = notebook.page.evaluate(WIDGETS, f"notebooks/{ONE}").values()
    classes = [each["state"].get("_dom_classes", []) for each in models]
    assert ["course-explorer"] in classes


def test_the_drive_keeps_files_as_they_were_written(opened):
    """Left alone, it parses what is called .json, and never answers if that fails."""
    assert "all kept" in runs(opened(ONE), "answer-2", WRITTEN)


def test_a_link_opens_a_notebook(window, lite):
    page = window(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(f"{lite.address}/run.html")
    page.get_by_role("link", name="One Gaussian").click()
    page.wait_for_function(
        "path => window.jupyterapp?.shell.currentWidget?.context?.path === path",
        arg=f"notebooks/{ONE}", timeout=lab.WAIT_MS,
    )  # fmt: skip


@pytest.mark.parametrize("device", ["iPhone 15", "iPhone 15 landscape", "Pixel 7"])
def test_a_phone_gets_the_pages(window, lite, playwright, device):
    phone = window(**playwright.devices[device]).new_page()
    phone.goto(f"{lite.address}/run.html")
    assert phone.get_by_text("wants a larger screen").is_visible()
    assert not phone.get_by_text("MB the first time").is_visible()
