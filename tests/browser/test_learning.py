"""A learner's way through notebook 01: predict, reveal, check, hint, quiz, progress."""

import re

from course_utils.chapters import contents
from tests.browser.keyboard import press

IMPORTS = "from course_utils.learning import hint, progress"


def test_a_learners_way(open_notebook, fresh_copy):
    path = fresh_copy("01_one_gaussian", "learner.ipynb")
    notebook = open_notebook(path)
    page = notebook.page
    notebook.run_cell("setup")
    notebook.run_cell("seed", f"SEED = 1\n{IMPORTS}\nprogress.forget()")
    notebook.run_all()
    truth = "It stays at 1 for ever"

    # Unlocked: it asks once more. Then a prediction, locked by keyboard, and its gap.
    reveal = notebook.run_cell("reveal-mean")
    assert "You have not locked prediction 01.p2 yet" in reveal.inner_text()
    assert "here is the answer" not in reveal.inner_text()
    asking = notebook.run_cell("predict-mean")
    asking.get_by_label("It falls like the median").focus()
    page.keyboard.press("Space")
    press(page, asking.get_by_role("button", name="Lock my prediction"))
    asking.get_by_text("“It falls like the median”").wait_for()
    assert asking.get_by_label(truth).is_disabled()
    reveal.get_by_text("Your prediction 01.p2").wait_for()
    assert truth in reveal.inner_text()
    reveal = notebook.run_cell("reveal-half")
    reveal.get_by_role("button", name="Show me what happened").click()
    reveal.get_by_text("Nothing was locked for 01.p3").first.wait_for()

    # A wrong answer with its diagnosis, three hints, the right answer.
    assert "○" in notebook.run_cell("answer-3").inner_text()
    wrong = notebook.run_cell("answer-3", "check('01.3', (2887, 2887))")
    assert "✗" in wrong.inner_text()
    assert "The −1 is not cosmetic" in wrong.inner_text()
    for rung in (1, 2, 3):
        hinted = notebook.run_cell("answer-3", "hint('01.3')")
        assert f"Hint {rung} of 3" in hinted.inner_text()
    right = notebook.run_cell("answer-3", "check('01.3', (2886, 1444))")
    assert "✓" in right.inner_text()

    # The quiz by keyboard alone: Tab and Space.
    quiz = notebook.run_cell("end-quiz")
    questions = contents.quiz("01/end").questions
    quiz.locator("input[type=radio]").first.focus()
    for i, question in enumerate(questions):
        option = quiz.locator(".widget-radio-box").nth(i).get_by_label(question.right)
        press(page, option)
        press(page, quiz.get_by_role("button", name="Answer").nth(i))
    quiz.get_by_text("Your score: 5 of 5").wait_for()

    # Progress: here, after a restart, in another notebook, and from a code.
    def shown(cell) -> str:
        text = cell.inner_text()
        return re.search(r"One Gaussian\s+(\d+ of \d+)", text).group(1)

    done = shown(notebook.run_cell("progress"))
    assert done.startswith("3 of ")
    notebook.restart_kernel()
    assert shown(notebook.run_cell("progress", f"{IMPORTS}\nprogress()")) == done
    code = notebook.run_cell("progress", "print(progress.code())").inner_text()
    code = re.search(r"MC2-\S+", code).group()

    other = open_notebook("00_start_here.ipynb")
    assert shown(other.run_cell("progress", f"{IMPORTS}\nprogress()")) == done
    other.run_cell("progress", "progress.forget()")
    assert shown(other.run_cell("progress", "progress()")).startswith("0 of ")
    other.run_cell("progress", f"progress.restore({code!r})")
    assert shown(other.run_cell("progress", "progress()")) == done
