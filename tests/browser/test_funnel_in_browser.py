"""The game of the creatures in a browser: by keyboard alone, heard, sound to axe."""

import pytest

from tests.browser.accessibility import unsound
from tests.browser.keyboard import has_focus

SOURCE = """from course_utils.learning import funnel
funnel(seed=1)"""


@pytest.fixture
def game(one_cell):
    """The notebook of one cell, run."""
    return one_cell(SOURCE)


def test_a_game_by_keyboard_alone(game):
    page = game.page
    panel = page.locator(".course-funnel")
    spoken = panel.locator("[role=status][aria-live=polite]")
    assert "Round 1 of 9: 9 different" in spoken.inner_text()
    assert panel.get_by_role("img").count() == 9
    assert unsound(game) == []

    # After each round the first creature has the focus: Space, Tab, Space, on to Next.
    panel.get_by_role("button", name="Pick 1").focus()
    for number in range(1, 10):
        page.keyboard.press("Space")
        panel.get_by_text("Pick one more.").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        panel.get_by_text("Press Next round.").wait_for()
        for _ in range(8):
            page.keyboard.press("Tab")
        has_focus(page, "Next round")
        page.keyboard.press("Space")
        if number < 9:
            panel.get_by_text(f"Round {number + 1} of 9").wait_for()
            has_focus(page, "Pick 1")
    panel.get_by_text("Your rounds:").wait_for()
    has_focus(page, "Start again")
    assert "creatures_round_5 = " in spoken.inner_text()
    assert unsound(game) == []
    page.keyboard.press("Space")
    panel.get_by_text("Round 1 of 9").wait_for()
    has_focus(page, "Pick 1")


def test_it_fits_where_the_page_is_narrow(game):
    page = game.page
    page.set_viewport_size({"width": 960, "height": 800})
    panel = page.locator(".course-funnel")
    assert panel.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
