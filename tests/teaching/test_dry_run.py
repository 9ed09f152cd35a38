"""The three-hour order, walked through from the guide alone by thirty seats.

Each seat has a progress file of its own. It locks the bets in the guide's order, votes,
and sends its lines through a chat with names, times, thanks and a joker; the teacher's
functions read and draw them. In a browser: ``python -m tests.release workshop``.
"""

import random
import re
import statistics

import nbformat
import numpy as np
import pytest

from course_utils.chapters import contents
from course_utils.learning import bets, check, classroom, predict, progress, unplugged
from course_utils.learning.bets import outcomes
from course_utils.learning.blind_pairs import Comparison
from course_utils.learning.vote import vote
from course_utils.tasks.prediction import Amount, Curve, OneOf
from course_utils.upkeep import notebooks
from tests.orders import ORDERS, stem

SEATS = range(1, 31)
STEPS, _ = ORDERS["Three hours"]
BETS = [bet for step in STEPS for bet in re.findall(r"\d\d\.p\d", step[4])]
VOTES = [step[3].removeprefix("vote ") for step in STEPS if step[3][:4] == "vote"]
EXERCISE = contents.exercise("01.2")
MISSED = next(w for w in EXERCISE.wrong if w.code == "average-is-typical")


def chat(lines: list[str]) -> str:
    """What a class writes: names, times and thanks, one line twice, and a joker."""
    sent = zip(SEATS, lines, strict=True)
    said = [f"[10:{seat:02d}] Ann {seat}: {line} thanks!" for seat, line in sent]
    return "\n".join([*said, f"> {lines[6]}", "seat 0 | last_seen = <b>99</b>", "lol"])


@pytest.fixture(scope="module")
def seats(tmp_path_factory):
    """For each seat, its line after all bets, votes and an exercise of the order."""
    folder, rng, sent = tmp_path_factory.mktemp("seats"), random.Random(1), []
    with pytest.MonkeyPatch.context() as patch:
        for seat in SEATS:
            patch.setenv("COURSE_PROGRESS_FILE", str(folder / f"{seat}.json"))
            work(seat, rng)
            sent.append((progress.line(), repr(bets())))
    return sent


def work(seat: int, rng: random.Random) -> None:
    """All that the order asks of a seat; every third one misses the exercise."""
    progress.seat = seat
    for bet in BETS:
        panel = predict(bet)
        panel.set(guess(panel.prediction, rng))
        panel.lock()
    for id in VOTES:
        twice(vote(id), rng)
    answer = MISSED.answer if seat % 3 == 0 else EXERCISE.reference
    check(EXERCISE.id, answer(EXERCISE.for_seat(seat)))


def guess(asked, rng: random.Random):
    if isinstance(asked, OneOf):
        return rng.choice(list(asked.options))
    if isinstance(asked, Curve):
        return [rng.uniform(asked.low, asked.high) for _ in asked.x]
    assert isinstance(asked, Amount)
    return float(rng.randint(int(np.ceil(asked.low)), int(asked.high)))


def twice(ballot, rng: random.Random) -> None:
    """A first vote by chance, a second one that is right."""
    for index in (rng.randrange(len(ballot.concept.shown)), ballot.concept.right):
        _, sure = rng.choice(list(ballot.sure.options))
        ballot.choose(ballot.concept.letter(index), sure)
        ballot.lock()


def test_the_order_bets_in_every_part_and_each_seat_has_locked_all(seats):
    parts = {stem(step[3])[:2] for step in STEPS if step[3]}
    assert {bet[:2] for bet in BETS} == parts - {"co"}
    for _, told in seats:
        rows = [row for row in told.splitlines() if row[:6].strip() in BETS]
        assert len(rows) == len(BETS) and not any("not locked" in row for row in rows)


def test_the_teacher_draws_every_bet_and_every_vote_from_one_chat(seats):
    found = classroom.gather(chat([line for line, _ in seats]))
    assert found.seats == list(SEATS)
    assert "lol" in found.report and "seat 0" in found.report
    for bet in BETS:
        drawn = classroom.draw_bets(found, bet)
        assert drawn.sentences[0].startswith(f"30 seats on {bet}: ")
        assert bet in outcomes()
    for id in VOTES:
        assert "30" in repr(classroom.votes(found, id))
    missed = f"{EXERCISE.id} {MISSED.code}"
    assert classroom.mistakes(found)[missed] == len(SEATS[2::3])
    assert missed in classroom.draw_mistakes(found).sentences[0]


def test_the_class_of_notebook_02_is_pasted_and_drawn(capsys):
    """The notebook's own cells; the chat stands in the first line of the teacher's."""
    read = nbformat.read(notebooks.FOLDER / f"{stem('02 §2')}.ipynb", as_version=4)
    cells = {cell.id: cell.source for cell in read.cells}
    names = {}
    for id in ("setup", "seed", "class-run", "class-line"):
        exec(cells[id], names)
    lines = [names["my_line"](seat) for seat in SEATS]
    first, *rest, last = cells["class-collect"].splitlines()
    assert first.startswith("pasted = ") and last == "classroom.draw(lines)"
    names["pasted"] = chat(list(map(repr, lines)))
    exec("\n".join(rest), names)
    middle = statistics.median(line.value for line in lines)
    drawn = eval(last, names)
    assert drawn.sentences[0].startswith(
        f"30 seats: half of them are at {middle:g} or below"
    )
    told = capsys.readouterr().out
    assert "seat 7:" in told.split("Sent again")[1] and "lol" in told


def test_blind_pairs_of_thirty_are_added_up():
    """Seats that like the late writer in seven pairs of ten."""
    early, late = ([f"{w} {i} sees {w} {i}." for i in range(80)] for w in ("a", "b"))
    lines = []
    for seat in SEATS:
        names = ("the first", "the eighth")
        game = Comparison(early, late, pairs=10, lines=3, seed=seat, names=names)
        while game.asked < 10:
            at = "Left" if game.round.swapped[game.asked] else "Right"
            other = {"Left": "Right", "Right": "Left"}[at]
            game.choose(at if game.asked < 7 else other)
        lines.append(f"seat {seat} | late_of_10 = {game.late}")
    said = classroom.preferences(chat(lines), ("generation 1", "generation 8"))
    assert said.startswith("30 seats preferred generation 8 in 210 of 300 pairs.")


def test_two_coins_all_together_are_those_of_the_notebook():
    rng = random.Random(4)
    words = ["".join(rng.choice("HT") for _ in "12") for _ in SEATS]
    mean = statistics.mean(1.5 ** w.count("H") * 0.5 ** w.count("T") for w in words)
    assert (
        f"their mean is {mean:.2f} (theory: 1)" in unplugged.coins(words).sentences[0]
    )
