"""The site's pages hold what the chapters hold, and ask nobody for anything.

They look at a small site, built once; ``COURSE_SITE`` names a whole one.
"""

import base64
import io
import json
import re
import shutil
from html import unescape

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from course_utils import __main__ as commands
from course_utils.chapters import contents
from course_utils.site import build, calls, formulas, inspection, pages, presets, tasks
from course_utils.upkeep import html, launch, links, notebooks
from tests import workflow

PATHS = notebooks.find()
MARKDOWN = {
    path.stem: [c for c in nbformat.read(path, 4).cells if c.cell_type == "markdown"]
    for path in PATHS
}


def soup(page) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def answered() -> dict:
    """The notebooks with what the pages show in the place of a kernel."""
    made = {}
    for path in PATHS:
        notebook = html.read(path, pages.link)
        pages.answer(notebook)
        made[path.stem] = notebook
    return made


@pytest.fixture(scope="module")
def built(site) -> list:
    """The pages of notebooks on the site, with their notebooks."""
    return [
        (site / f"{p.stem}.html", p)
        for p in PATHS
        if (site / f"{p.stem}.html").exists()
    ]


# --- complete ------------------------------------------------------------------------


def test_all_that_the_chapters_hold_is_on_some_page(answered):
    text = "".join(
        output.data.get("text/html", "")
        for notebook in answered.values()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "data" in output
    )
    assert inspection.expected() <= set(inspection.MARK.findall(text))


def test_one_that_is_missing_is_named(site, tmp_path):
    here = {path.stem for path in PATHS if (site / f"{path.stem}.html").exists()}
    missing = inspection.missing(site)
    assert not [text for text in missing if re.search(r"\b(nb)?01[./]", text)]
    assert bool(missing) == (len(here) < len(PATHS))
    page = site / "01_one_gaussian.html"
    text = page.read_text(encoding="utf-8")
    for kind, id in inspection.MARK.findall(text):
        tmp_path.joinpath("page.html").write_text(
            text.replace(f'data-{kind}="{id}"', ""), encoding="utf-8"
        )
        assert f"no page has the {kind} {id}" in inspection.missing(tmp_path)


def test_reveals_read_the_truth_that_the_notebook_stores():
    found = 0
    for path in PATHS:
        for cell in nbformat.read(path, 4).cells:
            asked = calls.of(cell.source) if cell.cell_type == "code" else []
            for call in asked:
                if call.name == "reveal":
                    told = pages.stored(cell, "text/plain")
                    prediction = contents.prediction(call.words[0])
                    true = tasks.truth(prediction, told)
                    assert told.endswith(f": {prediction.words(true)}."), call
                    found += 1
    assert found >= len(contents.all_predictions())


@pytest.mark.parametrize("id", ["01.p1", "01.p2", "01.p3"])
def test_a_text_without_an_answer_is_refused(id):
    with pytest.raises(ValueError, match=f"no answer to {id}"):
        tasks.truth(contents.prediction(id), "Nothing was locked.")


def test_what_a_page_asks_can_be_answered(built):
    for page, _ in built:
        parts = soup(page)
        for form in parts.select("[data-predict], [data-question]"):
            assert form.select("input[name]") and form.select_one("button"), form
        for form in parts.select("[data-predict]"):
            shown = getattr(contents.prediction(form["data-predict"]), "shown", {})
            values = [field["value"] for field in form.select("input[type=radio]")]
            assert values == list(shown)
        for section in parts.select("[data-quiz]"):
            quiz = contents.quiz(section["data-quiz"])
            for question, form in zip(
                quiz.questions, section.select("form"), strict=True
            ):
                says = json.loads(form.script.string)
                assert [one["option"] for one in says] == question.names
                right = [one["option"] for one in says if one["mark"] == "right"]
                assert right == [question.right]


def test_exercises_have_three_hints_each_folded(built):
    for page, _ in built:
        for section in soup(page).select("[data-task]"):
            exercise = contents.exercise(section["data-task"])
            rungs = section.select(":scope > details > summary")
            assert [rung.get_text() for rung in rungs] == list(tasks.RUNGS)
            assert exercise.title in section.get_text()


