"""Blind pairs: fair seats, a score beside a coin's, pages that hold nothing back."""

import html
import re
from collections import Counter

import ipywidgets as W
import numpy as np
import pytest

from course_utils.learning import progress
from course_utils.learning.blind_pairs import Comparison, blind_pairs
from course_utils.learning.classroom.lines import collect, preferences
from course_utils.learning.passages import PAGE, deal
from tests.standard_errors import mean_is, share_is

EARLY = [f"early {i} <b>sings</b> & `rests`." for i in range(200)]
LATE = [f"late {i} *rests*." for i in range(50)] * 4
NAMES = ("first <one>", "second one")


@pytest.fixture(autouse=True)
def at_seat_seven(own_progress):
    progress.seat = 7


def panel(seed=0, **changes) -> Comparison:
    return blind_pairs(
        **{"early": EARLY, "late": LATE, "names": NAMES, "seed": seed} | changes
    )


def seen(shown) -> str:
    """What is read on the screen, tags and entities resolved."""
    return html.unescape(re.sub(r"<[^>]+>", " ", shown.shown.value))


def sides(shown) -> tuple[str, str]:
    """The text under Left and under Right."""
    return re.search(r"Left(.*)Right(.*)", seen(shown), re.S).groups()


def play(shown, late: int) -> None:
    """Prefer the late writer in the first so many pairs, by the buttons."""
    for i in range(shown.pairs):
        late_left = "late" in sides(shown)[0]
        (shown.left if late_left == (i < late) else shown.right).click()


# --- passages and pages --------------------------------------------------------------


def test_each_pair_has_both_writers_and_no_sentence_twice_in_a_round():
    dealt = deal(EARLY, LATE, 10, 4, np.random.default_rng(3))
    for writer, texts, word in ((0, EARLY, "early"), (1, LATE, "late")):
        passages = [pair[writer] for pair in dealt.pairs]
        assert [len(passage) for passage in passages] == [4] * 10
        said = [text for passage in passages for text in passage]
        assert set(said) <= set(texts) and len(set(said)) == 40
        assert all(text.startswith(word) for text in said)


def test_a_sentence_comes_again_only_after_all_others():
    dealt = deal(
        EARLY, [f"late {i % 7}." for i in range(90)], 10, 4, np.random.default_rng(1)
    )
    said = [text for _, late in dealt.pairs for text in late]
    counts = Counter(said)
    assert sorted(counts.values()) == [5, 5, 6, 6, 6, 6, 6]
    assert all(len(set(late)) == 4 for _, late in dealt.pairs)
    dealt = deal(EARLY, LATE[:10], 10, 4, np.random.default_rng(1))
    assert all(len(set(late)) == 4 for _, late in dealt.pairs)


def test_what_is_said_more_often_comes_earlier():
    texts = ["often."] * 90 + ["seldom."] * 10
    rng = np.random.default_rng(5)
    first = [deal(EARLY, texts, 1, 1, rng).pairs[0][1][0] for _ in range(2000)]
    share_is(first.count("often."), 2000, 0.9)


def test_a_page_is_a_fair_sample_of_the_texts_with_repetition_in_order():
    rng = np.random.default_rng(2)
    texts = ["often."] * 60 + [f"seldom {i}." for i in range(40)]
    pages = [deal(texts, EARLY, 1, 1, rng).pages for _ in range(400)]
    for early, late in pages:
        assert len(early) == len(late) == PAGE == 30
        assert early == sorted(early) and late == sorted(late)
        assert set(early) <= set(texts) and len(set(late)) == PAGE
    mean_is([early.count("often.") for early, _ in pages], 30 * 0.6)


@pytest.mark.parametrize(("pairs", "swapped"), [(10, 5), (7, 3), (1, 0)])
def test_each_side_holds_each_writer_equally_often(pairs, swapped):
    for seed in range(5):
        dealt = deal(EARLY, LATE, pairs, 2, np.random.default_rng(seed))
        assert sum(dealt.swapped) == swapped


def test_the_order_of_sides_is_chance():
    rng = np.random.default_rng(9)
    rounds = [deal(EARLY, LATE, 4, 1, rng).swapped for _ in range(1000)]
    assert len(set(map(tuple, rounds))) == 6
    share_is(sum(swapped[0] for swapped in rounds), 1000, 0.5)


