"""Explorers driven from Python: every control, every corner, and what they show."""

import importlib
import re
import struct

import ipywidgets as W
import numpy as np
import pytest

from course_utils import plots
from course_utils.chapters import contents
from course_utils.chapters.nb01 import one_gaussian
from course_utils.explorers.explorer import Explorer
from course_utils.widgets.controls import Choice, Slider

MODULES = list(contents.explorers().values())


class Dot:
    """A view of one dot, for the frame's own tests."""

    def __init__(self, figure):
        self.ax = figure.subplots()
        self.dot = self.ax.plot([], [], "o")[0]
        self.moving = [self.dot]
        self.staged = []

    def stage(self, result, **display):
        self.staged.append(display)
        self.ax.set(xlim=(0, 10), ylim=(0, display.get("top", 10)))

    def move(self, result, generation):
        self.dot.set_data([generation], [result["height"]])

    def describe(self, result, generation):
        return f"Generation {generation}: height {result['height']:g} <&>"


@pytest.fixture
def calls():
    return []


@pytest.fixture
def dot(calls):
    def simulate(height, seed):
        calls.append((height, seed))
        return {"height": height + seed}

    return Explorer(
        simulate,
        Dot,
        {"height": Slider("Height", 0, 5)},
        display={"top": Choice("Top", {"ten": 10, "twenty": 20})},
        generations=9,
        presets={"high": {"height": 5, "generation": 3, "top": 20}},
    )


def test_the_modules_are_found():
    assert {module.__name__.rsplit(".", 1)[1] for module in MODULES} >= {
        "one_gaussian",
        "start_here",
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_sweep(module):
    explorer = module.explorer()
    before = explorer.sentence
    assert explorer.sweep() > 10
    assert explorer.sentence == before


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_first_frame_is_generation_one(module):
    explorer = module.explorer()
    assert explorer.generation == 1
    assert re.match(r"(Generation|Model) 1\b", explorer.sentence)


def test_scrubbing_never_simulates(dot, calls):
    for t in (5, 9, 1, 5):
        dot.generation = t
    dot.set(top=20)
    assert calls == [(0, 0)]
    dot.set(height=3)
    dot.set(height=0)
    assert calls == [(0, 0), (3, 0)]


def test_picture_and_sentence_follow_the_controls(dot):
    before = dot.png
    dot.generation = 4
    assert dot.png != before
    assert dot.sentence.startswith("Generation 4: height 0")
    dot.set(height=2, seed=1)
    assert dot.sentence.startswith("Generation 4: height 3")


def test_scrubbing_keeps_the_background_and_display_redraws_it(dot):
    staged = dot._view.staged
    assert staged == [{"top": 10}]
    dot.generation = 2
    assert len(staged) == 1
    dot.set(top=20)
    assert staged[-1] == {"top": 20}


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"seed": 10_000}, "Seed is 10000, .* whole number from 0 to 9999"),
        ({"seed": -3}, "Seed is -3, .* whole number from 0 to 9999"),
        ({"generation": 2.7}, "Generation is 2.7, but it must be a whole number"),
        ({"generation": 0}, "Generation is 0, but it must be a whole number"),
        ({"n": 50}, "Points n is 50, but it must be 5, 10, 30, 100, 300"),
    ],
)
def test_values_out_of_range_are_refused_and_nothing_is_set(values, complaint):
    explorer = importlib.import_module(
        "course_utils.chapters.nb01.one_gaussian"
    ).explorer()
    before = explorer.sentence
    with pytest.raises(ValueError, match=complaint):
        explorer.set(ddof=0, **values)
    assert explorer.sentence == before
    assert explorer.controls["ddof"].value == 1


def test_preset_sets_everything_at_once(dot):
    dot.preset("high")
    assert dot.generation == 3
    assert dot.sentence.startswith("Generation 3: height 5")


def test_unknown_names_are_refused_with_the_known_ones(dot):
    with pytest.raises(KeyError, match=r"'colour'.*height, top, generation, seed"):
        dot.set(colour=1)
    with pytest.raises(KeyError, match=r"'low'.*high"):
        dot.preset("low")


