"""`python -m course_utils links`: one address, everywhere, as often as it moves."""

import re

import pytest

from course_utils import __main__ as commands
from course_utils.upkeep import links

PAGES = {
    "pyproject.toml": '[project.urls]\nRepository = "https://github.com/OWNER/REPO"\n',
    "CITATION.cff": 'repository-code: "https://github.com/OWNER/REPO"\n',
    "README.md": (
        "git clone https://github.com/OWNER/REPO.git here\n"
        "[Binder](https://mybinder.org/v2/gh/OWNER/REPO/HEAD?urlpath=lab)\n"
        "Ask at https://github.com/OWNER/REPO/issues, not at\n"
        "https://github.com/OWNER/REPO-old or https://github.com/else/where.\n"
        "It lives at https://github.com/OWNER/REPO.\n"
    ),
    "CONTRIBUTING.md": "python -m course_utils links OWNER/REPO\n",
    "notebooks/00.ipynb": '"[x](https://mybinder.org/v2/gh/OWNER/REPO/HEAD)\\n"\n',
    "teaching/class/plan.md": "https://github.com/OWNER/REPO/tree/HEAD/teaching\n",
    "notes.txt": "https://github.com/OWNER/REPO\n",
}


@pytest.fixture
def house(tmp_path):
    """A small repository with the address in all the places it has in ours."""
    for name, text in PAGES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def addresses(path, old):
    """Every OWNER/REPO that a file gives for ours."""
    text = path.read_text(encoding="utf-8")
    return {
        match[1] for each in links.patterns(old) for match in re.findall(each, text)
    }


def read(house):
    return {name: (house / name).read_bytes().decode() for name in PAGES}


def test_every_page_gets_the_address_and_nothing_else_does(house):
    changed = links.rewrite("new-owner/the.course", house)
    expected = {
        name: text.replace("/OWNER/REPO", "/new-owner/the.course")
        for name, text in PAGES.items()
    }
    expected["notes.txt"] = PAGES["notes.txt"]
    old = "https://github.com/OWNER/REPO-old"
    expected["README.md"] = expected["README.md"].replace(
        "https://github.com/new-owner/the.course-old", old
    )
    assert read(house) == expected
    assert {path.relative_to(house).as_posix() for path in changed} == {
        name for name in PAGES if name not in ["notes.txt", "CONTRIBUTING.md"]
    }


def test_twice_is_once(house):
    links.rewrite("a/b", house)
    once = read(house)
    assert links.rewrite("a/b", house) == []
    assert read(house) == once


@pytest.mark.parametrize("steps", [["a/b", "a/bc", "a/b"], ["x/y.z", "x/y", "q/w"]])
def test_it_can_move_again_and_back(house, steps):
    for address in [*steps, "OWNER/REPO"]:
        links.rewrite(address, house)
        assert links.address(house) == address
        found = [addresses(path, address) for path in links.pages(house)]
        assert set().union(*found) == {address}
    assert read(house) == PAGES


def test_pages_that_were_left_behind_are_caught_up(house):
    project = house / "pyproject.toml"
    project.write_text(PAGES["pyproject.toml"].replace("OWNER/REPO", "by/hand"))
    links.rewrite("by/hand", house)
    assert "by/hand" in (house / "CITATION.cff").read_text()
    assert "mybinder.org/v2/gh/by/hand/HEAD" in (house / "README.md").read_text()


def test_a_dot_in_the_name_is_a_dot(house):
    links.rewrite("a/b.c", house)
    other = "https://github.com/a/bxc\n"
    (house / "README.md").write_text(other)
    links.rewrite("d/e", house)
    assert (house / "README.md").read_text() == other


def test_line_ends_stay(house):
    (house / "README.md").write_bytes(b"https://github.com/OWNER/REPO\r\nend\r\n")
    links.rewrite("a/b", house)
    assert (house / "README.md").read_bytes() == b"https://github.com/a/b\r\nend\r\n"


NOT_ADDRESSES = [
    *["", "course", "a/", "/b", "a/b/c", "https://github.com/a/b", "a/b.git", "a/.."],
    *["-a/b", "a-/b", "a--b/c", "a_b/c", "ä/b", "a b/c", "a/b c", "a/b\n", 'a/b"'],
    "a" * 40 + "/b",
]


@pytest.mark.parametrize("wrong", NOT_ADDRESSES)
def test_what_github_does_not_allow_is_refused(house, wrong):
    with pytest.raises(ValueError, match=r"is not OWNER/REPO\. An owner has letters"):
        links.rewrite(wrong, house)
    assert read(house) == PAGES


@pytest.fixture
def command(house, monkeypatch):
    """`links` as a command, on the small repository."""
    monkeypatch.setattr(links, "ROOT", house)
    monkeypatch.setattr(links.rewrite, "__defaults__", (house,))
    return lambda address: commands.main(["links", address])


def test_command_says_which_files_changed(command, capsys):
    assert command("a/b") == 0
    said = capsys.readouterr().out.splitlines()
    assert "changed README.md" in said
    assert "changed notebooks/00.ipynb" in said
    assert said[-1] == "5 files changed. The address: https://github.com/a/b"
    assert command("a/b") == 0
    assert capsys.readouterr().out.startswith("0 files changed.")


def test_command_refuses_with_a_sentence(command, house, capsys):
    assert command("nonsense") == 2
    assert "'nonsense' is not OWNER/REPO" in capsys.readouterr().out
    assert read(house) == PAGES