# --- the panel -----------------------------------------------------------------------


def test_pair_after_pair_is_shown_and_named_by_number_alone():
    shown = panel()
    for number in range(1, 11):
        assert f"Pair {number} of 10" in seen(shown)
        assert 'role="status" aria-live="polite"' in shown.shown.value
        left, right = sides(shown)
        assert {"late" in left, "late" in right} == {"early" in left, "early" in right}
        assert ("late" in left) != ("late" in right)
        assert left.count("rests") == right.count("rests") == 4
        for name in NAMES:
            assert name not in seen(shown) + shown.still.text
        shown.left.click()
    assert "Pair" not in seen(shown)


def test_always_left_prefers_neither():
    shown = panel(seed=4)
    for _ in range(10):
        shown.left.click()
    assert shown.late == 5


@pytest.mark.parametrize(
    ("late", "name", "often", "percent"),
    [  # of 1,024 equal outcomes of ten flips
        (10, "second one", 10, 1 / 10.24), (8, "second one", 8, 56 / 10.24),
        (7, "second one", 7, 176 / 10.24),
        (4, "first <one>", 6, 386 / 10.24), (0, "first <one>", 10, 1 / 10.24),
    ],
)  # fmt: skip
def test_the_score_stands_beside_that_of_a_coin(late, name, often, percent):
    shown = panel()
    play(shown, late)
    assert shown.late == late
    text = seen(shown)
    assert f"You preferred {name} in {often} of 10 pairs" in text
    said = re.search(rf"the other {often} times or more in ([\d.]+) % of", text)[1]
    assert float(said) == pytest.approx(2 * percent, rel=0.05)
    assert f"seat 7 | late_of_10 = {late} " in text


def test_a_tie_is_no_preference():
    shown = panel()
    play(shown, 5)
    assert "You preferred neither writer: each in 5 of 10 pairs." in seen(shown)


def test_both_pages_are_shown_whole_with_their_different_words():
    few = [f"{word}, the dog barks!" for word in ("one", "two")] * 40
    many = [f"w{i} x{i} y{i}." for i in range(80)]
    shown = panel(early=many, late=few, lines=1)
    play(shown, 3)
    text = seen(shown)
    assert "first <one>: 90 words, 90 of them different" in text
    assert "second one: 120 words, 5 of them different" in text
    assert (
        text.count("the dog barks!") == 30 and len(re.findall(r" w\d+ x", text)) == 30
    )
    assert text.index("first <one>: ") < text.index("second one: ")
    status = re.search(r'<div role="status".*?</div></div>', shown.shown.value)[0]
    assert "You preferred" in status and "barks" not in status


def test_after_the_last_pair_only_a_new_start_is_possible():
    shown = panel()
    play(shown, 6)
    assert shown.left.disabled and shown.right.disabled and not shown.again.disabled
    before = shown.shown.value
    shown.choose("Left")
    assert shown.shown.value == before and shown.asked == 10


def test_a_new_start_has_other_pairs_and_no_line_for_a_class():
    shown = panel()
    first = shown.still.text
    play(shown, 6)
    shown.again.click()
    assert shown.asked == shown.late == 0
    assert not shown.left.disabled and not shown.right.disabled
    assert "Pair 1 of 10" in seen(shown) and shown.still.text != first
    play(shown, 2)
    assert "first <one> in 8 of 10" in seen(shown)
    assert "late_of_10" not in seen(shown) and "no line for a class" in seen(shown)


def test_a_new_start_before_the_pages_is_still_blind():
    shown = panel()
    shown.left.click()
    shown.again.click()
    play(shown, 6)
    assert "seat 7 | late_of_10 = 6 " in seen(shown)


def test_the_focus_goes_to_the_next_button_where_the_pressed_one_is_done(monkeypatch):
    focused = []
    monkeypatch.setattr(W.Button, "focus", lambda widget: focused.append(widget))
    shown = panel(pairs=2)
    shown.left.click()
    assert focused == []
    shown.left.click()
    assert focused == [shown.again]
    shown.again.click()
    assert focused == [shown.again, shown.left]


