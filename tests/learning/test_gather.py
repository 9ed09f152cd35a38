"""All lines of a class: read, skipped, doubled, hostile, from a chat or a folder."""

import os
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import theory
from course_utils.chapters import contents
from course_utils.learning import classroom, line, progress
from course_utils.learning.classroom import chains, gather, hand_in
from course_utils.learning.classroom.desk import MISTAKES
from course_utils.learning.classroom.votes import FEW, MANY
from course_utils.learning.line import Line
from course_utils.upkeep import notebooks

pytestmark = pytest.mark.usefixtures("own_progress")
ASKED = contents.concept("v02")
RIGHT = ASKED.letter(ASKED.right)
WRONG = next(letter for letter in "ABCD" if letter != RIGHT)


def vote_line(seat: int, *votes: str, id: str = "v02") -> str:
    return repr(Line(seat, id, " ".join(f"{letter} 75" for letter in votes)))


def a_class(right: int, wrong: int, *second: str) -> classroom.Gathered:
    """So many seats with a right first vote, so many with a wrong one."""
    first = [RIGHT] * right + [WRONG] * wrong
    rows = [vote_line(i, letter, *second) for i, letter in enumerate(first, 1)]
    return gather("\n".join(rows))


# --- counted ----------------------------------------------------------------------


def test_what_was_read_skipped_and_doubled_is_counted():
    rows = [f"seat {i} | last_seen = {i}" for i in range(1, 27)]
    noise = ["thanks!", "lol", "10:31"]
    found = gather("\n".join([*rows, *noise, "seat 7 | last_seen = 3"]))
    assert found.count == "27 read, 3 skipped, seat 7 twice"
    assert found.of("last_seen")[7] == 3 and len(found.seats) == 26
    assert "seat 7: last_seen = 7, then 3" in found.report
    assert all(f"row {row}: " in found.report for row in (27, 28, 29))


def test_a_line_that_came_twice_alike_is_counted_and_not_listed():
    found = gather("seat 7 | std = 3\nseat 7 | std = 3\nseat 7 | std = 3")
    assert found.count == "3 read, 0 skipped, seat 7 3 times"
    assert found.report == found.count


def test_a_second_vote_added_to_the_first_is_no_double():
    found = gather(f"{vote_line(7, 'A')}\n{vote_line(7, 'A', 'B')}")
    assert found.count == "2 read, 0 skipped" and found.of("v02") == {7: "A 75 B 75"}
    changed = gather(f"{vote_line(7, 'A')}\n{vote_line(7, 'B', 'B')}")
    assert changed.count.endswith("seat 7 twice")


def test_long_lists_are_cut():
    rows = [f"seat {i} | std = {k}" for k in (1, 2) for i in range(1, 41)]
    report = gather("\n".join(rows + ["hi"] * 90)).report
    assert len(report.splitlines()) == 1 + 12 + 12 and "and 30 more" in report


def test_keys_are_the_same_however_they_are_spelt():
    found = gather("seat 1 | Last_Seen = 3\nseat 2 | last_seen = 4")
    assert found.of("LAST_SEEN") == {1: 3, 2: 4} and found.keys == ["last_seen"]
    assert found.of("nothing") == {}


# --- versions and checksums ---------------------------------------------------------

LEARNERS = Path(__file__).parents[1] / "learners"


def test_lines_of_version_1_are_read():
    """As notebooks wrote them before lines had a check; the first is older still."""
    found = gather((LEARNERS / "lines_version_1.txt").read_text(encoding="utf-8"))
    assert found.count == "4 read, 0 skipped"
    assert found.of("01.3") == {7: "not yet [average-is-typical]", 8: "correct"}
    assert found.of("last_seen") == {9: 12} and found.of("late_of_10") == {9: 6}


def test_lines_of_version_2_stay_readable():
    """The checksums in the file were written once: what they are made of must stay."""
    text = (LEARNERS / "lines_version_2.txt").read_text(encoding="utf-8")
    found = gather(text)
    assert found.count == "4 read, 0 skipped"
    assert "".join(f"{one!r}\n" for one in found.lines) == text
    assert found.of("v02") == {7: "D 75 A 100", 8: "D 75"}
    assert found.of("04.p3") == {7: "λ"}
    assert found.of("01.p1") == {7: "1 0.8 0.6 0.5 0.4"}


