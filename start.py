#!/usr/bin/env python3
"""Sets the course up in .venv, beside this file, and opens it.

    python3 start.py                  set up once, then open JupyterLab
    python3 start.py test             set up for testing, then run the tests
    python3 start.py wheels FOLDER    fill FOLDER for a set-up without a network

    --wheels FOLDER    install from such a folder, with no network
    --all              with test: the slow tests too

Every other argument goes on to JupyterLab or pytest as it is, for example
`python3 start.py --no-browser --port 8899` or `python3 start.py test -k links`.
Paths among them count from the folder of this file. On Windows type `py` for
`python3`. Python's standard library is all that this file needs, and Python 3.6
can read it, so that a Python that is too old gets a sentence, not a SyntaxError.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen, call, run

OLDEST = (3, 11)  # the same as requires-python in pyproject.toml
VERSION = "{}.{}".format(*sys.version_info)
PIP = "pip>=25.1"  # the first that understands --group
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
STAMP = VENV / "course-stamp.json"
LOG = VENV / "course-install.log"
LOCKS = []  # what `lock` holds; pip inherits it
THREADS = ["OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"]
LAB = """
import sys
# One optional check of jsonschema takes 3 s of every start to import; it may fail.
sys.modules["rfc3987_syntax"] = None
try:
    from jupyterlab.labapp import main
    sys.exit(main())
except KeyboardInterrupt:
    sys.exit(130)
"""


class SetUpError(Exception):
    """Something a person has to put right; its text says how."""


def step(sentence, command, cure):
    """Say the sentence and run the command. What it writes goes to the log."""
    print(sentence, end=" ", flush=True)
    variables = dict(os.environ, PYTHONUTF8="1", PIP_USER="0")
    streams = {"stdin": DEVNULL, "stdout": PIPE, "stderr": STDOUT, "pass_fds": LOCKS}
    with LOG.open("ab", buffering=0) as log:
        log.write("\n$ {}\n".format(" ".join(command)).encode("utf-8"))
        with Popen(command, cwd=str(ROOT), env=variables, **streams) as process:
            for line in process.stdout:
                log.write(line)
                if line.startswith(b"Collecting "):
                    print(".", end="", flush=True)
    if process.returncode:
        end = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise SetUpError("\n".join(["failed.", *end, "", cure, f"All of it: {LOG}"]))
    print(" done.", flush=True)


def lock():
    """Wait for any other set-up of this folder, and for a pip that outlived its own."""
    if os.name == "nt":
        return  # there, files in use cannot be removed anyway
    import fcntl

    LOCKS.append(os.open(str(ROOT), os.O_RDONLY))
    try:
        fcntl.flock(LOCKS[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another set-up is at work here. Waiting for its end.", flush=True)
        fcntl.flock(LOCKS[0], fcntl.LOCK_EX)
    except OSError:
        pass  # a network drive may have no locks; then one person is all we expect


def plan():
    """What .venv is made of, apart from the dependency groups."""
    contents = hashlib.sha256()
    for name in ["pyproject.toml", "constraints.txt", "start.py"]:
        contents.update((ROOT / name).read_bytes())
    return {"python": VERSION, "folder": str(ROOT), "sha256": contents.hexdigest()}


def installed():
    """The plan and the groups of the last set-up that came to its end."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        whole = isinstance(stamp, dict) and {*plan(), "groups"} <= set(stamp)
        return stamp if whole else {}
    except (OSError, ValueError):
        return {}


def make_venv():
    """An empty environment, in the place of any other."""
    if not all(importlib.util.find_spec(name) for name in ["venv", "ensurepip"]):
        raise SetUpError(
            "This Python lacks venv, which Debian and Ubuntu keep in a package of its"
            f" own. Type:\n    sudo apt install python3-venv python{VERSION}-venv"
        )
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    if VENV.exists():
        print("Clearing .venv: it was unfinished, moved, or of another Python.")
        shutil.rmtree(str(VENV))
    VENV.mkdir()
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, "-m", "venv", str(VENV)]
    step(f"Making .venv with Python {VERSION}:", command, "Python's venv failed.")


def pip(verb, wheels, *arguments):
    """A pip command; with a folder of wheels it looks nowhere else."""
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    return [PYTHON, "-m", "pip", verb, "--no-input", *source, *arguments]


def set_up(groups, wheels=None):
    """Bring .venv to what pyproject.toml says; a moment where it is so already."""
    now, then = plan(), installed()
    keep = Path(PYTHON).exists()
    keep = keep and all(then.get(key) == now[key] for key in ["python", "folder"])
    if keep and then["sha256"] == now["sha256"] and set(groups) <= set(then["groups"]):
        return
    if STAMP.exists():
        STAMP.unlink()  # until the end, so that an interrupted set-up is done anew
    if not keep:
        make_venv()
    cure = "Is there a network? README.md says how to do without one."
    if wheels:
        cure = f"Do the wheels in {wheels} serve this system and Python {VERSION}?"
    step("Looking after pip:", pip("install", wheels, PIP), cure)
    size = "190 MB to load, 800 MB" if groups else "90 MB to load, 430 MB"
    course = ["-c", "constraints.txt", "-e", ".", *[f"--group={g}" for g in groups]]
    install = pip("install", wheels, *course)
    step(f"Installing the packages (1 to 3 minutes, {size} on disk):", install, cure)
    STAMP.write_text(json.dumps({**now, "groups": groups}), encoding="utf-8")