def test_no_answer_is_in_view(built):
    """What is folded or hidden is out of view, and so is a script's data."""
    for page, _ in built:
        shown = soup(page)
        for part in shown.select("details > :not(summary), script"):
            part.decompose()
        text = shown.get_text(" ")
        for section in soup(page).select("[data-reveal]"):
            data = json.loads(section.script.string)
            asked = contents.prediction(section["data-reveal"])
            assert f"{asked.words(data['truth'])}." not in text
        for form in soup(page).select("[data-question]"):
            for one in json.loads(form.script.string):
                assert unescape(re.sub("<.*?>", "", one["says"])) not in text


# --- calls ---------------------------------------------------------------------------


def test_a_cell_says_what_it_asks_for():
    source = 'x = 1\nquiz("01", part="before")\nlive.explorer()\npredict(x)\n'
    assert calls.of(source) == [
        ("quiz", "", ("01", "before")),
        ("explorer", "live", ()),
        ("predict", "", ()),
    ]
    assert calls.of("!pip list") == []


def test_an_explorer_is_known_by_its_import():
    cells = [
        "from course_utils.chapters.nb01 import figures, one_gaussian as bell",
        "from course_utils.chapters.nb02 import corpus",
        "from course_utils import plots",
    ]
    assert calls.rooms(cells) == {
        "figures": "nb01.figures",
        "bell": "nb01.one_gaussian",
        "corpus": "nb02.corpus",
    }


# --- formulas, contents, links -------------------------------------------------------


@pytest.mark.parametrize("stem", MARKDOWN)
def test_every_formula_becomes_mathml(stem):
    for cell in MARKDOWN[stem]:
        source = re.sub(r"```.*?```|`[^`]*`", "", cell.source, flags=re.S)
        formula = r"\$\$.+?\$\$|\$[^$\s](?:[^$\n]*[^$\s])?\$"
        asked = len(re.findall(formula, source, re.S))
        shown = BeautifulSoup(formulas.html(cell.source), "html.parser")
        assert len(shown.find_all("math")) == asked, cell.source
        for math in shown.find_all("math"):
            assert "\\" not in math.get_text() and not math.find("merror")


def test_the_headings_of_a_page_are_its_contents(built):
    for page, path in built:
        parts = soup(page)
        links = [a["href"] for a in parts.select("nav[aria-label='On this page'] a")]
        assert links == [f"#{h['id']}" for h in parts.select("main h2[id]")]
        headings = re.findall(
            r"^## ", "\n\n".join(c.source for c in MARKDOWN[path.stem]), re.M
        )
        assert len(links) == len(headings)


def test_no_link_is_dead(site):
    """A small site lacks the pages of other notebooks, and nothing else."""
    absent = {f"{p.stem}.html" for p in PATHS if not (site / f"{p.stem}.html").exists()}
    dead = [
        text
        for text in inspection.dead(site)
        if text.rsplit(" ", 1)[1].split("#")[0] not in absent
    ]
    assert not dead


@pytest.mark.parametrize(
    "link",
    [
        "nowhere.html",
        "index.html#nowhere",
        "assets/no.js",
        "https://github.com/OWNER/REPO",
    ],
)
def test_a_dead_link_is_found(site, tmp_path, link):
    (tmp_path / "index.html").write_text('<p id="here"></p>')
    (tmp_path / "a.html").write_text(
        f'<a href="{link}"></a><a href="index.html#here"></a><a href="https://x.org"></a>'
    )
    assert inspection.dead(tmp_path) == [f"a.html has a dead link: {link}"]


def test_nothing_is_asked_of_another_host(site):
    for page in site.glob("*.html"):
        for part in soup(page).select("script[src], link[href], img[src], iframe"):
            address = part.get("src") or part.get("href")
            assert address.startswith(("data:", "assets/", "pictures/")), part
    for asset in [*site.glob("assets/*"), *build.ASSETS.iterdir()]:
        text = asset.read_text(encoding="utf-8")
        assert not re.search(r"https?:|@import|\bfetch\(|XMLHttp|sendBeacon", text), (
            asset
        )


def test_the_weights_are_kept(site, monkeypatch):
    assert inspection.heavy(site) == []
    monkeypatch.setattr(inspection, "PAGE", 1_000)
    monkeypatch.setattr(presets, "LARGEST", 1_000)
    found = inspection.heavy(site)
    assert len(found) == len([*site.glob("*.html"), *site.glob("presets/*/*.js")])


