"""The game's panel: decide, undo, run, begin again, take up; what is kept of it."""

import re

import pytest

from course_utils.learning import game, progress
from course_utils.learning.game import sentence
from course_utils.learning.progress import store
from course_utils.steward import line_up, saved
from course_utils.steward.actions import Actions
from course_utils.steward.plans import play
from course_utils.steward.world import of_seat

pytestmark = pytest.mark.usefixtures("own_progress")
GAME = play(of_seat(1), line_up.steward)


def kept() -> str:
    return store.current().read()["game"]


def plays(panel, actions):
    """Set the controls to these actions, and run."""
    panel.set(**vars(actions))
    panel.run()


def test_a_whole_game_ends_with_its_card_and_is_kept():
    panel = game()
    for actions in GAME.actions:
        plays(panel, actions)
    assert panel.state.scores == GAME.scores and kept() == saved.encode(GAME)
    assert "Grade A" in panel.card.value and "no action suffices" in panel.card.value
    assert panel.go.disabled and all(c.disabled for c in panel.controls.values())
    assert panel.diary.value.count("<div>Generation") == 10


def test_changes_can_be_undone_until_the_results_show():
    panel = game()
    panel.set(human=50)
    panel.set(human=80, archive=True)
    for expected in ((80, False), (50, False), (0, False)):
        panel.undo()
        assert (panel.actions.human, panel.actions.archive) == expected
    assert panel.back.disabled
    panel.undo()
    panel.set(human=50)
    panel.run()
    assert panel.back.disabled and panel.state.t == 2
    panel.undo()
    assert panel.state.t == 2 and panel.actions.human == 50


def test_the_bill_is_said_before_anything_is_paid():
    panel = game()
    panel.set(human=100)
    assert "The bill: 80.0 credits, 1120.0 would be left" in panel.bill.value
    panel.set(human=2_000)
    assert "400.0 too much" in panel.bill.value
    panel.run()
    assert "Not run: this costs 1600.0 credits" in panel.news.value
    assert panel.state.t == 1 and kept() == ""


def test_meters_are_ranges_and_no_score_shows_before_the_end():
    panel = game()
    panel.set(archive=True)
    panel.run()
    assert len(re.findall(r"\d+ to \d+ %", panel.meters.value)) == 4
    assert not re.search(r"points|Grade", panel.status.value + panel.meters.value)
    assert panel.card.value == ""


def test_another_panel_goes_on_where_the_first_was_left():
    first = game()
    first.set(human=50, archive=True)
    first.run()
    second = game()
    assert second.state.scores == first.state.scores and second.state.t == 2


def test_the_progress_code_carries_the_game(tmp_path, monkeypatch):
    panel = game()
    plays(panel, GAME.actions[0])
    code = str(progress.code())
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(tmp_path / "elsewhere.json"))
    assert game().state.t == 1
    progress.restore(code)
    assert game().state.scores == GAME.scores[:1]


def test_a_replayed_seat_is_marked():
    panel = game()
    panel.again()
    assert panel.tries == 0  # nothing was shown yet
    plays(panel, GAME.actions[0])
    panel.again()
    assert panel.tries == 1 and "replay 1" in panel.standing and game().tries == 1
    for actions in GAME.actions:
        plays(panel, actions)
    assert "Replay 1 of this seat" in panel.card.value
    progress.seat = 5
    panel.again()
    assert panel.tries == 0 and panel.state.world.seat == 5


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "not of the form"),
        (saved.encode(GAME)[:-2] + "zz", "not of the form"),
        (saved.encode(GAME).replace("h84", "h94"), "checksum does not match"),
        (saved.encode(GAME).replace("DS1", "DS9"), "another version of the game"),
    ],
)
def test_a_damaged_game_changes_nothing_and_says_why(text, why):
    panel = game()
    plays(panel, GAME.actions[0])
    before = (panel.state.scores, panel.tries, kept())
    panel.take(text)
    assert why in panel.news.value and "Nothing has changed" in panel.news.value
    assert (panel.state.scores, panel.tries, kept()) == before


def test_a_damaged_game_in_the_progress_is_told_and_stays_until_a_run():
    store.current().update(lambda data: data.update(game="DS9-1-0--00000000"))
    panel = game()
    assert "another version of the game" in panel.news.value and panel.state.t == 1
    assert kept() == "DS9-1-0--00000000"


def test_a_saved_game_is_taken_up_and_kept():
    panel = game()
    panel.take(saved.encode(GAME, 3))
    assert panel.state.over and panel.tries == 3 and "Grade A" in panel.card.value
    assert kept() == saved.encode(GAME, 3)


def test_what_a_file_shows_is_the_first_turn():
    text = game().still.text
    assert "Generation 1 of 10, 1,200.0 credits left. Seat 1." in text
    assert "the web offers 600" in text


def test_every_control_says_its_price_in_its_name():
    for control in game().controls.values():
        assert re.search(r"\([\d.]+ each", control.description)


@pytest.mark.parametrize(
    "actions, says",
    [
        (Actions(), "did nothing."),
        (Actions(human=1_000, archive=True), "bought 1,000 human records, archived."),
        (Actions(crawl=5, detect=True), "crawled 5 records, with the detector."),
    ],
)
def test_the_log_is_written_in_sentences(actions, says):
    assert sentence(actions) == says
