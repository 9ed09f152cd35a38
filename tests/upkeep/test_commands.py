"""The table of commands: each has a help, a function, and is the only way in."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from course_utils.__main__ import COMMANDS, GROUPS, main
from course_utils.upkeep import doctor

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / "README.md", ROOT / "CONTRIBUTING.md"),
    *(ROOT / "teaching").rglob("*.md"),
]
MODULES = sorted((ROOT / "course_utils").rglob("*.py"))
NAMED = re.compile(r"python -m course_utils(\.\S+| (?:archive )?(?:[a-z-]+))")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_and_a_function_that_takes_its_arguments(name, capsys):
    with pytest.raises(SystemExit) as left:
        main([*name.split(), "--help"])
    assert left.value.code == 0
    assert COMMANDS[name].help in " ".join(capsys.readouterr().out.split())
    module, function = COMMANDS[name].run.split(":")
    words = COMMANDS[name].arguments
    given = {
        settings.get("dest") or argument.lstrip("-").replace("-", "_")
        for argument, settings in words.items()
    }
    called = getattr(import_module(f"course_utils.{module}"), function)
    inspect.signature(called).bind(**dict.fromkeys(given))


def test_the_help_names_every_command_and_a_missing_one_is_refused():
    command = [sys.executable, "-m", "course_utils"]
    ran = subprocess.run([*command, "--help"], capture_output=True, text=True)
    assert ran.returncode == 0
    words = " ".join(ran.stdout.split())
    rooms = {**{name: row.help for name, row in COMMANDS.items()}, **GROUPS}
    shown = {name: help for name, help in rooms.items() if " " not in name}
    assert all(f" {name} {help}" in words for name, help in shown.items())
    assert {name.split()[0] for name in COMMANDS} == set(shown)
    assert subprocess.run(command, capture_output=True).returncode == 2


@pytest.mark.parametrize("page", [*PAGES, *MODULES], ids=lambda page: page.name)
def test_a_command_that_is_named_anywhere_is_in_the_table(page):
    named = {found.strip() for found in NAMED.findall(page.read_text(encoding="utf-8"))}
    assert named <= set(COMMANDS)


def test_no_other_module_is_a_command():
    doors = [
        path.relative_to(ROOT).as_posix()
        for path in [*MODULES, *(ROOT / "teaching").rglob("*.py")]
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)
    ]
    hub = "teaching/hub/hub.py"  # `start.py hub` becomes it
    assert doors == ["course_utils/__main__.py", hub]


@pytest.mark.parametrize(
    "words",
    [
        "site {}/file --no-lab",
        "html refresher --out {}/file",
        "slides 45 --out {}/file",
        "paper --out {}/file",
        "instructor --out {}/none/sheet.md",
    ],
)
def test_what_cannot_be_written_is_a_sentence(words, tmp_path, capsys):
    (tmp_path / "file").write_text("mine")
    assert main([word.format(tmp_path) for word in words.split()]) == 2
    assert str(tmp_path) in capsys.readouterr().out
    assert (tmp_path / "file").read_text() == "mine"


def test_another_python_without_the_packages_is_told_so(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "course_utils.upkeep.doctor", None)
    assert main(["doctor"]) == 2
    said = capsys.readouterr().out
    assert sys.executable in said and "The course's own Python is in .venv" in said


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    key = tmp_path / "none" / "key.html"
    assert main(["instructor", "--out", str(key)]) == 2
    assert f"{key} is not there, or its folder is not." in capsys.readouterr().out


def test_ctrl_c_is_a_word_and_no_traceback(monkeypatch, capsys):
    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "main", stopped)
    assert main(["doctor"]) == 130
    assert capsys.readouterr().out == "Stopped.\n"


def test_commands_are_imported_when_asked_for():
    code = (
        "import sys, course_utils.__main__ as m; m.parser(); print(sorted(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "course_utils.__main__" in ran.stdout
    assert "course_utils.upkeep.links" not in ran.stdout
