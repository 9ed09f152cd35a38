"""The policy card: its lines, its files, and what it counts in an archive."""

import json
import re

import pytest

from course_utils.learning import policy_card
from course_utils.provenance import Record, Verified, card, make

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
    assert "Saved as" in shown.feedback.value and "0 lines" in shown.feedback.value
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
    checked = Verified("me", "asked", "2026-01-31")
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
    assert answers["course:deepestGeneration"].startswith("1 models behind")


def test_a_card_that_can_not_be_written_says_so(here):
    (here / FILES[1]).mkdir()
    shown = policy_card()
    shown.save()
    assert "Not saved" in shown.feedback.value


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "no JSON"), ("[]", "no answers"), ('{"x": ""}', "key 'x'"),
     ("[" * 100_000, "no JSON")],
)  # fmt: skip
def test_a_file_that_is_no_card_is_refused_and_kept(here, text, words):
    (here / FILES[0]).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        policy_card()
    assert (here / FILES[0]).read_text(encoding="utf-8") == text


def test_the_file_of_a_notebook_shows_the_lines(here):
    bundle = policy_card()._repr_mimebundle_()
    assert "Where the root is kept" in bundle["text/plain"]
    assert "Where the root is kept" in bundle["text/html"]
