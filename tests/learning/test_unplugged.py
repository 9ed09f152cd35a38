"""The games on paper, played here by hand, end inside the bands that are drawn.

A class is simulated without the course's own code: slips in a list, a coin, two dice.
Of many rows nine in ten must be in the band; the limits allow 4 standard errors and,
for whole numbers, that a band is a little wider than it must be.
"""

import math
import random
import re
import statistics
import sys

import numpy as np
import pytest

from course_utils.learning import unplugged

dice_module = sys.modules["course_utils.learning.unplugged.dice"]
names_module = sys.modules["course_utils.learning.unplugged.names"]
coins_module = sys.modules["course_utils.learning.unplugged.coins"]
row_module = sys.modules["course_utils.learning.unplugged.row"]
GROUPS = 400
LEAST, MOST = 0.9 - 4 * math.sqrt(0.09 / GROUPS), 0.985


def hat(random: random.Random, n: int, generations: int) -> list[int]:
    """Slips drawn with replacement; how many different names there are."""
    slips, counts = list(range(n)), [n]
    for _ in range(generations):
        slips = [random.choice(slips) for _ in slips]
        counts.append(len(set(slips)))
    return counts


def table(random: random.Random, generations: int) -> list[int]:
    """The rules of the page: lists, dice, and the old text thrown away."""
    text, counts = [s.split() for s in dice_module.TEXT], []
    for _ in range(generations + 1):
        counts.append(len({word for sentence in text for word in sentence}))
        lists = {}
        for sentence in text:
            for word, after in zip([None, *sentence], [*sentence, None], strict=True):
                lists.setdefault(word, []).append(after)
        text = [spoken(random, lists) for _ in text]
    return counts


def spoken(random: random.Random, lists: dict) -> list[str]:
    words, word = [], None
    while len(words) < 10:
        word = lists[word][thrown(random, len(lists[word]))]
        if word is None:
            break
        words.append(word)
    return words


def thrown(random: random.Random, entries: int) -> int:
    """Two dice pick one of so many entries, as the page says."""
    if entries <= 3:
        return random.randrange(6) * entries // 6
    place = entries
    while place >= entries:
        row = random.randrange(6) if entries > 6 else 0
        place = 6 * row + random.randrange(6)
    return place


def seats(slips: list[list[float]]) -> list[float]:
    """Each seat gets a mean and a σ, and hands on those of its own points."""
    mean, std, passed = 0.0, 1.0, []
    for zs in slips:
        points = [mean + std * z for z in zs]
        mean, std = statistics.mean(points), statistics.stdev(points)
        passed.append(std)
    return passed


def inside(values, low: float, high: float) -> float:
    return np.mean([low <= value <= high for value in values])


def same_mean(rows, simulated) -> bool:
    """Whether both kinds of rows end alike: within 4 standard errors."""
    ends, others = [row[-1] for row in rows], simulated[-1]
    error = math.sqrt(np.var(ends) / len(ends) + np.var(others) / len(others))
    return abs(np.mean(ends) - np.mean(others)) < 4 * error


def test_hats_end_in_the_band():
    rng = random.Random(1)
    rows = [hat(rng, 30, 6) for _ in range(GROUPS)]
    simulated = names_module.hats(30, 6)
    ends = np.quantile(simulated, (0.05, 0.95), axis=1)
    for k in (1, 3, 6):
        assert LEAST < inside([row[k] for row in rows], *ends[:, k]) < MOST
    assert same_mean(rows, simulated)
    drawn = unplugged.names(rows[:5])
    assert "5 hats of 30 names" in drawn.sentences[0]
    mean = statistics.mean(row[6] for row in rows[:5])
    assert f"at generation 6, {mean:.1f} names are left" in drawn.sentences[0]


