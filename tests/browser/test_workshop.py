"""The three-hour order of the guide in JupyterLab, step by step, with thirty seats.

One seat sits at this browser; the lines of the others are simulated. Run by hand:
``python -m tests.release workshop``.
"""

import os
import re

import pytest

from tests import told
from tests.browser import lab
from tests.orders import ORDERS, stem

pytestmark = pytest.mark.skipif(
    not os.environ.get("COURSE_TEST_ALL"),
    reason="takes minutes: tests.release workshop",
)
STEPS, _ = ORDERS["Three hours"]
PLACES = [(step[2], step[3], step[4]) for step in STEPS if "§" in step[3]]


@pytest.fixture(scope="module")
def room(browser, server):
    """Opens a notebook once; all must end without a problem."""
    opened = {}

    def at(place: str) -> lab.Notebook:
        name = f"{stem(place)}.ipynb"
        if name not in opened:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            opened[name] = lab.Notebook(page, server, name)
        opened[name].page.bring_to_front()
        return opened[name]

    yield at
    problems = [
        problem for notebook in opened.values() for problem in notebook.problems
    ]
    for notebook in opened.values():
        notebook.shut_down()
        notebook.page.close()
    assert not problems, problems


def ids_of(place: str) -> list[str]:
    """The code cells of a section."""
    found, number = [], 0
    for cell in told.cells(stem(place)):
        if heading := re.search(r"^## (\d+) · ", cell.source, re.M):
            number = int(heading[1])
        if number == int(place.split("§")[1]) and cell.cell_type == "code":
            found.append(cell.id)
    return found


def above(notebook: lab.Notebook, cell_id: str) -> None:
    """Select a cell, then Run All Above Selected Cell, as the guide says."""
    notebook.page.evaluate(
        f"""([id]) => {{ const notebook = {lab.CONTENT};
            notebook.deselectAll();
            notebook.activeCellIndex = notebook.widgets.indexOf({lab.CELL}); }}""",
        [cell_id],
    )
    assert notebook.command("notebook:run-all-above") is not False


def lock(cell, bet: str) -> None:
    """Press the first option, where there are options, and lock."""
    options = cell.locator("input[type=radio]")
    if options.count():
        options.first.check()
    cell.get_by_role("button", name="Lock my prediction").click()
    cell.get_by_text("Locked:").first.wait_for()


@pytest.mark.parametrize(("what", "place", "bets"), PLACES, ids=str)
def test_a_step_of_the_order(room, what, place, bets):
    notebook, cells = room(place), ids_of(place)
    above(notebook, cells[0])
    for id in cells:
        shown = notebook.run_cell(id)
        source = next(c.source for c in told.cells(stem(place)) if c.id == id)
        for bet in re.findall(r"^predict\(\"(.*?)\"\)", source, re.M):
            if bet in bets:
                lock(shown, bet)
    for preset in re.findall(r"\*\*(.+?)\*\*", what):
        button = notebook.page.locator(".course-explorer button", has_text=preset)
        if button.count():
            button.first.click()
    if place == "02 §2":
        send_lines(notebook)
    assert not notebook.problems


def send_lines(notebook: lab.Notebook) -> None:
    """The chat in the place of the first line, as the text above the cell says."""
    lines = [
        f"Ann {seat}: seat {seat} | last_seen = {seat % 9}" for seat in range(1, 31)
    ]
    chat = "\n".join([*lines, "seat 7 | last_seen = 40", "lol"])
    source = next(
        c.source for c in told.cells("02_tails_go_first") if c.id == "class-collect"
    )
    _, rest = source.split("\n", 1)
    shown = notebook.run_cell("class-collect", f'pasted = """{chat}"""\n{rest}')
    shown.get_by_text("30 seats: half of them are at 3.5 or below").wait_for()
    assert "seat 7: 7, then 40" in shown.inner_text() and "lol" in shown.inner_text()
    shown.locator("img").wait_for()


def test_every_bet_of_the_order_is_locked(room):
    notebook = room("07 §1")
    cell = notebook.run_cell(
        "progress", "from course_utils.learning import bets\nbets()"
    )
    for bet in re.findall(r"\d\d\.p\d", " ".join(bets for *_, bets in PLACES)):
        row = cell.locator("tr", has_text=bet)
        row.wait_for()
        assert "not locked" not in row.inner_text()
