"""start.py: what it installs when, what it hands over, and what it says.

Most tests load a copy of start.py from a folder of their own and put a fake in place of
`step`, so that nothing is installed. The last one installs for real: `--all` runs it.
"""

import ast
import importlib.util
import json
import os
import re
import select
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest

from tests.browser.lab import free_port

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    "start.py",
    "pyproject.toml",
    "constraints.txt",
    "jupyter/model-collapse-course.json",
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
posix_only = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def load(path):
    """A Python file as a module, from wherever it lies."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(tmp_path):
    """A copy of the course, as far as start.py looks at it, in a path with spaces."""
    house = tmp_path / "a path with spaces"
    (house / "jupyter").mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / name, house / name)
    return house


@pytest.fixture
def start(house):
    """The copy of start.py as a module."""
    return load(house / "start.py")


def packages(start):
    """Where .venv keeps packages."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(start.VENV)}))


class Steps(list):
    """A fake of `step`: keeps the commands, and makes .venv's Python appear."""

    def __init__(self, start):
        self.start = start
        self.fail_at = None

    @property
    def marks(self):
        """The word by which each kind of command is known."""
        return [
            "venv",
            "ensurepip",
            self.start.PIP,
            "constraints.txt",
            self.start.TRIAL,
        ]

    def __call__(self, sentence, command, cure, settings=()):
        self.append(command)
        if self.fail_at and self.fail_at in command:
            raise KeyboardInterrupt
        if "venv" in command:
            python = Path(self.start.PYTHON)
            python.parent.mkdir(parents=True)
            python.touch()
            packages(self.start).mkdir(parents=True)

    @property
    def names(self):
        """The kinds of the commands so far, which are then forgotten."""
        kinds = dict(zip(self.marks, EVERYTHING, strict=True))
        names = [kinds[word] for each in self for word in each if word in kinds]
        self.clear()
        return names


@pytest.fixture
def steps(start, monkeypatch):
    steps = Steps(start)
    monkeypatch.setattr(start, "step", steps)
    monkeypatch.setattr(start, "ways", dict)
    return steps


EVERYTHING = ["venv", "ensurepip", "pip", "install", "trial"]
UPDATE = EVERYTHING[2:]


# --- when what is installed -----------------------------------------------------------


def test_second_run_installs_nothing(start, steps):
    start.set_up([])
    assert steps.names == EVERYTHING
    start.set_up([])
    assert steps.names == []


def test_tests_add_their_group_and_the_learner_keeps_it(start, steps):
    start.set_up([])
    steps.clear()
    start.set_up(["test"])
    assert "--group=test" in steps[1], steps
    assert steps.names == UPDATE, "the environment itself is kept"
    start.set_up([])
    start.set_up(["test"])
    assert steps.names == []


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_installed_into_the_same_venv(start, steps, house, name):
    start.set_up([])
    steps.clear()
    with (house / name).open("a") as file:
        file.write("# changed\n")
    start.set_up([])
    assert steps.names == UPDATE
    start.set_up([])
    assert steps.names == []


@pytest.mark.parametrize("place", range(5))
def test_interrupted_first_run_is_done_anew(start, steps, place):
    steps.fail_at = steps.marks[place]
    with pytest.raises(KeyboardInterrupt):
        start.set_up([])
    assert steps.names == EVERYTHING[: place + 1]
    left_over = start.VENV / "half-installed"
    left_over.touch()
    steps.fail_at = None
    start.set_up([])
    assert steps.names == EVERYTHING
    assert not left_over.exists()


def test_interrupted_update_is_done_anew(start, steps):
    start.set_up([])
    steps.clear()
    steps.fail_at = "constraints.txt"
    with pytest.raises(KeyboardInterrupt):
        start.set_up(["test"])
    steps.clear()
    steps.fail_at = None
    start.set_up([])
    assert steps.names == EVERYTHING


