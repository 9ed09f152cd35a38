"""Accounts of this machine: one per seat, all in one group, each in a private home.

Needs root. An account that was not made here is never touched.
"""

import grp
import pwd
import re
import secrets
import subprocess
import time
from pathlib import Path

SYSTEM = 1000  # groups of the system have smaller numbers
# How these commands end while another one changes the accounts, or one still runs.
BUSY = {1, 8, 10}
PATIENCE = 10  # seconds
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def name_of(group: str, seat: int) -> str:
    """course07 for seat 7 of the group course."""
    return f"{group}{seat:02d}"


def there(group: str) -> list[str]:
    """The seats' accounts of a group, [] where there is no such group."""
    ours = re.compile(rf"{re.escape(group)}\d{{2,4}}")
    found = [name for each in _groups(group) for name in _members(each)]
    return sorted(filter(ours.fullmatch, found))


def require(group: str) -> None:
    """ValueError where a group of that name was not made by the hub."""
    ours = set(there(group))
    for each in _groups(group):
        if others := sorted(_members(each) - ours):
            why = f"has other members: {', '.join(others)}"
        elif not ours and each.gr_gid < SYSTEM:
            why = "is one of the system's"
        else:
            continue
        raise ValueError(f"The group {group} {why}. Choose another --group.")


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
    """Make the group, if it does not exist. Raises ValueError if it is another's."""
    require(group)
    _run(["groupadd", "--force", group])


def remove(group: str) -> list[str]:
    """Remove a group, its accounts and what still runs in them; the homes stay.

    Raises ValueError, and removes nothing, where the hub did not make the group.
    """
    require(group)
    names = there(group)
    for name in names:
        everything = ["sh", "-c", "kill -KILL -1"]  # that this account may signal
        subprocess.run(everything, user=name, group=group, extra_groups=[])
        _run(["userdel", name])
    if _groups(group):
        _run(["groupdel", group])
    return names


def _groups(name: str) -> list[grp.struct_group]:
    """The group of that name, if there is one."""
    return [each for each in grp.getgrall() if each.gr_name == name]


def _members(group: grp.struct_group) -> set[str]:
    """Accounts of which it is the first group, or another one."""
    first = {user.pw_name for user in pwd.getpwall() if user.pw_gid == group.gr_gid}
    return first | {*group.gr_mem}


def _run(command: list[str], text: str = "") -> None:
    """Run a command of the system; ValueError with its own words if it fails."""
    end = time.monotonic() + PATIENCE
    while True:
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        if done.returncode not in BUSY or time.monotonic() > end:
            break
        time.sleep(0.1)
    if done.returncode:
        raise ValueError(f"{command[0]} failed: {(done.stderr or done.stdout).strip()}")
