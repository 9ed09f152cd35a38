"""What the user's shell, editor and matplotlibrc set does not reach our pictures.

Each child process makes the first frame of every explorer and every figure of ``plots``
and prints their digests; those of a hostile one are those of a plain one. Parameters
set before the course is imported meet every explorer, the other two ways half of them.
"""

import inspect
import json
import os
import subprocess
import sys

import matplotlib as mpl
import pytest
from matplotlib import style

from course_utils import plots
from course_utils.chapters import contents

RENDER = r"""
import hashlib, importlib, json, sys
import matplotlib as mpl
from matplotlib import pyplot as plt

def hostile():
    exec(sys.argv[2])

if sys.argv[1] == "before":
    hostile()
import numpy as np
from course_utils import plots
from course_utils.chapters.nb00.start_here import simulate, View
if sys.argv[1] == "after":
    hostile()
before = dict(mpl.rcParams)
digests = {}
for name in json.loads(sys.argv[3]):
    shown = importlib.import_module("course_utils.chapters." + name).exploration()
    digests[name] = hashlib.sha256(b"".join(shown.pictures)).hexdigest()
    shown.set(generation=shown.time.high)
    digests[name + ", last"] = hashlib.sha256(b"".join(shown.pictures)).hexdigest()
assert dict(mpl.rcParams) == before, "an explorer changed the user's own style"
plots.use()
FIGURES = {
    "truth": lambda ax: plots.truth(ax),
    "lineages": lambda ax: plots.lineages(ax, np.arange(6.0).reshape(3, 2)),
    "loop_diagram": lambda ax: plots.loop_diagram(ax),
    "legend": lambda ax: plots.legend(ax, [ax.plot([0, 1], label="a line")[0]]),
}
for name, draw in FIGURES.items():
    figure, ax = plt.subplots()
    draw(ax)
    ax.set(title="title", xlabel="x_1 $x^2$", ylabel="−1,000")
    ax.plot([0, 1], label="first of the cycle")
    ax.legend()
    picture = plots.Picture(figure, name)
    digests["figure " + name] = hashlib.sha256(picture.pngs[0]).hexdigest()
print(json.dumps(digests))
"""
NAMES = list(contents.explorers())

SETTABLE = set(mpl.rcParams) - {"backend", "backend_fallback", "interactive", "toolbar"}


def other_values(old):
    """What a parameter could be instead; which of it is allowed, matplotlib says."""
    if isinstance(old, bool):
        return [not old]
    if isinstance(old, int | float):
        return [old * 3 + 1, old / 2]
    return [
        "magenta", "monospace", "#123456", "right", "bottom", "dashed", "s", "stix",
        "major", "x", "top", "full", "5, 5", [1, 2], "image", "sketch", "Asia/Tokyo",
        "2000-01-01", "/tmp", "data", "clip", "arc", "symmetric", "webp", "left",
        "nearest", "viridis", "butt", "miter", "upper left", "y", "%Y", "mac-roman",
        "italic", 19.5, 3, True, "none", ["cursive"], [0.3, 0.4], "jpeg", "both",
        "cycler('color', ['magenta', 'yellow'])", "in", "projecting", "lower", "bold",
        "round_numbers", 42, "tight", "landscape", "it", [1, 100, 2], "mpl2005", "a4",
    ]  # fmt: skip


def poison() -> dict:
    """Every parameter of matplotlib that a style may set, set to something else."""
    found = {}
    for name in SETTABLE:
        for value in other_values(mpl.rcParamsDefault[name]):
            try:
                with mpl.rc_context({name: value}):
                    changed = mpl.rcParams[name] != mpl.rcParamsDefault[name]
            except (ValueError, TypeError, KeyError, RuntimeError):
                continue
            if changed:
                found[name] = value
                break
    return {**found, "text.usetex": True}


def render(when="before", code="", names=NAMES, **variables) -> dict:
    """The digests that a child process prints."""
    command = [sys.executable, "-W", "ignore", "-c", RENDER, when, code]
    done = subprocess.run(
        [*command, json.dumps(names)], env={**os.environ, **variables},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    rc = tmp_path_factory.mktemp("plain") / "matplotlibrc"
    rc.write_text("backend: agg\n", encoding="utf-8")
    return render(MATPLOTLIBRC=str(rc), MPLBACKEND="agg")


def of(digests: dict, names: list[str]) -> dict:
    """Those of some explorers, and of the figures."""
    left_out = tuple(set(NAMES) - set(names))
    return {
        name: digest
        for name, digest in digests.items()
        if not name.startswith(left_out)
    }


def test_nearly_every_parameter_is_poisoned_and_every_figure_drawn():
    assert len(poison()) > 0.9 * len(SETTABLE)
    drawing = {
        name
        for name, function in inspect.getmembers(plots, inspect.isfunction)
        if function.__module__ == plots.__name__
        and next(iter(inspect.signature(function).parameters), "") == "ax"
    }
    assert {f'"{name}"' for name in drawing if f'"{name}"' not in RENDER} == set()


POISON = "mpl.rcParams.update(json.loads({!r}))"
DARK = "plt.style.use('dark_background')"


@pytest.mark.parametrize(("when", "names"), [("before", NAMES), ("after", NAMES[::2])])
def test_no_parameter_of_matplotlib_reaches_our_pictures(plain, when, names):
    drawn = render(when, POISON.format(json.dumps(poison())), names)
    assert drawn == of(plain, names)


def test_no_matplotlibrc_backend_or_locale_reaches_them(plain, tmp_path):
    lines = [
        "backend: svg", "text.usetex: True", "font.size: 30", "figure.dpi: 40",
        "axes.prop_cycle: cycler('color', ['y', 'm'])", "savefig.dpi: 10",
        "savefig.transparent: True", "savefig.bbox: tight", "interactive: True",
        "axes.formatter.use_locale: True", "text.color: white", "font.family: cursive",
        "figure.facecolor: black", "axes.facecolor: black", "timezone: Asia/Tokyo",
    ]  # fmt: skip
    rc = tmp_path / "matplotlibrc"
    rc.write_text("\n".join(lines), encoding="utf-8")
    spoken = {"MATPLOTLIBRC": str(rc), "MPLBACKEND": "pdf", "LC_ALL": "C"}
    code = f"import locale; locale.setlocale(locale.LC_ALL, 'C'); {DARK}"
    drawn = render("after", code, NAMES[1::2], **spoken)
    assert drawn == of(plain, NAMES[1::2])


def test_the_learners_own_style_comes_back_after_ours():
    with mpl.rc_context({"lines.linewidth": 7, "font.size": 31}):
        before = dict(mpl.rcParams)
        with plots.style():
            assert mpl.rcParams["font.size"] == plots.STYLE["font.size"]
            assert mpl.rcParams["lines.linewidth"] == plots.STYLE["lines.linewidth"]
        assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("sheet", style.available)
def test_every_style_sheet_is_undone_by_ours(sheet):
    with mpl.rc_context():
        backend = mpl.rcParams["backend"]
        plots.use()
        ours = dict(mpl.rcParams)
        style.use(sheet)
        plots.use()
        assert dict(mpl.rcParams) == ours and ours["backend"] == backend
