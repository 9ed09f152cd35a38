"""The report card's sentences, and the text that carries a game."""

import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.steward import card, line_up, saved
from course_utils.steward.game import begin
from course_utils.steward.line_up import UNCHECKED, WITHOUT
from course_utils.steward.plans import play
from course_utils.steward.world import of_seat

GAME = play(of_seat(7), line_up.steward)
CODE = saved.encode(GAME, 2)


def test_a_text_brings_back_the_same_game():
    state, tries = saved.decode(f"  {CODE}\n")
    assert (state.scores, state.actions, state.credits, tries) == (
        GAME.scores, GAME.actions, GAME.credits, 2,
    )  # fmt: skip


def test_a_game_that_has_not_begun_has_a_text_too():
    state, tries = saved.decode(saved.encode(begin(of_seat(3))))
    assert state.t == 1 and state.world.seat == 3 and tries == 0


def signed(body: str) -> str:
    return f"{body}-{zlib.crc32(body.encode()):08x}"


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "it is not of the form DS1-…"),
        (None, "it is not of the form"),
        (CODE[:-1], "it is not of the form"),
        (CODE.replace("h84", "h85"), "its checksum does not match"),
        (CODE.replace("DS1", "DS2"), "another version of the game wrote it"),
        (signed("DS1-7-0-h2000"), "in generation 1 this costs 1600.0 credits"),
        (signed("DS1-7-0-ah3"), "'ah3' is no list of actions"),
        (signed("DS1-7-0-" + ".".join("0" * 11)), "more than 10 generations"),
        (signed("DS1-7-0-h9999"), "human is 9999"),
    ],
)
def test_a_damaged_text_is_refused_with_its_reason(text, why):
    with pytest.raises(ValueError, match=r"Nothing has changed$") as caught:
        saved.decode(text)
    assert why in str(caught.value)


@given(st.integers(0, len(CODE) - 1), st.sampled_from("0aZ9.-_h"))
def test_any_changed_letter_is_noticed(place, letter):
    other = CODE[:place] + letter + CODE[place + 1 :]
    if other != CODE:
        with pytest.raises(ValueError):
            saved.decode(other)


@pytest.mark.parametrize(
    "name, failure",
    [("provenance", "poison"), ("verify", "junk"), ("detect", "junk")],
)
def test_the_card_names_what_went_wrong_and_where_it_is_explained(name, failure):
    made = card.ReportCard.of(play(of_seat(1), WITHOUT[name]))
    assert made.failures[0] == failure
    assert card.CURES[failure] in made.lines
    assert re.search(r"notebooks? \d\d", card.CURES[failure])


def test_a_lost_tail_is_told_as_drift_or_as_staleness():
    lost = card.ReportCard.of(play(of_seat(1), WITHOUT["archive"]))
    assert "drift" in lost.failures
    old = card.ReportCard.of(play(of_seat(1), WITHOUT["human"]))
    assert old.failures and old.failures[0] in ("stale", "drift", "junk")


def test_a_replay_is_marked_and_a_first_game_is_not():
    assert "Replay 2 of this seat" in card.ReportCard.of(GAME, 2).head
    assert "Replay" not in card.ReportCard.of(GAME).head


def test_gaps_under_five_points_are_not_told_as_ranks():
    table = card.means()
    told = card.compared(table["the steward"] - 4.9)
    assert "Within 5 points of the steward" in told and "Behind" not in told
    assert "Behind the steward" in card.compared(table["the steward"] - 5.1)
    assert "Ahead of the same, unchecked" in card.compared(
        table["the same, unchecked"] + 5.1
    )


def test_there_is_no_card_before_the_end():
    with pytest.raises(ValueError, match="generation 1 is not played yet"):
        card.ReportCard.of(begin(of_seat(1)))


def test_an_unchecked_game_says_poison():
    assert "poison" in card.ReportCard.of(play(of_seat(1), UNCHECKED)).failures
