"""Lines of a class: printed by seats, found in a chat, collected by the teacher."""

import html
import itertools
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from course_utils.learning import check, progress
from course_utils.learning.classroom import draw
from course_utils.learning.classroom.lines import at_least, collect, preferences
from course_utils.learning.line import Line, read


def test_lines_come_back_as_they_were_printed():
    lines = [Line(3, "generations", 7), Line(1, "std", 0.000123456), Line(2, "std", 2)]
    assert collect(repr(lines[0])) == {3: lines[0]}
    assert collect(f"\n {lines[1]!r} \n\n{lines[2]!r}\n") == {1: lines[1], 2: lines[2]}


def test_the_last_line_of_a_seat_counts():
    text = "seat 1 | std = 1\nseat 1 | std = 2"
    assert collect(text)[1].value == 2


def test_nothing_is_nothing():
    assert collect("") == {}


BEFORE = ["", "[10:31] Ann: ", "10:31 AM Bob (he/him)\t", "> > ", "- **", "`", '"', "“",
          "[26/11/26, 10:31:05] Zoë Seat: ", "<carl> ", "| ", "3) hi :) ",
          "\u200e~ D: ", "(seat 4) me: ", "Seat Leon: ", "from: a@b.c: "]  # fmt: skip
AFTER = ["", ".", "...", " thanks!", "  ", "`", '"', "”", "** :-)", " |", " =)",
         " 👍🏽", " 10:31", " (10:31 AM)", ", done", "…", "\u200b", " | "]  # fmt: skip