def test_tables_end_in_the_band():
    rng = random.Random(2)
    rows = [table(rng, 3) for _ in range(GROUPS)]
    simulated = dice_module.tables(3)
    ends = np.quantile(simulated, (0.05, 0.95), axis=1)
    assert same_mean(rows, simulated)
    for k in (1, 2, 3):
        assert LEAST < inside([row[k] for row in rows], *ends[:, k]) <= 0.99
    drawn = unplugged.dice(rows[:4])
    assert drawn.sentences[0].startswith("4 tables: at generation 3")
    assert "of 13 words left" in drawn.sentences[0]


def test_coins_have_the_quantiles_of_the_binomial_law():
    rng = random.Random(3)
    words = ["".join(rng.choice("HT") for _ in range(10)) for _ in range(GROUPS)]
    low, middle, high = coins_module.expected(10)
    last = [1.5 ** word.count("H") * 0.5 ** word.count("T") for word in words]
    assert LEAST < inside(last, low[-1], high[-1]) <= 0.99
    assert middle[-1] == pytest.approx(1.5**5 * 0.5**5)
    drawn = unplugged.coins(words[:30])
    assert f"{statistics.median(last[:30]):.2f} (theory: 0.24)" in drawn.sentences[0]
    assert f"{statistics.mean(last[:30]):.2f} (theory: 1)" in drawn.sentences[0]


def test_rows_of_seats_end_in_the_band():
    """The slips as they are printed are what the seats draw."""
    printed = unplugged.slips(10 * GROUPS).splitlines()[1:]
    slips = [[float(z) for z in line.split()[1:]] for line in printed]
    rows = [seats(slips[i : i + 10]) for i in range(0, len(slips), 10)]
    low, middle, high = row_module.expected(5, 10)
    ends = [row[-1] for row in rows]
    assert LEAST - 0.02 < inside(ends, low[-1], high[-1]) < MOST
    # The median of log σ² lies within 4 standard errors and its skewness of the mean.
    assert statistics.median(ends) == pytest.approx(middle[-1], rel=0.4)
    drawn = unplugged.row(rows[:3])
    told = re.search(r"each is ([\d., ]+)\. In", drawn.sentences[0])[1]
    assert [float(part) for part in told.split(", ")] == pytest.approx(
        ends[:3], rel=0.06
    )


def test_a_row_may_end_early():
    assert "3 hats" in unplugged.names([[9, 6], [9, 5, 4], [9, 7, 7]]).sentences[0]
    assert "is 0.5, 0.2" in unplugged.row([[0.5], [0.4, 0.2]]).sentences[0]


@pytest.mark.parametrize(
    ("game", "given", "complaint"),
    [
        ("names", [], "at least one row"),
        ("names", [[30]], "at least one row of two"),
        ("names", [[30, 19], [29, 18]], "all groups begin with the same"),
        ("names", [[30, 19, 20]], "never grow"),
        ("names", [[30, 18.5]], "never grow"),
        ("names", [[30, float("nan")]], "finite"),
        ("dice", [[14, 9]], "13 different words"),
        ("dice", [[13, -1]], "must be 0 or more"),
        ("coins", [], "a word of H and T"),
        ("coins", ["HT", "HTT"], "all of one length"),
        ("coins", ["HX"], "a word of H and T"),
        ("coins", ["", ""], "empty"),
        ("row", [], "at least one row"),
        ("row", [[]], "at least one row"),
        ("row", [[0.5, 0]], "it must hold numbers above 0"),
        ("row", [[-1, 0.5]], "must be 0 or more"),
    ],
)
def test_what_is_no_row_is_refused(game, given, complaint):
    with pytest.raises(ValueError, match=complaint):
        getattr(unplugged, game)(given)


def test_slips_are_those_of_a_bell_curve_and_differ():
    lines = unplugged.slips(30).splitlines()
    assert len(lines) == 31 and len(set(lines)) == 31
    assert unplugged.slips(30) == unplugged.slips(30) != unplugged.slips(30, seed=2)
    assert max(map(len, lines)) <= 64
