"""What nbconvert makes of the notebooks: words with every picture, and real scripts."""

import ast
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert import HTMLExporter, ScriptExporter

from course_utils.upkeep import notebooks

PATHS = notebooks.find()


class Page(HTMLParser):
    """The alt texts of the pictures of a page, and the text that stands in it."""

    def __init__(self, page: str):
        super().__init__()
        self.alts, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt"))

    def handle_data(self, data):
        self.text += data


def pictures(notebook) -> int:
    """How many pictures a notebook holds: of a mime type of their own, or in HTML."""
    data = [
        output.data
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    alone = sum(kind.startswith("image/") for each in data for kind in each)
    return alone + sum(each.get("text/html", "").count("<img") for each in data)


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_a_page_keeps_the_words_of_every_picture(notebook):
    page = Page(HTMLExporter().from_notebook_node(notebook)[0])
    assert len(page.alts) >= pictures(notebook)
    for alt in page.alts:
        assert alt and len(alt) > 30, alt
        assert alt in page.text, "heard, but not to be read"


def test_a_script_is_python(notebook):
    text, resources = ScriptExporter().from_notebook_node(notebook)
    assert resources["output_extension"] == ".py"
    ast.parse(text)


def test_there_are_pictures():
    assert sum(pictures(nbformat.read(path, as_version=4)) for path in PATHS) > 30
