"""Explorations driven from Python, their widgets, and what both show."""

import importlib
import inspect
import io
import json
import re
import subprocess
import sys

import ipywidgets as W
import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from course_utils import plots
from course_utils.chapters import contents
from course_utils.chapters.nb01 import one_gaussian
from course_utils.explorers import exploration as frame
from course_utils.explorers.canvas import Canvas
from course_utils.explorers.exploration import Exploration
from course_utils.explorers.explorer import Explorer
from course_utils.widgets.controls import SliderPair
from course_utils.widgets.settings import Choice, Number, Slider, Words

MODULES = list(contents.explorers().values())
SMALLEST = 14  # pixels that text must have at the size at which a picture is shown


class Dot:
    """A view of one dot in one panel and its height in another."""

    panels = ((200, 150), (120, 100))

    def __init__(self, left, right):
        self.ax = left.subplots()
        self.dot = self.ax.plot([], [], "o")[0]
        self.bar = right.subplots().plot([], [])[0]
        self.moving = [self.dot, self.bar]
        self.staged = []

    @staticmethod
    def series(result, generation, top=10):
        return {"generation": generation, "height": result["height"], "top": top}

    def stage(self, result, **display):
        self.staged.append(display)
        self.ax.set(xlim=(0, 10), ylim=(0, display.get("top", 10)))

    def move(self, series):
        self.dot.set_data([series["generation"]], [series["height"]])
        self.bar.set_data([0, 0], [0, series["height"]])

    @staticmethod
    def describe(series):
        return (
            f"Generation {series['generation']}: height {series['height']:g} <&>",
            f"of {series['top']}",
        )


@pytest.fixture
def calls():
    return []


@pytest.fixture
def still(calls):
    def simulate(height, seed):
        calls.append((height, seed))
        return {"height": height + seed}

    return Exploration(
        simulate,
        Dot,
        {"height": Slider("Height", 0, 5)},
        display={"top": Choice("Top", {"ten": 10, "twenty": 20})},
        generations=9,
        presets={"high": {"height": 5, "generation": 3, "top": 20}},
    )


@pytest.fixture
def dot(still):
    return Explorer(still)


@pytest.fixture(scope="module", params=contents.explorers())
def name(request) -> str:
    """Each explorer's, one after another."""
    return request.param


@pytest.fixture(scope="module")
def shared(name) -> Exploration:
    return contents.explorers()[name].exploration()


@pytest.fixture
def exploration(shared):
    """Made once; every test finds it at its start."""
    start = dict(shared.values)
    yield shared
    shared.set(**start)


def alone(explorer) -> tuple[bytes, ...]:
    """The pictures that an explorer shows."""
    return tuple(png for png, _ in explorer._shown)


def test_the_modules_are_found():
    assert {module.__name__.rsplit(".", 1)[1] for module in MODULES} >= {
        "one_gaussian",
        "start_here",
    }


# --- without widgets -----------------------------------------------------------------

BLOCKED = """
import sys
sys.modules["ipywidgets"] = sys.modules["IPython"] = None
from course_utils.chapters import contents
found = contents.explorers()
for module in found.values():
    module.exploration()
start = found["nb00.start_here"].exploration()
print(len(found), start.sweep(), start.sentence)
"""


def test_every_exploration_works_where_there_is_no_ipywidgets():
    said = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    count, visited, sentence = said.stdout.split(maxsplit=2)
    assert int(count) == len(MODULES) and int(visited) > 10
    assert sentence.startswith("Model 1 was fitted to 10 points")


def count_of_ends(exploration) -> int:
    """How many visits it takes to set each setting alone to each of its ends."""
    return sum(len(setting.ends()) for setting in exploration.settings.values())


def test_sweep(exploration):
    before = exploration.sentence
    assert exploration.sweep() > count_of_ends(exploration)
    assert exploration.sentence == before


def plain(value):
    """As JSON has it."""
    return value.tolist() if hasattr(value, "tolist") else value


