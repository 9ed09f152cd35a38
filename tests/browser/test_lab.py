"""The notebooks in a real JupyterLab: run all, work the controls, save and reopen."""

import os

import nbformat
import pytest

from course_utils.upkeep import notebooks
from tests import other_seed
from tests.browser import lab
from tests.browser.accessibility import unknown
from tests.notebooks.test_nothing_given_away import is_neutral

ALL = "COURSE_TEST_ALL" in os.environ
ZERO = "00_start_here.ipynb", "doctor", "handshake", "live"
ONE = "01_one_gaussian.ipynb", "setup", "explorer"
# Results of predictions, which show when their cells run.
SECRETS = {"01_one_gaussian": ["the widest 10 % of the chains hold"]}
FOLDED = [p for p in notebooks.find() if "outputs_hidden" in p.read_text("utf-8")]


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_tells_nothing_runs_is_accessible_and_every_control_works(
    open_notebook, fresh_copy, server, path
):
    """With a seed of the learner's, where the notebook has one."""
    name = fresh_copy(path.stem, f"seeded_{path.name}")
    notebook, stored = open_notebook(name), nbformat.read(path, as_version=4)
    page = notebook.page
    if path in FOLDED:
        assert not [line for line in folded_lines(page) if not is_neutral(line)]
    secrets = [page.get_by_text(text) for text in SECRETS.get(path.stem, [])]
    assert not any(secret.count() and secret.last.is_visible() for secret in secrets)
    seed = other_seed.seed_cell(stored)
    if seed:
        notebook.write(seed.id, other_seed.SEED)
    notebook.run_all()
    if seed:
        notebook.save()
        ran = nbformat.read(server.root / name, as_version=4)
        other_seed.agrees(ran, path.stem[:2])
    assert all(secret.last.is_visible() for secret in secrets)
    for kind in ("error", "stderr"):
        mime = f"application/vnd.jupyter.{kind}"
        assert page.locator(f"[data-mime-type='{mime}']").count() == 0
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_text_contents()
    counted = [f"[{i}]:" for i in range(1, len(prompts) + 1)]
    folded = [
        cell.metadata.get("jupyter", {}).get("source_hidden", False)
        for cell in stored.cells
        if cell.cell_type == "code"
    ]
    assert prompts == [
        "" if hidden else number for hidden, number in zip(folded, counted, strict=True)
    ]

    assert unknown(notebook) == []

    explorers = page.locator(".course-explorer").count()
    assert explorers == path.read_text(encoding="utf-8").count(".explorer(")
    tour = path.stem == "quick_tour"  # its explorers are those of other notebooks
    for index in range(explorers):
        explorer = notebook.explorer(index)
        if tour and not ALL:
            explorer.changes(explorer.button("Step").click)
        else:
            every_control_does_something(explorer)


def every_control_does_something(explorer):
    """Each one changes the picture or the sentence; of presets the first and the last.

    With COURSE_TEST_ALL, all of them.
    """
    assert " 1" in explorer.sentence.split(",")[0]
    explorer.type("Generation", "5")
    assert " 5" in explorer.sentence
    assert explorer.sliders().first.get_attribute("aria-valuenow") == "5.0"
    for name in ("Step", "Back", "Reroll"):
        explorer.changes(explorer.button(name).click)

    for handle in explorer.sliders().all():
        handle.focus()
        explorer.changes(lambda: explorer.page.keyboard.press("ArrowRight"))
    choices = explorer.box.locator(".widget-toggle-buttons")
    for i in range(choices.count()):
        buttons = choices.nth(i).locator("button:not(.mod-active)")
        explorer.changes(buttons.last.click)
    for field in explorer.box.locator(".widget-text input[type=text]").all():
        explorer.changes(
            lambda field=field: (field.fill("Hello"), field.press("Enter"))
        )
    row = explorer.box.locator(".course-row", has_text="Presets")
    presets = row.locator("button").all()
    for button in presets if ALL else presets[:1] + presets[-1:]:
        explorer.changes(button.click)