def test_values_out_of_range_are_refused(dot):
    with pytest.raises(ValueError, match=r"Generation is 10, .* from 1 to 9"):
        dot.generation = 10


def test_alt_text_is_the_sentence_in_view_and_escaped(dot):
    html = dot._picture.value
    assert 'alt="Generation 1: height 0 &lt;&amp;&gt;"' in html
    assert ">Generation 1: height 0 &lt;&amp;&gt;</figcaption>" in html


def test_spoken_only_when_it_does_not_play(dot):
    assert 'aria-live="polite"' in dot._picture.value
    dot._playing.value = True
    dot.generation = 5
    assert 'aria-live="off"' in dot._picture.value
    dot._playing.value = False
    assert 'aria-live="polite"' in dot._picture.value


def test_play_at_the_end_begins_anew(dot):
    dot.generation = 9
    dot._playing.value = True
    assert dot.generation == 1


def test_step_stops_at_the_ends(dot):
    dot._step(-1)
    assert dot.generation == 1
    dot.generation = 9
    dot._step(1)
    assert dot.generation == 9


def test_it_says_so_while_it_simulates(dot):
    seen = []
    dot._state.observe(lambda change: seen.append(change["new"]), "value")
    dot.generation = 3
    dot.set(top=20, height=1)
    dot.controls["height"].value = 2
    assert seen == ["simulating …", ""] * 2


def test_it_stops_saying_so_when_a_simulation_fails(dot):
    dot._simulate = lambda **values: 1 / 0
    with pytest.raises(ZeroDivisionError):
        dot.set(height=4)
    assert dot._state.value == ""


def test_reroll_is_another_seed(dot, calls):
    dot._reroll()
    assert calls == [(0, 0), (0, 1)]


def test_pictures_keep_their_size(dot):
    sizes = set()
    for top in (10, 20):
        dot.set(top=top)
        sizes.add(struct.unpack(">II", dot.png[16:24]))
    assert sizes == {(960, 420)}


def test_saved_form_is_a_picture_and_the_sentence(dot):
    bundle = dot._repr_mimebundle_()
    assert bundle["text/plain"] == dot.sentence
    assert bundle["text/html"] == plots.figure_html(dot.png, dot.sentence)
    assert "image/png" not in bundle  # an export would show it without its words


def test_every_slider_has_a_typed_twin_and_every_button_a_name(dot):
    def inside(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from inside(child)

    widgets = list(inside(dot))
    sliders = [w for w in widgets if isinstance(w, Slider)]
    assert sliders and all(s.typed.description for s in sliders)
    loose = [w for w in widgets if isinstance(w, W.IntSlider | W.FloatSlider)]
    assert len(loose) == len(sliders)
    buttons = [w for w in widgets if isinstance(w, W.Button | W.ToggleButton)]
    assert {b.description for b in buttons} == {
        "Play", "Back", "Step", "Reroll", "high",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("describe", "complaint"),
    [
        (lambda self, result, t: f"Generation {t}: {float('nan')}", "nan"),
        (lambda self, result, t: "always the same", "changes neither"),
    ],
)
def test_sweep_complains(describe, complaint):
    class Bad(Dot):
        def move(self, result, generation):
            pass

    Bad.describe = describe
    explorer = Explorer(
        lambda height, seed: {"height": 0},
        Bad,
        {"height": Slider("Height", 0, 5)},
        generations=3,
    )
    with pytest.raises(AssertionError, match=complaint):
        explorer.sweep()


def test_one_gaussian_draws_what_it_simulated():
    explorer = one_gaussian.explorer()
    explorer.set(n=10, generation=25)
    result, view = explorer.result, explorer._view
    assert np.array_equal(view.highlight.get_ydata(), result.std[:26])
    assert np.array_equal(
        view.median.get_ydata(), np.median(result.others[:26], axis=1)
    )
    lines = view.others.get_ydata().reshape(one_gaussian.LINEAGES, 27)
    assert np.array_equal(lines[:, :26].T, result.others[:26])
    assert np.isnan(lines[:, 26]).all()
    assert len(view.points.get_xdata()) == 10
    assert np.array_equal(view.points.get_xdata(), result.points[25])