@posix_only
def test_a_second_set_up_waits_for_the_pip_of_the_first(start, house, tmp_path):
    start.VENV.mkdir()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pip = "import signal; signal.alarm(60); print('Collecting', flush=True)"
    pip = f"{pip}; open({str(pipe)!r}).read()"
    step = f"start.step('', [sys.executable, '-c', {pip!r}], '')"
    code = f"import sys, start; start.lock(); {step}"
    first = subprocess.Popen([sys.executable, "-c", code], cwd=house)
    while not (start.LOG.exists() and b"Collecting\n" in start.LOG.read_bytes()):
        time.sleep(0.05)
    first.kill()
    first.wait()
    command = [sys.executable, "-c", "import start; start.lock(); print('here')"]
    settings = {"cwd": house, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **settings) as second:
        waits = "Another set-up is running here. Waiting for it to finish.\n"
        assert second.stdout.readline() == waits
        assert not select.select([second.stdout], [], [], 0.5)[0]
        pipe.write_text("")  # pip reads its end, and is done
        assert second.stdout.read() == "here\n"
    assert subprocess.run(command, **settings).stdout == "here\n"


def test_moved_folder_gets_a_new_venv(start, steps, house, monkeypatch):
    start.set_up([])
    moved = house.rename(house.parent / "elsewhere")
    there = load(moved / "start.py")
    monkeypatch.setattr(there, "step", Steps(there))
    monkeypatch.setattr(there, "ways", dict)
    there.set_up([])
    assert there.step.names == EVERYTHING


def test_another_python_gets_a_new_venv(start, steps, monkeypatch):
    start.set_up([])
    steps.clear()
    monkeypatch.setattr(start, "VERSION", "3.99")
    start.set_up([])
    assert steps.names == EVERYTHING


def test_vanished_python_and_broken_stamp_get_a_new_venv(start, steps):
    start.set_up([])
    os.unlink(start.PYTHON)
    steps.clear()
    start.set_up([])
    assert steps.names == EVERYTHING
    whole = json.loads(start.STAMP.read_text())
    for broken in ('{"pytho', "[]", "null", "3", *(
        json.dumps({k: v for k, v in whole.items() if k != key}) for key in whole
    )):  # fmt: skip
        steps.clear()
        start.STAMP.write_text(broken)
        start.set_up([])
        assert steps.names == EVERYTHING, broken


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("kind", ["link", "dangling link", "file"])
def test_what_stands_in_the_place_of_the_venv_goes(start, steps, tmp_path, kind):
    elsewhere = tmp_path / "elsewhere"
    if kind == "link":
        elsewhere.mkdir()
        (elsewhere / "kept").touch()
    if kind == "file":
        start.VENV.touch()
    else:
        start.VENV.symlink_to(elsewhere)
    start.set_up([])
    assert steps.names == EVERYTHING and not start.VENV.is_symlink()
    assert kind != "link" or (elsewhere / "kept").exists()


def test_wheels_folder_is_the_only_source(start, steps, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "ways", lambda: pytest.fail("asks for other sources"))
    start.set_up(["test"], tmp_path)
    for command in steps[2:4]:
        assert "--no-index" in command
        assert command[command.index("--find-links") + 1] == str(tmp_path)


def test_constraints_and_what_a_learner_needs(start, steps):
    start.set_up([])
    install = steps[3]
    assert install[:4] == [start.PYTHON, "-m", "pip", "install"]
    assert install[install.index("-c") + 1] == "constraints.txt"
    assert set(PROJECT["dependencies"]) <= set(install)


def test_nothing_is_built(start, steps, tmp_path):
    start.set_up(["test"])
    start.fill(tmp_path)
    assert not {"-e", "--editable", ".", str(ROOT)} & {
        w for each in steps for w in each
    }


def test_wheels_command_collects_all_that_an_offline_set_up_needs(start, steps, capsys):
    start.fill(Path("stick"))
    wanted = {start.PIP, "--group=test", *PROJECT["dependencies"]}
    assert wanted <= set(steps[-1])
    assert f"Python {start.VERSION}" in capsys.readouterr().out


# --- what a shell sets stays outside --------------------------------------------------

LINE = re.compile(r"^ +(?:-\w, )?--([a-z-]+)", re.MULTILINE)
WANTED = {
    "index-url",
    "extra-index-url",
    "find-links",
    "no-index",
    "trusted-host",
    "cert",
    "client-cert",
    "proxy",
    "timeout",
    "retries",
    "keyring-provider",
    "cache-dir",
    "no-cache-dir",
}