def test_a_weight_counts_what_a_page_loads(site):
    page = site / "index.html"
    loads = {part["src"] for part in soup(page).select("script[src]")}
    loads |= {part["href"] for part in soup(page).select("link[href]")}
    files = [page, *(site / name for name in loads)]
    assert inspection.weight(page, page.read_text(encoding="utf-8")) == sum(
        path.stat().st_size for path in files
    )
    assert not soup(page).select("img:not([loading])")


def test_pictures_lie_beside_the_pages(site, built):
    for page, path in built:
        stored = [
            picture["alt"]
            for cell in nbformat.read(path, 4).cells
            for output in cell.get("outputs", [])
            for picture in BeautifulSoup(
                output.get("data", {}).get("text/html", ""), "html.parser"
            ).select("img[src^='data:image/png']")
        ]
        shown = soup(page).select("img[loading=lazy]")
        assert [picture["alt"] for picture in shown] == stored
        for picture in shown:
            Image.open(site / picture["src"]).verify()


# --- presets -------------------------------------------------------------------------


@given(st.integers(1, 400), st.integers(1, 400), st.integers(3, 60))
def test_the_generations_of_a_preset(last, start, most):
    start = min(start, last)
    shown = presets.generations(last, start, most)
    assert shown == sorted(set(shown)) and len(shown) <= most
    assert {1, start, last} <= set(shown)
    assert len(shown) >= min(last, most) - 1


def test_where_few_generations_are_all_are_shown():
    assert presets.generations(60, 20) == list(range(1, 61))


@pytest.mark.parametrize("start", [1, 2, 9, 10])
def test_thinning_keeps_both_ends_and_the_start(start):
    frames = [{"generation": t} for t in range(1, 11)]
    kept = [frame["generation"] for frame in presets.thinned(frames, start)]
    assert {1, start, 10} <= set(kept) and len(kept) < 10


def test_a_preset_is_never_too_heavy(monkeypatch):
    exploration = contents.explorers()["nb01.one_gaussian"].exploration()
    whole = presets.script("x", exploration, "halving", 5)
    monkeypatch.setattr(presets, "LARGEST", len(whole) - 1)
    assert len(presets.script("x", exploration, "halving", 5)) < len(whole)


