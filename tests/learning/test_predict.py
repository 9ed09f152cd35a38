"""Predictions: locked once, revealed with the gap in words, the same under nbval."""

import base64
import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from course_utils import plots
from course_utils.chapters import contents
from course_utils.learning import predict, progress, reveal
from course_utils.learning.progress import store
from course_utils.tasks.picture import number_line
from course_utils.tasks.prediction import Amount, Curve, OneOf

pytestmark = pytest.mark.usefixtures("own_progress")
ALL = contents.all_predictions()
EVERY = pytest.mark.parametrize("id", ALL)
CURVE, CHOICE, NUMBER = "01.p1", "01.p2", "01.p3"


def example(prediction):
    """A value that the prediction accepts."""
    if isinstance(prediction, OneOf):
        return next(iter(prediction.options))
    if isinstance(prediction, Curve):
        return [prediction.start] * len(prediction.x)
    return prediction.start


def picture(shown) -> ET.Element:
    data = re.search(r"base64,([^\"]+)", shown.still._repr_html_())[1]
    return ET.fromstring(base64.b64decode(data))


def marks(shown, colour: str) -> list[tuple[float, float]]:
    """Centres of the marks of a colour, left to right, without the legend."""
    found = []
    for element in picture(shown).iter():
        if element.get("fill") == colour:
            circle = element.tag.endswith("circle")
            x = float(element.get("cx" if circle else "x")) + (0 if circle else 6)
            y = float(element.get("cy" if circle else "y")) + (0 if circle else 6)
            found += [(x, y)] if y > 20 else []
    return sorted(found)


def test_a_line_of_numbers_far_apart_is_logarithmic():
    line = ET.fromstring(number_line(500, 2, 1, 3000, "generations"))
    texts = {e.text: float(e.get("x")) for e in line.iter() if e.text}
    places = [texts[name] for name in ("1", "10", "100", "1,000")]
    steps = [b - a for a, b in pairwise(places)]
    assert steps == pytest.approx([steps[0]] * 3, abs=0.2)
    assert places[0] < places[-1] < texts["3,000"]
    truth = [float(e.get("cx")) for e in line.iter() if e.get("cy") == "85.0"]
    assert truth == pytest.approx([places[0] + steps[0] * math.log10(2)], abs=0.2)


@pytest.mark.parametrize(("low", "high"), [(0, 3000), (1, 99), (-5, 500)])
def test_other_lines_of_numbers_are_even(low, high):
    line = ET.fromstring(number_line(None, 7, low, high, "points"))
    texts = [float(e.get("x")) for e in line.iter() if e.get("y") == "113.0"]
    step = (plots.WIDEST_PANEL - 70 - 40) / 4  # without the margins
    assert [b - a for a, b in pairwise(texts)] == pytest.approx([step] * 4, abs=0.2)


def test_all_three_kinds_are_there():
    assert isinstance(ALL[CURVE], Curve) and len(ALL[CURVE].x) == 5
    assert isinstance(ALL[NUMBER], Amount) and ALL[NUMBER].unit == "generations"
    assert isinstance(ALL[CHOICE], OneOf)


@EVERY
def test_a_prediction_is_locked_by_its_button_and_stays(id):
    panel = predict(id)
    assert panel.locked is None and "Nothing is locked yet" in panel.feedback.value
    panel.set(example(ALL[id]))
    panel.button.click()
    assert panel.locked == example(ALL[id])
    assert "Locked" in panel.feedback.value
    assert panel.button.disabled
    again = predict(id)
    assert again.value == example(ALL[id]) and again.button.disabled


def test_every_control_is_closed_after_the_lock():
    for id in ALL:
        panel = predict(id)
        panel.set(example(ALL[id]))
        panel.lock()
        for control in panel.controls:
            parts = getattr(control, "children", None) or [control]
            assert all(part.disabled for part in parts)


def test_the_first_lock_holds_against_another_kernel():
    """Its lock is in the file, and no panel here has heard of it."""
    panel = predict(NUMBER)
    store.current().update(lambda data: data["predictions"].update({NUMBER: 60}))
    panel.set(400)
    panel.lock()
    assert panel.locked == 60 and panel.value == 60


def test_the_first_lock_holds_against_a_second_panel():
    first, second = predict(NUMBER), predict(NUMBER)
    first.set(60)
    second.set(400)
    first.button.click()
    second.button.click()
    assert second.locked == 60 and second.value == 60
    assert "60 generations" in second.feedback.value


def test_nothing_chosen_is_not_locked():
    panel = predict(CHOICE)
    panel.button.click()
    assert "Choose one first" in panel.feedback.value
    assert panel.locked is None and not panel.button.disabled


