"""The one command that runs notebooks and writes them back."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils import __main__
from course_utils.upkeep import notebooks


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "FOLDER", tmp_path)
    return tmp_path


def write(folder, name, *sources, **metadata):
    cells = [new_code_cell(source) for source in sources]
    path = folder / name
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


def test_runs_in_the_notebooks_folder_and_writes_outputs(folder):
    path = write(folder, "01_a.ipynb", "import os\nprint(os.getcwd())", "1 + 1")
    notebooks.execute(["01"], report=lambda text: None)
    cells = nbformat.read(path, as_version=4).cells
    assert [cell.execution_count for cell in cells] == [1, 2]
    assert cells[0].outputs[0].text.strip() == str(folder)
    assert cells[1].outputs[0].data["text/plain"] == "2"
    assert path.read_text(encoding="utf-8") == notebooks.canonical(
        nbformat.read(path, as_version=4)
    )


def test_a_failing_cell_leaves_the_file_as_it_was(folder):
    path = write(folder, "01_a.ipynb", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(Exception, match="ZeroDivisionError"):
        notebooks.execute(["01"], report=lambda text: None)
    assert path.read_bytes() == before


def test_the_learners_progress_is_out_of_reach(folder, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS_FILE", "mine.json")
    code = "import os\nprint(os.environ['COURSE_PROGRESS_FILE'])"
    path = write(folder, "01_a.ipynb", code)
    notebooks.execute(["01"], report=lambda text: None)
    said = nbformat.read(path, as_version=4).cells[0].outputs[0].text
    assert "mine.json" not in said
    assert said.strip() == ":memory:"


def test_names_choose_and_unknown_ones_are_refused(folder):
    for name in ("02_b.ipynb", "01_a.ipynb"):
        write(folder, name, "1")
    assert [path.stem for path in notebooks.find()] == ["01_a", "02_b"]
    assert [path.stem for path in notebooks.find(["02"])] == ["02_b"]
    with pytest.raises(ValueError, match=r"'07'; there are 01_a, 02_b"):
        notebooks.find(["07"])


def test_canonical_form_drops_the_machine_and_keeps_the_meaning():
    cell = new_code_cell("x", execution_count=1)
    cell.metadata = {"tags": ["seed"], "execution": {"a": "1"}, "scrolled": True}
    cell.outputs = [
        new_output(
            "execute_result",
            {notebooks.WIDGET_VIEW: {"model_id": "f"}, "text/plain": "s"},
            execution_count=1,
            metadata={"m": 1},
        )
    ]
    notebook = new_notebook(
        cells=[cell, new_markdown_cell("*t*")],
        metadata={
            "widgets": {"big": 1},
            "kernelspec": {"name": "mine", "display_name": "M"},
        },
    )
    clean = nbformat.reads(notebooks.canonical(notebook), as_version=4)
    assert clean.cells[0].metadata == {"tags": ["seed"]}
    assert clean.cells[0].outputs[0].data == {"text/plain": "s"}
    assert clean.cells[0].outputs[0].metadata == {}
    assert clean.metadata == notebooks.METADATA
    assert clean.cells[1].source == "*t*"
    assert notebook.metadata["widgets"] == {"big": 1}, "the argument was changed"
    assert notebook.cells[0].outputs[0].metadata == {"m": 1}


def test_the_command_line_reaches_the_function(folder, capsys):
    path = write(folder, "01_a.ipynb", "print('done')")
    assert __main__.main(["execute", "01"]) == 0
    assert "01_a.ipynb: executed" in capsys.readouterr().out
    assert "done" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["execute", "99"], ["experiments", "nope"]])
def test_a_command_that_cannot_be_obeyed_says_why(folder, words, capsys):
    write(folder, "01_a.ipynb", "1 + 1")
    assert __main__.main(words) == 2
    assert repr(words[1]) in capsys.readouterr().out