def test_alt_texts_are_the_sentence(run_once):
    explorer = run_once(*ONE).explorer()
    explorer.changes(explorer.button("halving").click)
    alts = explorer.pictures.evaluate_all("images => images.map(each => each.alt)")
    assert len(alts) == 2 and " ".join(alts) == explorer.sentence
    assert explorer.sentence.startswith("Generation 138, fitted to 100 points")


SHOWN = """images => images.map(image => {
    const box = image.getBoundingClientRect();
    return [box.width / image.naturalWidth, box.height / image.naturalHeight, box.top];
})"""


def test_pictures_keep_their_size_and_come_before_the_controls(run_once):
    """At 1280 pixels, at 800, and as a projector at 200 % has them."""
    notebook = run_once(*ONE)
    look_at_pictures(notebook, 1280, 800)
    notebook.command("application:toggle-left-area")
    look_at_pictures(notebook, 800, 800)
    look_at_pictures(notebook, 640, 400)


def look_at_pictures(notebook, width, height):
    """Measure them with all controls, and in the presenter's view."""
    notebook.page.set_viewport_size({"width": width, "height": height})
    explorer = notebook.explorer()
    shown = explorer.pictures.evaluate_all(SHOWN)
    assert len(shown) == 2
    for wide, high, _ in shown:
        assert wide == pytest.approx(1, abs=0.01) and high == pytest.approx(1, abs=0.01)
    beside = shown[0][2] == shown[1][2]
    assert beside == (width == 1280), width
    top = explorer.box.bounding_box()["y"]
    if width == 1280:
        assert shown[0][2] - top < 60
    explorer.button("Presenter").click()
    explorer.box.get_by_label("Seed").wait_for(state="hidden")
    assert explorer.button("Play").is_visible()
    assert explorer.pictures.evaluate_all(SHOWN)[0][2] - top < 20, width
    explorer.button("Presenter").click()
    explorer.box.get_by_label("Seed").wait_for()


def test_plays_by_keyboard_to_the_end_without_a_blank_or_a_jump(run_once):
    notebook = run_once(*ZERO)
    page, explorer = notebook.page, notebook.explorer()
    explorer.type("Generation", "30")
    page.evaluate(
        """() => {
            const box = document.querySelector('.course-explorer');
            window.seen = {blank: 0, heights: new Set(), frames: new Set()};
            const look = () => {
                const image = box.querySelector('figure img');
                if (!image || !image.complete || !image.naturalWidth) seen.blank++;
                else seen.frames.add(image.src);
                seen.heights.add(box.offsetHeight);
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    explorer.button("Play").focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        "() => document.querySelector('.course-explorer figcaption')"
        ".innerText.startsWith('Model 60 ')",
        timeout=40_000,
    )
    seen = page.evaluate(
        "() => ({...seen, heights: seen.heights.size, frames: seen.frames.size})"
    )
    assert seen["blank"] == 0
    assert seen["heights"] == 1
    assert seen["frames"] > 10


def test_a_saved_notebook_greets_with_its_figures(
    open_notebook, fresh_copy, page, server
):
    """Neither with 'model not found' nor with empty space, though no kernel runs."""
    path = fresh_copy("00_start_here", "mine.ipynb")
    notebook = open_notebook(path)
    notebook.run_all()  # JupyterLab shows widgets of a notebook that ran whole
    explorer = notebook.explorer()
    explorer.type("Generation", "40")
    sentence = explorer.sentence
    notebook.save()
    notebook.shut_down()

    again = lab.Notebook(page, server, path)
    page.wait_for_selector(".course-explorer figure img")
    text = page.locator(".jp-Notebook").inner_text()
    assert again.problems == []
    again.shut_down()
    assert "model not found" not in text
    assert "Error displaying widget" not in text
    assert sentence.startswith("Model 40 ") and sentence in text


def test_the_handshake_is_answered(run_once):
    page = run_once(*ZERO).page
    page.locator(".widget-html-content", has_text="browser has answered").wait_for()


def folded_lines(page) -> list[str]:
    """What stands beside the dots of every folded output."""
    folded = page.locator(".jp-OutputPlaceholder")
    folded.first.wait_for()
    return [line.strip() for line in folded.all_inner_texts()]
