"""The notebooks as pages: folded as their metadata says, whole, and on their own."""

import re
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup

from course_utils import __main__
from course_utils.chapters import contents
from course_utils.upkeep import html, notebooks

PATHS = notebooks.find()
TELLING = 25  # characters: shorter lines say too little to be told apart
LOADS = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def page(path, folder):
    written = html.export(path.stem, folder)
    assert written == folder / f"{path.stem}.html"
    return BeautifulSoup(written.read_text(encoding="utf-8"), "html.parser")


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def on_page(page, cell):
    return page.find(id=f"cell-id={cell.id}")


def is_folded(part) -> bool:
    return part.find_parent("details", class_="course-fold") is not None


def text_of(output) -> str:
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def words(text: str) -> str:
    return " ".join(text.split())


def in_view(page) -> str:
    """What a reader sees or hears who opens nothing and reads no code."""
    shown = BeautifulSoup(str(page.body), "html.parser")
    for source in shown.select(".jp-CodeCell .jp-InputArea"):
        source.decompose()
    for details in shown.find_all("details"):
        summary = details.find("summary", recursive=False)
        details.replace_with(summary.extract() if summary else "")
    pictures = " ".join(image.get("alt", "") for image in shown.find_all("img"))
    return words(f"{shown.get_text(' ')} {pictures}")


def test_cells_are_folded_where_their_metadata_say_so(notebook, page):
    for cell in code_cells(notebook):
        marks, shown = cell.metadata.get("jupyter", {}), on_page(page, cell)
        source = shown.find(class_="jp-InputArea")
        assert is_folded(source) == marks.get("source_hidden", False), cell.id
        assert words(source.get_text()) == words(cell.source), cell.id
        for output in shown.find_all(class_="jp-OutputArea"):
            assert is_folded(output) == marks.get("outputs_hidden", False), cell.id
        assert bool(cell.outputs) == bool(shown.find(class_="jp-OutputArea")), cell.id


def test_nothing_is_open(page):
    assert not page.find("details", open=True)


def test_no_answer_is_in_view(notebook, page):
    """No line of what is folded away: not as text, not as a picture's words."""
    seen = in_view(page)
    asked = " ".join(
        words(question.prompt)
        for quiz in contents.all_quizzes().values()
        for question in quiz.questions
    )
    for cell in code_cells(notebook):
        if cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            lines = "\n".join(map(text_of, cell.outputs)).split("\n")
            told = [line for line in map(words, lines) if len(line) >= TELLING]
            told = [line for line in told if line.partition(". ")[2] not in asked]
            assert not [line for line in told if line in seen], cell.id


def test_every_picture_keeps_its_words(notebook, page):
    told = [
        image["alt"]
        for cell in code_cells(notebook)
        for output in cell.outputs
        for image in BeautifulSoup(
            output.get("data", {}).get("text/html", ""), "html.parser"
        ).find_all("img")
    ]
    assert [image["alt"] for image in page.find_all("img")] == told
    assert all(len(alt) > 30 for alt in told)


def test_no_other_host_is_asked(page):
    for tag, attribute in LOADS.items():
        for part in page.find_all(tag):
            assert part.get(attribute, "data:").startswith("data:"), part
    styles = "".join(style.get_text() for style in page.find_all("style"))
    assert not re.findall(r"@import|url\((?!['\"]?data:)", styles)
    assert not page.find("script")


def test_links_lead_somewhere(page, path, folder):
    anchors = {unquote(part["id"]) for part in page.find_all(id=True)}
    for link in page.find_all("a", href=True):
        address = urlsplit(link["href"])
        if address.scheme:
            continue
        if not address.path:
            assert unquote(address.fragment) in anchors, link
        elif address.path.endswith(".html"):
            assert address.path.removesuffix(".html") in {p.stem for p in PATHS}, link
        else:
            assert (folder / unquote(address.path)).exists(), link


def test_the_page_has_the_notebooks_title(notebook, page):
    assert (
        f"# {page.title.get_text().strip()}" == notebook.cells[0].source.split("\n")[0]
    )


@pytest.mark.parametrize("name", ["0", "nothing"])
def test_one_page_is_of_one_notebook(name, tmp_path):
    with pytest.raises(ValueError, match=r"begin|starts"):
        html.export(name, tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_command_writes_pages(tmp_path, capsys):
    assert __main__.main(["html", "refresher", "--out", str(tmp_path / "new")]) == 0
    page = tmp_path / "new/refresher.html"
    assert page.exists()
    assert capsys.readouterr().out.strip() == str(page)