def test_texts_are_escaped_and_their_marks_stay():
    shown = panel()
    assert (
        "<b>" not in shown.shown.value
        and "&lt;b&gt;sings&lt;/b&gt; &amp;" in shown.shown.value
    )
    assert "*rests*" in shown.shown.value and "`rests`" in shown.shown.value
    still = shown._repr_mimebundle_()["text/html"]
    assert "<b>" not in still and "*rests*" in still and "`rests`" in still
    play(shown, 5)
    assert "<b>" not in shown.shown.value and "first <one>" not in shown.shown.value


def test_what_a_saved_notebook_holds_is_the_first_pair_the_same_each_time():
    shown = panel(seed=3)
    bundle, again = shown._repr_mimebundle_(), panel(seed=3)._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert bundle[kind] == again[kind]
    assert bundle["text/plain"] != panel(seed=4)._repr_mimebundle_()["text/plain"]
    left, right = bundle["text/plain"].split("\nRight\n")
    for column, text in zip(sides(shown), (left, right), strict=True):
        lines = [line.strip() for line in text.split("\n") if line.startswith("  ")]
        assert len(lines) == 4 and all(line in column for line in lines)
    assert "Pair 1 of 10" in left and "better written?" in left


def test_the_three_buttons_have_different_names():
    shown = panel()
    question, place, row = shown.children[-3:]
    assert "better written?" in question.value and place is shown.shown
    assert [type(part) for part in row.children] == [W.Button] * 3
    names = [part.description for part in row.children]
    assert names == ["Left is better", "Right is better", "Start again"]


def test_tuples_and_exactly_enough_texts_will_do():
    shown = panel(early=tuple(EARLY[:30]), late=LATE[:30], pairs=20, lines=30)
    play(shown, 20)
    assert "in 20 of 20 pairs" in seen(shown)
    assert "in less than 0.01 % of" in seen(shown)


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize("which", ["early", "late"])
@pytest.mark.parametrize(
    ("texts", "error", "complaint"),
    [
        ("one long string", TypeError, "is str, .* list of strings"),
        (None, TypeError, "is NoneType, .* list of strings"),
        ([*EARLY, 3, None], TypeError, "holds NoneType, int, but only str"),
        ([*EARLY, "", " \n"], ValueError, "has 2 empty strings among 202"),
        ([], ValueError, "has 0 texts, 0 of them different, .* least 30"),
        (EARLY[:29], ValueError, "has 29 texts, 29 of them different"),
        (["a.", "b.", "c."] * 20, ValueError, "has 60 texts, 3 of them .*, 4 of them"),
    ],
)
def test_too_few_texts_or_none_are_refused(which, texts, error, complaint):
    with pytest.raises(error, match=f"^{which} {complaint}"):
        panel(**{which: texts})


@pytest.mark.parametrize("name", ["pairs", "lines"])
@pytest.mark.parametrize("value", [0, -1, 2.5, "3", None, True])
def test_pairs_and_lines_are_whole_numbers_from_one(name, value):
    with pytest.raises(ValueError, match=f"^{name} is .*at least 1"):
        panel(**{name: value})


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (("one",), ValueError), (("a", "b", "c"), ValueError), (("a", "a"), ValueError),
        (("a", " "), ValueError), ("ab", TypeError), ((1, 2), TypeError),
        (None, TypeError), (("a", "b", "a"), ValueError),
    ],
)  # fmt: skip
def test_names_are_two_different_strings(names, error):
    with pytest.raises(error, match=r"^names "):
        panel(names=names)


@pytest.mark.parametrize(("seed", "error"), [(None, TypeError), (-1, ValueError)])
def test_a_seed_is_needed(seed, error):
    with pytest.raises(error, match="seed is"):
        panel(seed=seed)


@pytest.mark.parametrize("side", ["left", "", None, 0])
def test_an_unknown_side_is_refused(side):
    shown = panel()
    with pytest.raises(ValueError, match="'Left' or 'Right'"):
        shown.choose(side)
    assert shown.asked == 0


# --- the class -----------------------------------------------------------------------


def test_lines_of_a_class_add_up():
    lines = []
    for seat, late in ((1, 3), (2, 8), (30, 9)):
        progress.seat = seat
        shown = panel(seed=seat)
        play(shown, late)
        lines.append(re.search(r"seat \d+ \| \w+ = \d+", seen(shown))[0])
    pasted = "\n".join(lines)
    assert [line.value for line in collect(pasted).values()] == [3, 8, 9]
    assert "3 seats preferred second one in 20 of 30 pairs." in preferences(
        pasted, NAMES
    )