def test_series_survive_json_and_say_and_draw_the_same(name):
    """A page without a kernel plays what Python made."""
    exploration = contents.explorers()[name].exploration()
    last = max(exploration.presets.values(), key=len, default={"generation": 9})
    exploration.set(**last)
    series = exploration.series
    assert all(isinstance(name, str) for name in series)
    kinds = np.ndarray | np.generic | int | float | str
    assert all(isinstance(value, kinds) for value in series.values())
    text = json.dumps(
        {name: plain(value) for name, value in series.items()}, allow_nan=False
    )
    back = {
        name: np.array(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
    }
    view = exploration.view
    assert view.describe(back) == exploration.sentences
    canvas = Canvas(view)
    display = {name: exploration.values[name] for name in exploration.display}
    canvas.stage(exploration.result, **display)
    assert canvas.frame(back) == exploration.pictures


def test_picture_and_words_can_see_nothing_but_the_series(exploration):
    view = exploration.view
    for name in ("series", "describe"):
        assert isinstance(inspect.getattr_static(view, name), staticmethod)
    for function, given in (
        (view.move, ["self", "series"]),
        (view.describe, ["series"]),
    ):
        assert list(inspect.signature(function).parameters) == given


def test_each_panel_is_a_legible_picture_with_words_of_its_own(exploration):
    exploration.set(generation=exploration.time.high)
    for name, setting in exploration.display.items():
        exploration.set(**{name: setting.ends()[-1]})
    view = exploration.view
    assert len(exploration.sentences) == len(view.panels)
    for png, size in zip(exploration.pictures, view.panels, strict=True):
        image = Image.open(io.BytesIO(png))
        assert image.size == size and size[0] <= plots.WIDEST_PANEL
        assert len(image.getcolors()) <= plots.COLOURS
    for agg in exploration._canvas._aggs:
        figure = agg.figure
        for text in figure.findobj(Text):
            if text.get_text().strip() and text.get_visible():
                pixels = text.get_fontsize() * figure.dpi / 72
                assert pixels >= SMALLEST, text
                assert "mathdefault" not in text.get_text(), "a power is smaller"


def test_a_frame_is_light(exploration):
    """22 kB is what Binder's line takes; whole clouds of lineages cost more."""
    sizes = []
    for t in np.linspace(1, exploration.time.high, 9).astype(int):
        exploration.set(generation=int(t))
        sizes.append(sum(map(len, exploration.pictures)))
    assert np.median(sizes) < 36_000, sizes


def test_legends_lie_outside_the_axes(exploration):
    assert exploration.pictures
    for agg in exploration._canvas._aggs:
        for legend in agg.figure.findobj(mpl.legend.Legend):
            box = legend.get_window_extent()
            for ax in agg.figure.axes:
                assert not box.overlaps(ax.get_window_extent())


def headings(exploration) -> list[str]:
    """Titles of panels and labels of axes, as drawn."""
    assert exploration.pictures
    axes = [ax for agg in exploration._canvas._aggs for ax in agg.figure.axes]
    parts = [p for ax in axes for p in (ax.title, ax._left_title, ax.xaxis, ax.yaxis)]
    return [(p.label if hasattr(p, "label") else p).get_text() for p in parts]


def named(options, text: str) -> set[str]:
    """The options that a text names as whole words."""
    words = (rf"(?<!\w){re.escape(option)}(?!\w)" for option in options)
    return {o for o, word in zip(options, words, strict=True) if re.search(word, text)}


def test_a_heading_that_names_a_choice_of_display_names_the_one_that_is_drawn(
    exploration, name
):
    checked = set()
    for setting, choice in exploration.display.items():
        for label, value in getattr(choice, "options", {}).items():
            exploration.set(**{setting: value})
            for text in headings(exploration):
                said = named(choice.options, text)
                wrong = said and not any(option in label for option in said)
                assert not wrong, (label, text)
                checked |= {label} if said else set()
    if name == "nb04.ladder":
        assert {"mean", "median"} <= checked


def test_declarations_that_start_elsewhere_are_refused():
    for wrong, complaint in (
        (lambda: Choice("Top", {"ten": 10}, 5), "Top is 5, but it must be 10"),
        (lambda: Slider("How many", 0, 9, 10), "How many is 10"),
        (lambda: Slider("Price", 0.0, 9.0, float("nan"), 0.5), "Price is nan"),
        (lambda: Slider("Price", 0.0, 9.0, "much", 0.5), "Price is 'much'"),
        (lambda: Number("Seed", 0, 9, -1), "Seed is -1"),
    ):
        with pytest.raises(ValueError, match=complaint):
            wrong()
    with pytest.raises(TypeError, match="Yours is 3, but it must be a text"):
        Words("Yours", 3)


def test_what_was_used_last_is_kept(still, monkeypatch, calls):
    monkeypatch.setattr(frame, "KEPT_SIMULATIONS", 2)
    for seed in (0, 1, 0, 2, 0, 1):
        still.set(seed=seed)
        assert still.result == {"height": seed}
    assert calls == [(0, 0), (0, 1), (0, 2), (0, 1)]


# --- the widget ----------------------------------------------------------------------


def test_first_frame_is_generation_one(exploration):
    explorer = Explorer(exploration)
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
    before = alone(dot)
    dot.generation = 4
    assert alone(dot)[0] != before[0]
    assert dot.sentence.startswith("Generation 4: height 0")
    dot.set(height=2, seed=1)
    assert dot.sentence.startswith("Generation 4: height 3")


def test_scrubbing_keeps_the_background_and_display_redraws_it(dot):
    staged = dot.exploration._canvas.view.staged
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
    explorer = one_gaussian.explorer()
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


def test_alt_texts_are_the_sentence_in_view_and_escaped(dot):
    html = dot._picture.value
    alts = re.findall('alt="([^"]*)"', html)
    assert alts == ["Generation 1: height 0 &lt;&amp;&gt;", "of 10"]
    assert f">{' '.join(alts)}</figcaption>" in html


def test_panels_stand_in_a_row_that_wraps_and_are_never_scaled(dot):
    html = dot._picture.value
    assert "display:flex;flex-wrap:wrap" in html
    for style in re.findall('<img [^>]*style="([^"]*)"', html):
        assert "flex:none" in style and "max-width:none" in style


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
    dot.set(height=1)  # kept
    assert seen == ["simulating …", ""] * 2


def test_it_stops_saying_so_when_a_simulation_fails(dot):
    dot.exploration.simulate = lambda **values: 1 / 0
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
        sizes |= {Image.open(io.BytesIO(png)).size for png in alone(dot)}
    assert sizes == {(200, 150), (120, 100)}


def test_saved_form_is_a_picture_and_the_sentence(dot):
    bundle = dot._repr_mimebundle_()
    assert bundle["text/plain"] == dot.sentence
    assert bundle["text/html"] == plots.figure_html(dot._shown)
    assert "image/png" not in bundle  # an export would show it without its words


def test_every_slider_has_a_typed_twin_and_every_button_a_name(dot):
    def inside(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from inside(child)

    widgets = list(inside(dot))
    sliders = [w for w in widgets if isinstance(w, SliderPair)]
    assert sliders and all(s.typed.description for s in sliders)
    loose = [w for w in widgets if isinstance(w, W.IntSlider | W.FloatSlider)]
    assert len(loose) == len(sliders)
    buttons = [w for w in widgets if isinstance(w, W.Button | W.ToggleButton)]
    assert {b.description for b in buttons} == {
        "Presenter", "Play", "Back", "Step", "Reroll", "high",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("describe", "complaint"),
    [
        (lambda series: (f"{series['generation']}: {float('nan')}", ""), "nan"),
        (lambda series: ("always the same", ""), "changes neither"),
    ],
)
def test_sweep_complains(describe, complaint):
    class Bad(Dot):
        def move(self, series):
            pass

    Bad.describe = staticmethod(describe)
    exploration = Exploration(
        lambda height, seed: {"height": 0},
        Bad,
        {"height": Slider("Height", 0, 5)},
        generations=3,
    )
    with pytest.raises(AssertionError, match=complaint):
        exploration.sweep()


def test_a_presenter_keeps_the_pictures_and_what_moves_them(dot):
    """All else is hidden by a class; the switch itself stays."""
    _, top, picture, player, below = dot.children
    assert [hides(w) for w in (top, picture, player, below)] == [
        True,
        False,
        False,
        True,
    ]
    (switch,) = (
        w
        for w in player.children
        if isinstance(w, W.ToggleButton) and w is not dot._playing
    )
    assert (
        ".course-presenting .course-detail { display: none; }" in dot.children[0].value
    )
    for on in (True, False):
        switch.value = on
        assert ("course-presenting" in dot._dom_classes) == on


def hides(widget) -> bool:
    return "course-detail" in widget._dom_classes


def test_a_hand_on_any_control_is_heard(dot):
    dot.controls["height"].slide.value = 4
    dot.controls["top"].value = 20
    dot.controls["seed"].value = 2
    assert dot.exploration.values == {
        "height": 4, "top": 20, "generation": 1, "seed": 2,
    }  # fmt: skip
    assert dot.sentence == "Generation 1: height 6 <&> of 20"


def test_one_gaussian_shows_what_it_simulated():
    exploration = one_gaussian.exploration()
    exploration.set(n=10, generation=25)
    result, series = exploration.result, exploration.series
    assert np.array_equal(series["std"], result.std[:26])
    assert np.array_equal(series["median"], np.median(result.others[:26], axis=1))
    assert np.array_equal(series["others"], result.others[:26])
    assert len(series["points"]) == 10
    assert np.array_equal(series["points"], result.points[25])


def test_real_points_are_blue_and_a_models_are_not():
    for module in MODULES:
        exploration = module.exploration()
        exploration.set(generation=1)
        if "points drawn" in exploration.sentence or module is one_gaussian:
            assert exploration.pictures
            points = exploration._canvas.view.points
            assert points.get_color() == plots.REAL
            exploration.set(generation=2)
            assert exploration.pictures and points.get_color() == plots.MODEL


def test_a_whole_exploration_stands_in_the_head_of_the_module():
    code = inspect.cleandoc(frame.__doc__.split("::\n", 1)[1].split("Picture and")[0])
    names = {
        **vars(importlib.import_module("course_utils.policies")),
        **vars(importlib.import_module("course_utils.models")),
        **vars(frame),
        "loop": importlib.import_module("course_utils.loop"),
    }
    exec(code, names)
    assert names["narrow"].sweep() > count_of_ends(names["narrow"])
    assert 20 <= len([line for line in code.splitlines() if line.strip()]) <= 32
