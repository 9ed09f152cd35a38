"""What a teacher prints: all of the guide, and the sheets that are made for a class."""

import re

import mistune
import pytest

from course_utils.__main__ import main
from course_utils.learning.classroom.key import key_text, seats_text
from course_utils.upkeep import paper


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paper")
    assert main(["paper", "--seats", "1-3", f"--out={folder}"]) == 0
    return folder


def pages(folder) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.html")
    }


def test_every_page_of_the_guide_and_every_sheet_is_written(folder):
    guide = {
        path.relative_to(paper.GUIDE).with_suffix(".html").as_posix()
        for path in paper.GUIDE.rglob("*.md")
    }
    made = {"seats.html", "key.html", "slips.html", "monday_at_home.html"}
    assert pages(folder).keys() == guide | made


def test_links_lead_to_pages_that_are_there(folder):
    for name, page in pages(folder).items():
        for target in re.findall(r'href="([^"]+)"', page):
            if not target.startswith("https://"):
                assert (folder / name).parent.joinpath(target).is_file(), (name, target)
        assert "](" not in re.sub(r"<code>.*?</code>", "", page, flags=re.S)


def test_a_page_needs_no_network_and_has_a_title(folder):
    for page in pages(folder).values():
        assert not re.search(r"\b(?:src|@import|url\()", page)
        assert re.search(r"<title>[^<]+</title>", page)


def test_the_sheets_are_those_of_the_seats(folder):
    shown = pages(folder)
    for name, text in (
        ("key", key_text(range(1, 4))),
        ("seats", seats_text(range(1, 4))),
    ):
        assert (
            mistune.create_markdown(escape=False, plugins=["table"])(text)
            in (shown[f"{name}.html"])
        )
    assert len(re.findall(r"^ +[123]  +-?\d", shown["slips.html"], re.M)) == 3


def test_other_seats_are_refused(tmp_path, capsys):
    assert main(["paper", "--seats", "none", f"--out={tmp_path}"]) == 2
    assert "seats is 'none'" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
