"""The guide adds up: minutes, places, bets, codes and figures, read from its text.

What it tells somebody to type is run by ``test_what_texts_say``.
"""

import re
import tomllib
from functools import cache

import numpy as np
import pytest

from course_utils import theory
from course_utils.chapters import claims, contents
from course_utils.learning.unplugged.dice import TEXT
from course_utils.upkeep import notebooks
from tests import told
from tests.orders import GUIDE, ORDERS, STEPS, cells, minutes, sections, stem, tables

PAGES = sorted(GUIDE.rglob("*.md"))
SPINE = ("00", "01", "02", "04", "05", "07", "09", "12")
LENGTHS = {"45 minutes": 45, "Three hours": 180, "A day": 420}
EVERY_ORDER = pytest.mark.parametrize("name", ORDERS)
LONGEST = 90  # minutes without a break or a lunch
KNOWN = {"theory": theory, "claims": claims}


@cache
def text(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


# --- orders by the minute -------------------------------------------------------------


def test_there_is_an_order_for_each_length():
    assert list(ORDERS) == list(LENGTHS)


@EVERY_ORDER
def test_the_minutes_of_an_order_add_up(name):
    steps, _ = ORDERS[name]
    clock = 0
    for at, lasts, *_ in steps:
        assert minutes(at) == clock
        clock += int(lasts)
    assert clock == LENGTHS[name]


@EVERY_ORDER
def test_nobody_sits_too_long(name):
    steps, _ = ORDERS[name]
    sat = [0]
    for _, lasts, what, *_ in steps:
        sat += [0] if what in ("Break", "Lunch") else [sat.pop() + int(lasts)]
    assert max(sat) <= LONGEST


@EVERY_ORDER
def test_what_is_left_out_saves_what_is_said(name):
    steps, cuts = ORDERS[name]
    lasts = {at: int(minutes) for at, minutes, *_ in steps}
    for late, left_out, saves in cuts:
        assert int(saves) == sum(lasts[at] for at in left_out.split(", ")) >= int(late)
        kept = " ".join(row[2] for row in steps if row[0] not in left_out.split(", "))
        assert "hat it does not show" in kept
        assert "econd sheet" in kept or name == "45 minutes"


@pytest.mark.parametrize(("name", "step"), STEPS, ids=lambda x: str(x)[:40])
def test_a_step_has_a_place_and_its_bets_are_asked_there(name, step):
    _, _, what, place, bets = step
    if place.startswith("vote "):
        assert place.removeprefix("vote ") in contents.all_concepts()
        return
    section = sections(stem(place))[int(place.split("§")[1])]
    for bet in re.findall(r"\d\d\.p\d", bets):
        assert f'predict("{bet}")' in section
    shown = "\n".join(sections(stem(place)).values())
    for label in re.findall(r"\*\*(.+?)\*\*", what):
        assert f"**{label}**" in shown
    for exercise in re.findall(r"Exercise (\d\d\.\d)", what):
        assert f'check("{exercise}"' in section


@EVERY_ORDER
def test_hands_are_asked_for_where_a_bet_is_placed(name):
    steps, _ = ORDERS[name]
    last = [row[4] for row in steps]
    assert all(re.fullmatch(r"((\d\d\.p\d|hands)(, |$))*", bets) for bets in last)
    assert sum("hands" in bets for bets in last) >= 4


def test_the_tour_s_own_minutes_are_those_of_the_order():
    steps, _ = ORDERS["45 minutes"]
    for number, section in sections("quick_tour").items():
        told_minutes = re.search(r"^## .* \((\d+) min\)", section, re.M)
        if told_minutes:
            spent = sum(int(r[1]) for r in steps if r[3] == f"tour §{number}")
            assert abs(spent - int(told_minutes[1])) <= 3


DECKS = {"45 minutes": "45", "Three hours": "180"}


@pytest.mark.parametrize("name", DECKS)
def test_the_slides_go_the_way_of_the_order_and_show_its_bets(name):
    deck = told.PACKAGE / f"slides/decks/{DECKS[name]}.toml"
    slides = tomllib.loads(deck.read_text(encoding="utf-8"))["slide"]
    shown = [cell.partition("#")[0] for slide in slides for cell in slide["show"]]
    steps, _ = ORDERS[name]
    way = [stem(row[3]) for row in steps if "§" in row[3]]
    there = [s for cell in shown for s in told.STEMS if s.startswith(cell[:2])]
    assert list(dict.fromkeys(way)) == list(dict.fromkeys(there))[: len(set(way))]
    for bet in re.findall(r"\d\d\.p\d", " ".join(row[4] for row in steps)):
        (asked,) = [
            cell.id
            for cell in told.cells(stem(bet[:2]))
            if f'predict("{bet}")' in cell.source
        ]
        assert f"{bet[:2]}/{asked}" in shown


# --- misconceptions -------------------------------------------------------------------

(MISCONCEPTIONS,) = tables(text("misconceptions.md"))
HELD = 23


@pytest.mark.parametrize("row", MISCONCEPTIONS, ids=lambda row: row[1])
def test_a_misconception_has_a_home_a_wrong_answer_and_two_sentences(row):
    _, _, where, wrong, sentences = row
    homes = where.split(", ")
    assert all(home in contents.notebooks() for home in homes)
    id, what = wrong.split(" ", 1)
    if "/" in id:
        wrong_options = {
            option
            for question in contents.quiz(id).questions
            for option in question.options
            if option != question.right
        }
        assert what.strip("“”") in wrong_options
    else:
        codes = {w.code for w in contents.exercise(id).wrong}
        assert what.strip("`") in codes
    assert len(re.findall(r"[.?!](?:\*)?(?= |$)", sentences)) == 2


def test_the_misconceptions_are_numbered_and_differ():
    assert [int(row[0]) for row in MISCONCEPTIONS] == list(range(1, HELD + 1))
    assert len({row[1] for row in MISCONCEPTIONS}) == HELD
    assert {home for row in MISCONCEPTIONS for home in row[2].split(", ")} == (
        set(contents.notebooks())
    )


# --- figures that anybody can check ---------------------------------------------------

CHECKED = re.compile(r"`([^`\n]+)`\s+is\s+(-?[\d,]*\.?\d+)")
FIGURES = [
    (page.relative_to(GUIDE).as_posix(), code, value)
    for page in PAGES
    for code, value in CHECKED.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "code", "value"), FIGURES)
