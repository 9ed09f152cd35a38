"""The hub's configurations: every name in them is one that its reader knows."""

import asyncio
import inspect
import os
import re
import shlex
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import jsonschema
import pytest
import repo2docker
import yaml
from jupyterhub.app import JupyterHub
from jupyterhub.auth import Authenticator, PAMAuthenticator
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import LocalProcessSpawner, Spawner
from ltiauthenticator.lti13.auth import LTI13Authenticator
from nbgitpuller.handlers import UIHandler
from packaging.requirements import Requirement
from repo2docker.__main__ import make_r2d
from traitlets import TraitError
from traitlets.config import Config, PyFileConfigLoader

from course_utils.upkeep import links, notebooks
from tests.hub.running import hub

HUB = notebooks.ROOT / "teaching/hub"
CHART = Path(
    os.environ.get("COURSE_SHARED_DATA", notebooks.ROOT / "../shared/data"),
    "zero-to-jupyterhub",
)
CLASSES = {
    each.__name__: each
    for each in (
        *(JupyterHub, Authenticator, PAMAuthenticator, LTI13Authenticator),
        *(Spawner, LocalProcessSpawner, ConfigurableHTTPProxy),
    )
}


def load(folder: Path, monkeypatch) -> Config:
    """jupyterhub_config.py as JupyterHub reads it, for a hub in this folder."""
    monkeypatch.setenv("COURSE_HUB", str(folder))
    monkeypatch.setenv("COURSE_GROUP", "course")
    loader = PyFileConfigLoader("jupyterhub_config.py", path=str(HUB))
    return loader.load_config()


@pytest.fixture
def config(tmp_path, monkeypatch):
    return load(tmp_path, monkeypatch)


@pytest.fixture
def by_lti(tmp_path, monkeypatch):
    (tmp_path / "lti.toml").write_text((HUB / "lti.toml").read_text(encoding="utf-8"))
    return load(tmp_path, monkeypatch)


def unknown(found: dict) -> list[str]:
    """Names in a configuration that no class has; TraitError for a value of no use."""
    wrong = [name for name in found if name not in CLASSES]
    for name in found.keys() - set(wrong):
        known = CLASSES[name].class_traits(config=True)
        wrong += [f"{name}.{trait}" for trait in found[name] if trait not in known]
        CLASSES[name](config=Config({name: found[name]}))
    return wrong


# --- one machine ----------------------------------------------------------------------


def test_the_hub_knows_every_name_of_its_configuration(config):
    assert len(config) >= 5
    assert unknown(config) == []


def test_the_search_finds_a_slip():
    assert unknown({"Spawner": {"defaultUrl": "/lab"}}) == ["Spawner.defaultUrl"]
    assert unknown({"Spwaner": {}}) == ["Spwaner"]
    with pytest.raises(TraitError):
        unknown({"Spawner": {"default_url": 3}})


def test_what_keeps_learners_apart_is_set(config):
    """What each of these does is seen in tests/browser/test_hub_logins.py."""
    assert config.PAMAuthenticator.allowed_groups == {"course"}
    assert not {"allow_all", "allow_existing_users"} & set(config.Authenticator)
    assert "--KernelManager.transport=ipc" in config.Spawner.args
    assert config.Spawner.cmd[0] == "prlimit"


# --- LTI ------------------------------------------------------------------------------