def fill(folder):
    """Collect in a folder all that `--wheels` needs on a machine like this one."""
    import tomllib

    set_up([])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [PIP, *project["build-system"]["requires"], "--group=test"]
    wanted += project["project"]["dependencies"]
    command = pip("wheel", None, "-w", str(folder), "-c", "constraints.txt", *wanted)
    step(f"Filling {folder} (1 to 3 minutes):", command, "Is there a network?")
    print(f"It serves {sys.platform} with Python {VERSION}, as README.md describes.")


def environment():
    """Variables for JupyterLab and pytest: one BLAS thread, the kernel from .venv."""
    ours = {f"{name}_NUM_THREADS": "1" for name in THREADS}
    return {**ours, "JUPYTER_PREFER_ENV_PATH": "1", **os.environ, "PYTHONUTF8": "1"}


def hand_over(command, variables):
    """Become the command. Windows cannot: there, wait, and leave Ctrl-C to it."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, variables)
    signal.signal(signal.SIGINT, lambda *_: None)
    sys.exit(call(command, env=variables))


def open_lab(arguments):
    """JupyterLab on the first notebook, reachable from this machine only."""
    ours = {
        ("--ServerApp.ip", "--ip"): "127.0.0.1",
        ("--ServerApp.root_dir", "--notebook-dir"): str(ROOT),
        ("--LabApp.default_url",): "/lab/tree/notebooks/00_start_here.ipynb",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print("You are root. JupyterLab is told that you mean it (--allow-root).")
        ours["--ServerApp.allow_root", "--allow-root"] = "True"
    given = {word.split("=")[0] for word in arguments}
    added = [f"{names[0]}={ours[names]}" for names in ours if not given & set(names)]
    print("Opening JupyterLab. Ctrl-C in this window ends it.")
    hand_over([PYTHON, "-c", LAB, *added, *arguments], environment())


def run_tests(arguments, everything):
    """pytest, told which browser there is and whether the slow tests run."""
    variables = environment()
    search = [PYTHON, str(ROOT / "tests" / "find_browser.py")]
    found = run(search, stdin=DEVNULL, stdout=PIPE, env=variables, encoding="utf-8")
    if found.returncode == 0:
        variables["COURSE_BROWSER"] = found.stdout.strip()
    elif os.environ.get("CI") == "true" or "COURSE_BROWSER" in os.environ:
        raise SetUpError("No browser starts here. With CI=true that is an error.")
    else:
        print("NO BROWSER STARTS HERE: THE BROWSER TESTS ARE LEFT OUT.")
        print("Install Chromium, Chrome or Edge, or give its path as COURSE_BROWSER.")
    if everything:
        variables["COURSE_TEST_ALL"] = "1"
    hand_over([PYTHON, "-m", "pytest", *arguments], variables)


def obey(arguments):
    """Read the command and our own options, and do what they say."""
    command = arguments[0] if arguments[:1] in (["test"], ["wheels"]) else "lab"
    words = arguments if command == "lab" else arguments[1:]
    parser = argparse.ArgumentParser("start.py", add_help=False, allow_abbrev=False)
    if command == "wheels":
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        return fill(parser.parse_args(words).folder.resolve())
    parser.add_argument("--wheels", metavar="FOLDER", type=Path)
    parser.add_argument("--all", action="store_true")
    options, rest = parser.parse_known_args(words)
    wheels = options.wheels and options.wheels.resolve()
    if wheels and not any(wheels.glob("*.whl")):
        raise SetUpError(f"No wheels in {wheels}: fill it by start.py wheels FOLDER")
    set_up(["test"] if command == "test" else [], wheels)
    return run_tests(rest, options.all) if command == "test" else open_lab(rest)


def main(arguments):
    """Run; the exit code."""
    if hasattr(sys.stdout, "reconfigure"):  # since Python 3.7
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        if sys.version_info < OLDEST:
            needed = "The course needs Python {}.{} or newer.".format(*OLDEST)
            here = f"This is Python {VERSION}: {sys.executable}"
            cure = "Get a newer one from https://www.python.org and use that one."
            raise SetUpError(f"{needed} {here}\n{cure}")
        if {"-h", "--help"} & set(arguments):
            print(__doc__)
        else:
            lock()
            obey(arguments)
        return 0
    except SetUpError as problem:
        print(problem)
    except OSError as problem:
        print(f"\nStopped: {problem}. Is the disk full, or JupyterLab still open?")
    except KeyboardInterrupt:
        print("\nStopped. The same command takes this up again.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
