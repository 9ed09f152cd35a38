"""The commands of the course: `python -m course_utils COMMAND`."""

# A command is a parser, its arguments, and "module:function". The module is imported
# only when its command is asked for. The function gets the arguments by name; it
# returns the exit code, or None for 0.

import os
import sys

# The folder we are in and those of PYTHONPATH go last: a numpy.py or random.py there
# would be taken for the real one.
sys.path.sort(key=sys.path[: sys.path.index(os.path.dirname(os.__file__))].__contains__)

import argparse
from importlib import import_module

from .upkeep import console


def parser() -> argparse.ArgumentParser:
    """All commands, with their help."""
    everything = argparse.ArgumentParser("python -m course_utils", description=__doc__)
    commands = everything.add_subparsers(metavar="COMMAND", required=True)

    links = commands.add_parser("links", help="write OWNER/REPO into every page")
    links.add_argument("repository", metavar="OWNER/REPO")
    links.set_defaults(run="upkeep.links:main")

    execute = commands.add_parser("execute", help="run notebooks and write them back")
    execute.add_argument("names", metavar="NN", nargs="*", help="all without names")
    execute.set_defaults(run="upkeep.notebooks:execute")

    html = commands.add_parser(
        "html", help="write notebooks as pages, no network needed"
    )
    html.add_argument("names", metavar="NN", nargs="*", help="all without names")
    html.add_argument("--out", metavar="FOLDER", help="_site if not given")
    html.set_defaults(run="upkeep.html:main")

    doctor = commands.add_parser("doctor", help="is this machine ready for the course?")
    doctor.set_defaults(run="upkeep.doctor:main")

    progress = commands.add_parser("progress", help="what is done, and what comes next")
    progress.set_defaults(run="learning.progress.report:main")

    reset = commands.add_parser(
        "reset", help="restore a notebook, keep yours beside it"
    )
    reset.add_argument("name", metavar="NN", help="how the notebook's name begins")
    reset.set_defaults(run="upkeep.versions:reset")

    update = commands.add_parser(
        "update", help="bring the newest version of the course"
    )
    update.set_defaults(run="upkeep.versions:update")

    results = commands.add_parser("results", help="make a stored result again (long)")
    results.add_argument("name", metavar="NAME", help="transformer")
    results.set_defaults(run="experiments:make")

    return everything


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    console.prepare()
    given = vars(parser().parse_args(arguments))
    module, function = given.pop("run").split(":")
    try:
        return getattr(import_module(f"course_utils.{module}"), function)(**given) or 0
    except ValueError as problem:
        print(problem)
        return 2


if __name__ == "__main__":
    sys.exit(main())
