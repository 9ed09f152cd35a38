"""Every exercise, every seat tried: stub, wrong answers, right answers, verdicts."""

import doctest
import re

import numpy as np
import pytest

from course_utils.__main__ import main
from course_utils.chapters import contents
from course_utils.learning import check, hint, progress, solution, task
from course_utils.learning.classroom import instructor_text
from course_utils.learning.classroom.key import key_text
from course_utils.learning.progress import store
from course_utils.tasks import exercise as exercises
from course_utils.tasks.answers import Moments, Numbers
from course_utils.tasks.answers.tolerance import Tolerance
from course_utils.tasks.exercise import Exercise, Wrong, calls_answers, target
from course_utils.widgets.message import MOODS
from tests.judging import judged

pytestmark = pytest.mark.usefixtures("own_progress")
SEATS = [1, 42]
EXERCISES = contents.all_exercises()
SEATED = [id for id in EXERCISES if EXERCISES[id].given]
EVERY = pytest.mark.parametrize("id", EXERCISES)
AT_SEATS = pytest.mark.parametrize(
    "id, seat",
    [(id, seat) for id in EXERCISES for seat in (SEATS if id in SEATED else [1])],
)


def sit(id: str, seat: int):
    """Take a seat; the exercise and the seat's numbers."""
    progress.seat = seat
    return EXERCISES[id], EXERCISES[id].for_seat(seat)


def _entry(id: str) -> dict:
    return store.current().read()["exercises"][id]


@EVERY
@pytest.mark.parametrize(
    "stub", [None, ..., NotImplemented, (None, None), [...], {"A": None}], ids=repr
)
def test_a_stub_is_not_attempted_and_leaves_no_trace(id, stub):
    verdict = check(id, stub)
    assert verdict.state == "not attempted"
    assert verdict.text.startswith(f"○ {id} ")
    assert progress.line() == "seat 1 | exercises = 0"


FUNCTIONS = [id for id in EXERCISES if calls_answers(EXERCISES[id])]


@pytest.mark.parametrize("id", FUNCTIONS)
def test_a_function_that_is_a_stub_is_not_attempted(id):
    def raising(*_):
        raise NotImplementedError

    for stub in (lambda *_: None, lambda *_: ..., lambda *_: (None, None), raising):
        assert check(id, stub).state == "not attempted"


@AT_SEATS
def test_the_reference_and_other_right_answers_are_correct(id, seat):
    exercise, given = sit(id, seat)
    assert exercise.alternatives
    for answer in (exercise.reference, *exercise.alternatives):
        verdict = check(id, answer(given))
        assert verdict.state == "correct", verdict.text
        assert verdict.text.startswith(f"✓ {id} ")
    assert _entry(id)["state"] == "correct"


@AT_SEATS
def test_each_wrong_answer_gets_its_own_sentence_and_code(id, seat):
    exercise, given = sit(id, seat)
    assert len({wrong.code for wrong in exercise.wrong}) >= 3
    for wrong in exercise.wrong:
        verdict = check(id, wrong.answer(given))
        assert verdict.state == "not yet"
        assert verdict.text.startswith(f"✗ {id} ")
        assert (verdict.misconception, wrong.says) == (
            wrong.code,
            verdict.paragraphs[0],
        )
    assert _entry(id)["attempts"] == len(exercise.wrong)
    assert exercise.wrong[-1].code in progress.line()


@pytest.mark.parametrize("id", SEATED)
def test_at_every_seat_each_mistake_is_told_from_the_others(id):
    exercise = EXERCISES[id]
    different = {repr(exercise.for_seat(seat)): seat for seat in range(1, 41)}
    simulated = isinstance(exercise.answer, Moments)  # the same at every seat, and slow
    for seat in [*different.values()][: 2 if simulated else None]:
        for wrong in exercise.wrong:
            found = judged(exercise, wrong.answer(exercise.for_seat(seat)), seat)
            assert (found.right, found.says) == (False, wrong.says), (seat, wrong.code)


