"""The commands of the course: `python -m course_utils COMMAND`."""

import os
import sys

# The folder we are in and those of PYTHONPATH go last: a numpy.py or random.py there
# would be taken for the real one.
sys.path.sort(key=sys.path[: sys.path.index(os.path.dirname(os.__file__))].__contains__)

import argparse
from importlib import import_module
from typing import NamedTuple

from .upkeep import console


class Command(NamedTuple):
    """One row of the table.

    run : "module:function", imported only when the command is asked for. It gets the
        arguments by name and returns the exit code, or None for 0.
    arguments : name -> what argparse's ``add_argument`` takes.
    """

    help: str
    run: str
    arguments: dict[str, dict] = {}  # noqa: RUF012


OWN = "The course's own Python is in .venv; `python3 start.py` makes it."
ARCHIVE = {"metavar": "ARCHIVE", "help": "a folder made by archive make"}
ROOT = {"metavar": "HASH", "help": "the hash that archive make printed"}
GROUPS = {"archive": "seal records, and check later that they are unchanged"}
COMMANDS = {
    "doctor": Command("is this machine ready for the course?", "upkeep.doctor:main"),
    "progress": Command(
        "what is done, and what comes next", "learning.progress.report:main"
    ),
    "reset": Command(
        "restore a notebook, and keep yours beside it",
        "upkeep.versions:reset",
        {"name": {"metavar": "NN", "help": "how the notebook's name begins"}},
    ),
    "update": Command("get the newest version of the course", "upkeep.versions:update"),
    "instructor": Command(
        "print the teacher's sheet: tasks, answers, hints, solutions",
        "upkeep.paper:instructor",
        {
            "--seats": {
                "metavar": "1-30",
                "default": "1",
                "help": "the sheet of one seat, or the key of several",
            },
            "--out": {
                "metavar": "FILE",
                "help": "an .html or .md file; printed if not given",
            },
        },
    ),
    "paper": Command(
        "write what a teacher prints: guide, seat list, key, handouts, slips",
        "upkeep.paper:main",
        {
            "--seats": {"metavar": "1-30", "default": "1-30", "help": "of the class"},
            "--out": {"metavar": "FOLDER", "help": "_paper if not given"},
        },
    ),
    "mark": Command(
        "mark a folder of filled-in notebooks, and say who is stuck where",
        "marking.command:main",
        {
            "folder": {"metavar": "FOLDER", "help": "FOLDER/student/notebook.ipynb"},
            "--seats": {"metavar": "CSV", "help": "columns student and seat"},
            "--out": {"metavar": "CSV", "help": "FOLDER/marks.csv if not given"},
            "--for": {
                "dest": "layout",
                "choices": ["plain", "canvas", "moodle", "nbgrader"],
                "default": "plain",
                "help": "write what that program imports",
            },
            "--trust": {
                "action": "store_true",
                "help": "run notebooks even if they cannot be isolated",
            },
        },
    ),
    "execute": Command(
        "run notebooks and write them back",
        "upkeep.notebooks:execute",
        {"names": {"metavar": "NN", "nargs": "*", "help": "all if none is named"}},
    ),
    "html": Command(
        "write notebooks as pages that need no network",
        "upkeep.html:main",
        {
            "names": {"metavar": "NN", "nargs": "*", "help": "all if none is named"},
            "--out": {"metavar": "FOLDER", "help": "_site if not given"},
        },
    ),
    "site": Command(
        "write the whole course as a folder of pages that need no server",
        "site.build:main",
        {
            "out": {"metavar": "OUT", "nargs": "?", "help": "_site if not given"},
            "--no-lab": {"action": "store_true", "help": "pages alone, no JupyterLite"},
            "--pyodide": {"metavar": "FOLDER", "help": "an unpacked official release"},
        },
    ),
    "slides": Command(
        "write slides for a talk, with explorers that play in them",
        "slides.build:main",
        {
            "order": {
                "metavar": "45|180",
                "nargs": "?",
                "help": "minutes, or both",
            },
            "--out": {"metavar": "FOLDER", "help": "_slides if not given"},
        },
    ),
    "glossary": Command(
        "write notebooks/glossary.md, and say which links are missing",
        "learning.glossary:main",
    ),
    "minutes": Command(
        "count how long each notebook takes, and write it everywhere",
        "upkeep.minutes:write",
    ),
    "outcomes": Command(
        "read from the notebooks what came out of each prediction",
        "upkeep.outcomes:write",
    ),
    "targets": Command(
        "store what checks compare with (after a change to exercises)",
        "upkeep.targets:write",
        {"names": {"metavar": "N.N", "nargs": "*", "help": "all without numbers"}},
    ),
    "experiments": Command(
        "compute a stored result again (takes a long time)",
        "experiments:make",
        {"name": {"metavar": "NAME", "help": "such as transformer"}},
    ),
    "archive make": Command(
        "archive the files of a folder, and print the root",
        "provenance.command:make",
        {
            "folder": {"metavar": "FOLDER", "help": "whose files become records"},
            "archive": {"metavar": "ARCHIVE", "help": "the folder to make"},
            "--license": {"metavar": "ID", "help": "such as CC-BY-4.0"},
            "--source": {"metavar": "TEXT", "help": "where the files were taken from"},
            "--creator": {"metavar": "NAME", "help": "who makes this archive"},
            "--made-by": {"metavar": "NAME", "help": "human, or a model's name"},
        },
    ),
    "archive verify": Command(
        "is an archive still what was sealed?",
        "provenance.command:verify",
        {"archive": ARCHIVE, "--root": ROOT},
    ),
    "archive lineage": Command(
        "what the records of an archive were made from",
        "provenance.command:lineage",
        {"archive": ARCHIVE},
    ),
    "archive withdraw": Command(
        "make another archive, without the content of some records",
        "provenance.command:withdraw",
        {
            "archive": ARCHIVE,
            "new": {"metavar": "NEW", "help": "the folder to make"},
            "ids": {"metavar": "ID", "nargs": "+", "help": "of the records"},
            "--root": {**ROOT, "required": True},
            "--reason": {
                "metavar": "TEXT",
                "required": True,
                "help": "goes into the log",
            },
        },
    ),
    "first-screen": Command(
        "write the README's first screen", "upkeep.first_screen:main"
    ),
    "links": Command(
        "write OWNER/REPO into every page",
        "upkeep.links:main",
        {"repository": {"metavar": "OWNER/REPO"}},
    ),
}


