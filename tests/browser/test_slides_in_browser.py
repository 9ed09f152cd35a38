"""The slides in a browser whose network is cut: nothing spills, explorers play."""

import pytest

from course_utils.slides import deck

PROJECTOR = {"width": 1280, "height": 720}
SPILLED = """() => {
    const slide = Reveal.getCurrentSlide();
    const page = document.querySelector(".slides").getBoundingClientRect();
    const spills = (part) => {
        const box = part.getBoundingClientRect();
        return box.width && box.height && (
            box.bottom > page.bottom + 1 || box.right > page.right + 1 ||
            box.left < page.left - 1 || box.top < page.top - 1 ||
            (part.clientWidth && part.scrollWidth > part.clientWidth + 1));
    };
    return [...slide.querySelectorAll(":not(aside, aside *)")].filter(spills)
        .map((part) => part.outerHTML.slice(0, 100));
}"""


@pytest.fixture(params=deck.orders())
def shown(request, offline, slides):
    page = offline(viewport=PROJECTOR)
    page.goto(slides[request.param].as_uri())
    page.wait_for_function("Reveal.isReady()")
    return page


def go(page, i: int):
    """Show a slide; its players."""
    page.evaluate("i => Reveal.slide(i, 0)", i)
    return page.locator("section.present > section.present .course-player")


def number(page) -> int:
    return page.evaluate("Reveal.getTotalSlides()")


def test_nothing_spills_over_a_projector(shown):
    """Every slide, and every preset of its explorer."""
    spilled = {}
    for i in range(number(shown)):
        player = go(shown, i)
        found = shown.evaluate(SPILLED)
        for button in player.locator("button[data-preset]").all():
            button.click()
            button.and_(shown.locator("[aria-pressed=true]")).wait_for()
            found += shown.evaluate(SPILLED)
        if found:
            spilled[i] = found
    assert not spilled


def test_an_explorer_plays_by_keyboard(shown):
    i = next(i for i in range(number(shown)) if go(shown, i).count())
    player = go(shown, i)
    player.locator("button[data-preset]").first.press("Space")
    player.get_by_role("slider").wait_for()
    player.get_by_role("slider").press("Home")
    before = player.locator("figcaption").text_content()
    player.get_by_role("button", name="Step").press("Space")
    assert player.locator("figcaption").text_content() != before
    assert shown.evaluate("Reveal.getIndices().h") == i
    shown.keyboard.press("ArrowRight")
    assert shown.evaluate("Reveal.getIndices().h") == i + 1


def test_the_speaker_sees_notes(shown):
    with shown.expect_popup() as opened:
        shown.keyboard.press("s")
    notes = opened.value.locator(".speaker-controls-notes")
    said = shown.locator("section.present > section.present aside.notes")
    wanted = " ".join(said.text_content().split())
    seen = "document.querySelector('.speaker-controls-notes').textContent"
    opened.value.wait_for_function(f"() => {seen}.length > 20")
    assert " ".join(notes.text_content().split()).endswith(wanted)
