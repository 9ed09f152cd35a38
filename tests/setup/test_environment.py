"""The files that describe the environment agree, and Binder would do what we mean."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from repo2docker.app import Repo2Docker

from course_utils.upkeep import launch, links
from tests.upkeep.test_links import addresses

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # conda's matplotlib brings Qt
SCRIPTS = ["binder/postBuild", "binder/start", ".ci/run"]
posix_only = pytest.mark.skipif(os.name == "nt", reason="links and modes are POSIX's")


def group(name):
    """The requirements of a dependency group, with those of the groups inside."""
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, dict):
            yield from group(entry["include-group"])
        else:
            yield entry


def git_mode(path):
    """The mode that git has for a file, None where it does not track it."""
    command = ["git", "ls-files", "--stage", path]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return listing.stdout.split(" ")[0] or None


LEARNER = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
TEST = [Requirement(text) for text in group("test")]
PINS = [Requirement(line) for line in CONSTRAINTS if not line.startswith("#")]


def test_conda_and_pip_install_the_same():
    lines = [line for line in CONDA["dependencies"] if line != "pip"]
    conda = {line for line in lines if not line.startswith("python=")}
    ours = PROJECT["project"]["dependencies"]
    named = [re.sub(r"^[\w-]+", lambda m: CONDA_NAMES.get(m[0], m[0]), o) for o in ours]
    assert conda == set(named)


def test_conda_channels_and_plain_lines():
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert "pip" in CONDA["dependencies"], "postBuild needs pip"
    assert all(isinstance(line, str) for line in CONDA["dependencies"]), (
        "no pip section"
    )


def test_conda_python_is_one_that_repo2docker_reads_and_we_allow():
    pins = [line for line in CONDA["dependencies"] if line.startswith("python")]
    assert len(pins) == 1
    match = re.fullmatch(r"python=(3\.\d+)", pins[0])
    assert match, "repo2docker takes python>=3.x for no wish at all, and 3.10 instead"
    assert match[1] in SpecifierSet(PROJECT["project"]["requires-python"])


@pytest.mark.parametrize("requirement", [*LEARNER, *TEST], ids=str)
def test_installed_version_satisfies(requirement):
    assert version(requirement.name) in requirement.specifier


@pytest.mark.parametrize("requirement", [*LEARNER, *TEST], ids=str)
def test_constraints_cover(requirement):
    name = canonicalize_name(requirement.name)
    pins = [pin for pin in PINS if canonicalize_name(pin.name) == name]
    assert pins, f"{name} is not in constraints.txt"
    for pin in pins:
        (exact,) = pin.specifier
        assert exact.version in requirement.specifier


def test_constraints_apply_to_this_python_once():
    names = [pin.name for pin in PINS if not pin.marker or pin.marker.evaluate()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("requirement", [*LEARNER, *TEST], ids=str)
def test_constraints_are_the_same_on_every_python(requirement):
    """numpy 2.5 draws other binomial numbers than 2.4: stored outputs would differ."""
    name = canonicalize_name(requirement.name)
    (pin,) = (pin for pin in PINS if canonicalize_name(pin.name) == name)
    assert pin.marker is None


def test_constraints_are_plain_names_and_versions():
    for pin in PINS:
        assert [each.operator for each in pin.specifier] == ["=="], pin
        assert pin.url is None
        assert not pin.extras
    assert "torch" not in {pin.name for pin in PINS}, "it would weigh on every install"


PATCHES = [f"{{}}.{{}}.{patch}".format(*sys.version_info) for patch in range(30)]


def depends_on_the_patch(marker):
    """Whether a marker says other things to other patch versions of this Python."""
    said = [
        marker and marker.evaluate({"python_full_version": patch, "extra": ""})
        for patch in PATCHES
    ]
    return len(set(said)) > 1


def test_one_folder_of_wheels_serves_every_patch_of_a_python():
    for package in distributions():
        asked = SpecifierSet(package.metadata.get("Requires-Python") or "")
        assert all(patch in asked for patch in PATCHES), f"{package.name} wants {asked}"
        for need in [*PINS, *map(Requirement, package.requires or [])]:
            assert not depends_on_the_patch(need.marker), f"{package.name}: {need}"


def test_constraints_say_what_remakes_them():
    comments = [line for line in CONSTRAINTS if line.startswith("#")]
    command = "uv pip compile --universal --fork-strategy fewest --group dev"
    files = "--no-annotate pyproject.toml -o constraints.txt"
    assert f"#    {command} {files}" in comments
    assert not any(re.search(r"https?:|file:| /", line) for line in comments)


# --- Binder ---------------------------------------------------------------------------


@posix_only
def test_binder_reads_our_file_through_a_link():
    link = ROOT / "binder" / "environment.yml"
    assert link.is_symlink()
    assert os.readlink(link) == "../environment.yml"
    assert git_mode("binder/environment.yml") in [None, "120000"]


@pytest.fixture
def pack(monkeypatch):
    """The build pack that repo2docker picks for this folder."""
    monkeypatch.chdir(ROOT)
    app = Repo2Docker()
    for kind in app.buildpacks:
        pack = kind(app.base_image)
        if pack.detect():
            pack.platform = "linux/amd64"
            return pack
    pytest.fail("repo2docker detects no build pack")


@posix_only
def test_binder_picks_conda_with_our_python(pack):
    assert type(pack).__name__ == "CondaBuildPack"
    assert f"python={pack.python_version}" in CONDA["dependencies"]


@posix_only
def test_binder_runs_our_files(pack):
    assert pack.get_post_build_scripts() == ["binder/postBuild"]
    assert pack.get_start_script() == "${REPO_DIR}/binder/start"
    recipe = pack.render({})
    assert re.search(r'env update .*--file "binder/environment.yml"', recipe)
    assert "RUN ./binder/postBuild" in recipe


def test_nothing_takes_precedence_over_conda_on_binder():
    assert not (ROOT / ".binder").exists(), "binder/ and .binder/ together are an error"
    assert not (ROOT / "binder" / "Dockerfile").exists()


@posix_only
@pytest.mark.parametrize("name", SCRIPTS)
def test_script_runs_anywhere(name):
    script = ROOT / name
    assert os.access(script, os.X_OK)
    assert git_mode(name) in [None, "100755"]
    assert b"\r" not in script.read_bytes()
    assert subprocess.run(["bash", "-n", script]).returncode == 0


@posix_only
def test_post_build_installs_the_course_and_fails_aloud(tmp_path):
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$@"\nexit 7\n', encoding="utf-8")
    python.chmod(0o755)
    ran = subprocess.run(
        [ROOT / "binder" / "postBuild"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert ran.stdout.strip() == "-m pip install --no-deps -e ."
    assert ran.returncode == 7
    text = (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    assert "\nset -e\n" in text, "without it Binder shrugs a failure off"


@posix_only
def test_binder_start_sets_the_threads_and_runs_the_command():
    command = [ROOT / "binder" / "start", "env"]
    ran = subprocess.run(command, env={"PATH": os.environ["PATH"]}, capture_output=True)
    lines = ran.stdout.decode().splitlines()
    for name in ["OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM", "NUMEXPR_NUM"]:
        assert f"{name}_THREADS=1" in lines


# --- the address of the repository ----------------------------------------------------


def test_address_is_the_same_everywhere():
    address = links.address()
    found = {
        str(path.relative_to(ROOT)): addresses(path, address) for path in links.pages()
    }
    given = {name: there for name, there in found.items() if there}
    assert given == {name: {address} for name in given}
    assert {"pyproject.toml", "README.md", "CITATION.cff"} <= set(given)


def test_readme_says_where_the_course_is():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"git clone https://github.com/{links.address()} " in readme
    binder = f"https://mybinder.org/v2/gh/{links.address()}/HEAD"
    start = f"{binder}?urlpath=lab/tree/notebooks/00_start_here.ipynb"
    assert (start in readme) == (links.known() is not None)
    assert start in launch.table(links.address())


def test_citation_and_licence_agree_with_pyproject():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = PROJECT["project"]
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project["version"]
    assert citation["authors"] == project["authors"]
    assert " AND ".join(citation["license"]) == project["license"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert f"SPDX-License-Identifier: {project['license']}" in licence
