"""The key of a class: what is typed from it is right, and a near miss is that miss."""

import re
from functools import cache

import pytest

from course_utils.__main__ import main
from course_utils.chapters import contents
from course_utils.learning.bets import outcomes
from course_utils.learning.classroom.key import key_text, seats_text
from course_utils.learning.line import read
from course_utils.tasks.exercise import judge, mistake, observe

SEATS = range(4, 7)
TYPED = {
    id: exercise
    for id, exercise in contents.all_exercises().items()
    if hasattr(exercise.answer, "named") or hasattr(exercise.answer, "keys")
}
EVERY = pytest.mark.parametrize("id", TYPED)


@cache
def section(id: str) -> str:
    found = re.search(rf"^## {id} .*?(?=^## |\Z)", key_text(SEATS), re.M | re.S)
    return found[0]


def rows(id: str, pattern: str) -> list[list[str]]:
    found = re.findall(rf"^\| ({pattern}) \| (.*) \|$", section(id), re.M)
    return [[first, *rest.split(" | ")] for first, rest in found]


def typed(exercise, words: list[str]):
    """An answer as somebody types it who reads it from the page."""
    if not hasattr(exercise.answer, "named"):
        return dict(zip(exercise.answer.keys, words, strict=True))
    numbers = [word.split()[0].replace(",", "").replace("∞", "inf") for word in words]
    return [float(number) for number in numbers]


def alike(answer, exact) -> bool:
    """The same names, or numbers to six digits."""
    if isinstance(exact, dict):
        return answer == exact
    return answer == pytest.approx(exact, rel=1e-5)


def judged(exercise, answer, seat: int):
    return judge(exercise, observe(exercise, answer, seat), seat)


@EVERY
def test_what_is_typed_from_the_key_is_right(id):
    exercise = TYPED[id]
    told = rows(id, r"\d+|all")
    assert [seat for seat, *_ in told] == (
        [str(seat) for seat in SEATS] if exercise.given else ["all"]
    )
    for seat, *words in told:
        number = SEATS[0] if seat == "all" else int(seat)
        assert judged(exercise, typed(exercise, words), number).right


@EVERY
def test_every_near_miss_of_the_key_is_one_of_the_exercise(id):
    """What is printed for the first seat is such an answer, to six digits."""
    exercise, told = TYPED[id], []
    for code, answers, says in rows(id, "`[a-z-]+`"):
        shown = [typed(exercise, one.split(", ")) for one in answers.split("; or ")]
        told += [(code.strip("`"), says, answer) for answer in shown]
    assert len(told) == len(exercise.wrong)
    for number, wrong in enumerate(exercise.wrong):
        exact = mistake(exercise, number, SEATS[0])
        assert [
            answer for code, says, answer in told
            if (code, says) == (wrong.code, " ".join(wrong.says.split()))
            and alike(answer, exact)
        ]  # fmt: skip


def test_programs_and_bets_are_in_the_key():
    text = key_text(SEATS)
    for id, exercise in contents.all_exercises().items():
        assert f"## {id} {exercise.title}\n" in text
        assert all(wrong.code in section(id) for wrong in exercise.wrong)
    told = dict(re.findall(r"^\| (\d\d\.p\d) \| .* \| (.*) \|$", text, re.M))
    assert told.keys() == contents.all_predictions().keys()
    for id, end in outcomes().items():
        assert told[id] == contents.prediction(id).words(end)
    assert told["12.p1"] == "each game has its own"


def test_the_line_in_the_key_is_one():
    (example,) = re.findall(r"`(seat [^`]*)`", key_text(SEATS).split("\n## ")[0])
    (_, line), *more = read(example)[0]
    assert not more and repr(line) == example
    code = re.search(r"\[(.*)\]", line.pairs["01.2"])[1]
    assert code in {wrong.code for wrong in contents.exercise("01.2").wrong}


def test_the_seat_list_has_a_line_for_each():
    told = re.findall(
        r"^\| (\d+) \|.*`progress\.seat = (\d+)`", seats_text(SEATS), re.M
    )
    assert told == [(str(seat), str(seat)) for seat in SEATS]


def test_the_key_is_a_page_or_a_text(tmp_path, capsys):
    for name in ("key.html", "key.md"):
        assert (
            main(["instructor", "--seats", "4-6", "--out", f"{tmp_path / name}"]) == 0
        )
    assert (tmp_path / "key.md").read_text(encoding="utf-8") == key_text(SEATS)
    shown = (tmp_path / "key.html").read_text(encoding="utf-8")
    assert "<title>The key: seats 4 to 6</title>" in shown
    assert shown.count("<h2>") == key_text(SEATS).count("\n## ")
    assert shown.count("<table>") == key_text(SEATS).count("| --- |\n")
    assert "http" not in re.sub(r"<code>.*?</code>", "", shown)
    assert main(["instructor", "--out", f"{tmp_path / 'key.pdf'}"]) == 2
    assert "must end in .html or .md" in capsys.readouterr().out
    assert not (tmp_path / "key.pdf").exists()