def test_pictures_are_those_of_the_explorer(site):
    """Packed more tightly, the same pixels; three of each explorer on the site."""
    for kind, name in sorted(inspection.shown(site)):
        if kind != "explorer":
            continue
        exploration = contents.explorers()[name].exploration()
        preset = presets.names(exploration)[0]
        text = (site / presets.address(name, preset)).read_text()
        stored = json.loads(text.split(" = ", 1)[1].rstrip(";\n"))
        exploration.set(**exploration.presets.get(preset, {}))
        for frame in stored["frames"][:: max(1, len(stored["frames"]) // 3)]:
            exploration.set(generation=frame["generation"])
            for ours, theirs in zip(
                frame["pictures"], exploration.pictures, strict=True
            ):
                assert np.array_equal(pixels(base64.b64decode(ours)), pixels(theirs))


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


# --- where it is written, and how one gets there -------------------------------------


OTHERS = ["notes.txt", "index.html", "assets/course.css"]  # the last beside slides


@pytest.mark.parametrize("name", OTHERS)
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, capsys, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    assert commands.main(["site", str(tmp_path)]) == 2
    assert "holds something else" in capsys.readouterr().out
    assert (tmp_path / name).read_text() == "mine"


def test_the_folder_that_a_site_is_made_from_is_left_alone(tmp_path):
    source = shutil.copytree(build.ASSETS.parent, tmp_path / "site")
    with pytest.raises(ValueError, match="holds something else"):
        build.build(source)
    assert (source / "build.py").exists()


def test_a_build_that_was_interrupted_is_made_anew(tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as once, pytest.raises(KeyboardInterrupt):
        once.setattr(pages, "write", stopped)
        build.build(tmp_path / "out", ["refresher"])
    build.build(tmp_path / "out", ["refresher"], frames=2)
    assert (tmp_path / "out/refresher.html").exists()


WAYS = [
    "web pages", "JupyterLab in the browser", "your machine", "conda", "Binder",
    "a class's hub", "a lesson",
]  # fmt: skip
DOOR = "teaching/README.md"


@pytest.mark.parametrize("address", [None, "Some-One/the.course"])
def test_the_launch_table_has_every_way(address):
    shown = BeautifulSoup(formulas.html(launch.table(address)), "html.parser")
    rows = [
        [cell.get_text() for cell in row.find_all("td")]
        for row in shown.select("tbody tr")
    ]
    assert [row[0] for row in rows] == WAYS
    assert all(all(row) for row in rows)
    where = [a["href"] for a in shown.find_all("a")]
    if address is None:
        assert where == [DOOR]
    else:
        assert where == [
            "https://some-one.github.io/the.course/",
            "https://some-one.github.io/the.course/run.html",
            "https://mybinder.org/v2/gh/Some-One/the.course/HEAD"
            "?urlpath=lab/tree/notebooks/00_start_here.ipynb",
            DOOR,
        ]


def test_a_repository_of_pages_is_at_its_owners_address():
    assert launch.pages_address("A/a.github.io") == "https://a.github.io/"


def test_the_site_has_the_launch_table(site):
    index = soup(site / "index.html")
    shown = index.select("table")[-1].get_text(" ")
    assert all(way in shown for way in WAYS)


CLICKED = re.compile(
    r"\]\([^)]*OWNER/REPO|<https?://[^>]*OWNER/REPO|href=\"[^\"]*OWNER/REPO"
)


def test_no_reader_can_click_on_a_place_that_is_not_there():
    for path in links.pages():
        if path.suffix in (".md", ".ipynb"):
            assert not CLICKED.search(path.read_text(encoding="utf-8")), path


def test_files_of_the_course_are_linked_where_it_has_an_address(monkeypatch):
    link = f"[the layers]({pages.link('../course_utils/models/layers.py')})"
    monkeypatch.setattr(links, "known", lambda: None)
    assert pages.FILE_LINK.sub(pages._file, link) == (
        "the layers (`course_utils/models/layers.py`)"
    )
    monkeypatch.setattr(links, "known", lambda: "a/b")
    assert pages.FILE_LINK.sub(pages._file, link) == (
        "[the layers](https://github.com/a/b/blob/HEAD/course_utils/models/layers.py)"
    )


def test_the_workflow_gives_its_own_name_and_calls_the_same_command():
    steps = workflow.job()["steps"]
    ran = [step["run"] for step in steps if "run" in step]
    assert ran[-2:] == [
        'python -m course_utils links "$GITHUB_REPOSITORY"',
        "python -m course_utils site",
    ]
    shown = next(step for step in steps if "upload-pages" in step.get("uses", ""))
    assert shown["with"]["path"] == html.SITE.name


def test_the_site_has_a_door_for_teachers_and_every_page_behind_it(site):
    doors = [a["href"] for a in soup(site / "index.html").select('a[href^="teaching"]')]
    assert doors == ["teaching.html"] * 2  # the table, and the text
    guide = list((notebooks.ROOT / "teaching").rglob("*.md"))
    assert len({pages.name(path) for path in guide}) == len(guide)
    assert all((site / pages.name(path)).is_file() for path in guide)
    listed = [a["href"] for a in soup(site / "index.html").select("ol.pages a")]
    assert listed and not [href for href in listed if href.startswith("teaching")]


def test_a_link_in_a_heading_is_no_link_of_the_contents():
    """As in the concept questions, whose headings name the notebooks."""
    page = '<h2 id="one">After <a href="01.html">01</a><a class="anchor-link" href="#'
    assert pages.contents_of(page) == '<ol><li><a href="#one">After 01</a></li></ol>'


@pytest.mark.parametrize(
    ("printed", "reached"), [("a" * 88, False), ("b\n" + "&lt;" * 89, True)]
)
def test_what_is_printed_wide_is_reached_by_keyboard(printed, reached):
    page = formulas.scrolling(f"<pre>{printed}</pre>")
    tab = ' tabindex="0"' if reached else ""
    assert page == f"<pre{tab}>{printed}</pre>"
