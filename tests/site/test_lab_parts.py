"""What ``lab/`` is built from: genuine, or the command fails and says why."""

import json
import re
import shutil
import sys
import zipfile
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup

from course_utils import __main__ as commands
from course_utils.site import build as site
from course_utils.site import pages
from course_utils.site.lab import build, runtime, wheels
from course_utils.upkeep import notebooks

FILES = sorted(runtime.files())


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """A folder with the runtime's files, as links."""
    folder = tmp_path_factory.mktemp("pyodide")
    for name in FILES:
        (folder / name).symlink_to(runtime.folder() / name)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The wheels and the lock, with a fit that a network has learnt."""
    out, fits = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("fits")
    (fits / "one.npz").write_bytes(b"learnt")
    wheels.write(out, fits)
    return out


def test_notebooks_go_in_with_whole_texts(tmp_path):
    """A server would join the lists of lines that files have; the page shows commas."""
    build._contents(tmp_path / "notebooks")
    made = sorted((tmp_path / "notebooks").glob("*.ipynb"))
    assert [path.name for path in made] == [path.name for path in notebooks.find()]
    for path in made:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            texts = [cell["source"]]
            for output in cell.get("outputs", ()):
                texts += [output.get("text", ""), *output.get("data", {}).values()]
            assert all(isinstance(text, str | dict) for text in texts), path.name


def test_the_folder_that_the_group_brings_is_genuine(pyodide):
    assert build.parts(str(pyodide)) == pyodide
    assert build.parts() == runtime.folder()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_another_stops_the_command(
    pyodide, tmp_path, capsys, name
):
    folder = tmp_path / "changed"
    shutil.copytree(pyodide, folder, symlinks=True)
    (folder / name).unlink()
    with pytest.raises(ValueError, match=f"{name} is missing"):
        runtime.check(folder)
    (folder / name).write_bytes((pyodide / name).read_bytes()[:-1] + b"?")
    out = tmp_path / "site"
    assert commands.main(["site", str(out), "--pyodide", str(folder)]) == 2
    assert f"{name} has sha256" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize("name", ["jupyterlite_core", runtime.CARRIER])
def test_a_package_that_is_missing_stops_the_command(monkeypatch, capsys, name):
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(site, "build", lambda *_, **__: pytest.fail("it went on"))
    assert commands.main(["site"]) == 2
    assert "--group site" in capsys.readouterr().out


def test_without_lab_nothing_of_it_is_needed(monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr(site, "build", lambda out, runs: made.append((out, runs)))
    monkeypatch.setattr(site.inspection, "problems", lambda out: [])
    monkeypatch.setattr(build, "write", lambda *_: pytest.fail("it was built"))
    monkeypatch.setattr(build, "parts", lambda *_: pytest.fail("it was asked for"))
    assert commands.main(["site", str(tmp_path), "--no-lab"]) == 0
    assert made == [(tmp_path, False)]


def test_the_lock_holds_for_every_file_and_all_that_it_depends_on(written):
    packages = json.loads((written / "pyodide-lock.json").read_text())["packages"]
    for name, entry in packages.items():
        needed = {each.lower().replace("_", "-") for each in entry["depends"]}
        assert needed <= set(packages), name
        file = written / entry["file_name"]
        if file.exists():
            assert sha256(file.read_bytes()).hexdigest() == entry["sha256"]
        else:
            assert runtime.files()[file.name] == entry["sha256"]
    assert {"course-utils", "ipywidgets", "comm"} <= set(packages)


def test_the_course_travels_whole_and_the_same_each_time(written, tmp_path):
    (wheel,) = written.glob("course_utils-*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for file in (notebooks.ROOT / "course_utils").rglob("*"):
        path = file.relative_to(notebooks.ROOT)
        if file.is_file() and not {"__pycache__", "site"} & set(path.parts):
            assert path.as_posix() in inside
    assert "course_utils/models/learnt/one.npz" in inside
    assert "pydoc_data/topics.py" in inside
    again = tmp_path / "fits"
    again.mkdir()
    (again / "one.npz").write_bytes(b"learnt")
    wheels.write(tmp_path, again)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_pages_link_to_the_lab_only_where_it_is(tmp_path):
    """Once its address is known, the launch table names the lab on GitHub's pages."""
    for runs in (False, True):
        out = tmp_path / str(runs)
        site.build(out, ["refresher"], frames=2, runs=runs)
        for page in ("index.html", "refresher.html"):
            text = (out / page).read_text("utf-8")
            assert ('href="run.html' in text) == runs


def test_every_page_with_a_door_to_the_lab_is_behind_that_door(tmp_path):
    """A site of all pages, with a lab that is empty: what its links have to lead to."""
    door = BeautifulSoup(build.door(tmp_path), "html.parser")
    behind = {each["id"] for each in door.select("li[id]")}
    leading = set()
    for path in [notebooks.find(["00"])[0], *pages.texts()]:
        pages.write(path, tmp_path, pages.order(), runs=True)
        page = (tmp_path / pages.name(path)).read_text(encoding="utf-8")
        leading |= set(re.findall(r'href="run.html#([^"]*)"', page))
    assert leading == {"00_start_here"}
    assert behind == {path.stem for path in notebooks.find()}
