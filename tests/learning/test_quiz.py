"""Quizzes: every option explained, first answers kept, the fact-check twice."""

import os
import subprocess
import sys

import ipywidgets as W
import pytest

from course_utils.chapters import contents
from course_utils.learning import progress, quiz
from course_utils.learning.progress import store
from course_utils.tasks import fact_check
from course_utils.tasks.question import NO_IDEA, Question
from course_utils.widgets.message import inline

pytestmark = pytest.mark.usefixtures("own_progress")
QUIZZES = contents.all_quizzes()
EVERY = pytest.mark.parametrize("id", QUIZZES)


def form(id: str):
    return quiz(*id.split("/"))


def fill(shown, right: bool):
    """Answer every question by its widgets, right or wrong."""
    for asked in shown.asked:
        question = asked.question
        wrong = next(o for o in question.names if o != question.right)
        asked.choose(question.right if right else wrong)
        asked.button.click()


@EVERY
def test_every_option_has_an_explanation_of_its_own(id):
    for question in QUIZZES[id].questions:
        assert len(question.options) >= 3
        says = list(question.options.values())
        assert len(set(says)) == len(says) and all(len(s) > 30 for s in says)


@EVERY
def test_each_option_shows_its_explanation_when_it_is_answered(id):
    shown = form(id)
    for asked in shown.asked:
        for option, says in asked.question.options.items():
            asked.choose(option)
            asked.button.click()
            right, unsure = option == asked.question.right, option == NO_IDEA
            assert ("✓" in asked.feedback.value) == right
            assert ("✗" in asked.feedback.value) == (not right and not unsure)
            assert ("A good answer" in asked.feedback.value) == unsure
            assert inline(says) in asked.feedback.value
            assert 'aria-live="polite"' in asked.feedback.value


@EVERY
def test_all_right_and_all_wrong_get_their_score(id):
    shown = form(id)
    fill(shown, right=True)
    assert shown.score == len(shown.asked)
    assert f"Your score: {len(shown.asked)} of {len(shown.asked)}" in shown.result.value
    progress.forget(id)
    shown = form(id)
    fill(shown, right=False)
    assert shown.score == 0


def test_no_idea_yet_is_neutral_and_counted_apart():
    shown = quiz("fact-check")
    fill(shown, right=True)
    assert "No idea yet" not in shown.result.value
    progress.forget("fact-check")
    shown = quiz("fact-check")
    for asked in shown.asked:
        asked.choose(NO_IDEA)
        asked.button.click()
    assert "Your score: 0 of 8. No idea yet: 8." in shown.result.value
    assert "--jp-info-color1" in shown.asked[0].feedback.value
    assert "--jp-error-color1" not in shown.asked[0].feedback.value


def test_the_first_answer_counts():
    shown = form("01/end")
    fill(shown, right=False)
    fill(shown, right=True)
    assert shown.score == 0
    assert "✓" in shown.asked[0].feedback.value


def test_nothing_chosen_is_not_an_answer():
    shown = form("01/end")
    shown.asked[0].button.click()
    assert "Choose one first" in shown.asked[0].feedback.value
    assert "0 of 5 answered" in shown.result.value


def test_answers_come_back_when_the_notebook_is_run_again():
    shown = form("01/end")
    asked = shown.asked[1]
    asked.choose(asked.question.names[0])
    asked.button.click()
    again = form("01/end").asked[1]
    assert again.radio.value == 0 and again.feedback.value == asked.feedback.value


def test_a_stored_answer_that_no_longer_fits_is_none_and_can_be_given_anew():
    old = {question.id: 9 for question in QUIZZES["01/end"].questions}
    store.current().update(lambda data: data["quizzes"].update({"01/end": old}))
    shown = form("01/end")
    assert "0 of 5 answered" in shown.result.value
    assert "01/end" not in [item.id for item in progress().done]
    fill(shown, right=True)
    assert shown.score == 5
    assert "01/end" in [item.id for item in progress().done]


def test_forget_fact_check_forgets_both_parts():
    for part in ("first", "again"):
        fill(quiz("fact-check", part=part), right=True)
    assert "fact-check is deleted" in repr(progress.forget("fact-check"))
    assert store.current().read()["quizzes"] == {}


@EVERY
def test_a_form_is_made_of_radio_buttons_and_buttons_with_names(id):
    shown = form(id)
    kinds = set()
    for asked in shown.asked:
        kinds |= {type(part) for part in asked.children}
        assert asked.radio.description and asked.button.description
        assert asked.radio.value is None
    assert kinds == {W.HTML, W.RadioButtons, W.Button}


@EVERY
def test_what_a_saved_notebook_holds_is_the_same_and_gives_nothing_away(id):
    one, two = form(id)._repr_mimebundle_(), form(id)._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert one[kind] == two[kind]
    for question in QUIZZES[id].questions:
        assert question.prompt in one["text/plain"]
        for option, says in question.options.items():
            assert option in one["text/plain"] and says not in one["text/plain"]


