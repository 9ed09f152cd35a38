"""Minutes: counted once, told alike in headers, in README's table and by progress()."""

import re

import pytest

from course_utils.chapters import contents
from course_utils.learning import progress
from course_utils.upkeep import minutes, notebooks

pytestmark = pytest.mark.usefixtures("own_progress")
COUNTED = minutes.counted()


def header(name: str) -> str:
    cells = minutes._cells(notebooks.FOLDER / f"{name}.ipynb")
    text = "\n".join("".join(cell["source"]) for cell in cells)
    return re.search(r"^\*\*Time for you:\*\* (.*?)\.", text, re.M)[1]


@pytest.mark.parametrize("name", COUNTED)
def test_header_table_and_progress_tell_what_is_counted(name):
    nb, told = name.partition("_")[0], COUNTED[name]
    assert header(name) == minutes.in_words(told), "python -m course_utils minutes"
    readme = minutes.README.read_text(encoding="utf-8")
    line = next(x for x in readme.splitlines() if re.match(rf"\| {nb}[ |]", x))
    assert line.endswith(f"| {minutes.row(told)} |")
    start = (notebooks.FOLDER / "00_start_here.ipynb").read_text(encoding="utf-8")
    row = re.search(rf'"(\| \[?(?:\*\*)?{nb}\b.*\|)\\n"', start)[1]
    assert row.endswith(f"| {minutes.row(told)} |")
    left = {row[0]: row[4] for row in progress().rows}
    assert left.get(nb, sum(told.values())) == sum(told.values())


def test_every_notebook_but_the_timed_lessons_is_counted():
    everything = {path.stem for path in notebooks.find()}
    assert everything - set(COUNTED) == {"quick_tour", "concept_questions"}


def cell(source: str, kind: str = "markdown", **data) -> dict:
    outputs = [{"data": data}] if data else []
    return {"cell_type": kind, "source": source, "outputs": outputs}


RUN = cell("**Run All:** 60 s on two cores, 100 MB of memory.")


def main(*cells: dict) -> int:
    return minutes.count("refresher", [RUN, *cells])["main"]


def test_180_words_are_a_minute():
    assert main(cell("word " * 180 * 19)) == 20
    assert main(cell("word " * 180 * 9), cell("name = 1 + " * 450, "code")) == 20


def test_what_is_printed_is_read_and_folded_code_is_not():
    printing = cell("", "code") | {"outputs": [{"text": ["word " * 180 * 19]}]}
    assert main(printing) == 20
    folded = cell("word " * 9_000, "code") | {"metadata": {}}
    folded["metadata"] = {"jupyter": {"source_hidden": True}}
    assert main(folded) == 5


def test_pictures_explorers_and_run_time_count():
    pictures = [cell("", "code", **{"text/html": "<img src=''>"})] * 4
    explorers = [cell("x.explorer()", "code", **{"text/html": "<img src=''>"})] * 3
    assert main() == 5 and main(*pictures) == 5
    assert main(*pictures, *explorers) == 20


def test_what_no_reader_sees_does_not_count():
    folded = "<details><summary>more</summary>" + "word " * 5_000 + "</details>"
    assert minutes.words(folded) == 0
    assert minutes.words("[a *link*](https://example.org/so/many/words.html)") == 2
    assert minutes.words("<span style='color: red'>one</span> 3,000 don't") == 3


def test_tasks_count_with_their_texts_and_optional_ones_do_not():
    for nb in contents.notebooks():
        tasks = [i for i in contents.items() if i.notebook == nb]
        due = [i for i in tasks if i.kind == "exercises" and not i.optional]
        name = next(name for name in COUNTED if name.startswith(nb))
        assert COUNTED[name]["exercises"] > sum(i.alone for i in due) - minutes.ROUND
    optional = [item.id for item in contents.items() if item.optional]
    assert {"07.5", "08.4"} <= set(optional)


def test_the_shares_of_a_notebooks_items_are_its_minutes():
    for nb in contents.notebooks():
        due = [i for i in contents.items() if i.notebook == nb and not i.optional]
        whole = sum(contents.minutes_of(nb).values())
        assert sum(item.minutes for item in due) == pytest.approx(whole)


def test_a_cell_and_readme_are_rewritten_and_nothing_else():
    every = {
        "01_one": {"main": 40, "exercises": 50},
        "refresher": {"main": 5, "exercises": 0},
    }
    cell = (
        "**Time for you:** 9 minutes. More.\n\n[it](refresher.ipynb) takes 15 minutes"
    )
    new = minutes.in_notebook(cell, "01_one", every)
    assert new == (
        "**Time for you:** 40 minutes, and 50 more for the exercises. More.\n\n"
        "[it](refresher.ipynb) takes 5 minutes"
    )
    assert minutes.in_notebook(new, "01_one", every) == new
    table = (
        "| 01 One | the idea | 9 min |\n| refresher | fit | 15 min |\n| 10 | x | y |"
    )
    assert minutes.in_table(table, every) == (
        "| 01 One | the idea | 40 min, exercises 50 |\n| refresher | fit | 5 min |\n"
        "| 10 | x | y |"
    )