def test_a_cut_a_changed_and_a_newer_line_are_skipped_with_their_reasons():
    whole = repr(Line(7, "v02", "A 75 B 100", (("01.2", "not yet [one]"),)))
    for end in range(len("seat 7 | check = 2-abcd | "), len(whole)):
        assert not gather(whole[:end]).lines, whole[:end]
    changed = gather(whole.replace("seat 7", "seat 8"))
    assert "checksum does not match" in changed.report
    newer = gather(whole.replace("check = 2-", "check = 3-"))
    assert "a newer version" in newer.report and not newer.lines


@given(st.integers(0, 200), st.characters())
def test_a_changed_sign_is_noticed_or_changes_nothing(place, sign):
    whole = repr(Line(7, "v02", "A 75 B 100", (("01.2", "not yet [one]"),)))
    place %= len(whole)
    found = gather(whole[:place] + sign + whole[place + 1 :])
    assert [repr(one) for one in found.lines] in ([], [whole])


def test_checksums_differ_and_signs_of_chats_do_not_matter():
    sums = {Line(seat, "v02", "A 75").checksum for seat in range(1, 500)}
    assert len(sums) > 490
    whole = repr(Line(7, "v02", "A 75 B 100"))
    for typed in (whole.upper(), whole.replace("-", "–"), f"“{whole}” 👍", f"{whole}."):
        assert gather(typed).of("v02") == {7: "A 75 B 100"}


# --- hostile ------------------------------------------------------------------------

