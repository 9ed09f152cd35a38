"""Who wrote this: fair hands, one's own rates, and words that accuse nobody."""

import html
import re

import pytest

from course_utils.detectors import interval, rate
from course_utils.learning.who_wrote import MEANING, Detector, seat_rates, who_wrote

HUMAN = [f"human {i} <b>wrote</b> & signed." for i in range(40)]
MACHINE = [f"machine {i} *made* this." for i in range(30)]


def panel(**changes) -> Detector:
    settings = {"human": HUMAN, "machine": MACHINE, "seat": 7, "seed": 1}
    return who_wrote(**settings | changes)


def seen(shown) -> str:
    """What is read on the screen, tags and entities resolved."""
    return html.unescape(re.sub(r"<[^>]+>", " ", shown.shown.value))


def play(shown, caught: int, alarms: int) -> None:
    """Call so many machine sentences and so many human ones a machine's."""
    left = {"machine": caught, "human": alarms}
    while not shown.done:
        whose = "machine" if re.search(r"machine \d", seen(shown)) else "human"
        (shown.machine if left[whose] > 0 else shown.person).click()
        left[whose] -= 1


def test_ten_of_each_none_twice_in_an_order_of_chance():
    orders = set()
    for seed in range(20):
        shown, said = panel(seed=seed), []
        while not shown.done:
            said.append(re.search(r"(human|machine) \d+", seen(shown))[0])
            shown.answer("person")
        assert len(set(said)) == 20
        assert sum(text.startswith("human") for text in said) == 10
        orders.add(tuple(text.split()[0] for text in said))
    assert len(orders) == 20


@pytest.mark.parametrize(("caught", "alarms"), [(0, 0), (10, 10), (7, 3), (10, 0)])
def test_the_rates_are_those_of_the_counts(caught, alarms):
    shown = panel()
    play(shown, caught, alarms)
    assert (shown.caught, shown.alarms) == (caught, alarms)
    assert shown.rates == (rate(caught, 10), rate(alarms, 10))
    text = seen(shown)
    for k in (caught, alarms):
        low, high = interval(k, 10)
        assert f"{k} of 10, so a rate of about {rate(k, 10):.2f}" in text
        assert f"from {low:.2f} to {high:.2f}" in text


def test_until_all_are_judged_the_rates_are_the_seats():
    shown = panel()
    assert shown.rates == seat_rates(7)
    for _ in range(19):
        shown.answer("machine")
    assert shown.rates == seat_rates(7)
    shown.answer("machine")
    assert shown.rates == (rate(10, 10), rate(10, 10))


def test_a_seats_rates_can_be_used_at_any_time_and_given_back():
    shown = panel()
    play(shown, 5, 5)
    shown.lend.click()
    assert shown.rates == seat_rates(7)
    assert "The rates of your seat, made up" in seen(shown) and MEANING in seen(shown)
    shown.again.click()
    assert not shown.done and "Sentence 1 of 20" in seen(shown)
    shown.lend.click()
    assert shown.rates == seat_rates(7) and shown.person.disabled


def test_seats_differ_and_are_plausible():
    rates = [seat_rates(seat) for seat in range(1, 31)]
    assert len(set(rates)) > 15 and seat_rates(3) == seat_rates(3)
    assert all(0 < fpr < tpr < 1 or fpr < 0.5 for tpr, fpr in rates)


def test_it_says_what_rates_are_not_and_keeps_nothing():
    shown = panel()
    play(shown, 8, 1)
    text = seen(shown)
    assert "describe you, today" in text and "Never accuse anyone" in text
    assert "seat 7 |" not in text  # no line for a class


def test_sentences_are_escaped_and_length_is_no_clock():
    shown = panel()
    while "human" not in seen(shown):
        shown.answer("person")
    assert "&lt;b&gt;wrote&lt;/b&gt; &amp; signed" in shown.shown.value


def test_what_a_file_shows_names_no_writer():
    still = panel().still
    assert str(still).startswith("You are the detector\nSentence 1 of 20")
    assert still._repr_html_().startswith("You are the detector\n")


def test_after_the_last_sentence_nothing_changes():
    shown = panel()
    play(shown, 3, 3)
    shown.answer("machine")
    assert shown.caught + shown.alarms == 6


@pytest.mark.parametrize(
    ("changed", "error", "complaint"),
    [
        ({"human": HUMAN[:3]}, ValueError, "human has 3 different texts"),
        ({"machine": ["same."] * 50}, ValueError, "machine has 1 different texts"),
        ({"human": "text"}, TypeError, "human is str"),
        ({"each": 0}, ValueError, "each is 0"),
    ],
)
def test_too_few_texts_are_refused(changed, error, complaint):
    with pytest.raises(error, match=complaint):
        panel(**changed)
    with pytest.raises(ValueError, match="who is 'me'"):
        panel().answer("me")
