"""What is handed out fits on one sheet of paper, as a browser prints it."""

import re

import pytest

from course_utils.learning.classroom.key import seats_text
from course_utils.upkeep import paper

FOLDERS = ("handouts", "sheets", "unplugged")
TEXTS = {
    **{
        f"{folder}/{path.stem}": path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((paper.GUIDE / folder).glob("*.md"))
    },
    "seats": seats_text(range(1, 31)),
    "slips": paper.slips_text(30),
}


def sheets(page, text: str) -> int:
    """How many pages of A4 a text takes."""
    page.set_content(paper.page(text))
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_one_sheet(page, name):
    assert sheets(page, TEXTS[name]) == 1


def test_more_than_a_sheet_is_noticed(page):
    assert sheets(page, TEXTS["slips"].replace("\n", "\n\n") * 3) > 1