HOSTILE = {
    "a script": "seat 7 | v02 = <script>alert(1)</script>",
    "an image": 'seat 7 | <img src=x onerror="alert(1)"> = 3',
    "an entity": "seat 7 | &lt;b onclick=alert(1)&gt; = 3",
    "a megabyte": "seat 7 | v02 = " + "A 75 " * 200_000,
    "a megabyte of x": "x" * 1_000_000,
    "controls": "seat 7 | a\x00\x1b[2J\x07\x85\u2028 = 3",
    "right to left": "seat 7 | a\u202e\u2066b = 3",
    "code": "seat 7 | __import__('os').system('x') = 3",
    "a template": "seat 7 | {0.__class__} = 3",
    "mathematics": r"seat 7 | $\frac{x$ = 3",
    "a surrogate": "seat 7 | a\ud800b = 3",
    "numbers": "seat 7 | chain 10 = " + "1  " * 30_000,
    "signs": "seat 7 | 01.p1 = " + "-" * 90_000,
    "a huge chain": "seat 7 | chain 10 = " + " ".join(["1e300"] * 61),
    "an unknown vote": "seat 7 | v99 = A 75",
    "an impossible vote": "seat 7 | v16 = E 999",
    "an unknown bet": "seat 7 | 99.p9 = 3",
    "another bet": "seat 7 | 01.p1 = stays",
    "half a vote": "seat 7 | v02 = A",
    "a very long life": "seat 7 | last_seen = 1e12",
    "half a life": "seat 7 | last_seen = 2.5",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_lines_stay_text_and_stop_nobody(kind):
    """Beside a good line: whatever is drawn or shown holds no markup of a seat."""
    text = f"{HOSTILE[kind]}\n{vote_line(8, RIGHT, RIGHT)}\nseat 9 | std = 3"
    panel = classroom.desk()
    panel.pasted.value = text
    panel.read()
    assert panel.found.of("v02")[8] and panel.found.of("std")[9] == 3
    for what in panel.what.options:
        panel.what.value = what
        panel.draw()
        shown = panel.said.value + panel.drawn.value
        assert not re.search(r"<(?:script|img src=x|b onclick)|onerror=\"", shown)
        assert "\x1b" not in shown and "\u202e" not in shown
    assert len(panel.said.value) < 20_000


def test_nothing_here_runs_what_was_sent():
    folder = Path(classroom.__file__).parent
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    text += Path(line.__file__).read_text("utf-8")
    assert not re.search(r"\b(?:eval|exec|pickle|literal_eval|__import__)\b", text)


def test_ten_thousand_lines_are_looked_at_once_each(monkeypatch):
    """Work is counted, not seconds: each row once, each part at most once a pattern."""
    seen = {"rows": 0, "parts": 0}

    def counting(name, function):
        def count(*given):
            seen[name] += 1
            return function(*given)

        return count

    monkeypatch.setattr(line, "_row", counting("rows", line._row))
    monkeypatch.setattr(line, "_pair", counting("parts", line._pair))
    rows = [f"[10:31] Ann: {vote_line(i, 'A', 'B')} ok" for i in range(1, 5_001)]
    found = gather("\n".join(rows + ["thanks, all!"] * 5_000))
    assert (len(found.lines), len(found.skipped)) == (5_000, 5_000)
    assert seen == {"rows": 10_000, "parts": 5_000}


# --- a folder -----------------------------------------------------------------------


def test_a_folder_is_read_as_a_chat_is(tmp_path):
    for seat in (3, 7):
        progress.seat = seat
        written = hand_in(tmp_path)
        assert written.name == f"seat_{seat}.txt"
    (tmp_path / "notes.md").write_text("seat 1 | std = 1")
    (tmp_path / "hello.txt").write_text("hello\nseat 9 | std = 4")
    found = gather(tmp_path)
    assert found.seats == [3, 7, 9] and len(found.skipped) == 1
    assert "'hello.txt' row 1: 'hello'" in found.report


def test_the_newest_file_of_a_seat_counts(tmp_path):
    for name, value, when in (("b.txt", 1, 100), ("a.txt", 2, 200)):
        (tmp_path / name).write_text(f"seat 7 | std = {value}")
        os.utime(tmp_path / name, (when, when))
    assert gather(tmp_path).of("std") == {7: 2}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_folders_large_and_odd_files_do_no_harm(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("seat 1 | std = 1")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder.txt").mkdir()
    (folder / "large.txt").write_bytes(b"seat 2 | std = 2\n" * 100_000)
    (folder / "bytes.txt").write_bytes(b"\xff\xfe\x00 seat 3 | std = 3")
    (folder / "<b>.txt").write_text("lol")
    found = gather(folder)
    assert found.of("std") == {3: 3}
    assert "'large.txt' row 0: '': 1,700,000 bytes" in found.report
    panel = classroom.desk()
    panel.folder.value = str(folder)
    panel.read()
    assert "<b>.txt" not in panel.said.value and "&lt;b&gt;.txt" in panel.said.value


def test_a_folder_that_is_none_is_refused(tmp_path):
    for wrong in (tmp_path / "nothing", Path("~nobody-here-of-that-name")):
        with pytest.raises(ValueError, match="there is no folder"):
            gather(wrong)
        panel = classroom.desk()
        panel.folder.value = str(wrong)
        panel.read()
        assert "Nothing was read" in panel.said.value


# --- votes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "says"),
    [(0, "few"), (29, "few"), (30, ": discuss"), (70, ": discuss"), (71, "need")],
)  # fmt: skip
def test_the_rule_says_what_to_do_next(right, says):
    counted = classroom.votes(a_class(right, 100 - right), "v02")
    assert says in counted.advice and f"{right} % are right" in counted.advice


def test_the_notebook_tells_the_rule_that_is_followed():
    book = nbformat.read(notebooks.FOLDER / "concept_questions.ipynb", as_version=4)
    text = next(c.source for c in book.cells if c.id == "teacher")
    assert f"fewer than {100 * FEW:.0f} %" in text
    assert f"| {100 * FEW:.0f} to {100 * MANY:.0f} % |" in text
    assert f"more than {100 * MANY:.0f} %" in text


def test_the_histogram_waits_for_the_second_vote_of_half_of_the_class():
    first = [vote_line(i, WRONG) for i in range(1, 6)]
    second = [vote_line(i, WRONG, RIGHT) for i in range(6, 11)]
    for rows, shown in ((first + second[:4], False), (first + second, True)):
        counted = classroom.votes(gather("\n".join(rows)), "v02")
        assert counted.shown == shown
        for said in (repr(counted), counted._repr_html_()):
            assert ("<img" in counted._repr_html_()) == shown
            assert any(idea in said for idea in ASKED.misconceptions if idea) == shown
    assert classroom.votes(gather("\n".join(first)), "v02", now=True).shown


def test_both_histograms_and_every_idea_are_in_the_sentence():
    rows = [vote_line(1, WRONG, RIGHT), vote_line(2, WRONG, WRONG)]
    counted = classroom.votes(gather("\n".join(rows)), "v02")
    i = ASKED.index(WRONG)
    idea = ASKED.misconceptions[i]
    assert f"({idea}): 2, then 1." in counted.sentence
    assert "(right): 0, then 1." in counted.sentence
    assert counted.picture.pngs[0].startswith(b"\x89PNG")
    assert "0 % were right at the first vote, 50 % at the second" in counted.advice


def test_confidence_is_told_apart_for_right_and_wrong():
    rows = [
        repr(Line(1, "v02", f"{RIGHT} 50 {RIGHT} 100")),
        repr(Line(2, "v02", f"{WRONG} 100 {WRONG} 25")),
    ]
    said = classroom.votes(gather("\n".join(rows)), "v02").confidence
    assert said == (
        "Those who are right are 100 % sure on average, those who are wrong are 25 % "
        "sure on average."
    )


def test_nobody_and_jokers_are_counted_apart():
    assert classroom.votes(gather(""), "v02").advice == "Nobody has voted yet."
    joker = repr(Line(1, "v02", "E 75"))
    counted = classroom.votes(gather(f"{joker}\n{vote_line(2, RIGHT)}"), "v02")
    assert counted.unread == 1 and "1 unreadable" in counted.head
    with pytest.raises(ValueError, match="no concept question"):
        classroom.votes(gather(""), "v99")


def test_a_misconception_counts_once_a_seat():
    wrong = contents.concept("v16")
    letter = wrong.letter(wrong.misconceptions.index("verification solves it"))
    other = contents.concept("v20")
    same = other.letter(other.misconceptions.index("verification solves it"))
    more = (("v16", f"{letter} 75"), ("v20", f"{same} 75"), ("v02", f"{RIGHT} 75"))
    line_ = Line(1, "01.2", "not yet [ddof-cosmetic] [other]", more)
    second = Line(2, "v16", f"{letter} 75 {wrong.letter(wrong.right)} 75")
    found = gather(f"{line_!r}\n{second!r}")
    assert classroom.mistakes(found) == {
        "verification solves it": 1, "01.2 ddof-cosmetic": 1,
    }  # fmt: skip
    assert "verification solves it: 1" in classroom.draw_mistakes(found).sentences[0]
    with pytest.raises(ValueError, match="0 misconceptions"):
        classroom.draw_mistakes(gather(""))


def test_the_teachers_sheet_has_every_question_and_every_idea():
    sheet = classroom.instructor_text()
    for asked in contents.all_concepts().values():
        for concept in filter(None, (asked, asked.again)):
            assert concept.question in sheet and concept.explanation in sheet
            assert f"**{concept.shown[concept.right]}** (right)" in sheet
            for i, text in concept.shown.items():
                idea = concept.misconceptions[i]
                assert not idea or f"- {text}: “{idea}”\n" in sheet


# --- predictions and chains ---------------------------------------------------------


def test_predictions_of_each_kind_are_drawn_over_what_happened():
    sent = {"01.p1": "1 0.9 0.8 0.7 0.6", "01.p2": "grows", "01.p3": "300"}
    rows = [repr(Line(i, *next(iter(sent.items())), tuple(sent.items())[1:]))
            for i in (1, 2, 3)]  # fmt: skip
    found = gather("\n".join([*rows, "seat 4 | 01.p3 = -7", "seat 5 | 01.p2 = x"]))
    for id, says in (
        ("01.p1", "0.9 at generation 50"),
        ("01.p2", "It grows: 3"),
        ("01.p3", "half of them said 300 or less"),
    ):
        (sentence,) = classroom.draw_bets(found, id).sentences
        assert sentence.startswith(f"3 seats on {id}") and says in sentence
        assert "What happened: " in sentence
    with pytest.raises(ValueError, match=r"0 predictions 02\.p1 to draw"):
        classroom.draw_bets(found, "02.p1")


def chains_of(seats: range) -> classroom.Gathered:
    rows = []
    for seat in seats:
        progress.seat = seat
        rows.append(repr(classroom.my_chain()))
    return gather("\n".join(rows))


def test_the_chains_of_a_class_lie_where_the_theory_says():
    """200 seats: nine in ten inside the band, the median within 4 of its errors."""
    found = chains_of(range(1, 201))
    values = chains._whole(found)
    middle, band = chains._law(np.arange(chains.GENERATIONS + 1))
    last = np.log(values[:, -1])
    noise = theory.log_variance_noise(chains.POINTS) * chains.GENERATIONS / 4
    error = 1.2533 * np.sqrt(noise / len(values))
    assert abs(np.median(last) - np.log(middle[-1])) < 4 * error
    inside = np.mean(np.abs(last - np.log(middle[-1])) < np.log(band[-1]))
    assert abs(inside - 0.9) < 4 * np.sqrt(0.09 / len(values))
    (sentence,) = classroom.draw_chains(found).sentences
    assert sentence.startswith("200 seats") and f"{100 * inside:.0f} % of" in sentence


def test_a_chain_is_its_seats_own_and_the_same_again():
    progress.seat = 3
    one, again = classroom.my_chain(), classroom.my_chain()
    progress.seat = 4
    assert one == again != classroom.my_chain()
    assert len(one.value.split()) == chains.GENERATIONS + 1
    with pytest.raises(ValueError, match="0 complete lines with chain 10"):
        classroom.draw_chains(gather("seat 1 | chain 10 = 1 0.5"))


def test_lives_are_counted_beside_the_law():
    rows = [f"seat {i} | last_seen = {k}" for i, k in enumerate([0, 1, 2, 5], 1)]
    (sentence,) = classroom.draw_lives(gather("\n".join(rows))).sentences
    law = 100 * theory.survival(1, 1)
    assert f"75 % at generation 1 (theory {law:.0f} %)" in sentence
    assert "50 % at generation 2" in sentence and "25 % at generation 5" in sentence
    with pytest.raises(ValueError, match="0 lines with last_seen"):
        classroom.draw_lives(gather(""))


# --- the desk -----------------------------------------------------------------------


def test_the_desk_offers_what_was_sent_and_draws_all_of_it():
    rows = [repr(Line(1, "v02", f"{WRONG} 75 {RIGHT} 75", (("01.p3", "300"),))),
            "seat 1 | std = 3", "seat 2 | std = 4", "seat 1 | last_seen = 3",
            repr(chains_of(range(1, 2)).lines[0])]  # fmt: skip
    panel = classroom.desk()
    panel.draw()
    assert "nothing to draw yet" in panel.drawn.value
    panel.pasted.value = "\n".join(rows)
    panel.read()
    assert "5 read, 0 skipped" in panel.said.value
    assert set(panel.what.options) == {
        "v02", "01.p3", "std", "last_seen", "chain 10", MISTAKES,
    }  # fmt: skip
    for what in panel.what.options[:-1]:
        panel.what.value = what
        panel.draw()
        assert "<img alt=" in panel.drawn.value, what
    panel.what.value = MISTAKES
    panel.draw()
    assert "0 misconceptions" in panel.drawn.value


def test_the_desk_shows_early_votes_when_asked():
    panel = classroom.desk()
    panel.pasted.value = vote_line(1, WRONG)
    panel.read()
    panel.draw()
    assert "<img" not in panel.drawn.value
    panel.now.value = True
    panel.draw()
    assert "<img" in panel.drawn.value


def test_pictures_are_as_wide_as_a_narrow_page():
    found = a_class(3, 3, RIGHT)
    shown = [
        classroom.votes(found, "v02").picture,
        classroom.draw_chains(chains_of(range(1, 3))),
    ]
    for picture in shown:
        width = int.from_bytes(picture.pngs[0][16:20], "big")
        assert width <= 520