def test_the_whole_exercise_in_the_head_of_the_module_runs():
    found = doctest.testmod(exercises)
    assert found.attempted >= 5 and not found.failed
    example = exercises.__doc__.split(">>> HALF_LIFE = ")[1].split(">>>")[0]
    assert len(example.strip().split("\n")) <= 25


@AT_SEATS
def test_the_stub_that_a_card_shows_is_no_attempt(id, seat):
    exercise, _ = sit(id, seat)
    stub = exercise.stub(seat)
    assert stub.strip() in task(id).code
    if id in ("01.5", "10.3"):  # they start from something to repair
        return
    names = {}
    exec(stub, names)
    handed = next(value for name, value in names.items() if name[:2] != "__")
    assert check(id, handed).state == "not attempted"


@EVERY
def test_a_seat_keeps_its_numbers_and_seats_differ(id):
    exercise = EXERCISES[id]
    assert repr(exercise.for_seat(5)) == repr(exercise.for_seat(5))
    if exercise.given:
        seen = {repr(exercise.for_seat(seat)) for seat in range(1, 31)}
        assert len(seen) >= 4


@pytest.mark.parametrize("id", SEATED)
def test_a_neighbours_answer_does_not_pass(id):
    exercise = EXERCISES[id]
    progress.seat = 1
    others = {repr(exercise.reference(exercise.for_seat(s))): s for s in range(2, 40)}
    others.pop(repr(exercise.reference(exercise.for_seat(1))), None)
    states = [
        check(id, exercise.reference(exercise.for_seat(s))).state
        for s in others.values()
    ]
    assert states.count("correct") <= 0.25 * len(states)


@EVERY
def test_every_exercise_says_what_a_learner_and_a_teacher_need(id):
    exercise = EXERCISES[id]
    card = task(id)
    assert len(exercise.hints) == 3
    assert 1 <= exercise.difficulty <= 5 and 1 <= exercise.importance <= 5
    assert card.text.endswith(f"Counts as right: {exercise.tolerance(1)}.")
    assert "<details>" in card._repr_html_()
    assert f"{exercise.minutes} minutes" in card.text
    sheet = instructor_text(seat=1)
    for wrong in exercise.wrong:
        assert wrong.code in sheet and wrong.says in sheet
        assert re.fullmatch("[a-z]+(-[a-z]+)*", wrong.code)
    for rung in (1, 2, 3):
        assert hint(id, rung).paragraphs[0] in sheet
    assert exercise.text("solution", 1) in sheet


def test_instructors_get_another_seats_numbers():
    assert instructor_text(1) != instructor_text(2)


def test_instructors_get_the_key_of_a_class(capsys):
    assert main(["instructor", "--seats", "3-5"]) == 0
    assert capsys.readouterr().out.strip() == key_text(range(3, 6)).strip()


@pytest.mark.parametrize("wrong", ["", "0", "5-3", "1-10000", "a", "1-2-3", "-1"])
def test_instructors_are_told_what_a_range_of_seats_is(wrong, capsys):
    assert main(["instructor", f"--seats={wrong}"]) == 2
    assert (
        f"seats is {wrong!r}, but it must be a seat such as 7"
        in capsys.readouterr().out
    )


def given_away(exercise: Exercise, seat: int, text: str) -> list[str]:
    """Lines of the solution in a text, and the answer: its names in letter order."""
    answer = exercise.reference(exercise.for_seat(seat))
    told = exercise.text("solution", seat).split("\n")
    found = [part for part in (*told, repr(answer)) if part in text]
    if isinstance(answer, dict):
        names = sorted(set(answer.values()), key=len, reverse=True)
        row = re.findall("|".join(map(re.escape, names)), text.lower())
        size, order = len(answer), list(answer.values())
        found += [
            " ".join(order) for i in range(len(row)) if row[i : i + size] == order
        ]
    return found