def parser() -> argparse.ArgumentParser:
    """All commands, with their help."""
    everything = argparse.ArgumentParser("python -m course_utils", description=__doc__)
    groups = {"": everything.add_subparsers(metavar="COMMAND", required=True)}
    for name, help in GROUPS.items():
        group = groups[""].add_parser(name, help=help, description=help)
        groups[name] = group.add_subparsers(metavar="ACTION", required=True)
    for name, command in COMMANDS.items():
        group, _, word = name.rpartition(" ")
        action = groups[group].add_parser(
            word, help=command.help, description=command.help
        )
        action.set_defaults(run=command.run)
        for argument, settings in command.arguments.items():
            action.add_argument(argument, **settings)
    return everything


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    console.prepare()
    given = vars(parser().parse_args(arguments))
    try:
        code = _run(given.pop("run"), given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(place: str, given: dict) -> int:
    """Call "module:function"; the exit code. What went wrong is printed."""
    module, function = place.split(":")
    try:
        return getattr(import_module(f"course_utils.{module}"), function)(**given) or 0
    except ModuleNotFoundError as problem:
        print(f"{problem}: {sys.executable} lacks it. {OWN}")
        return 2
    except FileNotFoundError as problem:
        print(f"{problem.filename} is not there, or its folder is not.")
        return 2
    except (ValueError, OSError) as problem:
        print(problem)
        return 2
    except KeyboardInterrupt:
        print("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