@EVERY
def test_reveal_without_a_lock_says_so_and_shows_the_truth_alone(id):
    shown = reveal(id, example(ALL[id]))
    assert f"Nothing was locked for {id}" in repr(shown)
    if not isinstance(ALL[id], OneOf):
        assert marks(shown, plots.MODEL) and not marks(shown, plots.PREDICTION)


@EVERY
def test_reveal_draws_the_prediction_in_green_over_the_truth(id):
    panel = predict(id)
    panel.set(example(ALL[id]))
    panel.lock()
    shown = reveal(id, example(ALL[id]))
    assert repr(shown).splitlines()[1].startswith(f"Your prediction {id}: ")
    if not isinstance(ALL[id], OneOf):
        assert plots.PREDICTION == "#009E73"
        assert marks(shown, plots.PREDICTION) == marks(shown, plots.MODEL)


def test_a_curve_is_drawn_where_its_values_are():
    panel = predict(CURVE)
    panel.set([1.0, 1.0, 1.0, 1.0, 2.0])
    panel.lock()
    shown = reveal(CURVE, [1.0, 0.9, 0.6, 0.4, 0.2])
    mine, truth = marks(shown, plots.PREDICTION), marks(shown, plots.MODEL)
    assert [x for x, _ in mine] == [x for x, _ in truth]
    assert mine[0] == truth[0] and mine[4][1] < mine[3][1] < truth[4][1]
    assert "too high at 3, too low at 0 and close (within 0.2) at 2" in repr(shown)
    assert "at generation 200: you said 2, it is 0.2" in repr(shown)


@pytest.mark.parametrize(
    ("mine", "truth", "words"),
    [
        (60, 138, "You were 78 generations too low: 0.43 times the true number."),
        (400, 138, "You were 262 generations too high: 2.9 times the true number."),
        (130, 138, "That is close: within 10 %."),
        (500, 2, "too high: 250 times the true number."),
        (1999, 20.05, "too high: 100 times the true number."),
        (2000, 1, "too high: 2,000 times the true number."),
    ],
)
def test_the_gap_of_a_number_in_words(mine, truth, words):
    assert words in ALL[NUMBER].gap(mine, truth)


def test_no_idea_yet_is_a_prediction_like_others_and_no_mistake():
    asked = OneOf("x", "?", {"open": "No idea yet", "up": "It rises"})
    assert asked.gap("open", "up") == "You had no idea yet. It is “It rises”."


def test_the_gap_of_a_choice_and_of_a_close_curve_in_words():
    assert "and that is right" in ALL[CHOICE].gap("stays", "stays")
    assert "It is “It stays at 1 for ever”" in ALL[CHOICE].gap("falls", "stays")
    assert "Close everywhere" in ALL[CURVE].gap([1, 1, 1, 1, 1], [1, 1, 1, 1, 0.9])


