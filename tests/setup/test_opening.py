"""What start.py opens in .venv: JupyterLab's options, and pytest with its browser."""

import os
import runpy
import subprocess
from pathlib import Path

import pytest

from tests import __main__ as running

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lab():
    """The functions of jupyter/lab.py."""
    return runpy.run_path(str(ROOT / "jupyter" / "lab.py"))


@pytest.fixture
def options(lab):
    """The options for what a person gave."""
    return lab["options"]


def test_a_word_that_is_no_file_is_told_what_there_is(lab, tmp_path):
    assert "course_utils" in lab["unknown"](["doctor"])
    for fine in ([], ["--no-browser"], [str(tmp_path)]):
        assert lab["unknown"](fine) == ""


def test_lab_is_on_loopback_and_opens_the_first_notebook(options):
    words = options(["--no-browser", "--port", "8899"])
    assert "--ServerApp.ip=127.0.0.1" in words
    assert f"--ServerApp.root_dir={ROOT}" in words
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in words
    assert words[-3:] == ["--no-browser", "--port", "8899"]


@pytest.mark.parametrize("given", ["--ip=0.0.0.0", "--ServerApp.ip=0.0.0.0", "--ip"])
def test_another_ip_is_respected(options, given):
    words = options([given])
    assert given in words
    assert "--ServerApp.ip=127.0.0.1" not in words


@pytest.mark.parametrize("root", [True, False])
def test_root_is_allowed_and_told(options, monkeypatch, capsys, root):
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)
    assert any("allow_root" in word for word in options([])) == root
    assert ("You are root" in capsys.readouterr().out) == root


@pytest.fixture
def ran(monkeypatch):
    """What pytest would be given in the end: a list of command lines."""
    ran = []
    monkeypatch.setattr(running.pytest, "main", lambda words: ran.append(words) or 0)
    for name in ["COURSE_BROWSER", "COURSE_TEST_ALL", "CI"]:
        monkeypatch.setenv(name, "restored after the test")
        monkeypatch.delenv(name)
    return ran


def search(monkeypatch, code, printed):
    """Let the search for a browser end so."""
    found = subprocess.CompletedProcess([], code, printed)
    monkeypatch.setattr(running.subprocess, "run", lambda *_, **__: found)


@pytest.mark.parametrize("browser", ["/usr/bin/a browser", ""])
def test_pytest_gets_the_browser(ran, monkeypatch, browser):
    search(monkeypatch, 0, browser + "\n")
    assert running.main(["-q"]) == 0
    assert ran == [["-q"]]
    assert os.environ["COURSE_BROWSER"] == browser
    assert "COURSE_TEST_ALL" not in os.environ


def test_all_tells_the_slow_tests(ran, monkeypatch):
    search(monkeypatch, 0, "\n")
    running.main(["-x", "--all", "-q"])
    assert ran == [["-x", "-q"]]
    assert os.environ["COURSE_TEST_ALL"] == "1"


def test_no_browser_is_said_plainly(ran, monkeypatch, capsys):
    search(monkeypatch, 1, "")
    assert running.main([]) == 0
    assert "BROWSER TESTS ARE LEFT OUT" in capsys.readouterr().out
    assert "COURSE_BROWSER" not in os.environ
    assert ran == [[]]


@pytest.mark.parametrize("name, value", [("CI", "true"), ("COURSE_BROWSER", "/none")])
def test_no_browser_is_an_error_where_one_is_due(ran, monkeypatch, name, value):
    search(monkeypatch, 1, "")
    monkeypatch.setenv(name, value)
    assert "No browser starts here" in running.main([])
    assert ran == []
