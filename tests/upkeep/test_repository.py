"""The course beside, inside and among other people's repositories, with real git.

Whatever the layout: `update`, `reset` and `doctor` change nothing that is not the
course's own, and run nothing that a repository around it wants to have run.
"""

# ruff: noqa: F401, F811 (fixtures of another file)

import os
import stat
import subprocess

import pytest
from test_versions import clone, git, mine, notebook, origin, path, publish

from course_utils import __main__
from course_utils.upkeep import notebooks, repository

NB = "notebooks/03_errors.ipynb"
COMMANDS = [["update"], ["reset", "03"], ["doctor"]]
posix_only = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def fill(folder):
    """The files of a small course, and a learner's work in them."""
    for name in (NB, "course_utils/__main__.py", "pyproject.toml", "start.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(notebook("old") if name == NB else "")
    return folder


def work(course):
    (course / NB).write_text(notebook("my work"))
    return course


def commit(folder, text="a version"):
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", text)


def behind(folder):
    """A clone of somebody else's repository that its upstream has run ahead of."""
    there = folder / "theirs"
    there.mkdir()
    git(there, "init", "-q")
    (there / "essay").write_text("one")
    commit(there)
    git(folder, "clone", "-q", str(there), str(folder / "outer"))
    (there / "essay").write_text("two")
    commit(there)
    return folder / "outer"


def trap(outer):
    """Let whatever git would run for this repository leave a mark."""
    sprung = outer.parent / "sprung"
    hooks = outer.parent / "hooks"
    hooks.mkdir()
    for name in ("post-merge", "post-checkout", "reference-transaction", "watch"):
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >> '{sprung}'\n")
        (hooks / name).chmod(stat.S_IRWXU)
    git(outer, "config", "core.hooksPath", str(hooks))
    git(outer, "config", "core.fsmonitor", str(hooks / "watch"))
    return sprung


def zip_alone(folder):
    return fill(folder / "course")


def zip_inside(folder):
    return fill(behind(folder) / "course")


def zip_ignored(folder):
    outer = behind(folder)
    (outer / ".git/info/exclude").write_text("course\n")
    return fill(outer / "course")


def committed_inside(folder):
    course = fill(behind(folder) / "course")
    commit(course.parent)
    return course


def folder_of_a_class(folder):
    """The class repository holds the course, and has a newer one of it."""
    there = folder / "class"
    fill(there / "week 1/course")
    git(there, "init", "-q")
    commit(there)
    git(folder, "clone", "-q", str(there), str(folder / "outer"))
    (there / "week 1/course" / NB).write_text(notebook("the class's"))
    commit(there)
    return folder / "outer/week 1/course"


def beside_other_files(folder):
    """Unpacked right into the top of another repository."""
    return fill(behind(folder))


def hollow(folder):
    """An empty .git of its own: git walks on to the one outside."""
    course = zip_inside(folder)
    (course / ".git").mkdir()
    return course


def deep_inside(folder):
    return fill(behind(folder) / "deep/er/course")


FOREIGN = [
    zip_alone,
    zip_inside,
    zip_ignored,
    committed_inside,
    folder_of_a_class,
    beside_other_files,
    hollow,
    deep_inside,
]


def says(folder, *arguments) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.check_output(command, text=True)


def state(folder):
    """Every file below a folder, git's own among them."""
    files = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    return {
        path.relative_to(folder): (path.read_bytes(), path.lstat().st_mtime_ns)
        for path in files
    }


@pytest.fixture
def at(monkeypatch):
    """Makes a folder the course's."""

    def be(folder):
        monkeypatch.setattr(notebooks, "ROOT", folder)
        monkeypatch.setattr(notebooks, "FOLDER", folder / "notebooks")
        monkeypatch.chdir(folder)
        return folder

    return be


@pytest.fixture(autouse=True)
def own_settings(monkeypatch, tmp_path):
    """No setting of whoever runs the tests."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("layout", FOREIGN, ids=lambda made: made.__name__)
def test_a_foreign_layout_stays_as_it_is(layout, words, tmp_path, at, capsys):
    course = at(work(layout(tmp_path)))
    sprung = trap(tmp_path / "outer") if (tmp_path / "outer").exists() else None
    before = state(tmp_path)
    code = __main__.main(words)
    assert state(tmp_path) == before
    assert sprung is None or not sprung.exists()
    if words != ["doctor"]:
        assert code == 1
        said = capsys.readouterr().out
        assert "Nothing was done." in said and "https://github.com/" in said
        assert _whose(course) in said


def _whose(course):
    for folder in (course, *course.parents):
        if (folder / ".git/HEAD").exists():
            return f"in {folder} is not the course's own"
    return "was not made by git"


def test_the_trap_would_spring(tmp_path):
    outer = behind(tmp_path)
    sprung = trap(outer)
    git(outer, "pull", "-q", "--ff-only")
    assert sprung.exists()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_variables_lead_to_no_other_repository(words, tmp_path, at, monkeypatch):
    outer = behind(tmp_path)
    at(work(fill(tmp_path / "course")))
    before = state(tmp_path)
    monkeypatch.setenv("GIT_DIR", str(outer / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(outer))
    monkeypatch.setenv("GIT_INDEX_FILE", str(outer / ".git/index"))
    __main__.main(words)
    assert state(tmp_path) == before


def test_an_update_among_variables_of_another_repository(
    origin, path, tmp_path, monkeypatch
):
    other = behind(tmp_path)
    publish(origin, notebook("new"))
    before = state(other)
    for name in ("GIT_DIR", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_NAMESPACE", "elsewhere")
    assert __main__.main(["update"]) == 0
    monkeypatch.undo()
    assert path.read_text() == notebook("new")
    assert state(other) == before


def test_every_variable_that_git_calls_local_is_left_out(monkeypatch):
    listed = subprocess.check_output(
        ["git", "rev-parse", "--local-env-vars"], text=True
    )
    for name in listed.split():
        monkeypatch.setenv(name, "1")
    assert not set(listed.split()) & set(repository.environment())
    assert repository.environment()["GIT_CONFIG_GLOBAL"] == os.devnull


def test_a_work_tree_of_ones_own_is_updated(origin, clone, tmp_path, at):
    git(clone, "worktree", "add", "-q", "-b", "second", str(tmp_path / "tree"))
    git(clone, "branch", "-q", "--set-upstream-to=origin/main", "second")
    course = at(work(tmp_path / "tree"))
    publish(origin, notebook("new"))
    assert __main__.main(["update"]) == 0
    assert (course / NB).read_text() == notebook("new")
    assert mine(course / NB).read_text() == notebook("my work")
    assert (clone / NB).read_text() == notebook("old")


def test_a_clone_inside_another_repository_is_updated(origin, tmp_path, at):
    outer = behind(tmp_path)
    git(outer, "clone", "-q", str(origin), "course")
    course = at(work(outer / "course"))
    sprung = trap(outer)
    publish(origin, notebook("new"))
    before = {k: v for k, v in state(outer).items() if k.parts[0] != "course"}
    assert __main__.main(["update"]) == 0
    assert (course / NB).read_text() == notebook("new")
    assert mine(course / NB).read_text() == notebook("my work")
    assert {k: v for k, v in state(outer).items() if k.parts[0] != "course"} == before
    assert not sprung.exists()


@posix_only
def test_a_hook_that_fails_does_not_fail_the_update(origin, clone, path):
    hook = clone / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 2\n")
    hook.chmod(stat.S_IRWXU)
    path.write_text(notebook("my work"))
    publish(origin, notebook("new"))
    assert __main__.main(["update"]) == 0
    assert path.read_text() == notebook("new")
    assert mine(path).read_text() == notebook("my work")


@pytest.fixture(params=["absorbed", "a .git of its own"])
def submodule(origin, tmp_path, at, request):
    outer = behind(tmp_path)
    add = ("-c", "protocol.file.allow=always", "submodule", "add", "-q")
    if request.param != "absorbed":
        git(outer, "clone", "-q", str(origin), "course")
    git(outer, *add, str(origin), "course")
    commit(outer)
    return at(work(outer / "course"))


def test_a_submodule_is_updated_by_the_repository_around_it(
    origin, submodule, capsys, tmp_path
):
    publish(origin, notebook("new"))
    sprung = trap(submodule.parent)
    before = state(tmp_path)
    assert __main__.main(["update"]) == 1
    assert "git submodule update --remote" in capsys.readouterr().out
    assert state(tmp_path) == before
    assert not sprung.exists()


def test_a_submodule_holds_its_notebooks(submodule):
    assert __main__.main(["reset", "03"]) == 0
    assert (submodule / NB).read_text() == notebook("old")


@pytest.fixture
def shallow(origin, tmp_path, at):
    publish(origin, notebook("older"))
    publish(origin, notebook("old"))
    folder = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", origin.as_uri(), str(folder))
    return at(work(folder))


@pytest.mark.parametrize("rewritten", [False, True])
def test_a_shallow_clone_is_updated(origin, shallow, rewritten):
    if rewritten:
        git(origin, "reset", "-q", "--hard", "HEAD~1")
    publish(origin, notebook("new"))
    assert __main__.main(["update"]) == 0
    assert (shallow / NB).read_text() == notebook("new")
    assert mine(shallow / NB).read_text() == notebook("my work")


def rewrite(origin, text):
    """Another version in the place of the newest, as a forced push leaves it."""
    (origin / NB).write_text(notebook(text))
    git(origin, "commit", "-q", "-a", "--amend", "-m", "again")


@pytest.mark.parametrize("looked", [False, True], ids=["", "fetched before"])
def test_a_forced_push_is_not_commits_of_ones_own(origin, clone, path, looked):
    path.write_text(notebook("my work"))
    rewrite(origin, "new")
    if looked:
        git(clone, "fetch", "-q")
    rewrite(origin, "newest")
    assert __main__.main(["update"]) == 0
    assert path.read_text() == notebook("newest")
    assert mine(path).read_text() == notebook("my work")


def test_a_forced_push_where_git_keeps_no_reflog(origin, clone, path):
    git(clone, "config", "core.logAllRefUpdates", "false")
    rewrite(origin, "new")
    assert __main__.main(["update"]) == 0
    assert path.read_text() == notebook("new")


def test_a_version_that_was_withdrawn_is_left_again(origin, clone, path):
    publish(origin, notebook("bad"))
    assert __main__.main(["update"]) == 0
    git(origin, "reset", "-q", "--hard", "HEAD~1")
    assert __main__.main(["update"]) == 0
    assert path.read_text() == notebook("old")


def test_commits_of_ones_own_survive_a_forced_push(origin, clone, path, capsys):
    publish(clone, notebook("mine"))
    rewrite(origin, "new")
    assert __main__.main(["update"]) == 1
    assert "commits of your own" in capsys.readouterr().out
    assert path.read_text() == notebook("mine")


def test_commits_of_ones_own_upon_the_newest_version(clone, capsys):
    publish(clone, notebook("mine"))
    assert __main__.main(["update"]) == 0
    assert "newest version of origin/main" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["clone", "shallow"])
def test_a_renamed_branch_and_the_cure_that_is_named(origin, kind, request, capsys):
    course = request.getfixturevalue(kind)
    git(origin, "branch", "-m", "trunk")
    publish(origin, notebook("new"))
    (course / NB).write_text(notebook("my work"))
    assert __main__.main(["update"]) == 1
    said = capsys.readouterr().out
    assert "origin/main is gone" in said and "newest" not in said
    assert not mine(course / NB).exists()
    git(course, "checkout", "-q", NB)
    for line in said.splitlines():
        if line.startswith("    git "):
            git(course, *line.replace('"', "").split()[1:])
    assert __main__.main(["update"]) == 0
    assert (course / NB).read_text() == notebook("new")


def test_a_vanished_branch(origin, clone, path, capsys):
    path.write_text(notebook("my work"))
    git(origin, "checkout", "-q", "--detach")
    git(origin, "branch", "-q", "-D", "main")
    assert __main__.main(["update"]) == 1
    said = capsys.readouterr().out
    assert "origin/main is gone" in said and "newest" not in said
    assert path.read_text() == notebook("my work") and not mine(path).exists()


def test_a_detached_head(origin, clone, path, capsys):
    git(clone, "checkout", "-q", "--detach")
    path.write_text(notebook("my work"))
    publish(origin, notebook("new"))
    assert __main__.main(["update"]) == 1
    assert "No branch is checked out" in capsys.readouterr().out
    assert path.read_text() == notebook("my work") and not mine(path).exists()


def test_a_branch_that_follows_none(clone, capsys):
    git(clone, "branch", "-q", "--unset-upstream")
    assert __main__.main(["update"]) == 1
    assert "tracks no other" in capsys.readouterr().out


@pytest.mark.parametrize("words", COMMANDS[:2], ids=" ".join)
def test_a_folder_of_another_owner(clone, words, monkeypatch, capsys):
    inherited = repository.environment()
    other = {**inherited, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    monkeypatch.setattr(repository, "environment", lambda: other)
    before = state(clone)
    assert __main__.main(words) == 1
    assert "safe.directory" in capsys.readouterr().out
    assert state(clone) == before


@pytest.mark.parametrize("words", COMMANDS[:2], ids=" ".join)
def test_without_git(clone, words, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(clone))
    before = state(clone)
    assert __main__.main(words) == 1
    assert "git is not installed" in capsys.readouterr().out
    assert state(clone) == before


def lock(clone):
    (clone / ".git/index.lock").write_text("")


def half_merged(clone):
    git(clone, "checkout", "-q", "-b", "side", "HEAD~1")
    (clone / "side.txt").write_text("side")
    commit(clone)
    git(clone, "checkout", "-q", "main")
    git(clone, "merge", "-q", "--no-ff", "--no-commit", "side")
    git(clone, "rm", "-q", "--cached", "side.txt")
    (clone / "side.txt").unlink()


def picked_twice(clone):
    (clone / NB).write_text(notebook("first"))
    git(clone, "add", NB)
    (clone / NB).write_text(notebook("my work"))


def a_link(clone):
    (clone / NB).rename(clone.parent / "elsewhere.ipynb")
    (clone / NB).symlink_to(clone.parent / "elsewhere.ipynb")


def in_the_way(clone):
    """A file where the new version has a folder."""
    (clone / "notebooks/pictures").write_text("mine")


def unwatched(clone):
    git(clone, "update-index", "--assume-unchanged", NB)


IMPOSSIBLE = [lock, half_merged, picked_twice, a_link, in_the_way, unwatched]


@posix_only
@pytest.mark.parametrize("hindrance", IMPOSSIBLE, ids=lambda made: made.__name__)
def test_nothing_moves_for_an_update_that_cannot_happen(
    hindrance, origin, clone, path, capsys
):
    publish(origin, notebook("old"), "notebooks/02_other.ipynb")
    git(clone, "pull", "-q")
    path.write_text(notebook("my work"))
    hindrance(clone)
    publish(origin, notebook("new"))
    (origin / "notebooks/pictures").mkdir()
    publish(origin, "new", "notebooks/pictures/one.txt")
    before = _seen(clone)
    assert __main__.main(["update"]) == 1
    said = capsys.readouterr().out
    assert "Nothing was done." in said and "is kept as" not in said
    assert _seen(clone) == before


def _seen(folder):
    """The files that are not git's, and what git says of them."""
    found = (path for path in folder.rglob("*") if path.is_file())
    files = {path: path.read_bytes() for path in found if ".git" not in path.parts}
    return files, says(folder, "status", "-s"), says(folder, "rev-parse", "HEAD")


def test_a_renamed_notebook_is_the_learners(origin, clone, path):
    """git takes it for one that was moved, and would look for the old in vain."""
    own = path.with_name("own.ipynb")
    git(clone, "mv", str(path), str(own))
    publish(origin, notebook("new"))
    assert __main__.main(["update"]) == 0
    assert own.read_text() == notebook("old") and path.read_text() == notebook("new")
