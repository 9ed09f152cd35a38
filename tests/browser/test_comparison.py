"""Blind pairs in a browser: by keyboard alone, heard, and sound to axe."""

from tests.browser.accessibility import unsound
from tests.browser.keyboard import has_focus

SOURCE = """from course_utils.learning import blind_pairs
early = [f"the early <b>bird</b> number {i} sings a long song." for i in range(60)]
late = [f"the late bird number {i % 9} sings." for i in range(60)]
panel = blind_pairs(early, late, pairs=3, seed=1, names=("early one", "late one"))
panel"""


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText")


def press_until(page, text: str) -> None:
    """Press Space on the button that has the focus, and wait for what it shows."""
    page.keyboard.press("Space")
    page.locator(".course-pairs").get_by_text(text).wait_for()


def test_a_round_by_keyboard(one_cell):
    notebook = one_cell(SOURCE)
    page = notebook.page
    panel = page.locator(".course-pairs")
    spoken = panel.locator("[role=status][aria-live=polite]")
    assert "Pair 1 of 3" in spoken.inner_text()
    assert "early <b>bird</b>" in spoken.inner_text()
    assert "early one" not in panel.inner_text()
    assert unsound(notebook) == []

    # The button keeps the focus from pair to pair; after the last, the next one has it.
    panel.get_by_role("button", name="Left is better").focus()
    press_until(page, "Pair 2 of 3")
    assert focused(page) == "Left is better"
    page.keyboard.press("Tab")
    assert focused(page) == "Right is better"
    press_until(page, "Pair 3 of 3")
    press_until(page, "of 3 pairs")
    has_focus(page, "Start again")
    assert "You preferred" in spoken.inner_text()
    assert "of them different" not in spoken.inner_text()
    assert panel.get_by_text("of them different").count() == 2
    assert panel.get_by_role("button", name="Left is better").is_disabled()
    assert unsound(notebook) == []
    panel.get_by_role("button", name="Start again").focus()
    press_until(page, "Pair 1 of 3")
    has_focus(page, "Left is better")
    press_until(page, "Pair 2 of 3")


def test_it_fits_where_the_page_is_narrow(one_cell):
    page = one_cell(SOURCE).page
    page.set_viewport_size({"width": 960, "height": 800})
    panel = page.locator(".course-pairs")
    for press in range(4):
        wide = panel.evaluate("box => box.scrollWidth - box.clientWidth")
        assert wide <= 0, f"after {press} answers"
        if press < 3:
            panel.get_by_role("button", name="Right is better").click()
            waited = f"Pair {press + 2} of 3" if press < 2 else "You preferred"
            panel.get_by_text(waited).wait_for()
