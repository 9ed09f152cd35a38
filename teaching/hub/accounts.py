"""Accounts of this machine: one per seat, all in one group, each in a private home.

Needs root. An account that was not made here is never touched.
"""

import grp
import pwd
import secrets
import subprocess
from pathlib import Path

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def name_of(group: str, seat: int) -> str:
    """course07 for seat 7 of the group course."""
    return f"{group}{seat:02d}"


def there(group: str) -> list[str]:
    """The accounts of a group, [] where there is no such group."""
    numbers = [each.gr_gid for each in grp.getgrall() if each.gr_name == group]
    return [user.pw_name for user in pwd.getpwall() if user.pw_gid in numbers]


def make(group: str, seat: int, homes: Path) -> str | None:
    """Make an account, with its home in ``homes``; its password, None if it existed.

    A home that an earlier account of that name left behind is used again.
    Raises ValueError if the name belongs to somebody else.
    """
    name = name_of(group, seat)
    if name in there(group):
        return None
    if name in (user.pw_name for user in pwd.getpwall()):
        raise ValueError(
            f"The account {name} was not made by the hub. Choose another --group."
        )
    home = homes / name
    known = ["--uid", str(home.stat().st_uid)] if home.exists() else []
    command = ["useradd", "--create-home", "--home-dir", str(home), "--gid", group]
    private = ["--key", "HOME_MODE=0700", "--shell", "/bin/bash"]
    _run([*command, *private, *known, "--comment", f"seat {seat}", name])
    return set_password(name)


def set_password(name: str) -> str:
    """Give an account a new random password; the password."""
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)
    )
    _run(["chpasswd"], f"{name}:{password}\n")
    return password


def make_group(group: str) -> None:
    """Make the group, if it does not exist."""
    _run(["groupadd", "--force", group])


def remove(group: str) -> list[str]:
    """Remove a group, its accounts and what still runs in them; the homes stay."""
    names = there(group)
    for name in names:
        everything = ["sh", "-c", "kill -KILL -1"]  # that this account may signal
        subprocess.run(everything, user=name, group=group, extra_groups=[])
        _run(["userdel", name])
    if group in (each.gr_name for each in grp.getgrall()):
        _run(["groupdel", group])
    return names


def _run(command: list[str], text: str = "") -> None:
    """Run a command of the system; ValueError with its own words if it fails."""
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"{command[0]} failed: {(done.stderr or done.stdout).strip()}")