@AT_SEATS
def test_neither_task_nor_verdict_gives_the_solution_away(id, seat):
    exercise, _ = sit(id, seat)
    shown = [task(id).text, check(id, "nonsense").text, check(id, [1, 2, 3]).text]
    shown += [wrong.says for wrong in exercise.wrong]
    given = exercise.for_seat(seat)
    goal = exercises.target(exercise, seat)
    for number in range(len(exercise.wrong)):
        seen = exercises.mistake(exercise, number, seat)
        shown.append(exercise.answer.remark(seen, goal, given))
    for text in shown:
        assert not given_away(exercise, seat, text), text


@pytest.mark.parametrize("id", ["01.3", "04.1", "07.1"])
def test_a_task_that_gave_the_answer_away_would_be_seen(id):
    exercise, given = sit(id, 1)
    answer = exercise.reference(given)
    lines = exercise.text("solution", 1).split("\n")
    telling = [f"The answer is {answer!r}.", f"{lines[-1]} (a slip)"]
    if isinstance(answer, dict):
        telling += [f"{', '.join(answer.values())}.", str(list(answer.values()))]
    for words in telling:
        assert given_away(exercise, 1, f"{exercise.text('task', 1)}\n{words}")


def test_hints_come_one_rung_at_a_time_and_stop_at_the_third():
    heads = [hint("01.3").head for _ in range(4)]
    assert heads == [f"Hint {rung} of 3 for 01.3" for rung in (1, 2, 3, 3)]
    assert hint("01.3", 1).head == heads[0]
    assert _entry("01.3")["hints"] == 3
    with pytest.raises(ValueError, match="from 1 to 3"):
        hint("01.3", 4)


def test_the_solution_opens_after_an_attempt_or_when_asked_for_at_once():
    solved = EXERCISES["01.3"].text("solution", 1)
    assert solved.split("\n")[0] not in solution("01.3").text
    assert solved.split("\n")[0] in solution("01.3", now=True).text
    assert solution("01.2").code == ""
    check("01.2", [1, 1, 1, 1])
    assert "theory.expected_variance" in solution("01.2").code


@EVERY
def test_solution_code_runs_and_is_correct(id):
    exercise, _ = sit(id, 7)
    code = exercise.text("solution_code", 7)
    if id == "01.4":  # its solution is what one sees, not code
        assert not code
        return
    names = {}
    exec("import numpy as np\n" + code, names)
    found = {
        "01.1": "next_generation", "01.5": "repaired",
        "02.1": "next_counts", "03.4": "resample",
        "04.3": "next_training", "05.4": "next_training",
        "07.2": "alarm", "07.3": "next_law",
        "06.4": "coverage", "10.3": "z_score", "08.3": "attention", "08.4": "gradients",
        "12.3": "plan", "09.4": "limit",
        "11.1": "verify", "11.4": "rule",
    }.get(id, "answer")  # fmt: skip
    assert check(id, names[found]).state == "correct"


@pytest.mark.parametrize("id", SEATED)
def test_a_card_says_that_it_is_another_seats_and_its_answer_is_recognised(id):
    progress.seat = 3
    card, exercise = task(id), EXERCISES[id]
    assert "This card is for" not in card.text
    assert "seat 3" in card.text
    progress.seat = other = next(
        s for s in range(4, 99)
        if repr(exercise.for_seat(s)) != repr(exercise.for_seat(3))
    )  # fmt: skip
    assert f"This card is for seat 3. Your seat is now {other}, " in card.text
    assert f'run `task("{id}")` again' in card.text
    assert "This card is for seat 3" in card._repr_html_()
    for seat in (3, 1):  # of a card of this kernel, and of the saved notebook
        verdict = check(id, exercise.reference(exercise.for_seat(seat)))
        if verdict.state != "correct":  # some answers are right for two seats
            assert verdict.misconception == "another-seat"
            given = exercise.for_seat(3)
            alike = exercise.answer.alike(
                target(exercise, 1), target(exercise, 3), given
            )
            assert alike or f"the numbers of seat {seat}." in verdict.text
    assert check(id, exercise.reference(exercise.for_seat(other))).state == "correct"


