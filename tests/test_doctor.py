"""The doctor says what is wrong and what to do about it."""

import subprocess
import sys

import pytest

from course_utils.upkeep import doctor


@pytest.fixture
def healthy(monkeypatch, tmp_path):
    monkeypatch.setenv(doctor.THREADS, "1")
    monkeypatch.chdir(tmp_path)


def test_all_is_well_here(healthy):
    report = doctor.report()
    assert report.fine, report
    assert repr(report).endswith("All is well.")
    assert {"Python", "numpy", "Memory", "Folder", "Threads"} <= {
        f.name for f in report
    }


def find(name):
    return next(finding for finding in doctor.report() if finding.name == name)


def test_a_missing_package(healthy, monkeypatch):
    monkeypatch.setitem(doctor.PACKAGES, "no-such-package-at-all", "1.0")
    finding = find("no-such-package-at-all")
    assert not finding.fine
    assert "not installed" in str(finding)
    assert "start.py" in str(finding)


def test_an_old_package(healthy, monkeypatch):
    monkeypatch.setitem(doctor.PACKAGES, "numpy", "999.0")
    assert not find("numpy").fine


def test_little_memory(healthy, monkeypatch, tmp_path):
    limit = tmp_path / "memory.max"
    limit.write_text("500000000\n")
    monkeypatch.setattr(doctor, "CGROUP_LIMITS", (limit,))
    finding = find("Memory")
    assert not finding.fine
    assert finding.seen == "500 MB"


def test_no_limit_in_the_container(monkeypatch, tmp_path):
    limit = tmp_path / "memory.max"
    limit.write_text("max\n")
    monkeypatch.setattr(doctor, "CGROUP_LIMITS", (limit,))
    assert doctor.memory_mb() > 500


def test_a_folder_that_cannot_be_written(healthy, monkeypatch):
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    finding = find("Folder")
    assert not finding.fine
    assert "cannot be written" in finding.seen


@pytest.mark.parametrize("value", ["4", None])
def test_threads(healthy, monkeypatch, value):
    if value is None:
        monkeypatch.delenv(doctor.THREADS)
    else:
        monkeypatch.setenv(doctor.THREADS, value)
    assert not find("Threads").fine


def test_an_old_python(healthy, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    report = doctor.report()
    assert not report.fine
    assert "See the lines marked LOOK" in repr(report)


def test_the_packages_are_those_of_pyproject():
    import tomllib

    from course_utils.upkeep.notebooks import ROOT

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    stated = dict(line.split(">=") for line in project["project"]["dependencies"])
    assert stated == doctor.PACKAGES


WITHOUT = """
import importlib.metadata, runpy, sys
name, installed = sys.argv.pop(), importlib.metadata.version
def version(asked):
    if asked == name:
        raise importlib.metadata.PackageNotFoundError(name)
    return installed(asked)
importlib.metadata.version = version
sys.modules[name] = None
runpy.run_module("course_utils", run_name="__main__")
"""


@pytest.mark.parametrize("name", ["ipywidgets", "numpy", "matplotlib"])
def test_the_command_reports_a_package_that_cannot_be_imported(name):
    command = [sys.executable, "-c", WITHOUT, "doctor", name]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert f"LOOK → {name}: not installed" in done.stdout, done.stderr
    assert done.returncode == 1 and done.stderr == ""


def test_handshake_waits_until_the_browser_answers():
    handshake = doctor.handshake()
    assert not handshake.answered
    assert "waiting for the browser" in handshake.value
    handshake._answer.value = 1
    assert handshake.answered
    assert "has answered" in handshake.value
