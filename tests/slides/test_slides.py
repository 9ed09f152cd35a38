"""The slides hold what the notebooks hold, lose nothing unseen, and need no network."""

import re

import pytest
from bs4 import BeautifulSoup

from course_utils import __main__ as commands
from course_utils.slides import deck, parts
from course_utils.upkeep import notebooks

SLIDES = {order: deck.read(order)[1] for order in deck.orders()}
ALL = [(order, i) for order, slides in SLIDES.items() for i in range(len(slides))]
LOADED = re.compile(r'(?:src|href|data-preset)="(?!data:|#)([^"]*)"')


def words(text: str) -> str:
    """Letters and digits alone: neither Markdown's marks nor HTML's."""
    return re.sub(r"[\W_]+", "", text)


@pytest.fixture(scope="module")
def pages(slides) -> dict[str, BeautifulSoup]:
    return {
        order: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for order, path in slides.items()
    }


def test_the_two_orders_have_a_deck():
    assert deck.orders() == ["45", "180"]


@pytest.mark.parametrize(("order", "i"), ALL)
def test_a_slide_says_what_its_cells_say(order, i):
    """A heading, then blocks of the notebook, word for word and in its order."""
    slide = SLIDES[order][i]
    for address, text in zip(slide.show, deck.text(slide), strict=True):
        body = text if address != slide.show[0] else text.partition("\n")[2]
        if body:
            said = words(re.sub(r"\]\([^)]*\)|</?(details|summary)>", "",
                                deck.cell(address).source))  # fmt: skip
            assert all(words(block) in said for block in body.split("\n\n"))
    assert deck.text(slide)[0].startswith("## ")


def test_a_title_stands_only_where_the_notebook_has_another():
    for order, i in ALL:
        slide = SLIDES[order][i]
        bare = deck.Slide(show=slide.show, keep=slide.keep)
        assert not slide.title or deck.text(bare)[0] != deck.text(slide)[0], slide


def test_a_changed_notebook_loses_no_slide_unseen():
    with pytest.raises(ValueError, match="shows 02/nothing, but there is no such cell"):
        deck.text(deck.Slide(("02/nothing",)))
    with pytest.raises(ValueError, match="begins with 'Nobody wrote this'"):
        deck.text(deck.Slide(("02/simple",), keep=("Nobody wrote this",)))


def test_every_slide_is_there_with_its_notes(pages):
    for order, page in pages.items():
        shown = page.select(".slides > section > section")
        assert len(shown) == len(SLIDES[order])
        for section, slide in zip(shown, SLIDES[order], strict=True):
            heading = deck.text(slide)[0].splitlines()[0]
            assert words(heading) == words(section.h2.get_text().rstrip("¶"))
            aside = section.select_one("aside.notes").get_text()
            assert words(slide.say) in words(aside)
            assert bool(words(aside)) == bool(slide.say or slide.notes)


def test_every_bet_is_asked_before_it_is_revealed():
    for slides in SLIDES.values():
        calls = [
            (call.name, call.words[0])
            for slide in slides
            for address in slide.show
            if not deck.is_text(address)
            for call in parts.calls.of(deck.cell(address).source)
            if call.name in ("predict", "reveal")
        ]
        for name, id in calls:
            before = calls[: calls.index((name, id))]
            assert name == "predict" or ("predict", id) in before


def test_every_explorer_of_a_notebook_on_the_slides_plays(pages, slides):
    for order, page in pages.items():
        asked = {b["data-preset"] for b in page.select("button[data-preset]")}
        assert asked
        assert all((slides[order].parent / address).is_file() for address in asked)


def test_nothing_is_loaded_from_elsewhere(slides):
    folder = slides["45"].parent
    for path in slides.values():
        for address in LOADED.findall(path.read_text(encoding="utf-8")):
            assert (folder / address).is_file(), address
    for asset in (folder / "assets").rglob("*.css"):
        assert not re.findall(
            r"url\((?!['\"]?data:)|@import", asset.read_text(encoding="utf-8")
        )


def test_reveal_comes_with_its_licence(slides):
    reveal = slides["45"].parent / "assets/reveal"
    assert "MIT licensed" in (reveal / "reveal.js").read_text(encoding="utf-8")[:200]
    assert "Hakim El Hattab" in (reveal / "LICENSE").read_text(encoding="utf-8")


def test_an_order_that_is_none_is_refused(capsys):
    assert commands.main(["slides", "90"]) == 2
    assert capsys.readouterr().out == "no slides for '90'; there are 45, 180\n"


def test_a_deck_is_of_notebooks_that_are_there():
    stems = {path.stem for path in notebooks.find()}
    named = {a.split("/")[0] for o, i in ALL for a in SLIDES[o][i].show}
    assert all(any(stem.startswith(name) for stem in stems) for name in named)
