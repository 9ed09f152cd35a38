"""Set-up, doctor and kernel where paths, locales, shells and networks are not ours.

The quick tests borrow the packages that run them. The slow ones install; with --all.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parents[2]
LATIN = "de_DE.ISO-8859-1"
LEFT = [".*", "*.egg-info", "build", "artifacts", "__pycache__"]
KERNEL = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3")
try:
    code = "import course_utils.loop, numpy; assert numpy.__version__"
    print(client.execute_interactive(code, timeout=60)["content"]["status"])
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""
posix_only = pytest.mark.skipif(os.name == "nt", reason="locales are POSIX's")
slow = pytest.mark.skipif(
    not os.environ.get("COURSE_TEST_ALL"), reason="installs; with --all"
)


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """Variables of shells: C, C without Python's help, Latin-1 where there is one."""
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    made = tmp_path_factory.mktemp("locales")
    make = ["localedef", "-i", "de_DE", "-f", "ISO-8859-1", str(made / LATIN)]
    known = shutil.which("localedef") and not subprocess.call(make)
    latin = {"LC_ALL": LATIN, "LOCPATH": str(made)} if known else plain
    return {"C": {"LC_ALL": "C"}, "ascii": plain, "latin-1": latin}


def copy(house):
    ignore = shutil.ignore_patterns(*LEFT)
    return Path(shutil.copytree(ROOT, house, ignore=ignore, symlinks=True))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The course in a path with letters that few encodings have, with its .venv."""
    house = copy(tmp_path_factory.mktemp("elsewhere") / "Ä ö" / "курс")
    spec = importlib.util.spec_from_file_location("start", house / "start.py")
    start = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(start)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", start.VENV])
    packages = sysconfig.get_path("purelib", "venv", {"base": str(start.VENV)})
    borrowed = os.path.relpath(sysconfig.get_path("purelib"), packages)
    Path(packages, "borrowed.pth").write_text(borrowed, encoding="utf-8")
    start.settle()
    return house


def run(house, *words, folder=".", **variables):
    """What a Python of .venv says, with these variables and few others."""
    few = {name: os.environ[name] for name in ["PATH", "HOME"]}
    return subprocess.run(
        [house / ".venv" / "bin" / "python", *words],
        cwd=house / folder,
        env={**few, "PYTHONDONTWRITEBYTECODE": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def serves(house, **variables):
    """Doctor and kernel are well."""
    doctor = run(house, "-m", "course_utils", "doctor", **variables)
    assert doctor.stdout.endswith("All is well.\n"), doctor.stdout
    assert doctor.returncode == 0
    kernel = run(house, "-c", KERNEL, folder="notebooks", **variables)
    assert kernel.stdout.endswith("ok\n"), kernel.stdout


@posix_only
@pytest.mark.parametrize("name", ["C", "ascii", "latin-1"])
def test_doctor_and_kernel_in_a_path_of_other_letters(house, locales, name):
    serves(house, **locales[name])


# --- for real -------------------------------------------------------------------------


def pythons():
    """Every patch version of this Python that the machine has, by its version."""
    name = "python{}.{}".format(*sys.version_info)
    folders = [*os.environ["PATH"].split(os.pathsep), "/usr/bin", "/usr/local/bin"]
    found = {f"{folder}/{name}" for folder in folders} | {sys._base_executable}
    versions = {}
    for python in filter(os.path.exists, found):
        ask = [python, "-c", "import ensurepip, sys; print(sys.version.split()[0])"]
        told = subprocess.run(ask, capture_output=True, text=True)
        if told.returncode == 0:
            versions[told.stdout.strip()] = python
    return versions


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """What `start.py wheels` collects here."""
    folder = tmp_path_factory.mktemp("wheels")
    house = copy(tmp_path_factory.mktemp("filler") / "course")
    fill = [sys._base_executable, house / "start.py", "wheels", folder]
    subprocess.run(fill, check=True)
    return folder


@slow
def test_no_wheel_is_of_this_machine_alone(wheels):
    for wheel in wheels.iterdir():
        tags = parse_wheel_filename(wheel.name)[3]
        assert not any(tag.platform.startswith("linux_") for tag in tags), wheel.name


@slow
@posix_only
def test_set_up_without_any_network(wheels, tmp_path, locales):
    away = {"HOME": str(tmp_path / "home"), "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    away |= {f"{each}_proxy": "http://127.0.0.1:9" for each in ["http", "https"]}
    for version, python in pythons().items():
        house = copy(tmp_path / "Ä ö" / version)
        command = [python, house / "start.py", "--wheels", wheels, "--version"]
        variables = {"PATH": os.environ["PATH"], **away, **locales["latin-1"]}
        said = subprocess.run(command, env=variables, capture_output=True)
        assert said.returncode == 0, said.stdout
        serves(house, **locales["latin-1"])
        shutil.rmtree(house)


@slow
@posix_only
def test_set_up_in_a_shell_of_other_environments(wheels, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "numpy.py").write_text("raise SystemExit('mine')", encoding="utf-8")
    (other / "pip.conf").write_text(
        f"[global]\ntarget = {other}/target\nuser = true\nno-deps = true\n"
        f"constraint = {other}/none.txt\n[install]\nroot = {other}/root\n",
        encoding="utf-8",
    )
    shell = {
        "PYTHONPATH": other,
        "PYTHONSTARTUP": other / "numpy.py",
        "PYTHONOPTIMIZE": "2",
        "PYTHONWARNINGS": "error",
        "PIP_CONFIG_FILE": other / "pip.conf",
        "PIP_TARGET": other / "target",
        "PIP_PREFIX": other / "prefix",
        "PIP_USER": "1",
        "PIP_NO_DEPS": "1",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PIP_FIND_LINKS": wheels,
        "PIP_NO_INDEX": "1",
        "VIRTUAL_ENV": ROOT / ".venv",
        "JUPYTER_PATH": other,
        "MPLBACKEND": "none",
        "TMPDIR": "/dev/full",
        "LC_ALL": "C",
        "HOME": tmp_path,
        "PATH": os.environ["PATH"],
    }
    house = copy(tmp_path / "Ä ö" / "course")
    command = [sys._base_executable, house / "start.py", "--version"]
    subprocess.run(command, env=shell, check=True)
    assert sorted(path.name for path in other.iterdir()) == ["numpy.py", "pip.conf"]
    serves(house)
