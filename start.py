#!/usr/bin/env python3
"""Sets the course up in .venv, beside this file, and opens it.

    python3 start.py                  set up once, then open JupyterLab
    python3 start.py test             set up for testing, then run the tests
    python3 start.py wheels FOLDER    fill FOLDER with all that is needed offline
    python3 start.py hub              set up for a class, then start a JupyterHub (root)

    --wheels FOLDER    install from that folder, without a network
    --all              with test: run the slow tests too

Every other argument is passed on to JupyterLab, pytest or the hub, for example
`python3 start.py --no-browser --port 8899` or `python3 start.py test -k links`.
Relative paths start at the folder of this file. On Windows type `py`, not `python3`.
It needs only the standard library; Python 3.6 can read it and is told it is too old.
"""

import os
import sys

# The folders of PYTHONPATH go last: a random.py there would be taken for Python's.
sys.path.sort(key=sys.path[: sys.path.index(os.path.dirname(os.__file__))].__contains__)

import argparse
import ast
import hashlib
import importlib.util
import json
import re
import shutil
import signal
import sysconfig
import tempfile
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
SETTINGS = "jupyter/model-collapse-course.json"
LOCKS = []  # what `lock` holds; pip inherits it
THREADS = ["OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM", "NUMEXPR_NUM"]
# What a shell may set for other environments and must not reach into this one.
FOREIGN = ("PYTHON", "PIP_", "VIRTUAL_ENV", "JUPYTER_PATH", "JUPYTERLAB_", "MPLBACKEND")
# The settings of pip that say how to get packages, not what to put where.
WAYS = (
    "(?:extra-)?index-url|find-links|no-index|trusted-host|(?:client-)?cert|proxy"
    "|(?:default-)?timeout|retries|keyring-provider|(?:no-)?cache-dir"
)
NETWORK = "Is there a network? README.md says how to do without one."
TROUBLES = {
    "No space left|Disk quota|WinError 112": "The disk is full. The course needs 450"
    f" MB in {ROOT}, or 1000 MB with the tests; a folder of wheels needs 350 MB.",
    "File too large": "A limit on the size of files is set (see `ulimit -f`).",
    "failed to map segment": "No program may run from this disk (it is mounted noexec)."
    " Move the course to another, such as the one with your home folder.",
    "Read-only file|Permission denied|Operation not permitted|WinError 5]": "You may"
    f" not write or run that. Move {ROOT} to a place of your own.",
    "MemoryError|Cannot allocate|with -9": "The memory is full. Close other programs.",
    "CERTIFICATE_VERIFY_FAILED|TLS CA cert": "The network's certificate is not known."
    " If your school or company has its own, PIP_CERT must name its file.",
    "ProxyError|Tunnel connection": "The proxy refused. Is HTTPS_PROXY right?",
    "Retrying|Connection|timed out|name resolution|No route": NETWORK,
}
PROGRAMS = {"lab": "jupyter/lab.py", "test": "-m tests", "hub": "teaching/hub/hub.py"}
SIZES = {"lab": (90, 430), "hub": (110, 570), "test": (210, 850)}  # MB: sent, on disk
TRIAL = "import course_utils, matplotlib, numpy, zmq"


class SetUpError(Exception):
    """Something that a person has to put right; the text says how."""


def advice(text, otherwise):
    """What a person can do about what went wrong."""
    return next((TROUBLES[it] for it in TROUBLES if re.search(it, text)), otherwise)


def shell():
    """The user's variables, except those meant for other environments."""
    names = [name for name in os.environ if not name.upper().startswith(FOREIGN)]
    return {name: os.environ[name] for name in names}


def ways():
    """The user's own settings of pip that say how to get packages."""
    ask = [PYTHON, "-I", "-X", "utf8", "-m", "pip", "config", "list"]
    verbose = {"env": {**os.environ, "PIP_QUIET": "0"}, "encoding": "utf-8"}
    told = run(ask, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, **verbose)
    if told.returncode:
        raise SetUpError(f"The settings of pip cannot be read:\n{told.stdout}")
    found = {}
    for section in ["global", "install", ":env:"]:  # the later ones win
        line = rf"^{section}\.({WAYS})=(.*)$"
        for name, value in re.findall(line, told.stdout, re.MULTILINE):
            found["PIP_" + name.upper().replace("-", "_")] = ast.literal_eval(value)
    return found


