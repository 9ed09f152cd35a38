"""What all tests share. BLAS gets one thread before anything imports numpy."""

import gc
import os
from pathlib import Path

for name in ("OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM", "NUMEXPR_NUM"):
    os.environ[f"{name}_THREADS"] = "1"

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402
from xdist.scheduler import LoadScopeScheduling  # noqa: E402

settings.register_profile("course", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("course")


@pytest.fixture
def own_progress(tmp_path, monkeypatch) -> None:
    """A progress file of the test's own, which waits for no disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(tmp_path / "progress.json"))


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A small site, built once; the whole one that COURSE_SITE names, if it is set."""
    if "COURSE_SITE" in os.environ:
        return Path(os.environ["COURSE_SITE"]).resolve()
    from course_utils.site import build

    folder = tmp_path_factory.mktemp("site")
    build.build(folder, ["01", "refresher"], frames=4)
    return folder


@pytest.fixture(scope="session")
def slides(tmp_path_factory) -> dict[str, Path]:
    """All decks, built once with few frames: running order -> the file to open."""
    from course_utils.slides import build, deck

    folder = tmp_path_factory.mktemp("slides")
    return {order: build.build(order, folder, frames=3) for order in deck.orders()}


def pytest_report_header() -> str:
    if "COURSE_BROWSER" in os.environ:
        return f"browser: {os.environ['COURSE_BROWSER'] or 'Playwright’s own'}"
    return "browser: none (COURSE_BROWSER is not set), browser tests are left out"


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is loaded by its end stays, so garbage is not looked for in it again.

    That look would also copy all of it into every child process.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items) -> None:
    """What takes longest begins first, so that no worker waits for it at the end."""
    long = "tests/browser/", "notebooks/"
    items.sort(key=lambda item: not item.nodeid.startswith(long))


class Rooms(LoadScopeScheduling):
    """A module stays on one worker, and so does all that needs a browser or slides."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(("tests/browser/", "tests/slides/")):
            return "tests/browser"
        return super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log) -> Rooms:
    """The scheduler of the workers."""
    return Rooms(config, log)
