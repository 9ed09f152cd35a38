"""Old import paths say the new line, and the new line works."""

import importlib

import pytest

from course_utils import moved


@pytest.mark.parametrize("old", moved.table())
def test_an_old_path_says_a_line_that_works(old):
    package, name = old.rsplit(".", 1)
    with pytest.raises(ImportError, match="has moved") as caught:
        exec(f"from {package} import {name}\n{name}.anything", {})
    line = str(caught.value).split("The new line: ")[1]
    names = {}
    exec(line, names)
    assert moved.table()[old].rsplit(".", 1)[1] in names


@pytest.mark.parametrize(
    "line",
    [
        "from course_utils.explorers import anchors",
        "from course_utils import classroom",
        "from course_utils.results import transformer as experiment",
        "import course_utils.versions",
    ],
)
def test_every_way_to_import_is_met(line):
    with pytest.raises(ImportError, match=r"The new line: from course_utils\."):
        exec(line, {})


def test_what_never_was_is_an_ordinary_error():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("course_utils.no_such_module")
    with pytest.raises(ImportError, match="cannot import name"):
        exec("from course_utils.learning import no_such_name", {})