def waited_for(answer):
    """Of a coroutine, in a thread: Playwright's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answer).result()


def comes(config, **claims) -> str | None:
    """The account in which a learner whom the platform vouches for is let in."""
    authenticator = LTI13Authenticator(config=config)
    let_in = waited_for(authenticator.get_authenticated_user(None, claims))
    return let_in and let_in["name"]


def test_lti_is_asked_for_by_its_file_alone(config, by_lti):
    assert config.JupyterHub.authenticator_class == "pam"
    module, _, name = by_lti.JupyterHub.authenticator_class.rpartition(".")
    assert getattr(sys.modules[module], name) is LTI13Authenticator
    assert unknown(by_lti) == []


def test_a_listed_address_has_its_seat_and_nobody_else_has_one(by_lti):
    assert comes(by_lti, email="learner-2@school.example") == "course02"
    assert comes(by_lti, email="Learner-1@School.example") == "course01"
    for name in ("course01", "root", "learner-3@school.example"):
        assert comes(by_lti, email=name) is None
        assert comes(by_lti, sub=name) is None


@pytest.mark.parametrize("seat", ["1", '"2"', "0", "2.5", "true"])
def test_a_seat_that_is_none_or_anothers_stops_the_hub(seat, tmp_path, monkeypatch):
    """Two learners in one account would have one home."""
    text = (HUB / "lti.toml").read_text(encoding="utf-8").replace("= 2", f"= {seat}")
    (tmp_path / "lti.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"has seat .*, and needs its own"):
        load(tmp_path, monkeypatch)


def test_a_name_is_no_address_after_a_restart(by_lti):
    """JupyterHub adds everybody whom it knows from before."""
    authenticator = LTI13Authenticator(config=by_lti)
    authenticator.add_user(SimpleNamespace(name="course01"))
    let_in = authenticator.get_authenticated_user(None, {"email": "course01"})
    assert waited_for(let_in) is None


# --- The Littlest JupyterHub ----------------------------------------------------------

KEYS = {  # of its config.yaml, as tljh/config_schema.py and configurer.py have them
    "base_url": str,
    "auth": dict,
    "users": {"allowed": [str], "banned": [str], "admin": [str]},
    "limits": {"memory": str, "cpu": (int, float)},
    "user_environment": {"default_app": {"jupyterlab", "classic"}},
    "http": {"address": str, "port": int},
    "https": {
        "enabled": bool,
        "address": str,
        "port": int,
        "tls": {"key": str, "cert": str},
        "letsencrypt": {"email": str, "domains": [str], "staging": bool},
    },
    "services": {
        "cull": {
            "enabled": bool,
            "timeout": int,
            "every": int,
            "concurrency": int,
            "users": bool,
            "max_age": int,
            "remove_named_servers": bool,
        }
    },
}


def misfits(values, known, path="") -> list[str]:
    """Where values do not fit what is known."""
    if isinstance(known, dict):
        if not isinstance(values, dict):
            return [path]
        return [
            wrong
            for key, value in values.items()
            for wrong in (
                misfits(value, known[key], f"{path}.{key}")
                if key in known
                else [f"{path}.{key}"]
            )
        ]
    if isinstance(known, list):
        fits = isinstance(values, list) and all(isinstance(v, known[0]) for v in values)
    elif isinstance(known, set):
        fits = values in known
    else:
        fits = isinstance(values, known)
    return [] if fits else [path]


def test_the_littlest_hub_knows_every_key():
    values = yaml.safe_load((HUB / "littlest.yaml").read_text(encoding="utf-8"))
    assert len(values) >= 5
    assert misfits(values, KEYS) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("limit: {memory: 1G}", ".limit"),
        ("limits: {mem: 1G}", ".limits.mem"),
        ("users: {admin: TEACHER}", ".users.admin"),
        ("services: {cull: {timeout: 1h}}", ".services.cull.timeout"),
        ("user_environment: {default_app: lab}", ".user_environment.default_app"),
    ],
)
def test_a_slip_for_the_littlest_hub_is_found(text, where):
    assert misfits(yaml.safe_load(text), KEYS) == [where]


def test_the_littlest_hubs_second_file_is_of_known_names():
    found = PyFileConfigLoader("littlest.py", path=str(HUB)).load_config()
    assert found.Spawner.args == ["--KernelManager.transport=ipc"]
    assert unknown(found) == []
    learner = SimpleNamespace(user=SimpleNamespace(name="seat01"))
    course = found.Spawner.environment["PYTHONPATH"](learner)
    assert course == f"/home/jupyter-seat01/{link()['targetPath']}"


def test_the_littlest_hub_is_given_what_a_learner_needs():
    (words,) = commands("sudo -E /opt/tljh/user/bin/python -m pip install nbgitpuller")
    more = words[words.index("nbgitpuller") + 1 :]
    project = tomllib.loads((notebooks.ROOT / "pyproject.toml").read_text("utf-8"))
    needed = map(Requirement, project["project"]["dependencies"])
    assert more == sorted(need.name for need in needed)


# --- Zero to JupyterHub ---------------------------------------------------------------


def merged(chart: dict, ours: dict) -> dict:
    """Values over a chart's, as Helm merges them: tables in depth, all else whole."""
    both = {**chart, **ours}
    for key in chart.keys() & ours.keys():
        if isinstance(chart[key], dict) and isinstance(ours[key], dict):
            both[key] = merged(chart[key], ours[key])
    return both


@pytest.fixture(scope="module")
def chart():
    """The chart's own values and schema, which are not part of the course."""
    if not CHART.is_dir():
        pytest.skip(f"no {CHART.name} beside the course (COURSE_SHARED_DATA)")
    read = [CHART / "values.yaml", CHART / "values.schema.yaml"]
    return [yaml.load(p.read_text("utf-8"), yaml.CSafeLoader) for p in read]


def ours() -> dict:
    return yaml.safe_load((HUB / "zero_to_jupyterhub.yaml").read_text(encoding="utf-8"))


def faults(chart, values: dict) -> list:
    """What the chart's schema says of our values over its own."""
    validator = jsonschema.Draft7Validator(chart[1])
    return list(validator.iter_errors(merged(chart[0], values)))


def test_the_chart_takes_our_values(chart):
    assert faults(chart, {}) == []
    assert faults(chart, ours()) == []


