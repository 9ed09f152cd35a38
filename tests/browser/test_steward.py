"""The steward's game by keyboard alone, stopped, and taken up in a second kernel."""

import re

from playwright.sync_api import expect

from course_utils.steward import line_up
from course_utils.steward.game import begin, turn
from course_utils.steward.plans import play
from course_utils.steward.saved import encode
from course_utils.steward.world import of_seat
from tests.browser.keyboard import press, tab_to

GAME = play(of_seat(1), line_up.steward)
STOP, LOADED = 3, 8  # generations: played before the game is stopped; in a saved game
FIELDS = ("human", "crawl", "verify", "detect", "provenance", "archive")
NAMES = {
    "human": "Buy human records",
    "crawl": "Crawl records",
    "verify": "Check records of your own",
    "detect": "Detector",
    "provenance": "Check the origin",
    "archive": "Archive",
}


def so_far(t: int) -> str:
    """The text of the game after t generations."""
    state = begin(of_seat(1))
    for actions in GAME.actions[:t]:
        state = turn(state, actions)
    return encode(state)


def control(cell, name: str):
    """The field or the check box whose label begins so."""
    return cell.get_by_label(re.compile(f"^{NAMES[name]}"))


def decide(page, cell, actions) -> None:
    """Set every control by keys, and run the generation by the space bar.

    The focus is on the first field: a new generation puts it there.
    """
    for name in FIELDS:
        element, wanted = control(cell, name), getattr(actions, name)
        tab_to(page, element)
        if isinstance(wanted, bool):
            if element.is_checked() != wanted:
                page.keyboard.press("Space")
        else:
            page.keyboard.press("Control+A")
            page.keyboard.type(str(wanted))
    press(page, cell.get_by_role("button", name="Run the generation"))


def play_on(page, cell, actions, first: int) -> None:
    """Generations from ``first`` on."""
    for t, some in enumerate(actions, start=first):
        decide(page, cell, some)
        cell.get_by_text(f"Generation {t} is done.").first.wait_for()


def test_a_game_by_keyboard_is_stopped_and_taken_up_in_a_second_kernel(
    open_notebook, fresh_copy
):
    notebook = open_notebook(fresh_copy("12_data_steward", "steward.ipynb"))
    page = notebook.page
    notebook.run_cell("setup")
    notebook.run_cell("seed", "progress.forget()")
    cell = notebook.run_cell("game")
    cell.get_by_text("Generation 1 of 10").first.wait_for()

    # Undo, until results show.
    human, undo = control(cell, "human"), cell.get_by_role("button", name="Undo")
    human.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("70")
    page.keyboard.press("Tab")
    cell.get_by_text("The bill: 56.0 credits").first.wait_for()
    press(page, undo)
    cell.get_by_text("The bill: 0.0 credits").first.wait_for()
    human.focus()
    play_on(page, cell, GAME.actions[:STOP], 1)
    expect(undo).to_be_disabled()

    # Stopped: its code is taken to a kernel that knows nothing of it.
    code = notebook.run_cell("seed", "print(progress.code())")
    text = re.search(r"MC2-\S+", code.locator(".jp-OutputArea").inner_text()).group()
    notebook.run_cell("seed", "progress.forget()")
    other = open_notebook(fresh_copy("12_data_steward", "second.ipynb"))
    other.run_cell("setup")
    other.run_cell("seed", f'progress.restore("{text}")')
    cell = other.run_cell("game")
    cell.get_by_text(f"Generation {STOP + 1} of 10").first.wait_for()

    # A damaged game changes nothing and says why.
    field = cell.get_by_label("A saved game:")
    saved = field.input_value()
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(saved.replace("-h", "-h1", 1))
    press(page, cell.get_by_role("button", name="Load it"))
    cell.get_by_text("its checksum does not match").first.wait_for()
    assert cell.get_by_text(f"Generation {STOP + 1} of 10").first.is_visible()

    # Another saved game, and on from there to the end.
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(so_far(LOADED))
    press(page, cell.get_by_role("button", name="Load it"))
    cell.get_by_text(f"Generation {LOADED + 1} of 10").first.wait_for()
    control(cell, "human").focus()
    play_on(page, cell, GAME.actions[LOADED:], LOADED + 1)
    cell.get_by_text("Grade A, ").first.wait_for()
    cell.get_by_text("no action suffices").first.wait_for()