def test_an_old_card_that_is_used_says_whose_it_is(capsys):
    card = task("01.3")
    assert card["T"] and capsys.readouterr().out == ""
    progress.seat = 7
    assert card["T"] and "This card is for seat 1" in capsys.readouterr().out
    assert task("01.1").given == {} and "This card" not in task("01.1").text


def test_the_card_gives_this_seats_values_and_the_loops_run():
    loops = task("01.4")["loops"]
    for letter, loop in loops.items():
        stds = loop(10, 5, np.random.default_rng(1))
        assert stds.shape == (5,) and repr(loop) == f"<loop {letter}>"


def test_a_right_answer_stays_right_after_a_later_wrong_one():
    exercise, given = sit("01.3", 1)
    check("01.3", exercise.reference(given))
    check("01.3", (1, 2))
    check("01.3", "text")
    assert _entry("01.3")["state"] == "correct"
    assert _entry("01.3")["attempts"] == 2


def test_an_unknown_mistake_is_told_what_is_right_already_and_the_tolerance():
    exercise, given = sit("01.3", 1)
    right = exercise.reference(given)
    verdict = check("01.3", (right[0], 17 * right[1]))
    assert verdict.misconception == "other"
    assert "Right so far: n where the fit divides by n" in verdict.text
    assert "within 2 %" in verdict.text


def test_states_differ_in_shape_and_word_and_show_without_fixed_colours():
    shapes = {MOODS[state][0] for state in MOODS if state != "note"}
    assert len(shapes) == 4
    page = check("01.3", (1, 2))._repr_html_()
    assert "✗" in page and "not yet" in page and "--jp-content-font-color1" in page
    assert "<script" not in page and " id=" not in page


def test_what_a_learner_wrote_is_escaped_where_it_is_shown():
    page = check("01.3", "<b>&\"'")._repr_html_()
    assert "<b>&" not in page and "&lt;b&gt;" in page


def test_an_unknown_exercise_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no exercise '01.99'; there are 00.1, 01.1"):
        check("01.99", 1)


def test_a_new_exercise_is_one_entry(monkeypatch):
    new = Exercise(
        id="99.1", title="Twice", task="Twice your number?", minutes=1,
        given=lambda random: {"k": random.randrange(10, 99)},
        answer=Numbers(["twice your number"]),
        reference=lambda given: [2 * given["k"]],
        wrong=(Wrong("squared", "You squared it.", lambda given: [given["k"] ** 2]),),
        alternatives=(), hints=("a", "b", "c"), solution="Double it.", correct="Yes.",
    )  # fmt: skip
    monkeypatch.setitem(contents.all_exercises(), "99.1", new)
    k = task("99.1")["k"]
    assert check("99.1", [2 * k]).state == "correct"
    assert check("99.1", [k**2]).misconception == "squared"
    assert check("99.1", [1]).misconception == "other"


@EVERY
@pytest.mark.parametrize("seat", range(1, 9))
def test_the_task_names_every_number_that_is_judged_by(id, seat):
    exercise, given = sit(id, seat)
    text = exercise.text("task", seat).replace(",", "")
    for name, value in given.items():
        for part in numbers_in(value) if not name.startswith("_") else ():
            written = rf"(?<![\d.]){re.escape(str(part))}(?!\.?\d)"
            assert re.search(written, text), (name, part, text)


def numbers_in(value) -> list[float]:
    """The numbers in a number, or in lists of lists of them."""
    if isinstance(value, list | tuple):
        return [number for part in value for number in numbers_in(part)]
    return [value] if isinstance(value, int | float) else []


def test_a_share_is_one_of_the_right_number_not_of_the_answer():
    tenth = Tolerance(relative=0.1)
    seen = [89, 90, 110, 111]
    assert tenth.near(seen, [100] * 4).tolist() == [False, True, True, False]