TYPED = {
    "as printed": "seat 7 | std = -2.5", "capital": "Seat 7 | std = -2.5",
    "capitals": "SEAT 7 | STD = -2.5", "minus": "seat 7 | std = −2.5",
    "dash": "seat 7 | std = –2.5", "comma": "seat 7 | std = -2,5",
    "a cell": "seat 7\tstd = -2.5", "tabs": "seat\t7\t|\tstd\t=\t-2.5",
    "tight": "seat 7|std=-2.5",
    "a hash": "seat #7 | std = -2.5", "a colon": "seat 7: std = -2.5",
    "a bar": "seat 7 ¦ std = -2.5", "wide": "ｓｅａｔ　７ ｜ std ＝ −２．５",
    "HTML": "seat 7 &#124; std &equals; -2.5", "no break": "seat\xa07 |\xa0std = -2.5",
    "unseen": "se\u200bat 7 | s\xadtd = -2\u2060.5", "escaped": r"seat 7 \| std = -2.5",
    "a power": "seat 7 | std = -25e-1", "bold": "**seat 7** | *std* = `-2.5`",
    "Arabic": "seat ٧ | std = -٢٫٥", "a semicolon": "seat 7; std = -2.5",
    "quotes": "seat 7 | “std” = ‘-2.5’", "a space": "seat 7 | std = - 2.5",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_line_is_found_anywhere_in_a_chat(typed, capsys):
    """Every way to type it, between all that may stand before and after it."""
    for before, after in itertools.product(BEFORE, AFTER):
        found = collect(before + TYPED[typed] + after)
        assert [(line.seat, line.value) for line in found.values()] == [(7, -2.5)], (
            before, after,
        )  # fmt: skip
        assert found[7].what.lower() == "std" and not found.skipped
    assert capsys.readouterr().out == ""


def test_lines_that_lost_their_ends():
    found = collect("seat 1 | a = 1 seat 2 | a = 2")
    assert [line.value for line in found.values()] == [1, 2]


UNREAD = {
    "thanks!": "no seat number", "seat x | std = 1": "no seat number", "1": "no seat",
    "seat 1 std = 1": "no | after", "seat 1 | std = nan": "no number",
    "10:31": "no seat", "seat 1\tstd 3": "no =",
    "seat 1 | std = inf": "no number", "seat 1 | std = 1e999": "too large",
    "seat 1 | std = 1 000": "no number", "seat 1 | std = 3 or 4": "no number",
    "seat 1 | std = 1.234,5": "no number", "seat 1 | std = 3 %": "no number",
    "seat 1 | std = 2*3": "no number", "seat 1 | std = 3/4": "no number",
    "seat 1 | std = 1,234": "may be 1.234 or 1234", "seat 1 | std": "no =",
    "seat 0 | std = 1": "seats are 1 to 9,999", "seat 10000 | std = 1": "seats are",
    "seat 999999999999 | std = 1": "no seat number", "seat 1.5 | std = 1": "no seat",
    "seat 1 | = 3": "no number", "my seat 12 is cold": "nothing measured",
    "seat 1 | std = __import__('os')": "no number", "backseat 1 | std = 1": "no seat",
}  # fmt: skip


@pytest.mark.parametrize("row", UNREAD)
def test_other_rows_are_skipped_and_listed(row, capsys):
    """Wherever they stand, the others count; and it is said why."""
    found = collect(f"seat 2 | std = 4\n\n{row}\nseat 3 | std = 5")
    assert [line.value for line in found.values()] == [4, 5]
    (skipped,) = found.skipped
    assert skipped.row == 3 and UNREAD[row] in skipped.why
    assert capsys.readouterr().out == f"Skipped:\n  {skipped!r}\n"


def test_a_long_list_is_cut(capsys):
    found = collect("thanks!\n" * 500)
    assert len(found.skipped) == 500
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 12 and said[-1] == "  and 490 more"


def test_doubled_seats_are_reported(capsys):
    found = collect("seat 1 | std = 1\nseat 2 | std = 5\nseat 1 | std = 2")
    assert list(found.doubled) == [1] and found[1].value == 2
    assert "last line counts:\n  seat 1: 1, then 2" in capsys.readouterr().out


def test_different_measures_are_refused():
    with pytest.raises(ValueError, match="generations, std; collect one at a time"):
        collect("seat 1 | std = 1\nseat 2 | generations = 1")


def test_one_other_measure_is_skipped_or_asked_for():
    text = "seat 1 | std = 1\nseat 2 | generations = 9\nseat 3 | Std = 4"
    assert [line.value for line in collect(text).values()] == [1, 4]
    assert [one.row for one in collect(text).skipped] == [2]
    assert collect(text, "generations") == {2: Line(2, "generations", 9)}
    assert collect(text, "mean") == {}


def test_a_line_may_hold_several_values():
    line = Line(
        7, "T = 0.8", 3, (("10 % kept", -0.5), ("01.3", "not yet [one] [two-b]"))
    )
    assert repr(line) == (
        f"seat 7 | check = 2-{line.checksum} | T = 0.8 = 3 | 10 % kept = -0.5 | "
        "01.3 = not yet [one] [two-b]"
    )
    assert collect(repr(line)) == {7: line}
    assert collect(f"> Ann: {line!r} thanks", "10 % kept") == {
        7: Line(7, "10 % kept", -0.5)
    }


def test_what_is_not_read_in_a_line_is_listed():
    found = collect("seat 7 | std = 1 | mean = x | thanks")
    assert found == {7: Line(7, "std", 1)}
    assert [(s.text, s.why) for s in found.skipped] == [
        ("mean = x", "no number after ="), ("thanks", "no ="),
    ]  # fmt: skip


def test_the_report_of_before_is_read():
    old = collect("seat 7; 01.3 not yet [average-is-typical]; 02.1 correct")
    assert old[7].pairs == {"01.3": "not yet [average-is-typical]", "02.1": "correct"}


WIDTH = st.floats(allow_nan=False, allow_infinity=False)
NAMES = st.from_regex(r"[a-z]\w{0,20}", fullmatch=True)


@given(
    st.integers(1, 9_999), NAMES, WIDTH, st.lists(st.tuples(NAMES, WIDTH), max_size=4)
)
def test_every_line_comes_back(seat, what, value, more):
    line = Line(seat, what, value, tuple(more))
    text = repr(line)
    (_, found), *_ = read(f"me: {text}")[0]
    assert repr(found) == text and len(read(text)[0]) == 1


@given(
    st.text(max_size=200),
    st.text(alphabet="seat 7|=.,-+e%[]\t\n:;\"'*>&#", max_size=99),
)
def test_hostile_text_stays_text(anything, signs):
    """Nothing stops; what is shown is printable, and each value is a finite number."""
    for text in (anything, signs, f"seat 7 | {anything} = 3", f"{signs}seat 7 | a = 1"):
        lines, skipped = read(text)
        shown = "".join(map(repr, [*lines, *skipped]))
        assert shown.isprintable()
        assert all(
            abs(line.value) < float("inf") for _, line in lines if line.what == "a"
        )
        rows = {row for row, _ in lines} | {one.row for one in skipped}
        assert len(rows) >= len(
            [row for row in text.splitlines() if row.strip()]
        ) - sum(
            not any(map(str.isprintable, html.unescape(row).strip()))
            for row in text.splitlines()
        )


HOSTILE = ["seat 7 | " * 11_000, "seat 7 | std = " + "9" * 90_000, "seat " * 19_000,
           "seat 7 | " + "a=1 " * 20_000, "seat 7 | " + " " * 90_000 + "=",
           "\"'" * 49_000,
           "&#" + "9" * 90_000 + ";", "seat 7 | std" + "*" * 90_000,
           "seat 7" + "!" * 90_000,
           "seat 7 | std = 3" + " =" * 40_000, "x" * 10_000_000,
           "seat 7 | std = 1e" + "9" * 90_000,
           "\N{ZERO WIDTH JOINER}" * 99_000]  # fmt: skip


@pytest.mark.parametrize("row", HOSTILE, ids=range(len(HOSTILE)))
def test_no_row_takes_long(row):
    start = time.perf_counter()
    found = collect(f"{row}\nseat 8 | std = 3")
    assert found[8].value == 3 and len(found.report) < 500
    assert time.perf_counter() - start < 2


def test_ten_thousand_rows_take_a_second():
    """0.4 s on a busy core; the limit leaves room for a slow one."""
    rows = [f"[10:31] Ann: seat {i % 9_999 + 1} | std = {i}.5 ok" for i in range(5_000)]
    start = time.perf_counter()
    found = collect("\n".join(rows + ["thanks, all!"] * 5_000))
    assert time.perf_counter() - start < 3
    assert len(found) == len(found.skipped) == 5_000


def test_signs_of_markup_stay_signs():
    found = collect("seat 7 | a<b>\x1b[31m$x$ = 3")
    assert found[7].what == "a<b>[31m$x$" and not hasattr(found, "_repr_html_")
    assert re.fullmatch(r"[ -~\n]+", repr(found))


def test_a_coin_is_the_binomial_law():
    for flips in (1, 2, 10, 11, 300, 3000):
        for heads in {0, 1, flips // 2, flips // 2 + 1, flips}:
            law = stats.binom(flips, 0.5).sf(heads - 1)
            assert at_least(heads, flips) == pytest.approx(law, rel=1e-9, abs=1e-300)


def test_preferences_of_a_class_add_up():
    pasted = "seat 1 | late_of_10 = 3\nseat 2 | late_of_10 = 9\nseat 1 | late_of_10 = 7"
    said = preferences(pasted)
    assert said.startswith("2 seats preferred the late writer in 16 of 20 pairs.")
    chance = 200 * stats.binom(20, 0.5).sf(15)
    assert f"one writer or the other 16 times or more in {chance:.2g} % of" in said


def test_a_class_that_prefers_the_early_writer_is_told_so():
    said = preferences("seat 1 | late_of_10 = 2", ("A", "B"))
    assert said.startswith("1 seat preferred A in 8 of 10 pairs.")
    assert "in 11 % of" in said


def test_a_tie_prefers_nobody():
    said = preferences("seat 1 | late_of_10 = 5")
    assert said == "1 seat preferred neither writer: each in 5 of 10 pairs."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("seat 1 | generations = 3", "is not a line such as 'seat 7 | late_of_10 = 6'"),
        ("seat 1 | late_of_10 = 11", "is not a line such as"),
        ("seat 1 | late_of_10 = -1", "is not a line such as"),
        ("seat 1 | late_of_10 = 2.5", "is not a line such as"),
        ("seat 1 | late_of_10_or_so = 2", "is not a line such as"),
        ("seat 1 | late_of_0 = 0", "hold 0 pairs"),
        ("seat 1 | late_of_200000 = 90000", "is not a line such as"),
        ("", "0 lines hold 0 pairs"),
        ("seat 1 | late_of_10 = 2\nseat 2 | late_of_9 = 2", "collect one at a time"),
        ("thanks!", "0 lines hold 0 pairs"),
    ],
)
def test_other_preferences_are_refused(text, complaint):
    with pytest.raises(ValueError, match=complaint.replace("|", r"\|")):
        preferences(text)