@EVERY
def test_what_a_saved_notebook_holds_is_the_same_every_time_and_can_be_read(id):
    one, two = predict(id)._repr_mimebundle_(), predict(id)._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert one[kind] == two[kind]
    assert ALL[id].question in one["text/plain"]
    assert "Nothing is locked yet" in one["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in one
    truth = example(ALL[id])
    one, two = (reveal(id, truth)._repr_mimebundle_() for _ in range(2))
    for kind in ("text/plain", "text/html"):
        assert one[kind] == two[kind]


def test_a_reveal_has_an_alternative_text_and_the_same_sentence_in_view():
    page = reveal(NUMBER, 138).still._repr_html_()
    alt = re.search('alt="([^"]+)"', page)[1]
    start = "Nothing was locked for 01.p3, so here is the answer alone"
    assert alt == f"{start}: 138 generations."
    assert f'<figcaption style="padding-top: 4px">{alt}</figcaption>' in page
    assert "<script" not in page and " id=" not in page


def test_feedback_is_spoken_and_every_control_has_a_name():
    for id in ALL:
        panel = predict(id)
        assert 'aria-live="polite"' in panel.feedback.value
        for control in panel.controls:
            assert getattr(control, "typed", control).description.strip()


@pytest.mark.parametrize(
    ("id", "truth"),
    [(CHOICE, "nonsense"), (CHOICE, 3), (NUMBER, "138"), (NUMBER, float("nan")),
     (CURVE, [1, 2]), (CURVE, 3.0), (CURVE, [1, 2, 3, 4, None])],
)  # fmt: skip
def test_a_truth_of_another_kind_is_refused(id, truth):
    with pytest.raises(ValueError, match=f"{id} is .* must be"):
        reveal(id, truth)


@pytest.mark.parametrize(
    ("id", "kind"), [(NUMBER, "a number of generations"), (CURVE, "5 numbers")]
)
def test_what_a_notebook_computes_has_to_be_given(id, kind):
    with pytest.raises(
        ValueError, match=rf'{id} needs .*reveal\("{id}", value\).*{kind}'
    ):
        reveal(id)


def test_a_choice_knows_its_answer_or_says_that_it_has_none():
    options = {"up": "It rises", "down": "It falls"}
    assert OneOf("x", "?", options, answer="up").truth() == "up"
    assert OneOf("x", "?", options, answer="up").truth("down") == "down"
    with pytest.raises(ValueError, match="x needs the outcome"):
        OneOf("x", "?", options).truth()
    with pytest.raises(ValueError, match="x is 'left', but it must be one of up, down"):
        OneOf("x", "?", options, answer="left")


def live(shown) -> str:
    """All that a panel shows on the screen."""
    texts, parts = [], [shown]
    while parts:
        part = parts.pop()
        texts.append(str(getattr(part, "value", "")))
        parts += getattr(part, "children", ())
    return "\n".join(texts)


@EVERY
def test_an_open_prediction_asks_once_more_and_shows_nothing(id):
    truth = example(ALL[id])
    shown = reveal(id, truth)
    asked = live(shown)
    assert f"You have not locked prediction {id} yet" in asked
    assert "here is the answer" not in asked and "<img" not in asked
    shown.children[-1].click()
    assert ALL[id].words(truth) in live(shown) and len(shown.children) == 2


@EVERY
def test_a_lock_made_afterwards_reaches_every_panel(id):
    above, shown, again = predict(id), reveal(id, example(ALL[id])), predict(id)
    again.set(example(ALL[id]))
    again.button.click()
    assert above.button.disabled and above.value == example(ALL[id])
    assert f"Your prediction {id}: " in live(shown)
    assert "have not locked" not in live(shown)


def test_a_prediction_can_be_locked_where_it_is_revealed_and_after_a_look():
    above, shown = predict(CHOICE), reveal(CHOICE)
    shown.children[-1].click()
    above.set("falls")
    above.lock()
    assert "You said “It falls like the median”" in live(shown)


@EVERY
def test_a_stored_reveal_begins_with_a_line_that_tells_nothing(id):
    bundle = reveal(id, example(ALL[id]))._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert bundle[kind].splitlines()[0] == f"Prediction {id} and what happened"
    assert "<" not in bundle["text/plain"]
    before, _, after = bundle["text/html"].partition("<details><summary>")
    words = ALL[id].words(example(ALL[id]))
    assert words not in before and words in after


@pytest.mark.parametrize("id", [i for i in ALL if isinstance(ALL[i], OneOf)])
def test_options_are_shown_with_letters_in_one_order(id):
    shown = ALL[id].shown
    assert set(shown) == set(ALL[id].options)
    assert "".join(text[0] for text in shown.values()) == "ABCDE"[: len(shown)]
    assert [text for text, _ in predict(id).controls[0].options] == list(shown.values())


def test_a_truth_outside_the_range_is_drawn_all_the_same():
    shown = reveal(NUMBER, 5000)
    assert marks(shown, plots.MODEL)[0][0] <= plots.WIDEST_PANEL
    assert "nan" not in shown.still._repr_html_()


def test_a_prediction_outside_its_range_is_refused():
    with pytest.raises(ValueError, match=r"01.p3 is 5000, but .* from 0 to 2000"):
        predict(NUMBER).set(5000)


def test_a_stored_value_that_no_longer_fits_counts_as_not_locked():
    store.current().update(lambda data: data["predictions"].update({CHOICE: "old"}))
    assert predict(CHOICE).locked is None
    assert "Nothing was locked" in repr(reveal(CHOICE, "stays"))


@pytest.mark.parametrize(
    ("id", "old"), [(CHOICE, "old"), (CHOICE, 3.0), (NUMBER, 9999.0), (CURVE, [1.0])]
)
def test_a_stored_value_that_no_longer_fits_is_replaced_by_the_next_lock(id, old):
    store.current().update(lambda data: data["predictions"].update({id: old}))
    assert id not in [item.id for item in progress().done]
    panel = predict(id)
    panel.set(example(ALL[id]))
    panel.lock()
    assert panel.locked == example(ALL[id]) == predict(id).locked
    assert id in [item.id for item in progress().done]


def test_forgetting_one_prediction_opens_it_again():
    panel = predict(NUMBER)
    panel.lock()
    progress.forget(NUMBER)
    assert not predict(NUMBER).button.disabled


def test_an_unknown_prediction_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no prediction '01.p9'; there are 00.p1"):
        predict("01.p9")
