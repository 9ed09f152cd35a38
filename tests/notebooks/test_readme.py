"""The README's first screen says what was measured, and nothing else."""

import re

import nbformat
import pytest

from course_utils import __main__, theory
from course_utils.chapters import claims
from course_utils.upkeep import first_screen, launch, links
from course_utils.upkeep.notebooks import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = README[: README.index("## What is here")]
KNOWN = claims.load("07")


def test_the_headline_is_a_claim_of_notebook_07():
    assert "It had lost nine words in ten" in README.splitlines()[0]
    lost = 1 - KNOWN["words_bland"].value / KNOWN["words_bland_first"].value
    assert 0.88 < lost < 0.95
    assert KNOWN["valid_bland"].value > KNOWN["valid_bland_first"].value


def test_the_passages_are_what_the_models_write():
    _, rest = README.split(first_screen.START)
    shown, _ = rest.split(first_screen.END)
    assert shown.strip() == first_screen.block().strip()


def test_the_passages_end_bland():
    pages = first_screen.passages()
    assert [len(page) for page in pages.values()] == [first_screen.LINES] * 3
    different = [len(set(page)) for page in pages.values()]
    assert different[0] == first_screen.LINES > different[2]


def test_a_meter_has_ten_cells():
    assert first_screen.meter(0.52, "half") == "`█████░░░░░` half"
    assert first_screen.meter(0.0, "none") == "`░░░░░░░░░░` none"


def test_one_of_the_bets_is_right():
    two, twenty, many = map(
        int, re.search(r"typically live: (\d+), (\d+), or (\d+)\?", README).groups()
    )
    alive = [theory.survival(1, k) for k in (1, two, twenty, many)]
    assert alive[0] > 0.5 > alive[1] > 5 * alive[2]


def test_the_launch_blocks_are_what_links_writes():
    address = links.known()
    for block, text in (
        (launch.BET, f"{launch.bet(address)}\n"),
        (launch.TABLE, launch.table(address)),
    ):
        assert README.count(f"{block.start}\n{text}\n{block.end}") == 1


@pytest.mark.parametrize("address", [None, "Some-One/the.course"])
def test_the_launch_blocks_follow_the_address(tmp_path, address):
    page = tmp_path / "README.md"
    page.write_text(README, encoding="utf-8")
    launch.write(page, address)
    text = page.read_text(encoding="utf-8")
    assert f"\n{launch.bet(address)}\n" in text
    assert f"\n{launch.table(address)}\n" in text
    assert not launch.write(page, address)
    assert launch.write(page, "a/b") and launch.write(page, links.known())
    assert page.read_text(encoding="utf-8") == README


def test_a_readme_without_launch_blocks_stays(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("mine", encoding="utf-8")
    assert not launch.write(page, "a/b")
    assert page.read_text(encoding="utf-8") == "mine"


def test_the_first_screen_is_calm():
    assert "σ" not in FIRST_SCREEN
    assert launch.bet("a/b").count("mybinder.org") == 1
    assert FIRST_SCREEN.count("mybinder.org") == (links.known() is not None)
    assert "badge" not in FIRST_SCREEN
    assert FIRST_SCREEN.count("```") == 2


def test_the_table_lists_every_notebook():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"| {path.stem[:2]} " in README or f"| {path.stem} " in README


def test_the_first_screen_is_written_where_it_belongs(tmp_path, monkeypatch):
    page = tmp_path / "README.md"
    shown = README.split(first_screen.START)[1].split(first_screen.END)[0]
    page.write_text(README.replace(shown, "nothing\n"), encoding="utf-8")
    monkeypatch.setattr(first_screen, "README", page)
    assert __main__.main(["first-screen"]) == 0
    assert page.read_text(encoding="utf-8") == README


@pytest.mark.parametrize("text", [None, "", "a page", first_screen.END])
def test_a_readme_without_room_is_left_alone(tmp_path, monkeypatch, capsys, text):
    page = tmp_path / "README.md"
    if text is not None:
        page.write_text(text, encoding="utf-8")
    monkeypatch.setattr(first_screen, "README", page)
    assert __main__.main(["first-screen"]) == 2
    assert "must exist and have the lines <!-- first" in capsys.readouterr().out
    assert page.exists() == (text is not None)
    assert not text or page.read_text(encoding="utf-8") == text


def test_the_first_link_leads_to_the_bet_itself():
    """The bet of the first screen is asked again before anything else is."""
    link = re.search(
        r"mybinder\.org\S*lab/tree/(notebooks/\w+\.ipynb)", launch.bet("a/b")
    )
    cells = nbformat.read(ROOT / link[1], as_version=4).cells
    bet = next(i for i, c in enumerate(cells) if "2, 20 or 200?" in c.source)
    asks = re.compile(r"^(predict|quiz|task|check)\(", re.M)
    assert not [cell.source for cell in cells[:bet] if asks.search(cell.source)]
    assert "corpus.explorer(" in cells[bet + 1].source