def test_one_joker_does_not_stop_the_class(capsys):
    """Nor other measurements of the same lesson; what was skipped is said."""
    said = preferences(
        "Ann: seat 1 | late_of_10 = 9 thanks\nseat 2 | late_of_10 = 11\n"
        "seat 1 | std = 3\nseat 3 | std = 4\nseat 4 | std = 4\nlol"
    )
    assert said.startswith("1 seat preferred the late writer in 9 of 10 pairs.")
    assert len(re.findall(r"row [2-6]: ", capsys.readouterr().out)) == 5


def test_a_class_is_drawn_with_its_median_in_words():
    drawn = draw(collect("seat 1 | last_seen = 2\nseat 2 | last_seen = 40\n"
                         "seat 3 | last_seen = 3"))  # fmt: skip
    assert drawn.sentences == (
        "3 seats: half of them are at 3 or below, from 2 to 40.",
    )
    assert drawn.pngs[0].startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="0 lines to draw"):
        draw({})


HOUSE = Path(__file__).parents[2]
WRITERS = [
    *(HOUSE / "course_utils").rglob("*.py"),
    *(HOUSE / "notebooks").glob("*.ipynb"),
]


def test_only_one_place_writes_a_line():
    """What else sends a teacher something makes a Line, so that one parser reads it."""
    spelt = re.compile(r"seat \{[^}]*\}[ :]*\||\"seat \" *\+")
    found = [path.name for path in WRITERS if spelt.search(path.read_text("utf-8"))]
    assert not found


def test_a_report_s_line_is_read_back_whole():
    check("01.2", 1e6)
    check("01.3", (1, 2))
    (_, line), *more = read(progress.line())[0]
    assert not more and line.what == "exercises" and line.value == 2
    assert set(line.pairs) == {"exercises", "01.2", "01.3"}
    assert read(progress.line())[1] == []