@pytest.mark.parametrize(
    "slip",
    [
        {"single_user": {}},
        {"singleuser": {"memory": {"limits": "1G"}}},
        {"singleuser": {"storage": {"size": "1Gi"}}},
        {"cull": {"timeout": "1h"}},
        {"proxy": {"https": {"host": ["HUB"]}}},
    ],
    ids=str,
)
def test_a_slip_in_the_values_is_found(chart, slip):
    assert faults(chart, merged(ours(), slip))


def test_the_hub_of_the_chart_knows_every_name_of_ours():
    found = ours()["hub"]["config"]
    module, _, name = found["JupyterHub"]["authenticator_class"].rpartition(".")
    assert getattr(sys.modules[module], name) is CLASSES[name]
    assert unknown(found) == []


def test_the_values_agree_with_each_other_and_with_the_course():
    user = ours()["singleuser"]
    home = ours()["hub"]["config"]["Spawner"]["notebook_dir"]
    folder, first = f"{home}/course", user["defaultUrl"].removeprefix("/lab/tree/")
    assert user["extraEnv"]["PYTHONPATH"] == folder
    assert (notebooks.ROOT / first.removeprefix("course/")).is_file()
    shell, option, script = user["lifecycleHooks"]["postStart"]["exec"]["command"]
    assert (shell, option) == ("sh", "-c")
    _, url, _, target = shlex.split(script.split("||")[0])
    assert (url, target) == (f"https://github.com/{links.address()}", folder)


# --- the page -------------------------------------------------------------------------

PAGE = (HUB / "README.md").read_text(encoding="utf-8")


def commands(program: str) -> list[list[str]]:
    """The words of each command of the page that begins so."""
    lines = re.findall(rf"(?:^|`){re.escape(program)} [^`\n]*", PAGE, re.M)
    return [shlex.split(line.strip("`"))[1:] for line in lines]


def test_the_hubs_own_words_are_known():
    """What is not the hub's is a setting of JupyterHub."""
    asked = commands("sudo /usr/bin/python3 start.py hub")
    assert len(asked) >= 4
    for words in asked:
        _, rest = hub.words(words[3:])
        settings = [re.fullmatch(r"--JupyterHub\.(\w+)=\w+", word)[1] for word in rest]
        assert set(settings) <= set(JupyterHub.class_traits(config=True))


def test_the_words_for_the_image_are_repo2dockers(monkeypatch):
    """Docker is not asked: the recipe shows what it would do."""
    monkeypatch.chdir(notebooks.ROOT)
    ((*words,),) = commands("jupyter-repo2docker")
    app = make_r2d(words)
    assert not app.run and app.target_repo_dir == "/srv/course"
    home = ours()["hub"]["config"]["Spawner"]["notebook_dir"]
    assert (app.user_id, f"/home/{app.user_name}") == (1000, home)
    pack = next(k for k in (b(app.base_image) for b in app.buildpacks) if k.detect())
    pack.appendix, pack.platform = app.appendix, "linux/amd64"
    recipe = pack.render({"REPO_DIR": app.target_repo_dir})
    assert "RUN python -m pip install nbgitpuller" in recipe
    assert app.output_image_spec == "registry.example/model-collapse-course:1"
    image = ours()["singleuser"]["image"]
    assert app.output_image_spec == f"{image['name']}:{image['tag']}"


def test_the_image_has_the_charts_jupyterhub():
    """The chart has JupyterHub 5, and the image's must be of the same version."""
    conda = Path(repo2docker.__file__).parent / "buildpacks/conda/environment.yml"
    assert "jupyterhub-singleuser==5.*" in conda.read_text(encoding="utf-8")


def link() -> dict[str, str]:
    """What the link that brings the course asks for."""
    whole = re.search(r"`https://HUB(/hub/user-redirect/git-pull\?.*)`", PAGE)[1]
    return dict(parse_qsl(urlsplit(whole).query))


def test_the_link_that_brings_the_course_is_nbgitpullers():
    asked = link()
    known = inspect.getsource(UIHandler.get)
    assert all(f"'{name}'" in known for name in asked)
    assert asked["repo"] == f"https://github.com/{links.address()}"
    first = asked["urlpath"].removeprefix(f"lab/tree/{asked['targetPath']}/")
    assert (notebooks.ROOT / first).is_file()


def test_the_table_is_the_figures():
    learner = int(re.search(r"(\d+) MB per learner", PAGE)[1])
    hub = int(re.search(r"(\d+) MB for the hub", PAGE)[1])
    rows = re.findall(r"^\| (\d+) \| ([\d.]+) GB \|$", PAGE, re.M)
    assert len(rows) >= 3
    for seats, gigabytes in rows:
        assert float(gigabytes) == (hub + learner * int(seats)) / 1000
