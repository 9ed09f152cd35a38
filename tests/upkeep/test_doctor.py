"""The doctor says what is wrong and what to do about it."""

import os
import re
import subprocess
import sys

import pytest

from course_utils.upkeep import doctor
from course_utils.upkeep.notebooks import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


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
def test_threads_of_a_kernel(healthy, monkeypatch, value):
    if value is None:
        monkeypatch.delenv(doctor.THREADS)
    else:
        monkeypatch.setenv(doctor.THREADS, value)
    assert not find("Threads").fine


def command(folder=ROOT, **variables):
    """The doctor as README has it run: what it says, and its exit code."""
    given = {name: os.environ[name] for name in os.environ if "THREADS" not in name}
    ran = subprocess.run(
        [sys.executable, "-m", "course_utils", "doctor"],
        cwd=folder,
        env={**given, **variables},
        capture_output=True,
        encoding="utf-8",
    )
    return ran.stdout, ran.returncode


def test_all_is_well_as_readme_has_it_run():
    assert "`python -m course_utils doctor`" in README
    said, code = command()
    assert said.endswith("All is well.\n") and code == 0, said


def test_threads_that_the_shell_sets_are_named():
    said, code = command(OPENBLAS_NUM_THREADS="4")
    assert "LOOK → Threads: OPENBLAS_NUM_THREADS is 4" in said and code == 1
    assert "unset OPENBLAS_NUM_THREADS in your shell" in said


@pytest.mark.skipif(os.name == "nt", reason="there HOME names no home folder")
def test_a_home_that_cannot_be_written():
    said, code = command(HOME=os.devnull)
    assert "LOOK → Home: " in said and "cannot be written" in said and code == 1


def hide(name, folder):
    """The doctor beside a file that has the name of a module."""
    (folder / f"{name}.py").write_text("raise SystemExit('mine')", encoding="utf-8")
    said, _ = command(PYTHONPATH=str(folder))
    return f"LOOK → Modules: hidden by your files: {name} in {folder}" in said, said


@pytest.mark.parametrize("name", ["numpy", "random", "math", "string", "email", "csv"])
def test_a_hidden_module_is_named_and_blinds_nobody(tmp_path, name):
    named, said = hide(name, tmp_path)
    assert named and said.count("LOOK →") == 1, said


def starts(folder):
    """Whether Python runs any module at all with this folder in PYTHONPATH."""
    variables = {**os.environ, "PYTHONPATH": str(folder)}
    return not subprocess.call([sys.executable, "-m", "__future__"], env=variables)


@pytest.mark.skipif(not os.environ.get("COURSE_TEST_ALL"), reason="long; with --all")
def test_every_module_of_python_may_be_hidden(tmp_path):
    blinded = []
    for name in sorted(sys.stdlib_module_names - {*sys.builtin_module_names}):
        (tmp_path / name).mkdir()
        if not hide(name, tmp_path / name)[0] and starts(tmp_path / name):
            blinded.append(name)
    assert not blinded


@pytest.mark.parametrize("name", ["numpy", "random", "zmq", "PIL"])
def test_a_file_beside_the_notebooks_is_found_in_the_kernel(healthy, tmp_path, name):
    (tmp_path / f"{name}.py").touch()
    assert f"{name} in {tmp_path}" in find("Modules").seen


# --- broken packages ------------------------------------------------------------------


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of packages with a numpy of our own, found before the real one."""
    packages = tmp_path / "site-packages"
    (packages / "numpy").mkdir(parents=True)
    (packages / "numpy" / "random").mkdir()
    (packages / "numpy" / "random" / "__init__.py").touch()
    (packages / "numpy" / "__init__.py").write_text("__version__ = '2.4.6'\n")
    (packages / "numpy" / "core.so").touch()
    about = packages / "numpy-2.4.6.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: numpy\nVersion: 2.4.6\n")
    (about / "RECORD").write_text("numpy/__init__.py,,\nnumpy/core.so,,\n")
    monkeypatch.syspath_prepend(packages)
    for name in [name for name in sys.modules if name.split(".")[0] == "numpy"]:
        monkeypatch.delitem(sys.modules, name)
    yield packages
    for name in [name for name in sys.modules if name.split(".")[0] == "numpy"]:
        del sys.modules[name]


def numpy():
    return doctor._package("numpy", doctor.REINSTALL)


def test_a_whole_numpy(site):
    assert numpy().fine, numpy()


def test_a_numpy_without_a_binary(site):
    (site / "numpy" / "core.so").unlink()
    assert numpy().seen == "2.4.6, numpy/core.so is missing"


def test_a_numpy_without_files(site):
    (site / "numpy" / "__init__.py").unlink()
    assert not numpy().fine
    assert "LOOK" in str(numpy()) and "delete .venv" in str(numpy())


def test_a_numpy_of_two_versions(site):
    (site / "numpy" / "__init__.py").write_text("__version__ = '1.26.0'\n")
    assert numpy().seen == "2.4.6, mixed with files of 1.26.0"


def test_an_old_numpy(site):
    (site / "numpy" / "__init__.py").write_text("__version__ = '1.26.0'\n")
    about = (site / "numpy-2.4.6.dist-info").rename(site / "numpy-1.26.0.dist-info")
    (about / "METADATA").write_text("Name: numpy\nVersion: 1.26.0\n")
    assert numpy().seen == "1.26.0, older than 2.0"


@pytest.mark.parametrize(
    "code", ["import no_such_part", "1 / 0", "raise SystemExit('mine')"]
)
def test_a_numpy_that_cannot_be_imported(site, code):
    (site / "numpy" / "__init__.py").write_text(code)
    assert re.match(r"2\.4\.6, cannot be imported: \w+", numpy().seen)


def test_a_numpy_that_another_hides(site, tmp_path, monkeypatch):
    (tmp_path / "numpy.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert numpy().seen == f"2.4.6, hidden by {tmp_path / 'numpy.py'}"


def test_an_old_python(healthy, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    report = doctor.report()
    assert not report.fine
    assert "See the lines marked LOOK" in repr(report)


def test_the_packages_are_those_of_pyproject():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    stated = dict(line.split(">=") for line in project["project"]["dependencies"])
    assert stated == doctor.PACKAGES


WITHOUT = """
import importlib.metadata, runpy, sys
name, installed = sys.argv.pop(), importlib.metadata.distribution
def distribution(asked):
    if asked == name:
        raise importlib.metadata.PackageNotFoundError(name)
    return installed(asked)
importlib.metadata.distribution = distribution
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