def test_a_figure_is_what_its_code_gives(page, code, value):
    """As many digits as are printed."""
    digits = len(value.partition(".")[2])
    found = float(np.asarray(eval(code, dict(KNOWN))))
    assert found == pytest.approx(float(value.replace(",", "")), abs=0.5 * 10**-digits)


def test_every_handout_of_a_formula_has_a_figure_to_check():
    pages = {page for page, *_ in FIGURES}
    assert {f"handouts/{nb}.md" for nb in SPINE if nb != "12"} <= pages
    assert len(FIGURES) >= 30


def test_the_tables_of_handouts_02_and_04_are_the_laws():
    told_alive = re.search(r"^\| still there \| (.*) \|$", text("handouts/02.md"), re.M)
    when = re.search(r"^\| generation \| (.*) \|$", text("handouts/02.md"), re.M)
    for k, alive in zip(cells(when[1]), cells(told_alive[1]), strict=True):
        digits = len(alive.partition(".")[2])
        assert round(30 * theory.survival(1, int(k)), digits) == float(alive)
    left = dict(re.findall(r"^\| (\w+).* \| (\d+) % \|$", text("handouts/04.md"), re.M))
    assert {name: int(value) for name, value in left.items()} == {
        "subsample": round(100 * theory.subsampled_variance(60, 10)),
        "accumulate": round(100 * theory.accumulated_variance(60, 10)),
        "control": 90,
    }


# --- the sheet before and after -------------------------------------------------------

OPTION = re.compile(r"\(([a-d])\) ([^(]*?)(?= \(|$)")