def test_the_parts_of_a_notebook_have_the_sizes_that_the_course_promises():
    assert len(form("00/end").asked) == len(form("01/end").asked) == 5
    before = [q.id for q in QUIZZES["01/before"].questions]
    assert len(before) == 5
    assert [id.startswith("back-") for id in before] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert len(QUIZZES["00/before"].questions) == 3
    assert quiz("01").quiz is QUIZZES["01/end"]


def test_experts_are_told_where_to_jump():
    shown = form("01/before")
    fill(shown, right=True)
    assert "Jump to" in shown.result.value
    progress.forget("01/before")
    shown = form("01/before")
    fill(shown, right=False)
    assert "Jump to" not in shown.result.value


# --- the fact-check ------------------------------------------------------------------


def test_eight_sentences_each_with_three_verdicts_and_all_verdicts_used():
    questions = fact_check.QUESTIONS
    assert len(questions) == 8
    marks = ["proved", "simulated", "disputed or not shown"]
    assert all(q.names == [*marks, NO_IDEA] for q in questions)
    assert {q.right for q in questions} == set(marks)


def test_every_right_verdict_names_its_source():
    sources = ("20", "this course")
    for question in fact_check.QUESTIONS:
        assert any(source in question.options[question.right] for source in sources)


def test_what_is_only_reported_says_so():
    worse = next(q for q in fact_check.QUESTIONS if q.id == "deployed-worse")
    for says in worse.options.values():
        if "review" in says:
            assert "reported" in says


def test_the_fact_check_comes_back_blank_and_remembers_the_first_score():
    first = quiz("fact-check")
    fill(first, right=False)
    first.asked[0].choose(first.asked[0].question.right)
    first.asked[0].button.click()
    again = quiz("fact-check", part="again")
    assert all(asked.radio.value is None for asked in again.asked)
    fill(again, right=True)
    assert "Your score: 8 of 8" in again.result.value
    assert "The first time: 0 of 8" in again.result.value
    assert first.score == 0


def test_a_second_fact_check_without_a_first_one_says_so():
    again = quiz("fact-check", part="again")
    assert "You did not finish the first time" in again.result.value


def test_an_unknown_quiz_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="no quiz '01/middle'; there are 00/before"):
        quiz("01", part="middle")


def test_a_question_whose_right_answer_is_no_option_is_refused():
    with pytest.raises(ValueError, match="'c' is not among the options a, b"):
        Question("q", "?", {"a": "x", "b": "y"}, "c")


# --- the order on the screen --------------------------------------------------------

ASKED = {(id, q.id): q for id, quiz in QUIZZES.items() for q in quiz.questions}


def test_the_right_option_stands_in_every_place_and_in_none_too_often():
    """By chance alone a third to a quarter of the questions in each place."""
    places = [
        list(question.shown).index(question.names.index(question.right))
        for question in ASKED.values()
        if question.mixed
    ]
    assert len(places) >= 30
    moved = [list(q.shown) != sorted(q.shown) for q in ASKED.values() if q.mixed]
    assert sum(moved) / len(moved) > 0.6, "five of six orders of three are not today's"
    for place in range(3):
        assert 0.2 <= places.count(place) / len(places) <= 0.45


def test_the_order_is_the_same_in_every_process_and_after_new_wording():
    """A class votes by letters, and two seats are two processes."""
    code = (
        "from course_utils.chapters import contents;"
        "print([list(q.shown) for q in contents.quiz('01/end').questions])"
    )
    seats = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in "12"
    ]  # fmt: skip
    here = [list(q.shown) for q in QUIZZES["01/end"].questions]
    assert seats == [f"{here}\n"] * 2
    old = QUIZZES["01/end"].questions[0]
    new = {f"{name}!": says for name, says in old.options.items()}
    assert list(Question(old.id, "?", new, f"{old.right}!").shown) == list(old.shown)


def test_a_stored_answer_means_the_option_and_not_its_place():
    question = QUIZZES["01/end"].questions[0]
    stored = {"01/end": {"cause": 1}}
    store.current().update(lambda data: data["quizzes"].update(stored))
    asked = form("01/end").asked[0]
    assert asked.radio.value == 1
    assert asked.radio.label == question.shown[1] != question.names[1]
    assert "unbiased fit is a little too small each time" in asked.radio.label
    assert inline(question.options[question.names[1]]) in asked.feedback.value


def test_a_scale_that_comes_back_keeps_its_order_and_no_idea_stays_last():
    for question in fact_check.QUESTIONS:
        assert list(question.shown) == [0, 1, 2, 3]
    options = {"No idea yet": "a", "b": "b", "c": "c", "d": "d"}
    for i in range(20):
        assert list(Question(f"q{i}", "?", options, "b").shown)[-1] == 0
