"""The hub's accounts, made and removed for real, and what its command refuses."""

import grp
import os
import pwd
import secrets
import stat
import subprocess
import sys

import pytest
from jupyterhub.app import aliases

from tests.hub.running import accounts, hub, lacking

root_only = pytest.mark.skipif(bool(lacking()), reason=lacking())


@pytest.fixture
def group():
    """The name of a group of this test alone, gone afterwards with its accounts."""
    name = f"ct{secrets.token_hex(2)}x"
    yield name
    accounts.remove(name)


def account(name: str):
    return next((user for user in pwd.getpwall() if user.pw_name == name), None)


@root_only
def test_an_account_is_made_once_and_alone_in_its_home(group, tmp_path):
    accounts.make_group(group)
    password = accounts.make(group, 7, tmp_path)
    assert len(password.replace("-", "")) == 12
    assert set(password) <= {*accounts.LETTERS, "-"}
    assert accounts.there(group) == [f"{group}07"]
    home = tmp_path / f"{group}07"
    assert account(f"{group}07").pw_dir == str(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert accounts.make(group, 7, tmp_path) is None
    assert accounts.make(group, 8, tmp_path) != password


def test_what_another_command_holds_is_tried_again(monkeypatch, tmp_path):
    count = tmp_path / "count"
    command = ["sh", "-c", f"echo >> {count}; [ $(wc -l < {count}) -ge $0 ] || exit 8"]
    accounts._run([*command, "3"])
    assert len(count.read_text()) == 3
    monkeypatch.setattr(accounts, "PATIENCE", 0.3)
    with pytest.raises(ValueError, match="sh failed"):
        accounts._run([*command, "999"])


@root_only
def test_a_home_outlives_its_account_and_is_given_back(group, tmp_path):
    accounts.make_group(group)
    accounts.make(group, 1, tmp_path)
    home = tmp_path / f"{group}01"
    work = home / "work.txt"
    work.write_text("mine", encoding="utf-8")
    assert accounts.remove(group) == [f"{group}01"]
    assert account(f"{group}01") is None and accounts.there(group) == []
    assert work.read_text(encoding="utf-8") == "mine"
    accounts.make_group(group)
    accounts.make(group, 1, tmp_path)
    assert home.stat().st_uid == account(f"{group}01").pw_uid


@root_only
def test_somebody_elses_account_is_left_alone(group, tmp_path):
    """Seat 1 of the group ct…x1 would be called like seat 101 of ct…x."""
    accounts.make_group(group)
    accounts.make(group, 101, tmp_path)
    before = account(f"{group}101")
    other = f"{group}1"
    accounts.make_group(other)
    try:
        with pytest.raises(ValueError, match="another --group"):
            accounts.make(other, 1, tmp_path)
    finally:
        accounts.remove(other)
    assert account(f"{group}101") == before


@root_only
@pytest.mark.parametrize("words", [["--gid"], ["--no-user-group", "--groups"]])
def test_a_group_with_other_members_is_left_alone(group, words, capsys):
    """Somebody's first group, or one of several."""
    subprocess.run(["groupadd", group], check=True)
    stranger = f"{group}x"
    subprocess.run(["useradd", "--no-create-home", *words, group, stranger], check=True)
    try:
        assert hub.main([f"--group={group}", "--close"]) == 1
        assert f"has other members: {stranger}." in capsys.readouterr().out
        with pytest.raises(ValueError, match="another --group"):
            accounts.make_group(group)
        assert account(stranger) and accounts.there(group) == []
    finally:
        subprocess.run(["userdel", stranger], check=True)


@pytest.mark.parametrize("name", ["root", "nobody"])
def test_what_the_system_made_is_left_alone(name, monkeypatch):
    """Nothing is really run here: it would end every process of root's."""
    monkeypatch.setattr(accounts.subprocess, "run", lambda *_, **__: pytest.fail("ran"))
    system = [grp.struct_group((name, "x", 42, []))]
    monkeypatch.setattr(accounts.grp, "getgrall", lambda: system)
    for do in (accounts.make_group, accounts.remove):
        with pytest.raises(ValueError, match=f"The group {name} is one of the system"):
            do(name)


def test_a_machine_that_cannot_have_a_hub_is_told_why(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert hub.main(["--seats", "3"]) == 1
    assert "use sudo" in capsys.readouterr().out
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(hub.shutil, "which", lambda name: name == "git")
    assert hub.main(["--seats", "3"]) == 1
    said = capsys.readouterr().out
    assert "apt install nodejs npm passwd util-linux" in said


@root_only
def test_a_folder_that_cannot_be_is_a_sentence(group, tmp_path, capsys):
    (tmp_path / "file").touch()
    words = [f"--group={group}", f"--folder={tmp_path}/file/hub", "--seats=1"]
    assert hub.main(words) == 1
    assert f"{tmp_path}/file/hub" in capsys.readouterr().out


@pytest.mark.parametrize("seats", ["0", "10000", "1-30", "x", "-1"])
def test_a_number_of_seats_that_is_none(seats, capsys):
    with pytest.raises(SystemExit):
        hub.main([f"--seats={seats}"])
    assert "not a number from 1 to 9999" in capsys.readouterr().err


ADDRESSES = {  # what is asked for -> whether passwords can be read
    "http://127.0.0.1:8000": False,
    "http://localhost:8000": False,
    "http://[::1]:8000": False,
    "https://0.0.0.0 --JupyterHub.ssl_key=k --JupyterHub.ssl_cert=c": False,
    "https://0.0.0.0 --ssl-key k --ssl-cert c": False,
    "https://0.0.0.0": True,
    "https://0.0.0.0 --JupyterHub.ssl_key=k": True,
    "http://0.0.0.0:8000": True,
    "http://:8000": True,
    "http://hub.school.example": True,
}
BINDS = """
import sys
from jupyterhub.app import JupyterHub
for words in sys.argv[1:]:
    app = JupyterHub()
    app.parse_command_line(("--JupyterHub.bind_url=" + words).split())
    print(app.bind_url)
"""


@pytest.mark.parametrize(("words", "said"), ADDRESSES.items())
def test_passwords_in_the_open_are_pointed_out(words, said, capsys):
    url, *rest = words.split()
    hub.warn(url, rest)
    assert ("not encrypted" in capsys.readouterr().out) == said


def test_without_a_certificate_jupyterhub_changes_https_into_http():
    """Asked of JupyterHub in a process of its own: it changes the one that it is in."""
    command = [sys.executable, "-c", BINDS, *ADDRESSES]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    encrypted = [url.startswith("https:") for url in said.split()]
    assert encrypted == ["cert" in words for words in ADDRESSES]


def test_nothing_but_url_says_where_the_hub_answers(capsys):
    """JupyterHub's own words for it would open the hub to everybody, unsaid."""
    names = ["bind_url", "ip", "port", "base_url"]
    ways = {f"--{word}": name for word, name in aliases.items()}
    ways |= {f"--JupyterHub.{name}": f"JupyterHub.{name}" for name in names}
    moving = {way for way, name in ways.items() if name.rpartition(".")[2] in names}
    assert moving - {"--url"} == hub.ADDRESS
    for way in hub.ADDRESS:
        with pytest.raises(SystemExit):
            hub.main(["--seats=1", f"{way}=9000"])
        assert f"give the address as --url, not as {way}" in capsys.readouterr().err


@root_only
def test_a_course_that_learners_cannot_run_is_not_started(group, tmp_path, monkeypatch):
    """pytest's own folder is root's alone, like root's home."""
    accounts.make_group(group)
    accounts.make(group, 1, tmp_path)
    hidden = tmp_path / "python"
    hidden.symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(hidden))
    with pytest.raises(ValueError, match=r"cannot run .*\n.*Permission denied"):
        hub.readable(group)
