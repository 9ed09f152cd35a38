"""Blind pairs in a browser: by keyboard alone, heard, and sound to axe."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

SOURCE = """from course_utils.learning import blind_pairs
early = [f"the early <b>bird</b> number {i} sings a long song." for i in range(60)]
late = [f"the late bird number {i % 9} sings." for i in range(60)]
panel = blind_pairs(early, late, pairs=3, seed=1, names=("early one", "late one"))
panel"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def opened(open_notebook, server, tmp_path):
    """The notebook of one cell, run; ``name`` keeps two of them apart."""

    def opener(name: str):
        cell = nbformat.v4.new_code_cell(SOURCE, id="pairs")
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        path = tmp_path / name
        made = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
        nbformat.write(made, path)
        notebook = open_notebook(server.add(path))
        notebook.run_all()
        return notebook

    return opener


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText")


def has_focus(page, text: str) -> None:
    """Wait until the element of that text has the focus."""
    page.wait_for_function(
        "text => document.activeElement.innerText === text", arg=text
    )


def press_until(page, text: str) -> None:
    """Press Space on the button that has the focus, and wait for what it shows."""
    page.keyboard.press("Space")
    page.locator(".course-pairs").get_by_text(text).wait_for()


def unsound(page) -> list:
    response = Axe().run(
        page,
        context={"include": [[".jp-OutputArea-output"]]},
        options={"runOnly": {"type": "tag", "values": TAGS}},
    )
    assert response.response["passes"], "axe looked at nothing"
    return [(v["id"], v["nodes"]) for v in response.response["violations"]]


def in_both_themes(notebook, page) -> None:
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        notebook.command("apputils:change-theme", theme=theme)
        page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme", arg=theme
        )
        assert unsound(page) == [], theme


def test_a_round_by_keyboard(opened, page):
    notebook = opened("pairs.ipynb")
    panel = page.locator(".course-pairs")
    spoken = panel.locator("[role=status][aria-live=polite]")
    assert "Pair 1 of 3" in spoken.inner_text()
    assert "early <b>bird</b>" in spoken.inner_text()
    assert "early one" not in panel.inner_text()
    in_both_themes(notebook, page)

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
    in_both_themes(notebook, page)
    panel.get_by_role("button", name="Start again").focus()
    press_until(page, "Pair 1 of 3")
    has_focus(page, "Left is better")
    press_until(page, "Pair 2 of 3")


def test_it_fits_where_the_page_is_narrow(opened, page):
    page.set_viewport_size({"width": 960, "height": 800})
    opened("narrow.ipynb")
    panel = page.locator(".course-pairs")
    for press in range(4):
        wide = panel.evaluate("box => box.scrollWidth - box.clientWidth")
        assert wide <= 0, f"after {press} answers"
        if press < 3:
            panel.get_by_role("button", name="Right is better").click()
            waited = f"Pair {press + 2} of 3" if press < 2 else "You preferred"
            panel.get_by_text(waited).wait_for()
