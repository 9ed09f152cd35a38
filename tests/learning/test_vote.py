"""Two votes with a talk between them: what is kept, told, sent, and when."""

import pytest

from course_utils.chapters import contents
from course_utils.learning import progress, vote
from course_utils.learning.line import Line, read
from course_utils.learning.progress import store
from course_utils.learning.vote import LOCKS, SURE
from course_utils.tasks.concept import Concept

pytestmark = pytest.mark.usefixtures("own_progress")
IDS = list(contents.all_concepts())


def voted(id: str, *choices: tuple[str, int]):
    ballot = vote(id)
    for letter, sure in choices:
        ballot.choose(letter, sure)
        ballot.lock()
    return ballot


def right_letter(id: str) -> str:
    concept = contents.concept(id)
    return concept.letter(concept.right)


def wrong_letter(id: str) -> str:
    return next(letter for letter in "AB" if letter != right_letter(id))


def texts(widget) -> str:
    """All that a panel shows."""
    parts = [str(getattr(widget, "value", "")), getattr(widget, "description", "")]
    return " ".join([*parts, *map(texts, getattr(widget, "children", ()))])


@pytest.mark.parametrize("id", IDS)
def test_nothing_is_told_before_the_second_vote(id):
    concept = contents.concept(id)
    secret = [
        concept.explanation,
        "The right answer is",
        *filter(None, concept.misconceptions),
    ]
    for ballot in (vote(id), voted(id, (right_letter(id), 75))):
        shown = texts(ballot) + ballot.still.text
        assert not [text for text in secret if f"“{text}”" in shown]
        assert concept.explanation not in shown and "The right answer is" not in shown
        assert not ballot.more.children


@pytest.mark.parametrize("id", IDS)
def test_everything_is_told_after_it(id):
    concept = contents.concept(id)
    ballot = voted(id, (wrong_letter(id), 100), (wrong_letter(id), 75))
    shown = ballot.still.text
    idea = concept.misconceptions[concept.index(wrong_letter(id))]
    assert concept.explanation in shown and f"“{idea}”" in shown
    assert concept.shown[concept.right] in shown
    assert bool(ballot.more.children) == (concept.again is not None)


def test_a_locked_vote_stays_and_a_third_is_none():
    ballot = voted("v02", ("A", 25), ("B", 50))
    ballot.choose("C", 100)
    ballot.lock()
    first, second = ballot.votes
    concept = ballot.concept
    assert [concept.letter(first[0]), concept.letter(second[0])] == ["A", "B"]
    assert [first[1], second[1]] == [25, 50]
    assert ballot.button.disabled and ballot.option.disabled and ballot.sure.disabled


def test_a_second_panel_goes_on_where_the_first_was_left():
    voted("v02", ("A", 25))
    again = vote("v02")
    assert again.button.description == LOCKS[1] and again.option.value is None
    again.choose("B", 100)
    again.lock()
    assert len(vote("v02").votes) == 2


def test_two_panels_open_at_once_keep_two_votes():
    one, two = vote("v02"), vote("v02")
    for ballot, letter in ((one, "A"), (two, "B"), (one, "C")):
        ballot.choose(letter, 50)
        ballot.lock()
    assert [one.concept.letter(i) for i, _ in one.votes] == ["A", "B"]


@pytest.mark.parametrize("missing", ["option", "sure"])
def test_half_a_vote_is_not_locked(missing):
    ballot = vote("v02")
    ballot.choose("A", 50)
    getattr(ballot, missing).value = None
    ballot.lock()
    assert not ballot.votes and "how sure" in ballot.feedback.value


def test_the_line_holds_both_votes_and_comes_back():
    progress.seat = 7
    assert vote("v02").line is None
    ballot = voted("v02", ("A", 75), ("C", 100))
    assert ballot.line.pairs == {"v02": "A 75 C 100"} and ballot.line.seat == 7
    assert read(f"> me: {ballot.line!r} thanks!")[0] == [(1, ballot.line)]
    assert repr(ballot.line) in ballot.still.text


def test_the_line_of_everything_holds_votes_and_bets():
    voted("v02", ("A", 75))
    store.current().update(
        lambda data: data["predictions"].update({"01.p1": [1.0, 0.5, 0.5, 0.2, 0.1]})
    )
    ((_, line),) = read(progress.line())[0]
    assert line.pairs["v02"] == "A 75"
    assert line.pairs["01.p1"] == "1 0.5 0.5 0.2 0.1"


def test_a_vote_is_forgotten_alone_and_carried_by_a_code():
    voted("v02", ("A", 75), ("B", 50))
    voted("v03", ("A", 75))
    code = progress.code()
    progress.forget("v02")
    assert not vote("v02").votes and vote("v03").votes
    progress.restore(str(code))
    assert len(vote("v02").votes) == 2


def test_a_stored_vote_for_an_option_that_is_gone_counts_as_none():
    store.current().update(lambda data: data["votes"].update({"v02": [9, 75]}))
    assert vote("v02").votes == [] and vote("v02").line is None


def test_the_parallel_question_explains_and_keeps_nothing():
    ballot = voted("v04", ("A", 75), ("B", 75))
    (parallel,) = ballot.more.children
    before = store.current().read()
    parallel.answer()
    assert "Choose one" in parallel.feedback.value
    for index, word in ((parallel.concept.right, "Right."), (1, "Not right.")):
        parallel.option.value = index
        parallel.answer()
        assert word in parallel.feedback.value
        assert parallel.concept.explanation[:40] in parallel.feedback.value
    assert store.current().read() == before


def test_options_are_told_apart_and_confidence_is_a_share():
    assert list(SURE.values()) == sorted(set(SURE.values()))
    assert max(SURE.values()) == 100


def concept(options: dict) -> Concept:
    return Concept("v99", "What?", options, "So.")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"a": "one", "b": "two"}, "one option must be right"),
        ({"a": "", "b": ""}, "one option must be right"),
        ({"a": "", "b": "one", "c": "one"}, "needs its own misconception"),
        ({"a": "", **{f"{i}": f"idea {i}" for i in range(5)}}, "6 options, but at"),
    ],
)  # fmt: skip
def test_other_questions_are_refused(options, complaint):
    with pytest.raises(ValueError, match=complaint):
        concept(options)


def test_an_unknown_question_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="no concept question 'v99'; there are v01"):
        vote("v99")


def test_letters_and_indices_belong_together():
    asked = contents.concept("v19")
    for index in range(len(asked.options)):
        assert asked.index(asked.letter(index)) == index
    assert asked.index("H") is None and asked.index("?") is None
    assert asked.index(asked.letter(0).lower()) == 0


def test_numbers_are_computed_when_they_are_asked_for():
    asked = []
    made = Concept(
        "v99", "No number.", {"a {n}": "", "b": "an idea"}, "It is {n:.0%}.",
        lambda: asked.append(1) or {"n": 0.5},
    )  # fmt: skip
    assert made.question == "No number." and not asked
    assert made.explanation == "It is 50 %." and made.right == 0
    assert sorted(text[3:] for text in made.shown.values()) == ["a 0.5", "b"]
    assert asked == [1]


def test_a_line_of_another_check_is_none():
    line = Line(7, "v02", "A 75")
    spoilt = repr(line).replace("A 75", "B 75")
    assert read(repr(line))[0] and not read(spoilt)[0]
