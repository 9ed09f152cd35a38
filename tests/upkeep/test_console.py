"""Both entries print whatever they have to say, in encodings that lack it."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from test_versions import git

from course_utils import __main__
from course_utils.upkeep import console, doctor

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = "notebooks/00_→_σ.ipynb"
WORDS = ["→ ○", "00"]
FAILS = """
import sys, start
text = "'of Z\\\\u00fcrich \\\\u2192'.encode()"
say = f"import sys; sys.exit(sys.stdout.buffer.write({text}))"
start.VENV.mkdir(exist_ok=True)
start.obey = lambda _: start.step("→", [sys.executable, "-c", say], "cure of Müller")
sys.exit(start.main([]))
"""
EVERY = """
import itertools, sys, traceback
from course_utils import __main__
for apart, words in itertools.groupby(sys.argv[1:], "//".__eq__):
    if not apart:
        print("$", flush=True)
        try:
            code = __main__.main(list(words))
        except BaseException:
            traceback.print_exc(file=sys.stdout)
            code = "an error"
        print("it ends with", code, flush=True)
"""
LOCALES = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def commands() -> list[list[str]]:
    """Every command that there is, once with each word where it takes any."""
    lines = []
    for name, command in __main__.COMMANDS.items():
        if name == "site":  # minutes long; tests.release writes it
            continue
        takes = [each for each in command.arguments if not each.startswith("-")]
        needed = [each for each, how in command.arguments.items() if "required" in how]
        for word in WORDS if takes else WORDS[:1]:
            wanted = [part for each in needed for part in (each, word)]
            lines.append([*name.split(), *[word] * len(takes), *wanted])
    return lines


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A clone of a course with one notebook, whose name is no ASCII either."""
    folder = tmp_path_factory.mktemp("console")
    origin = folder / "origin"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("course_utils", "teaching"):
        shutil.copytree(ROOT / name, origin / name, ignore=ignored)
    (origin / "notebooks").mkdir()
    texts = [path.relative_to(ROOT) for path in (ROOT / "notebooks").glob("*.md")]
    for name in ("pyproject.toml", "start.py", "constraints.txt", *texts):
        shutil.copy(ROOT / name, origin / name)
    cells = [new_code_cell("print('→')", id="one")]
    nbformat.write(new_notebook(cells=cells), origin / NOTEBOOK)
    git(origin, "init", "-q")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "a version")
    git(folder, "clone", "-q", str(origin), str(folder / "clone"))
    return folder / "clone"


def run(course, locale, *command):
    """A command's exit code and what it printed, as text."""
    dropped = ("PYTHON", "LC_", "LANG", "OPENBLAS")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
    own = {"COURSE_PROGRESS_FILE": str(course.parent / "progress.json")}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=course,
        env={**inherited, **own, **LOCALES[locale]},
        capture_output=True,
    )
    encoding = "ascii" if locale == "C" else locale
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode("latin-1")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_prints(course, locale):
    lines = [["no command"], *commands()]
    words = [word for line in lines for word in ("//", *line)]
    _, whole, errors = run(course, locale, "-c", EVERY, *words)
    parts = re.split(r"^\$\n", whole, flags=re.M)[1:]
    told = {" ".join(line): part for line, part in zip(lines, parts, strict=True)}
    assert told.pop("no command").endswith("SystemExit: 2\nit ends with an error\n")
    for line, part in told.items():
        said, code = part.rsplit("it ends with ", 1)
        assert code.strip() in ("0", "1", "2"), (line, part)
        assert said.strip() and "codec can't" not in said, line
    assert "Traceback" not in errors


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reset_that_worked_says_so(course, locale):
    (course / NOTEBOOK).write_text("mine")
    code, said, errors = run(course, locale, "-m", "course_utils", "reset", "00")
    assert (code, errors) == (0, "")
    assert "is restored" in said and "File -> Reload" in said
    assert (course / NOTEBOOK).read_text() != "mine"


@pytest.mark.parametrize("locale", LOCALES)
def test_start_keeps_its_cure_and_shows_the_end_of_its_log(course, locale):
    """The step that fails writes UTF-8, as all of them do."""
    (course / "fails.py").write_text(FAILS, encoding="utf-8")
    code, said, errors = run(course, locale, "fails.py")
    assert (code, errors) == (1, "")
    assert "of Z" in said and "cure of M" in said


def test_all_that_is_printable_has_an_ascii_form():
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) not in ("Cn", "Co"):
            assert console.plain(chr(code)).isascii()


def test_marks_stay_apart():
    assert len({console.plain(mark) for mark in "✓✗○→"}) == 4
    assert console.plain("ü") == "u"
    assert console.plain("語") == "\\u8a9e"


@pytest.mark.parametrize("words", [["instructor"], ["doctor"]])
def test_who_stops_reading_is_told_nothing_more(words):
    """As `| head -1` does; the sheet is longer than a pipe holds, the other is not."""
    command = [sys.executable, "-m", "course_utils", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_another_pipe_that_breaks_is_an_error(monkeypatch, capsys):
    def broken():
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(doctor, "main", broken)
    assert __main__.main(["doctor"]) == 2
    assert "Broken pipe" in capsys.readouterr().out
