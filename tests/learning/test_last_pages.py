"""The fact-check twice, the map of the bets, and the certificate."""

import datetime
import re

import pytest

from course_utils.chapters import contents
from course_utils.learning import bets, certificate, predict, progress, quiz, verdicts
from course_utils.learning.bets import MARKS, is_hit, outcomes
from course_utils.learning.progress import store
from course_utils.learning.verdicts import evidence
from course_utils.steward import line_up, saved
from course_utils.steward.game import begin
from course_utils.steward.plans import play
from course_utils.steward.world import of_seat
from course_utils.tasks.prediction import Amount, Curve, OneOf
from course_utils.upkeep import outcomes as upkeep

pytestmark = pytest.mark.usefixtures("own_progress")
FACTS = contents.quiz("fact-check/first").questions
DAY = datetime.date(2026, 11, 6)


def test_every_sentence_has_its_evidence_and_no_other_has():
    assert list(evidence()) == [question.id for question in FACTS]
    for question in FACTS:
        rests = evidence()[question.id]
        assert set(rests["notebooks"]) <= set(contents.notebooks())
        assert len(rests["refuted_by"]) > 30 and len(rests["disagree"]) > 30
        assert rests["date"] <= datetime.date.today()


def test_both_answers_stand_side_by_side_with_both_scores():
    first, again = quiz("fact-check"), quiz("fact-check", part="again")
    for asked in first.asked:
        asked.choose("proved")
        asked.answer()
    for asked in again.asked:
        asked.choose(asked.question.right)
        asked.answer()
    shown = verdicts()
    rows = dict(shown.rows(FACTS[1]))
    assert rows["You, before the course"] == "proved"
    assert rows["You, now"] == "simulated"
    assert rows["The course"].startswith("simulated. This is the *early collapse*")
    proved = sum(question.right == "proved" for question in FACTS)
    assert f"Before: {proved} of 8" in shown.scores and "now: 8 of 8" in shown.scores
    assert "memory" in shown.scores
    for page in (repr(shown), shown._repr_html_()):
        assert "2609.40295" in page and "2603.12683" in page
        assert page.split("\n")[0] == "The fact-check, twice"


def test_what_was_not_answered_is_said():
    assert dict(verdicts().rows(FACTS[0]))["You, now"] == "not answered"


def test_what_happened_is_what_the_notebooks_reveal():
    """After a change, ``python -m course_utils outcomes``."""
    assert outcomes() == upkeep.found()
    known = {*contents.all_predictions()} - {*upkeep.OWN}
    assert set(outcomes()) == known


def test_outcomes_are_right_where_the_chapter_knows_them():
    for id, truth in outcomes().items():
        prediction = contents.prediction(id)
        if isinstance(prediction, OneOf) and prediction.answer:
            assert truth == prediction.answer, id
        assert prediction.truth(truth) == truth


@pytest.mark.parametrize(
    "mine, truth, hit",
    [(90, 100, True), (110, 100, True), (89, 100, False), (112, 100, False)],
)
def test_a_number_is_a_hit_within_ten_per_cent(mine, truth, hit):
    assert is_hit(Amount("x", "?", "y", 0, 200, 0), mine, truth) is hit


def test_a_curve_is_a_hit_where_it_is_close_everywhere():
    curve = Curve("x", "?", (1, 2), "t", "y", 0, 1, 0.5)
    assert is_hit(curve, [0.1, 0.5], [0.2, 0.5])
    assert not is_hit(curve, [0.1, 0.5], [0.25, 0.5])


def test_the_map_shows_hits_misses_and_what_is_open():
    for id, value in (("06.p1", "average"), ("06.p3", "both-fall"), ("01.p3", 400)):
        panel = predict(id)
        panel.set(value)
        panel.lock()
    rows = {id: mark for id, _, _, mark in bets().rows}
    assert rows["06.p1"] == rows["01.p3"] == MARKS[True]
    assert rows["06.p3"] == MARKS[False] and rows["12.p2"] == MARKS[None]
    assert bets().count.startswith("Hits: 2. Misses: 1. Open: ")


def test_the_map_tells_nothing_about_a_bet_that_is_open():
    page = repr(bets()) + bets()._repr_html_()
    for prediction in contents.all_predictions().values():
        if isinstance(prediction, OneOf) and prediction.answer:
            assert prediction.options[prediction.answer] not in page


def test_a_certificate_says_what_was_done_and_that_it_proves_nothing(tmp_path):
    progress.seat = 12
    game = saved.encode(play(of_seat(12), line_up.steward))
    store.current().update(lambda data: data.update(game=game))
    page = certificate(DAY)
    for text in (page.markdown, page._repr_html_()):
        assert "Seat 12. 6 November 2026." in text
        assert "proves nothing" in text and "Grade " in text
        for nb, title in contents.notebooks().items():
            assert nb in text and title in text
    markdown, html = page.save(tmp_path / "new")
    assert markdown.read_text("utf-8") == page.markdown
    assert re.search(r"@page \{ size: A4", html.read_text("utf-8"))
    with pytest.raises(ValueError, match="already exists"):
        page.save(tmp_path / "new")


def test_a_certificate_fits_one_page():
    text = certificate(DAY).markdown
    lines = sum(1 + len(line) // 90 for line in text.splitlines())
    assert lines < 55


@pytest.mark.parametrize(
    "text, says",
    [("", "Not played."), ("DS1-3-0--" + "0" * 8, "Not played.")],
)
def test_a_game_that_is_none_is_not_certified(text, says):
    store.current().update(lambda data: data.update(game=text))
    assert f"The steward's game. {says}" in certificate(DAY).markdown


def test_a_game_that_is_not_over_has_no_grade():
    text = saved.encode(begin(of_seat(1)))
    store.current().update(lambda data: data.update(game=text))
    assert "In progress, at generation 1." in certificate(DAY).markdown