def step(sentence, command, cure, settings=()):
    """Say the sentence and run the command. What it writes goes to the log."""
    print(sentence, end=" ", flush=True)
    streams = {"stdin": DEVNULL, "stdout": PIPE, "stderr": STDOUT, "pass_fds": LOCKS}
    said = ["$ " + " ".join(command)]
    ours = {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory(dir=str(VENV)) as tmp, LOG.open("ab", 0) as log:
        ours.update(dict.fromkeys(["TMPDIR", "TEMP", "TMP"], tmp))
        streams["env"] = {**shell(), **dict(settings), **ours}
        log.write(os.fsencode(f"\n{said[0]}\n"))
        with Popen(command, cwd=str(ROOT), **streams) as process:
            for line in process.stdout:
                log.write(line)
                said.append(line.decode("utf-8", "replace").rstrip())
                if line.startswith(b"Collecting "):
                    print(".", end="", flush=True)
    if process.returncode:
        cure = advice("\n".join([*said, f"ended with {process.returncode}"]), cure)
        end = ["failed.", *said[-15:], "", cure, f"The full log: {LOG}"]
        raise SetUpError("\n".join(end))
    print(" done.", flush=True)


def lock():
    """Wait for any other set-up of this folder, and for a pip that outlived one."""
    if os.name == "nt":
        return  # files in use cannot be removed there anyway
    import fcntl

    LOCKS.append(os.open(str(ROOT), os.O_RDONLY))
    try:
        fcntl.flock(LOCKS[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another set-up is running here. Waiting for it to finish.", flush=True)
        fcntl.flock(LOCKS[0], fcntl.LOCK_EX)
    except OSError:
        pass  # a network drive may have no locks; we expect only one person there


def plan():
    """What .venv is made of, apart from the dependency groups."""
    names = ["pyproject.toml", "constraints.txt", "start.py", SETTINGS]
    contents = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names))
    return {"python": VERSION, "folder": ROOT.as_uri(), "sha256": contents.hexdigest()}


def installed():
    """The plan and the groups of the last set-up that finished."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        complete = isinstance(stamp, dict) and {*plan(), "groups"} <= set(stamp)
        return stamp if complete else {}
    except (OSError, ValueError):
        return {}


def make_venv():
    """Make an empty environment, in place of any other."""
    if not all(importlib.util.find_spec(name) for name in ["venv", "ensurepip"]):
        raise SetUpError(
            "This Python lacks venv, which Debian and Ubuntu put into a separate"
            f" package. Type:\n    sudo apt install python3-venv python{VERSION}-venv"
        )
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    if VENV.exists():
        print("Clearing .venv: it was unfinished, moved, or made by another Python.")
        shutil.rmtree(str(VENV))
    VENV.mkdir()
    command = [sys._base_executable, "-m", "venv", "--without-pip", str(VENV)]
    step(f"Making .venv with Python {VERSION}:", command, "Python's venv failed.")
    bring = [PYTHON, "-m", "ensurepip", "--default-pip"]
    step("Installing pip:", bring, "Python's ensurepip failed.")


def pip(verb, wheels, *arguments):
    """A pip command; with a folder of wheels it looks nowhere else."""
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    return [PYTHON, "-m", "pip", verb, "--no-input", *source, *arguments]


def needed():
    """What a learner needs, as pyproject.toml says it."""
    import tomllib

    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["dependencies"]


def settle():
    """Let .venv find the course, and JupyterLab its settings."""
    packages = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
    # Python reads the path in the locale's encoding: an absolute one may not fit.
    path = os.path.relpath(str(ROOT), packages)
    Path(packages, "model-collapse-course.pth").write_text(path, encoding="ascii")
    overrides = VENV / "share/jupyter/lab/settings/overrides.d"
    overrides.mkdir(parents=True, exist_ok=True)
    shutil.copy(str(ROOT / SETTINGS), str(overrides))


def set_up(groups, wheels=None):
    """Make .venv what pyproject.toml says; this takes a moment if it is already."""
    now, then = plan(), installed()
    keep = Path(PYTHON).exists()
    keep = keep and all(then.get(key) == now[key] for key in ["python", "folder"])
    if keep and then["sha256"] == now["sha256"] and set(groups) <= set(then["groups"]):
        return
    if STAMP.exists():
        STAMP.unlink()  # until the end, so that an interrupted set-up is repeated
    if not keep:
        make_venv()
    settings = {} if wheels else ways()
    cure = f"Are the wheels in {wheels} for this system and Python {VERSION}?"
    cure = cure if wheels else "These lines are all that pip said."
    step("Updating pip:", pip("install", wheels, PIP), cure, settings)
    sent, size = SIZES[(groups or ["lab"])[0]]
    wanted = ["-c", "constraints.txt", *needed(), *[f"--group={g}" for g in groups]]
    sent = "nothing" if wheels else f"{sent} MB"
    sentence = f"Installing the packages ({sent} to download, {size} MB on disk):"
    step(sentence, pip("install", wheels, *wanted), cure, settings)
    settle()
    trial = [PYTHON, "-I", "-c", TRIAL]
    step("Testing them:", trial, "They do not work on this machine.")
    STAMP.write_text(json.dumps({**now, "groups": groups}), encoding="utf-8")


def fill(folder):
    """Collect all that `--wheels` needs, on a machine like this one, in a folder."""
    set_up([])
    wanted = ["-c", "constraints.txt", PIP, "--group=test", *needed()]
    command = pip("wheel", None, "-w", str(folder), *wanted)
    step(f"Filling {folder} (1 to 3 minutes):", command, NETWORK, ways())
    print(f"It is for {sys.platform} with Python {VERSION}, as README.md describes.")


def environment():
    """Variables for JupyterLab and pytest: one BLAS thread, the kernel from .venv."""
    threads = {f"{name}_THREADS": "1" for name in THREADS}
    return {**threads, **shell(), "JUPYTER_PREFER_ENV_PATH": "1", "PYTHONUTF8": "1"}


def hand_over(command, variables):
    """Become the command. Windows cannot do that: wait, and leave Ctrl-C to it."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, variables)
    signal.signal(signal.SIGINT, lambda *_: None)
    sys.exit(call(command, env=variables))


def obey(arguments):
    """Read the command and our own options, and carry them out."""
    named = arguments[:1] in (["test"], ["hub"], ["wheels"])
    command, words = (arguments[0], arguments[1:]) if named else ("lab", arguments)
    parser = argparse.ArgumentParser("start.py", add_help=False, allow_abbrev=False)
    if command == "wheels":
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        return fill(parser.parse_args(words).folder.resolve())
    parser.add_argument("--wheels", metavar="FOLDER", type=Path)
    options, rest = parser.parse_known_args(words)
    wheels = options.wheels and options.wheels.resolve()
    if wheels and not any(wheels.glob("*.whl")):
        raise SetUpError(f"No wheels in {wheels}: fill it with start.py wheels FOLDER")
    set_up([] if command == "lab" else [command], wheels)
    hand_over([PYTHON, *PROGRAMS[command].split(), *rest], environment())


def main(arguments):
    """Run; the exit code."""
    if hasattr(sys.stdout, "reconfigure"):  # since Python 3.7
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        if sys.version_info < OLDEST:
            needed = "The course needs Python {}.{} or newer.".format(*OLDEST)
            here = f"This is Python {VERSION}: {sys.executable}"
            raise SetUpError(f"{needed} {here}\nGet one from https://www.python.org.")
        if {"-h", "--help"} & set(arguments):
            print(__doc__)
        else:
            lock()
            obey(arguments)
        return 0
    except SetUpError as problem:
        print(problem)
    except OSError as problem:
        print(f"\nStopped: {problem}")
        print(advice(str(problem), "Is JupyterLab still open?"))
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
