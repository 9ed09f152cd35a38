"""A hub for a class on this machine: `sudo python3 start.py hub --seats 30`.

Any other option is passed on to JupyterHub. README.md beside this file says more.
"""

import argparse
import os
import shutil
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import accounts

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1]
PROXY = "configurable-http-proxy@5.3.0"
PROGRAMS = {
    **{"git": "git", "npm": "npm", "node": "nodejs", "prlimit": "util-linux"},
    **{"useradd": "passwd", "chpasswd": "passwd"},
}
SEATS = 9999
CERTIFICATE = {"--JupyterHub.ssl_cert", "--ssl-cert"}
# Each of these makes JupyterHub forget --url; without an ip it answers everybody.
ADDRESS = {f"--JupyterHub.{name}" for name in ("bind_url", "ip", "port", "base_url")}
ADDRESS |= {"--ip", "--port", "--base-url"}


def seat(text: str) -> int:
    """A seat's number, 1 to 9999."""
    if not text.isdecimal() or not 1 <= int(text) <= SEATS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {SEATS}")
    return int(text)


OPTIONS = {
    "--seats": {
        "type": seat,
        "default": 0,
        "help": "make the missing accounts of seats 1 to SEATS, and print their "
        "passwords, this once",
    },
    "--password": {
        "metavar": "SEAT",
        "type": seat,
        "help": "give a seat a new password, print it, and stop",
    },
    "--close": {
        "action": "store_true",
        "help": "remove the accounts, keep the homes, and stop",
    },
    "--url": {
        "default": "http://127.0.0.1:8000",
        "help": "the hub's address; only this machine can reach it if not given",
    },
    "--folder": {
        "type": lambda text: Path(text).resolve(),
        "default": "/srv/course-hub",
        "help": "for homes and the hub's own files; /srv/course-hub if not given",
    },
    "--group": {
        "default": "course",
        "help": "group of the accounts, and how their names begin; course if not given",
    },
}


def words(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our own options, and what is JupyterHub's."""
    parser = argparse.ArgumentParser(
        "start.py hub", description=__doc__, allow_abbrev=False
    )
    for name, settings in OPTIONS.items():
        parser.add_argument(name, **settings)
    options, rest = parser.parse_known_args(arguments)
    if clash := names(rest) & ADDRESS:
        parser.error(f"give the address as --url, not as {min(clash)}")
    return options, rest


def names(rest: list[str]) -> set[str]:
    """The options among the words, without their values."""
    return {word.split("=")[0] for word in rest}


def require() -> None:
    """Raise ValueError that says what this machine lacks."""
    if os.name == "nt" or os.geteuid():
        raise ValueError("The hub needs Linux, and root to make accounts: use sudo.")
    missing = {PROGRAMS[name] for name in PROGRAMS if not shutil.which(name)}
    if missing:
        raise ValueError(f"Type: apt install {' '.join(sorted(missing))}")
    if not (COURSE / ".git").exists():
        raise ValueError("Learners pull the course with git: get it by git clone.")


def lay_out(folder: Path) -> None:
    """Make the hub's folder: state for root alone, and permission for git to pull."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "state").mkdir(mode=0o700, exist_ok=True)
    owned = "".join(f"directory = {each}\n" for each in (COURSE, COURSE / ".git"))
    settings = f"[include]\npath = /etc/gitconfig\n[safe]\n{owned}"
    (folder / "gitconfig").write_text(settings, encoding="utf-8")


def bring_proxy(folder: Path) -> None:
    """Install the proxy by npm, if it is not there."""
    program = folder / "proxy/node_modules/.bin/configurable-http-proxy"
    if not program.exists():
        print(f"Installing {PROXY}.", flush=True)
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        command = ["npm", "install", *quiet, "--prefix", str(folder / "proxy"), PROXY]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def seat_everybody(options: argparse.Namespace) -> None:
    """Make the accounts that are missing, and print each new password."""
    accounts.make_group(options.group)
    for number in range(1, options.seats + 1):
        password = accounts.make(options.group, number, options.folder)
        if password:
            say_password(options.group, number, password)


def say_password(group: str, number: int, password: str) -> None:
    name = accounts.name_of(group, number)
    print(f"seat {number:4d}   name {name}   password {password}", flush=True)


def readable(group: str) -> None:
    """Raise ValueError if a learner's account cannot run the course's Python."""
    trial = [sys.executable, "-c", "import course_utils, jupyterhub"]
    learner = {"user": accounts.there(group)[0], "group": group, "extra_groups": []}
    try:
        done = subprocess.run(trial, cwd="/", capture_output=True, text=True, **learner)
        said = done.stderr
    except PermissionError as problem:
        done, said = None, str(problem)
    if done is None or done.returncode:
        raise ValueError(
            f"Learners' accounts cannot run {sys.executable}:\n{said.strip()}\n"
            f"Is {COURSE}, or the Python behind it, in somebody's home? Clone the "
            "course into /srv, and set it up with a Python that all can read, such as "
            "/usr/bin/python3."
        )


def warn(url: str, rest: list[str]) -> None:
    """Say so if passwords would cross the network unencrypted.

    Without a certificate JupyterHub speaks http, even if the address says https.
    """
    if not names(rest) & CERTIFICATE and not for_this_machine(urlsplit(url).hostname):
        print(f"{url} is not encrypted: anyone in this network can read passwords.")


def for_this_machine(host: str | None) -> bool:
    """Whether nobody else can reach that host's address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def start(options: argparse.Namespace, rest: list[str]) -> None:
    """Become JupyterHub."""
    os.environ["COURSE_HUB"] = str(options.folder)
    os.environ["COURSE_GROUP"] = options.group
    command = [
        sys.executable,
        "-m",
        "jupyterhub",
        f"--config={HERE}/jupyterhub_config.py",
    ]
    command.append(f"--JupyterHub.bind_url={options.url}")
    os.chdir(options.folder / "state")
    sys.stdout.flush()
    os.execv(command[0], [*command, *rest])


def close(options: argparse.Namespace) -> None:
    """Remove the accounts, and say where their homes are."""
    print("Removed:", *accounts.remove(options.group))
    print(f"The homes are still in {options.folder}.")


def renew(options: argparse.Namespace) -> None:
    """Give one seat a new password."""
    name = accounts.name_of(options.group, options.password)
    if name not in accounts.there(options.group):
        raise ValueError(f"There is no account {name}.")
    say_password(options.group, options.password, accounts.set_password(name))


def open_hub(options: argparse.Namespace, rest: list[str]) -> None:
    """Make what is missing, and become JupyterHub."""
    lay_out(options.folder)
    bring_proxy(options.folder)
    seat_everybody(options)
    if not accounts.there(options.group):
        raise ValueError("There are no accounts yet. Make some: --seats 30")
    readable(options.group)
    warn(options.url, rest)
    start(options, rest)


def main(arguments: list[str]) -> int:
    """Run; the exit code."""
    try:
        options, rest = words(arguments)
        require()
        if options.close:
            close(options)
        elif options.password:
            renew(options)
        else:
            open_hub(options, rest)
    except (ValueError, OSError, subprocess.CalledProcessError) as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
