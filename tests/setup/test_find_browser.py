"""find_browser.py: the first that starts, the chosen one, or an installed one."""

import shutil
import sys

import pytest

from tests import find_browser


@pytest.fixture
def search(monkeypatch):
    """find_browser.py, where this Python and this file pass for browsers."""
    monkeypatch.delenv("COURSE_BROWSER", raising=False)
    there = [sys.executable, "/no/such/file", __file__]
    monkeypatch.setattr(find_browser, "browsers", lambda: iter(there))
    return find_browser


def test_first_browser_that_starts_is_taken(search, monkeypatch, capsys):
    monkeypatch.setattr(search, "starts", lambda path: path == __file__)
    monkeypatch.setattr(search.subprocess, "call", lambda *_, **__: pytest.fail("no"))
    assert search.main() == 0
    assert capsys.readouterr().out == __file__ + "\n"


def test_files_that_are_there_are_tried_before_playwrights_own(search, monkeypatch):
    tried = []
    monkeypatch.setattr(search, "starts", tried.append)
    assert search.find() is None
    assert tried == [sys.executable, __file__, ""]


def test_playwrights_own_is_an_empty_line(search, monkeypatch, capsys):
    monkeypatch.setattr(search, "starts", lambda path: path == "")
    assert search.main() == 0
    assert capsys.readouterr().out == "\n"


def test_installers_run_one_after_another_until_a_browser_starts(search, monkeypatch):
    ran = []
    monkeypatch.setattr(
        search, "installers", lambda: iter([["one"], ["two"], ["three"]])
    )
    monkeypatch.setattr(search.subprocess, "call", lambda it, **_: ran.append(it[0]))
    monkeypatch.setattr(search, "starts", lambda path: path == "" and "two" in ran)
    assert search.find_or_install() == ""
    assert ran == ["one", "two"]


def test_no_browser_at_all(search, monkeypatch, capsys):
    monkeypatch.setattr(search, "installers", lambda: iter([]))
    monkeypatch.setattr(search, "starts", lambda path: False)
    assert search.main() == 1
    assert capsys.readouterr().out == ""


def test_chosen_browser_is_not_tried(search, monkeypatch, capsys):
    monkeypatch.setattr(search, "starts", lambda path: pytest.fail("tried"))
    monkeypatch.setenv("COURSE_BROWSER", sys.executable)
    assert search.main() == 0
    assert capsys.readouterr().out == sys.executable + "\n"


def test_chosen_browser_must_exist(search, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_BROWSER", "/no/such")
    assert search.main() == 1
    assert "COURSE_BROWSER is '/no/such'" in capsys.readouterr().err


def test_what_is_no_browser_does_not_start(search):
    assert not search.starts(shutil.which("git") or sys.executable)
