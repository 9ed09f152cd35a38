"""The game of the creatures: what it counts, by which buttons, and beside whom."""

import re

import numpy as np
import pytest

from course_utils.chapters.nb09 import creatures
from course_utils.learning import progress
from course_utils.learning.classroom import collect
from course_utils.learning.funnel import ASKED, KEY, funnel
from tests.standard_errors import means_agree, share_is

SIMULATED = 4_000


@pytest.fixture(autouse=True)
def at_seat_seven(own_progress):
    progress.seat = 7


def text(game) -> str:
    return re.sub(r"<[^>]+>", " ", game.said.value)


def play(game, pair=(1, 2)):
    while not game.done:
        for number in pair:
            game.pick(number)
        game.next.click()


def alone(kind: str, n: int, seed: int) -> np.ndarray:
    """(n,) bool: one creature left at the round asked? All games at once."""
    rng, games = np.random.default_rng(seed), np.arange(n)[:, None]
    x, wishes = rng.random((n, 9, 8)), rng.normal(size=(n, 8, 1))
    for _ in range(ASKED - 1):
        liked = (x @ wishes)[..., 0] if kind == "taste" else rng.random((n, 9))
        pair = x[games, np.argsort(liked, axis=1, kind="stable")[:, -2:]]
        first = rng.random((n, 9, 8)) < 0.5
        x = np.where(first, pair[:, :1], pair[:, 1:])
    return np.abs(x - x[:, :1]).max(axis=(1, 2)) < creatures.LEAST


@pytest.mark.parametrize("kind", ["dice", "taste"])
def test_most_games_end_in_one_creature_whoever_picks(kind):
    """4,000 simulated choosers, against all of them at once, written anew; 4 SE."""
    counts = creatures.games(kind, SIMULATED, 77)
    again = alone(kind, SIMULATED, 78)
    means_agree(counts[:, ASKED - 1] == 1, again)


def test_a_part_that_two_parents_share_never_comes_back():
    rng, pair = np.random.default_rng(1), np.random.default_rng(2).random((2, 8))
    pair[1, 3] = pair[0, 3]
    young = creatures.children(pair, rng)
    assert (young[:, 3] == pair[0, 3]).all()
    assert ((young == pair[0]) | (young == pair[1])).all()


def test_unlike_parts_halve_each_round():
    """Two children have different parents in a part half of the time; 4 SE."""
    rng, unlike = np.random.default_rng(3), 0
    pair = np.array([np.zeros(8), np.ones(8)])
    for _ in range(2_000):
        a, b = creatures.children(pair, rng)[:2]
        unlike += int((a != b).sum())
    share_is(unlike, 16_000, 0.5)


def test_different_is_told_by_distance():
    x = np.zeros((4, 8))
    x[1, 2], x[2, 2], x[3, 5] = 0.09, 0.11, 0.5
    assert creatures.distinct(x) == 3


def test_nine_rounds_with_two_picks_each():
    game = funnel(seed=1)
    assert game.next.disabled and "Pick two" in text(game)
    game.pick(4)
    assert game.next.disabled and "Pick one more" in text(game)
    game.pick(5)
    assert not game.next.disabled
    game.pick(6)
    assert game.next.disabled and "put one back" in text(game)
    game.go_on()
    assert game.round == 1
    game.pick(6)
    game.next.click()
    assert game.round == 2 and not game.chosen
    play(game)
    assert len(game.counts) == creatures.ROUNDS + 1 and game.counts[0] == 9
    assert all(pick.disabled for pick in game.picks) and game.dice.disabled


def test_the_line_is_one_that_a_teacher_collects():
    game = funnel(seed=2)
    play(game)
    found = collect(text(game))
    assert found[7].what == KEY and found[7].value == game.counts[ASKED - 1]
    assert "can't tell" in text(game)


def test_dice_have_no_line_and_a_new_game_begins_anew():
    game = funnel(seed=3)
    while not game.done:
        game.dice.click()
    assert KEY not in text(game) and "no line for a class" in text(game)
    game.again.click()
    assert game.round == 1 and not game.picks[0].disabled


def test_what_a_file_shows_tells_no_outcome():
    game = funnel(seed=4)
    before = game.still.text
    assert before.startswith("Nine creatures\nRound 1") and "9: " in before
    assert not re.search(r"\d+ %|can't tell", before)


def test_every_creature_is_drawn_and_told_in_words():
    game = funnel(seed=5)
    for i, picture in enumerate(game.pictures):
        says = creatures.words(game.shown[i])
        assert f'aria-label="Creature {i + 1}: {says}"' in picture.value
        assert says in game.picks[i].tooltip
    low, high = creatures.words(np.zeros(8)), creatures.words(np.ones(8))
    assert all(a != b for a, b in zip(low.split(", "), high.split(", "), strict=True))


def test_bad_picks_are_refused():
    with pytest.raises(ValueError, match="number is 10"):
        funnel(seed=1).pick(10)
