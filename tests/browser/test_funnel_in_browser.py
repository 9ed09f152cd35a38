"""The game of the creatures in a browser: by keyboard alone, heard, sound to axe."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

SOURCE = """from course_utils.learning import funnel
funnel(seed=1)"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def game(open_notebook, server, tmp_path):
    """The notebook of one cell, run."""
    cell = nbformat.v4.new_code_cell(SOURCE, id="game")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    path = tmp_path / "funnel.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), path)
    notebook = open_notebook(server.add(path))
    notebook.run_all()
    return notebook


def has_focus(page, text: str) -> None:
    page.wait_for_function(
        "text => document.activeElement.innerText === text", arg=text
    )


def sound_in_both_themes(notebook, page) -> None:
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        notebook.command("apputils:change-theme", theme=theme)
        page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme", arg=theme
        )
        found = (
            Axe()
            .run(
                page,
                context={"include": [[".jp-OutputArea-output"]]},
                options={"runOnly": {"type": "tag", "values": TAGS}},
            )
            .response
        )
        assert found["passes"], "axe looked at nothing"
        assert [(v["id"], v["nodes"]) for v in found["violations"]] == [], theme


def test_a_game_by_keyboard_alone(game, page):
    panel = page.locator(".course-funnel")
    spoken = panel.locator("[role=status][aria-live=polite]")
    assert "Round 1 of 9: 9 different" in spoken.inner_text()
    assert panel.get_by_role("img").count() == 9
    sound_in_both_themes(game, page)

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
    sound_in_both_themes(game, page)
    page.keyboard.press("Space")
    panel.get_by_text("Round 1 of 9").wait_for()
    has_focus(page, "Pick 1")


def test_it_fits_where_the_page_is_narrow(game, page):
    page.set_viewport_size({"width": 960, "height": 800})
    panel = page.locator(".course-funnel")
    assert panel.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