def questions() -> dict[str, dict[str, str]]:
    """ "A1" -> letter -> option."""
    found = {}
    asked = re.compile(r"^\*\*(\d)\.\*\* (.*?)(?=\n\n|\Z)", re.M | re.S)
    for sheet in "AB":
        for number, question in asked.findall(text(f"sheets/{sheet.lower()}.md")):
            found[sheet + number] = dict(OPTION.findall(" ".join(question.split())))
    return found


QUESTIONS = questions()
(KEY,) = tables(text("sheets.md"))


def number(option: str) -> float:
    found = re.match(r"-?[\d,]*\.?\d+", option)
    return float(found[0].replace(",", "")) if found else np.inf


def test_both_sheets_have_eight_questions_with_four_options():
    assert list(QUESTIONS) == [f"{s}{n}" for s in "AB" for n in range(1, 9)]
    assert all(list(options) == list("abcd") for options in QUESTIONS.values())
    assert [row[0] for row in KEY] == list(QUESTIONS)


@pytest.mark.parametrize("row", KEY, ids=lambda row: row[0])
def test_the_key_is_the_option_that_the_proof_gives(row):
    id, letter, proof, code = row
    _, value = CHECKED.search(proof).groups()
    options = {key: number(option) for key, option in QUESTIONS[id].items()}
    assert options[letter] == float(value.replace(",", ""))
    assert len(set(options.values())) == 4
    known = {w.code for e in contents.all_exercises().values() for w in e.wrong}
    assert code.strip("`") in known


def test_a_letter_is_no_hint_and_parallel_questions_differ():
    letters = [row[1] for row in KEY]
    assert max(map(letters.count, "abcd")) <= 8
    assert [row[3] for row in KEY[:7]] == [row[3] for row in KEY[8:15]]
    for n in range(1, 9):
        assert QUESTIONS[f"A{n}"] != QUESTIONS[f"B{n}"]


# --- room, games, handouts, the door --------------------------------------------------


def test_the_room_needs_what_the_readme_says():
    readme = " ".join((told.ROOT / "README.md").read_text("utf-8").split())
    room = " ".join(text("room.md").split())
    for figure in ("90 MB", "450 MB", "one to three minutes", "3.11 or newer"):
        assert figure in readme and figure in room
    assert f"thirty of them {30 * 90 / 1_000:g} GB" in room


def games() -> list:
    return sorted((GUIDE / "unplugged").glob("*.md"))


@pytest.mark.parametrize("page", games(), ids=lambda page: page.stem)
def test_the_minutes_of_a_game_add_up(page):
    source = page.read_text(encoding="utf-8")
    (steps,) = tables(source)
    stated = int(re.search(r"(\d+) minutes[,;]", source)[1])
    assert sum(int(step[0]) for step in steps) == stated
    assert f"unplugged.{page.stem}(" in source
    named = {"coins": "Coins", "row": "The row is the chain"}.get(page.stem, "nowhere")
    for _, order in STEPS + [(n, r) for n, (s, _) in ORDERS.items() for r in s]:
        if order[2].startswith(named):
            assert int(order[1]) >= stated


def test_the_text_to_copy_with_dice_is_the_one_that_is_simulated():
    shown = re.findall(r"^    (.*)$", text("unplugged/dice.md"), re.M)
    assert tuple(shown) == TEXT


def test_the_spine_has_a_handout_each():
    names = {page.stem for page in (GUIDE / "handouts").glob("*.md")}
    assert names == set(SPINE)
    for name in names:
        first = text(f"handouts/{name}.md").splitlines()[0]
        title = contents.notebooks()[name]
        assert first == f"# {name} · {title}"


def test_the_door_leads_to_every_page():
    linked = {
        (GUIDE / target).resolve()
        for target in re.findall(r"\]\(([^)#]+\.md)\)", text("README.md"))
    }
    assert {*PAGES} - {GUIDE / "README.md"} <= linked
    assert notebooks.FOLDER / "monday_at_home.md" in linked
