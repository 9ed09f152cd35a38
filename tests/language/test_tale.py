"""The tale is what its cast list promises; counted here from the file itself."""

import re
import string
from collections import Counter
from pathlib import Path

import pytest

from course_utils.language import tale

FILE = Path(tale.__file__).with_name("tale.txt").read_text(encoding="utf-8")
PROSE = " ".join(line for line in FILE.splitlines() if not line.startswith("#"))
WORDS = re.findall(r"[a-z]+(?:'[a-z]+)?", PROSE.lower())
COUNTS = Counter(WORDS)
PLAIN = set(string.ascii_letters + " \n.,?!;'\"#")
SAID = "Write it down before the tide comes in."


def level(count):
    return [name for name, part in tale.CAST.items() if part.count == count]


def repeated(words, length):
    runs = zip(*(words[i:] for i in range(length)), strict=False)
    return [" ".join(run) for run, times in Counter(runs).items() if times > 1]


@pytest.mark.parametrize("name", tale.CAST)
def test_each_of_the_cast_occurs_as_often_as_designed(name):
    count = tale.CAST[name].count
    assert COUNTS[name] == count
    assert sum(text.split().count(name) for text in tale.sentences()) == count


@pytest.mark.parametrize("name", tale.CAST)
def test_names_have_no_other_form_and_stand_in_no_title(name):
    whole = re.findall(rf"\b{name}\b", FILE.lower())
    assert len(whole) == tale.CAST[name].count
    assert not {f"{name}s", f"{name}'s", f"{name}es"} & set(WORDS)


def test_the_cast_fills_each_level():
    assert {part.count for part in tale.CAST.values()} == {1, 2, 5, 20, 100}
    assert len(level(100)) >= 2
    for count in (1, 2, 5, 20):
        assert len(level(count)) >= 4
    assert len({part.what for part in tale.CAST.values()}) == len(tale.CAST)
    assert all(re.fullmatch("[a-z]+", name) for name in tale.CAST)


def test_the_refrain_is_always_a_sentence_of_its_own():
    assert tale.REFRAINS == 20
    assert tale.sentences().count(tale.REFRAIN) == tale.REFRAINS
    assert PROSE.count(SAID) == tale.REFRAINS
    assert " ".join(WORDS).count("write it down before the tide comes in") == 20
    assert COUNTS["tide"] > tale.REFRAINS


def test_the_refrain_returns_in_every_chapter_and_has_the_last_word():
    for prose in tale.chapters().values():
        assert SAID in " ".join(prose.split())
    assert tale.sentences()[-1] == tale.REFRAIN


def test_no_other_eight_words_come_twice():
    between = PROSE.lower().split(SAID.lower())
    marked = []
    for number, part in enumerate(between):
        marked += [*re.findall(r"[a-z]+(?:'[a-z]+)?", part), f"refrain {number}"]
    assert repeated(marked, 8) == []
    assert "the ninth of december" in repeated(marked, 4)


def test_no_sentence_comes_twice_but_the_refrain():
    twice = {text for text, times in Counter(tale.sentences()).items() if times > 1}
    assert twice == {tale.REFRAIN}


def test_long_enough_and_as_rich_as_a_story_for_all_ages():
    assert len(WORDS) >= 10_000
    once = sum(times == 1 for times in COUNTS.values())
    assert 0.08 < len(COUNTS) / len(WORDS) < 0.20
    assert 0.35 < once / len(COUNTS) < 0.60
    assert COUNTS.most_common(1)[0][0] == "the"


def test_sentences_are_the_words_of_the_file_in_order():
    found = " ".join(tale.sentences()).split()
    assert [word for word in found if word not in ".?!"] == WORDS


def test_sentences_end_in_a_mark_and_are_easy_to_say():
    for text in tale.sentences():
        *words, mark = text.split()
        assert mark in (".", "?", "!")
        assert not set(words) & set(".?!")
        assert 4 <= len(words) <= 25


def test_every_mark_of_the_file_ends_one_sentence():
    assert len(tale.sentences()) == len(re.findall(r"[.?!]", PROSE))


def test_paragraphs_end_in_a_mark_with_their_quotes_closed():
    for prose in tale.chapters().values():
        for paragraph in prose.split("\n\n"):
            assert re.search(r'[.?!]"?$', paragraph)
            assert paragraph.count('"') % 2 == 0


def test_plain_characters_and_short_lines():
    assert set(FILE) <= PLAIN
    assert max(map(len, FILE.splitlines())) <= 90
    assert not re.search(r"[ \t]$|\t| {2}", FILE, flags=re.MULTILINE)
    assert FILE.endswith(".\n")


def test_chapters_hold_the_story_in_order():
    chapters = tale.chapters()
    assert 8 <= len(chapters) <= 14
    assert list(chapters) == re.findall(r"^## (.*)$", FILE, flags=re.MULTILINE)
    assert " ".join(" ".join(chapters.values()).split()) == " ".join(PROSE.split())
    assert all(
        prose == prose.strip() and "#" not in prose for prose in chapters.values()
    )
    assert all(len(prose.split()) > 600 for prose in chapters.values())


def test_the_text_is_the_file_with_its_title_first():
    assert tale.text() == FILE
    assert FILE.startswith("# Eight Blue Words\n")
    assert FILE.count("\n# ") == 0
