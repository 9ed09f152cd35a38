"""The table of long checks: that each of them can run, without running it."""

import re
import subprocess
import sys

import pytest

from course_utils.upkeep.notebooks import ROOT
from tests import pythons, release


def test_names_are_single_words_and_differ():
    names = [check.name for check in release.CHECKS]
    assert len(set(names)) == len(names) and not re.search(r"\s", "".join(names))


@pytest.mark.parametrize("check", release.CHECKS, ids=lambda check: check.name)
def test_bash_can_read_the_command_and_its_files_are_there(check):
    subprocess.run(["bash", "-nc", check.command], check=True)
    for name in re.findall(r"\b(?:tests|notebooks)/[\w.*]+", check.command):
        assert list(ROOT.glob(name)), name


def test_this_python_is_found_and_an_absent_one_is_not(monkeypatch, tmp_path):
    minor = "{}.{}".format(*sys.version_info)
    folder = tmp_path / "versions" / f"{minor}.0" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pythons.find(minor) == str(folder / "python")
    assert pythons.find("3.999") is None


def one(command, python="3.11"):
    return [release.Check("one", "what it shows", python, command)]


@pytest.mark.parametrize(
    ("command", "code", "result"), [("exit 0", 0, "passed"), ("exit 3", 1, "FAILED")]
)
def test_a_failure_is_in_the_table_and_in_the_exit_code(
    monkeypatch, capsys, command, code, result
):
    monkeypatch.setattr(release, "CHECKS", one(f"test -e start.py; {command}; exit 0"))
    monkeypatch.setattr(pythons, "find", lambda minor: sys.executable)
    assert release.main([]) == code
    assert re.search(rf"one +{result} in \d+ s +what it shows", capsys.readouterr().out)


def test_an_absent_python_is_named_and_no_failure(monkeypatch, capsys):
    monkeypatch.setattr(release, "CHECKS", one("exit 3", "3.999"))
    assert release.main(["on"]) == 0
    assert "left out: no Python 3.999 here" in capsys.readouterr().out
    assert release.main(["other"]) == 1
