"""The policy card: its lines, its files, and what it counts in an archive."""

import json
import re

import pytest

from course_utils.learning import policy_card
from course_utils.learning.progress import store
from course_utils.provenance import Record, Verification, card, make

pytestmark = pytest.mark.usefixtures("own_progress")
FILES = ("policy_card_mine.json", "policy_card_mine.md")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(shown) -> dict[str, str]:
    """Answer every line by its field, each with words of its own."""
    said = {key: f"answer to {key} *ü* | \\ <b>" for key in shown.fields}
    for key, answer in said.items():
        shown.fields[key].value = answer
    return said


def test_what_is_typed_is_on_the_page_and_in_the_file_for_programs(here):
    shown = policy_card()
    said = fill(shown)
    shown.button.click()
    kept, page = ((here / name).read_text(encoding="utf-8") for name in FILES)
    assert json.loads(kept) == said
    assert all(f"(`{key}`): {answer}\n" in page for key, answer in said.items())
    assert "Saved;" in shown.feedback.value and "0 lines" in shown.feedback.value
    assert "<b>" not in shown.feedback.value


def test_the_card_has_published_fields_and_four_that_no_template_has():
    own = [item.key for item in card.ITEMS if item.template == card.OWN]
    assert len(own) == 4 and all(key.startswith("course:") for key in own)
    published = {item.key for item in card.ITEMS} - set(own)
    assert all(re.match("dps:|rai:|eu:", key) for key in published)
    labels = [item.label for item in card.ITEMS]
    assert len(set(labels)) == len(labels)


def test_a_saved_card_comes_back(here):
    first = policy_card()
    said = fill(first)
    first.save()
    for name in FILES:
        (here / name).unlink()
    assert card.from_markdown(store.current().read()["policy"]) == said
    assert policy_card().answers == said
    assert all(answer in policy_card().still.text for answer in said.values())


def test_what_is_not_answered_is_called_so(here):
    shown = policy_card()
    shown.set("dps:source.title", "Letters\nof a village")
    shown.save()
    page = (here / FILES[1]).read_text(encoding="utf-8")
    assert "**Title** (`dps:source.title`): Letters of a village\n" in page
    assert page.count(card.OPEN) == len(card.ITEMS) - 1
    assert f"{len(card.ITEMS) - 1} lines are not" in shown.feedback.value


def test_what_an_archive_tells_is_filled_in(here):
    checked = Verification("me", "asked", "2026-01-31")
    make(
        [
            Record("a", "x", kind="human", verified=checked),
            Record("b", "x", kind="human"),
            Record("m", "", kind="model", parents=("a",)),
            Record("c", "x", kind="synthetic", made_by="m"),
            Record("d", "x"),
        ],
        here / "archive",
    )
    answers = policy_card("archive").answers
    assert answers["course:realShare"] == (
        "2 of 4 records labelled human, 1 of them verified; 1 unknown"
    )
    assert answers["course:deepestGeneration"].startswith("1 model behind a record")


def test_a_card_that_can_not_be_written_says_so_and_is_kept(here):
    (here / FILES[1]).mkdir()
    shown = policy_card()
    said = fill(shown)
    shown.save()
    assert "policy_card_mine.md can't be written here" in shown.feedback.value
    assert policy_card().answers == said


def test_a_card_that_is_too_long_is_not_saved(here):
    shown = policy_card()
    shown.set("dps:source.title", "x" * 20_000)
    shown.save()
    assert "Not saved" in shown.feedback.value and not list(here.glob("policy*"))
    assert policy_card().answers["dps:source.title"] == ""


@pytest.mark.parametrize(
    "page", ["", "# My own words\n\n- **Title**: x\n", "- **a** (`b`): c"]
)
def test_another_page_is_an_empty_card(page):
    assert card.from_markdown(page) == {}


def test_a_key_that_no_line_has_is_refused():
    with pytest.raises(ValueError, match="no line has the key 'title'"):
        card.markdown({"title": "x"})


def test_the_file_of_a_notebook_shows_the_lines(here):
    bundle = policy_card()._repr_mimebundle_()
    assert "Where the root is kept" in bundle["text/plain"]
    assert "Where the root is kept" in bundle["text/html"]
