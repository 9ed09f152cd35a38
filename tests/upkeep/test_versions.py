"""Reset and update, on a clone of a small course of its own."""

import datetime
import json
import subprocess

import pytest

from course_utils import __main__
from course_utils.upkeep import notebooks, versions

TODAY = datetime.date.today().isoformat()


def git(folder, *arguments):
    settings = {"user.name": "t", "user.email": "t@t", "init.defaultBranch": "main"}
    options = [word for item in settings.items() for word in ("-c", "=".join(item))]
    command = ["git", "-C", str(folder), *options, *arguments]
    subprocess.run(command, check=True, capture_output=True)


def notebook(*sources) -> str:
    return json.dumps(
        {"cells": [{"cell_type": "code", "source": s, "outputs": []} for s in sources]}
    )


def publish(origin, text, name="notebooks/03_errors.ipynb"):
    (origin / name).write_text(text, encoding="utf-8")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "a version")


@pytest.fixture
def origin(tmp_path):
    folder = tmp_path / "origin"
    (folder / "notebooks").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "start.py").write_text("one")
    (folder / "course_utils").mkdir()
    (folder / "course_utils/__main__.py").write_text("")
    publish(folder, notebook("old"))
    return folder


@pytest.fixture
def clone(origin, tmp_path, monkeypatch):
    folder = tmp_path / "a clone"
    git(tmp_path, "clone", "-q", str(origin), str(folder))
    monkeypatch.setattr(notebooks, "ROOT", folder)
    monkeypatch.setattr(notebooks, "FOLDER", folder / "notebooks")
    return folder


@pytest.fixture
def path(clone):
    return clone / "notebooks/03_errors.ipynb"


def mine(path, suffix=""):
    return path.with_name(f"03_errors_mine_{TODAY}{suffix}.ipynb")


def test_reset_restores_and_keeps(path, capsys):
    path.write_text(notebook("my work"))
    assert __main__.main(["reset", "03"]) == 0
    assert path.read_text() == notebook("old")
    assert mine(path).read_text() == notebook("my work")
    assert mine(path).name in capsys.readouterr().out


def test_a_second_reset_on_one_day_keeps_both(path):
    for work in ("first", "second"):
        path.write_text(notebook(work))
        assert versions.reset("03") == 0
    assert mine(path).read_text() == notebook("first")
    assert mine(path, "_2").read_text() == notebook("second")


def test_reset_of_an_untouched_notebook_makes_no_copy(path):
    assert versions.reset("03") == 0
    assert list(path.parent.iterdir()) == [path]


def test_reset_brings_a_deleted_notebook_back(path):
    path.unlink()
    assert versions.reset("03_errors") == 0
    assert path.read_text() == notebook("old")


def test_copies_are_not_notebooks_of_the_course(path):
    path.write_text(notebook("my work"))
    versions.reset("03")
    assert notebooks.find() == [path]


def test_unknown_name(path, capsys):
    assert versions.reset("07") == 1
    said = capsys.readouterr().out
    assert "'07'" in said
    assert "03_errors" in said


def test_update_keeps_what_was_edited(origin, path, capsys):
    path.write_text(notebook("my work"))
    publish(origin, notebook("new"))
    assert __main__.main(["update"]) == 0
    assert path.read_text() == notebook("new")
    assert mine(path).read_text() == notebook("my work")
    assert "up to date" in capsys.readouterr().out


def test_update_of_a_notebook_that_was_only_run_keeps_no_copy(origin, path):
    run = json.loads(notebook("old"))
    run["cells"][0]["outputs"] = [{"output_type": "stream", "text": "42"}]
    path.write_text(json.dumps(run))
    publish(origin, notebook("new"))
    assert versions.update() == 0
    assert path.read_text() == notebook("new")
    assert not mine(path).exists()


def test_update_keeps_a_notebook_that_cannot_be_read(origin, path):
    path.write_text("{ half a file")
    publish(origin, notebook("new"))
    assert versions.update() == 0
    assert mine(path).read_text() == "{ half a file"


def test_update_without_anything_new_touches_nothing(path, capsys):
    path.write_text(notebook("my work"))
    assert versions.update() == 0
    assert path.read_text() == notebook("my work")
    assert "newest" in capsys.readouterr().out


def test_update_refuses_where_code_was_changed(origin, clone, path, capsys):
    path.write_text(notebook("my work"))
    (clone / "start.py").write_text("mine")
    publish(origin, notebook("new"))
    assert versions.update() == 1
    assert "start.py" in capsys.readouterr().out
    assert path.read_text() == notebook("my work")
    assert (clone / "start.py").read_text() == "mine"


def test_update_leaves_commits_of_ones_own_alone(origin, clone, path, capsys):
    publish(clone, notebook("mine"))
    path.write_text(notebook("my work"))
    publish(origin, notebook("new"))
    assert versions.update() == 1
    assert "commits of your own" in capsys.readouterr().out
    assert path.read_text() == notebook("my work") and not mine(path).exists()


def test_update_leaves_a_file_alone_that_a_new_one_would_replace(origin, path, capsys):
    path.write_text(notebook("my work"))
    new = path.with_name("04_new.ipynb")
    new.write_text("mine")
    publish(origin, notebook("new"), "notebooks/04_new.ipynb")
    assert versions.update() == 1
    assert "04_new.ipynb" in capsys.readouterr().out
    assert new.read_text() == "mine" and path.read_text() == notebook("my work")


def test_update_leaves_files_alone_that_only_the_learner_has(origin, clone, path):
    own = path.with_name("own.ipynb")
    own.write_text(notebook("mine"))
    git(clone, "add", str(own))
    path.write_text(notebook("my work"))
    publish(origin, notebook("new"))
    assert versions.update() == 0
    assert own.read_text() == notebook("mine")
    assert path.read_text() == notebook("new")
    assert mine(path).read_text() == notebook("my work")


def test_update_without_a_network_touches_nothing(origin, path, capsys):
    path.write_text(notebook("my work"))
    origin.rename(origin.with_name("gone"))
    assert versions.update() == 1
    said = capsys.readouterr().out
    assert "git ls-remote failed" in said and "Is there a network?" in said
    assert path.read_text() == notebook("my work")
