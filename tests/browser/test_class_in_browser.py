"""A vote and the teacher's desk in a browser: by keyboard alone, sound to axe."""

from course_utils.chapters import contents
from course_utils.learning.line import Line
from tests.browser.accessibility import unknown
from tests.browser.keyboard import press

ASKED = contents.concept("v02")
WRONG = next(i for i in ASKED.shown if i != ASKED.right)


def cast(page, panel, option: int, sure: str, lock: str) -> None:
    """One vote, with Tab and Space."""
    for label in (ASKED.shown[option], sure):
        press(page, panel.get_by_label(label))
    press(page, panel.get_by_role("button", name=lock))


def a_class() -> str:
    """Thirty seats that have voted twice, a joke, and a line with markup."""
    right, wrong = ASKED.letter(ASKED.right), ASKED.letter(WRONG)
    lines = [Line(i, "v02", f"{wrong} 75 {right if i > 9 else wrong} 100")
             for i in range(1, 31)]  # fmt: skip
    return "\n".join([*map(repr, lines), "lol", "<img src=x onerror=alert(1)>"])


def test_a_vote_and_the_desk_by_keyboard_alone(open_notebook, fresh_copy):
    notebook = open_notebook(fresh_copy("concept_questions", "votes.ipynb"))
    page = notebook.page
    notebook.run_cell("setup", "from course_utils.learning import classroom, vote")
    panel = notebook.run_cell("v02").locator(".course-panel")
    panel.get_by_text("No vote is locked yet.").wait_for()

    panel.get_by_label(ASKED.shown[0]).focus()
    cast(page, panel, WRONG, "rather sure", "Lock my first vote")
    panel.get_by_text("Your first vote is locked").wait_for()
    assert "The right answer is" not in panel.inner_text()
    panel.get_by_label(ASKED.shown[0]).focus()
    cast(page, panel, ASKED.right, "certain", "Lock my second vote")
    panel.get_by_text("The right answer is").wait_for()
    assert ASKED.misconceptions[WRONG] not in panel.inner_text()
    assert panel.get_by_label(ASKED.shown[0]).is_disabled()

    desk = notebook.run_cell("desk").locator(".course-panel")
    field = desk.get_by_label("Lines of the class:")
    field.focus()
    page.keyboard.insert_text(a_class())
    press(page, desk.get_by_role("button", name="Read"))
    desk.get_by_text("30 read, 2 skipped").wait_for()
    assert "<img src=x" in desk.inner_text()
    press(page, desk.get_by_role("button", name="Draw"))
    picture = desk.get_by_role("img")
    picture.wait_for()
    assert ASKED.misconceptions[WRONG] in picture.get_attribute("alt")
    assert desk.locator("img").count() == 1
    assert unknown(notebook) == []
    for width in (1280, 640):  # a projector at 100 and at 200 %
        page.set_viewport_size({"width": width, "height": 800})
        for box in (panel, desk):
            assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