def variable(option):
    return "PIP_" + option.upper().replace("-", "_")


@pytest.fixture(scope="module")
def options():
    """Every option that pip install knows."""
    ask = [sys.executable, "-m", "pip", "install", "--help"]
    return {*LINE.findall(subprocess.run(ask, capture_output=True, text=True).stdout)}


def test_pip_learns_from_its_settings_where_packages_are_and_nothing_else(
    start, options, tmp_path, monkeypatch
):
    assert {"target", "prefix", "user", "root", "no-deps", "constraint"} < options
    assert options > WANTED, "these are names that pip knows"
    lines = [f"{option} = from the file" for option in sorted(options)]
    settings = tmp_path / "pip.conf"
    settings.write_text("\n".join(["[install]", *lines]), encoding="utf-8")
    monkeypatch.setattr(start, "PYTHON", sys.executable)
    for name in [each for each in os.environ if each.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_PROXY", "it's from the shell")
    from_file = {variable(option): "from the file" for option in WANTED}
    assert start.ways() == {**from_file, "PIP_PROXY": "it's from the shell"}
    for option in ["target", "prefix", "root", "user", "no-deps", "quiet"]:
        monkeypatch.setenv(variable(option), "1")
    assert set(start.ways()) == set(from_file)


def test_settings_of_pip_that_cannot_be_read(start, tmp_path, monkeypatch):
    (tmp_path / "pip.conf").write_text("[glo", encoding="utf-8")
    monkeypatch.setattr(start, "PYTHON", sys.executable)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    with pytest.raises(start.SetUpError, match="The settings of pip cannot be read"):
        start.ways()


@pytest.fixture
def foreign(monkeypatch):
    """A shell that is set up for other environments; the names of its variables."""
    ask = [sys.executable, "--help-env"]
    told = subprocess.run(ask, capture_output=True, text=True).stdout
    names = {*re.findall(r"^(PYTHON[A-Z]+)", told, re.MULTILINE)} - {"PYTHONUTF8"}
    assert {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP"} < names
    names |= {"PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    names |= {"VIRTUAL_ENV", "JUPYTER_PATH", "JUPYTERLAB_DIR", "MPLBACKEND"}
    for name in names:
        monkeypatch.setenv(name, "foreign")
    return names


def test_no_foreign_variable_reaches_a_step_or_what_is_opened(start, foreign):
    start.VENV.mkdir()
    python = "import json, os, sys; json.dump(dict(os.environ), open('seen', 'w'))"
    start.step("", [sys.executable, "-c", python], "")
    seen = json.loads((start.ROOT / "seen").read_text(encoding="utf-8"))
    assert not foreign & {*seen, *start.environment()}
    assert Path(seen["TMPDIR"]).parent == start.VENV, "a full TMPDIR is nothing to us"
    assert not Path(seen["TMPDIR"]).exists()
    assert seen["PIP_CONFIG_FILE"] == os.devnull
    assert seen["PATH"] == os.environ["PATH"]


@pytest.mark.parametrize("name", ["random", "json", "argparse", "shutil", "subprocess"])
def test_a_module_of_the_person_does_not_stop_start(house, tmp_path, name):
    (tmp_path / f"{name}.py").write_text("raise SystemExit('mine')", encoding="utf-8")
    settings = {"env": {**os.environ, "PYTHONPATH": str(tmp_path)}, "text": True}
    command = [sys.executable, house / "start.py", "--help"]
    assert "Sets the course up" in subprocess.check_output(command, **settings)


# --- the course in .venv --------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["posix_venv", "nt_venv"])
def test_the_path_to_the_course_is_relative(start, scheme, monkeypatch):
    where = sysconfig.get_path("purelib", scheme, {"base": str(start.VENV)})
    Path(where).mkdir(parents=True)
    monkeypatch.setattr(start.sysconfig, "get_path", lambda *_: where)
    start.settle()
    [path] = Path(where).glob("*.pth")
    assert set(path.read_text(encoding="ascii")) <= set("./\\")
    python = (
        f"import site, sys; site.addsitedir({where!r}); print(*sys.path, sep='\\n')"
    )
    ran = subprocess.run([sys.executable, "-c", python], capture_output=True, text=True)
    assert str(start.ROOT) in ran.stdout.splitlines()


def test_jupyterlab_gets_its_settings(start, steps):
    start.set_up([])
    [settings] = start.VENV.glob("share/jupyter/lab/settings/overrides.d/*.json")
    assert settings.read_bytes() == (ROOT / start.SETTINGS).read_bytes()


@posix_only
def test_a_home_that_cannot_be_written_gets_a_sentence():
    variables = {"PATH": os.environ["PATH"], "HOME": os.devnull}
    command = [sys.executable, ROOT / "jupyter" / "lab.py", "--no-browser"]
    ran = subprocess.run(command, env=variables, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "needs a home folder" in ran.stderr and "Traceback" not in ran.stderr


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_debian_without_venv(start, monkeypatch, missing):
    find = importlib.util.find_spec
    without = lambda name: None if name == missing else find(name)  # noqa: E731
    monkeypatch.setattr(start.importlib.util, "find_spec", without)
    with pytest.raises(
        start.SetUpError, match=r"sudo apt install python3-venv python3"
    ):
        start.make_venv()
    assert not start.VENV.exists()


# --- one step -------------------------------------------------------------------------


def test_step_logs_output_and_shows_progress(start, capfd):
    start.VENV.mkdir()
    code = "print('Collecting a'); print('Collecting b'); print('\\xe9 done')"
    start.step("Working:", [sys.executable, "-c", code], "none")
    assert capfd.readouterr().out == "Working: .. done.\n"
    assert "Collecting b" in start.LOG.read_text(encoding="utf-8")
    assert "\xe9 done" in start.LOG.read_text(encoding="utf-8")


def test_failed_step_shows_the_end_of_the_log_and_the_cure(start):
    start.VENV.mkdir()
    code = "import sys; [print('line', i) for i in range(99)]; sys.exit(3)"
    with pytest.raises(start.SetUpError) as caught:
        start.step("Working:", [sys.executable, "-c", code], "Do this.")
    said = str(caught.value)
    assert "line 90\n" in said
    assert "line 98\n" in said
    assert "line 80\n" not in said
    assert "Do this." in said
    assert str(start.LOG) in said


SAID = {
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on"
    " device": "disk is full",
    "OSError: [Errno 122] Disk quota exceeded": "disk is full",
    "OSError: [WinError 112] Es steht nicht genug Speicherplatz zur Verfügung":
    "disk is full",
    "ERROR: Could not install packages due to an OSError: [Errno 27] File too large":
    "ulimit",
    "ImportError: numpy/_core/_multiarray_umath.so: failed to map segment from shared"
    " object: Operation not permitted": "noexec",
    "PermissionError: [Errno 13] Permission denied: '.venv'": "place of your own",
    "OSError: [Errno 30] Read-only file system: '.venv'": "place of your own",
    "PermissionError: [WinError 5] Zugriff verweigert": "place of your own",
    "ended with -9": "memory is full",
    "connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: "
    "CERTIFICATE_VERIFY_FAILED] unable to get local issuer": "PIP_CERT",
    "OSError: Could not find a suitable TLS CA certificate bundle": "PIP_CERT",
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot"
    " connect to proxy.'": "HTTPS_PROXY",
    "WARNING: Retrying (Retry(total=0)) after connection broken by"
    " 'NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary"
    " failure in name resolution')'": "Is there a network?",
}  # fmt: skip


@pytest.mark.parametrize("text, words", SAID.items())
def test_each_trouble_has_its_own_words(start, text, words):
    assert words in start.advice(f"Collecting a\n{text}\n", "")


def test_every_advice_has_a_trouble(start):
    assert {start.advice(text, "") for text in SAID} == set(start.TROUBLES.values())
    assert start.advice("ERROR: ResolutionImpossible", "Look there.") == "Look there."


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has /dev/full")
def test_a_full_disk_is_not_a_missing_network(start):
    start.VENV.mkdir()
    code = "open('/dev/full', 'w').write('x' * 10**6)"
    with pytest.raises(start.SetUpError, match="The disk is full"):
        start.step("Working:", [sys.executable, "-c", code], "Is there a network?")


# --- reading the command line ---------------------------------------------------------


@pytest.fixture
def routes(start, monkeypatch):
    """What a command line leads to: a list of calls."""
    calls = []
    for name in ["set_up", "fill", "hand_over"]:
        note = lambda *given, name=name: calls.append((name, *given))  # noqa: E731
        monkeypatch.setattr(start, name, note)
    return lambda line: start.main(line.split()) or calls


LINES = {
    "": ["jupyter/lab.py"],
    "--no-browser --port 8899": ["jupyter/lab.py", "--no-browser", "--port", "8899"],
    "notebooks/x.ipynb": ["jupyter/lab.py", "notebooks/x.ipynb"],
    "test": ["-m", "tests"],
    "test -q tests/a.py -k b": ["-m", "tests", "-q", "tests/a.py", "-k", "b"],
    "test -x --all --al test": ["-m", "tests", "-x", "--all", "--al", "test"],
    "hub --seats 3": ["teaching/hub/hub.py", "--seats", "3"],
}


@pytest.mark.parametrize("line, command", LINES.items())
def test_command_lines(start, routes, line, command):
    groups = [name for name in ["test", "hub"] if line.startswith(name)]
    set_up, hand_over = routes(line)
    assert set_up == ("set_up", groups, None)
    assert hand_over == ("hand_over", [start.PYTHON, *command], start.environment())


def test_every_command_leads_to_a_program(start):
    programs = [words.split()[-1] for words in start.PROGRAMS.values()]
    assert all((ROOT / name).exists() for name in programs)
    assert (ROOT / "tests" / "__main__.py").exists()


def test_wheels_are_looked_for_where_the_person_is(routes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "a.whl").touch()
    first, last = routes("test --wheels stick -q")
    assert first == ("set_up", ["test"], tmp_path / "stick")
    assert last[1][1:] == ["-m", "tests", "-q"]


def test_filling_wheels(routes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert routes("wheels stick") == [("fill", tmp_path / "stick")]


def test_folder_without_wheels_is_said(start, tmp_path, capsys):
    assert start.main(["--wheels", str(tmp_path / "none")]) == 1
    assert f"No wheels in {tmp_path / 'none'}" in capsys.readouterr().out
    assert not start.VENV.exists()


@pytest.mark.parametrize("line", [["wheels"], ["--wheels"], ["wheels", "a", "b"]])
def test_wheels_need_one_folder(start, line):
    with pytest.raises(SystemExit, match="2"):
        start.main(line)


@pytest.mark.parametrize(
    "trouble, code, words",
    [
        (KeyboardInterrupt(), 130, "Stopped. The same command goes on from here."),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
    ],
)
def test_trouble_is_a_sentence(start, monkeypatch, capsys, trouble, code, words):
    def raises(*_):
        raise trouble

    monkeypatch.setattr(start, "set_up", raises)
    assert start.main([]) == code
    assert words in capsys.readouterr().out


def test_help_from_another_folder_installs_nothing(house, tmp_path):
    command = [sys.executable, house / "start.py", "--help"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0
    assert "python3 start.py wheels FOLDER" in ran.stdout
    assert not (house / ".venv").exists()


# --- a Python that is too old ---------------------------------------------------------


def test_oldest_python_is_the_one_of_pyproject(start):
    assert PROJECT["requires-python"] == ">={}.{}".format(*start.OLDEST)


def test_python_3_6_can_read_start():
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_old_python_gets_a_sentence(start, monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(start, "VERSION", "3.10")
    assert start.main([]) == 1
    said = capsys.readouterr().out
    assert "needs Python 3.11 or newer. This is Python 3.10" in said
    assert not start.VENV.exists()


@pytest.mark.parametrize("minor", [6, 7, 8, 9, 10])
def test_real_old_pythons(house, minor):
    python = shutil.which(f"python3.{minor}")
    probe = [python, "-c", "import sys; print(sys.version_info[1])"]
    if not python or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip(f"there is no Python 3.{minor} here")
    ran = subprocess.run([python, house / "start.py"], capture_output=True, text=True)
    assert ran.returncode == 1
    assert f"This is Python 3.{minor}" in ran.stdout
    assert ran.stderr == ""


# --- what is handed over --------------------------------------------------------------


THREADS = [
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
]


def test_blas_gets_one_thread_unless_told_otherwise(start, monkeypatch):
    for name in THREADS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    variables = start.environment()
    threads = {name: variables[name] for name in THREADS}
    assert threads == {**dict.fromkeys(THREADS, "1"), "OMP_NUM_THREADS": "4"}
    assert variables["PYTHONUTF8"] == "1"
    assert variables["PATH"] == os.environ["PATH"]


def test_windows_waits_for_the_command(start, monkeypatch, house):
    monkeypatch.chdir(house)
    monkeypatch.setattr(start, "call", lambda command, env: 5)
    monkeypatch.setattr(start.signal, "signal", lambda *_: None)
    monkeypatch.setattr(start.os, "name", "nt")
    with pytest.raises(SystemExit, match="5"):
        start.hand_over(["python"], {})


@pytest.fixture
def finished(house, start):
    """A set-up that came to its end, whose Python is a shell script."""
    python = Path(start.PYTHON)
    python.parent.mkdir(parents=True)
    python.write_text(
        '#!/bin/sh\necho process $$\npwd\necho "$OMP_NUM_THREADS"\n'
        'for word; do echo "$word"; done\nexit 7\n'
    )
    python.chmod(0o755)
    start.STAMP.write_text(json.dumps({**start.plan(), "groups": ["test"]}))
    return [sys.executable, str(house / "start.py")]


@posix_only
def test_finished_set_up_goes_straight_on_from_any_folder(finished, house, tmp_path):
    variables = {**os.environ, "OMP_NUM_THREADS": "1", "COURSE_BROWSER": ""}
    settings = {"cwd": tmp_path, "env": variables, "capture_output": True, "text": True}
    ran = subprocess.run([*finished, "--port", "8 9"], **settings)
    assert ran.returncode == 7, "the exit code is that of the command"
    lines = ran.stdout.splitlines()
    assert lines[-2:] == ["--port", "8 9"]
    begin = lines.index(str(house))
    assert lines[begin:][:3] == [str(house), "1", "jupyter/lab.py"]


@posix_only
def test_the_command_takes_the_place_of_start(finished):
    with subprocess.Popen(finished, stdout=subprocess.PIPE, text=True) as running:
        assert f"process {running.pid}\n" in list(running.stdout), "so signals reach it"


# --- for real -------------------------------------------------------------------------


def answers(url):
    try:
        return urllib.request.urlopen(url, timeout=2).status == 200
    except OSError:
        return False


def serve(house, log, *arguments):
    """Seconds from the command to a server that answers; it is ended then."""
    port = free_port()
    server = f"--no-browser --port={port} --ServerApp.port_retries=0".split()
    command = [sys.executable, house / "start.py", *server, *arguments]
    begin = time.monotonic()
    with log.open("w") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent)
        while not answers(f"http://127.0.0.1:{port}/api"):
            assert running.poll() is None, log.read_text()
            assert time.monotonic() < begin + 900, log.read_text()
            time.sleep(0.05)
        seconds = time.monotonic() - begin
        running.terminate()
        running.wait(30)
    return seconds


@pytest.mark.skipif(
    not os.environ.get("COURSE_TEST_ALL"), reason="installs; with --all"
)
def test_fresh_copy_opens_and_opens_again_in_a_moment(tmp_path):
    house, log = tmp_path / "a fresh copy", tmp_path / "log.txt"
    leave = [".*", "*.egg-info", "build", "artifacts", "__pycache__"]
    shutil.copytree(ROOT, house, ignore=shutil.ignore_patterns(*leave), symlinks=True)
    serve(house, log)
    assert re.search(r"Installing the packages .* done\.", log.read_text())
    again = serve(house, log)
    assert "Installing" not in log.read_text()
    assert again < 30, "5 s on a quiet machine"
