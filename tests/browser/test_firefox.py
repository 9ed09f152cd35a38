"""The site and JupyterLite in Firefox, which Mozilla's own driver works.

    python -m tests.release firefox

The check names the program as COURSE_FIREFOX. What is not on this machine, Firefox asks
of a proxy that brings nothing and keeps a list.
"""

import os
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import nbformat
import pytest

from course_utils.learning.progress import passport
from course_utils.site import build as pages
from course_utils.site.lab import build
from course_utils.upkeep import notebooks
from tests.browser import lab
from tests.browser.static import Site

FIREFOX = shutil.which(os.environ["COURSE_FIREFOX"] or "firefox")
if not FIREFOX:
    pytest.fail("no Firefox here; Debian has it as firefox-esr", pytrace=False)
ONE = "01_one_gaussian.ipynb"
FIRST = 6  # cells of code
OWN = (".mozilla.com:443", ".mozilla.org:443")  # whom Firefox asks on its own account
OPEN = f"""(path) => {{ try {{
    return {lab.CONTEXT}.path === path
        && {lab.SESSION}.session.kernel.status === "idle";
}} catch {{ return false; }} }}"""
RUN = f"""async (id) => {{
    const notebook = {lab.CONTENT}, cell = {lab.CELL};
    notebook.deselectAll();
    notebook.activeCellIndex = notebook.widgets.indexOf(cell);
    await window.jupyterapp.commands.execute("notebook:run-cell");
    return cell.model.outputs.toJSON();
}}"""
SHOWN = """() => [...document.querySelectorAll(".course-explorer figure img")]
    .map((picture) => picture.src).join()"""
STEP = """() => [...document.querySelectorAll(".course-explorer button")]
    .find((button) => button.textContent.trim() === "Step").click()"""


class Nobody(BaseHTTPRequestHandler):
    """A proxy that brings nothing."""

    def do_CONNECT(self) -> None:
        """Note what was asked for."""
        self.server.asked.append(self.path)
        self.send_error(502)

    do_GET = do_POST = do_HEAD = do_CONNECT

    def log_message(self, *_) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def nobody():
    """The proxy, at work."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Nobody)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A small site with JupyterLite, as a plain host would serve it."""
    folder = tmp_path_factory.mktemp("served")
    pages.build(folder, ["01"], frames=3, runs=True)
    build.write(folder, build.parts(), neural=())
    site = Site(folder)
    yield site
    site.stop()


@pytest.fixture(scope="module")
def firefox(nobody, tmp_path_factory):
    """A Firefox without windows, with a profile of its own."""
    from marionette_driver.marionette import Marionette

    proxy = {
        "network.proxy.type": 1,
        **{
            f"network.proxy.{kind}{what}": value
            for kind in ("http", "ssl")
            for what, value in {"": "127.0.0.1", "_port": nobody.server_port}.items()
        },
    }
    log = tmp_path_factory.mktemp("firefox") / "log"
    driver = Marionette(
        bin=FIREFOX, headless=True, port=0, prefs=proxy, gecko_log=str(log)
    )
    driver.start_session()
    driver.timeout.script = lab.WAIT_MS / 1000
    yield driver
    driver.quit()
    driver.cleanup()


def js(firefox, function: str, *given):
    """What a function of the page returns, or what its promise brings."""
    script = f"""const done = [...arguments].pop();
        const failed = (problem) => done({{ problem: String(problem) }});
        (async () => ({function})(...[...arguments].slice(0, -1)))()
            .then((value) => done({{ value }}), failed);"""
    answer = firefox.execute_async_script(script, given, sandbox=None)
    assert "problem" not in answer, answer["problem"]
    return answer["value"]


def until(firefox, function: str, *given) -> float:
    """Wait until a function of the page says yes; the seconds that it took."""
    begun = time.monotonic()
    while not js(firefox, function, *given):
        assert time.monotonic() - begun < lab.WAIT_MS / 1000, function
        time.sleep(0.05)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def opened(firefox, served):
    """Firefox, with notebook 01 opened by the link of the door."""
    firefox.navigate(f"{served.address}/run.html")
    firefox.find_element("partial link text", "One Gaussian").click()
    print(f"{ONE}: loaded in {until(firefox, OPEN, f'notebooks/{ONE}'):.0f} s")
    return firefox


def test_the_first_cells_say_what_is_stored(opened):
    stored = nbformat.read(notebooks.FOLDER / ONE, as_version=4).cells
    code = [cell for cell in stored if cell.cell_type == "code"][:FIRST]
    begun = time.monotonic()
    shown = [lab.said(js(opened, RUN, cell.id)) for cell in code]
    print(f"{FIRST} cells: {time.monotonic() - begun:.0f} s")
    assert shown == [lab.said(cell.outputs) for cell in code]


def test_an_explorer_moves(opened):
    js(opened, RUN, "setup")
    js(opened, RUN, "explorer")
    until(opened, f"() => ({SHOWN})() !== ''")
    before = js(opened, SHOWN)
    js(opened, STEP)
    until(opened, f"(before) => ({SHOWN})() !== before", before)


def test_a_reload_keeps_what_was_written(opened):
    js(opened, f"(id) => {lab.CELL}.model.sharedModel.setSource('mine')", "answer-1")
    js(opened, "() => window.jupyterapp.commands.execute('docmanager:save')")
    opened.refresh()
    until(opened, OPEN, f"notebooks/{ONE}")
    source = f"(id) => {lab.CELL}.model.sharedModel.source"
    assert js(opened, source, "answer-1") == "mine"


def test_a_bet_is_locked_and_comes_along(firefox, served):
    firefox.navigate(f"{served.address}/index.html")
    firefox.find_element("css selector", "input[value='200']").click()
    firefox.find_element("css selector", "form button").click()
    said = firefox.find_element("css selector", "#said").text
    assert said.startswith("Locked: 200 generations.")
    code = firefox.find_element("css selector", ".course-code code").text
    assert passport.decode(code)["predictions"] == {"02.p1": 200}
    firefox.refresh()
    assert not firefox.find_element("css selector", "input[value='200']").is_enabled()
    assert firefox.find_element("css selector", "#stage").is_displayed()


def test_nobody_else_was_asked(firefox, nobody):
    others = {host for host in nobody.asked if not host.endswith(OWN)}
    assert not others
