"""The palette and the pictures."""

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot as plt
from PIL import Image
from scipy import stats

from course_utils import plots
from course_utils.policies import LINE_UP
from course_utils.upkeep.notebooks import ROOT


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize(
    "name", ["REAL", "MODEL", "THEORY", "PREDICTION", "MEAN", "QUIET"]
)
def test_colours_stand_out_from_white(name):
    """WCAG: 3 to 1 for graphics and for large or bold text."""
    assert 1.05 / (luminance(getattr(plots, name)) + 0.05) >= 3


def test_density_is_the_normal_density_however_narrow():
    for mean, std in ((0, 1), (0.3, 1e-4), (-2, 5)):
        x, y = plots.density(mean, std)
        assert np.allclose(y, stats.norm.pdf(x, mean, std))
        assert y.max() == pytest.approx(stats.norm.pdf(0) / std)
        assert np.all(np.diff(x) > 0)


def test_picture_has_the_sentence_as_alt_text_in_view_and_as_text():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [0, 1], color=plots.MODEL)
    picture = plots.Picture(figure, 'rises from "0" to 1')
    plt.close(figure)
    html = picture._repr_html_()
    assert 'alt="rises from &quot;0&quot; to 1"' in html
    assert ">rises from &quot;0&quot; to 1</figcaption>" in html
    assert repr(picture) == 'A picture\nrises from "0" to 1'
    assert html.splitlines()[0].isspace()
    image = Image.open(io.BytesIO(picture.png))
    assert len(image.getcolors()) <= plots.COLOURS
    assert f'width="{image.width}" height="{image.height}"' in html


def test_show_closes_the_figure(capsys):
    figure, _ = plt.subplots()
    plots.show(figure, "an empty axis")
    assert not plt.fignum_exists(figure.number)
    assert "an empty axis" in capsys.readouterr().out


def test_lineages_are_drawn_with_gaps_between_them():
    figure, ax = plt.subplots()
    line = plots.lineages(ax, np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    plt.close(figure)
    assert np.array_equal(
        line.get_ydata(), [1, 3, 5, np.nan, 2, 4, 6, np.nan], equal_nan=True
    )
    assert np.array_equal(
        line.get_xdata(), [0, 1, 2, np.nan, 0, 1, 2, np.nan], equal_nan=True
    )


def test_generations_run_from_light_to_dark():
    shades = [sum(plots.generation_colour(t, 10)[:3]) for t in range(11)]
    assert shades == sorted(shades, reverse=True)


def test_each_policy_of_the_line_up_has_a_style_of_its_own():
    styles = [plots.policy_style(name) for name in LINE_UP]
    for property in ("color", "linestyle"):
        assert len({str(style[property]) for style in styles}) == len(LINE_UP)
    assert plots.policy_style("fresh") == plots.policy_style("10 % fresh")
    for name in ("new", "", "replace, T = 1"):
        with pytest.raises(ValueError, match=f"no style for '{name}'; .* replace, "):
            plots.policy_style(name)


def test_a_style_that_is_changed_stays_in_the_figure():
    plots.policy_style("replace")["color"] = "black"
    assert plots.policy_style("replace")["color"] == plots.MODEL


def test_no_colour_of_the_palette_is_typed_again():
    """Neither in the package nor in a notebook's code."""
    palette = {v.lower() for v in vars(plots).values() if re.match("#", str(v))}
    palette |= {style["color"].lower() for style in plots.POLICIES.values()}
    assert len(palette) == 10
    texts = {f: f.read_text("utf-8") for f in (ROOT / "course_utils").rglob("*.py")}
    del texts[Path(plots.__file__)]
    for file in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        code = ("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        texts[file] = "\n".join(code)
    again = {
        (file.name, colour)
        for file, text in texts.items()
        for colour in re.findall(r"#[0-9A-Fa-f]{6}\b", text)
        if colour.lower() in palette
    }
    assert not again


def test_numbers_are_said_as_people_say_them():
    said = {
        0: "0", 3.3e-8: "less than 0.0001", 0.00076: "0.00076", 0.5: "0.5", 1: "1",
        0.996: "1", 29.84: "30", 1234567: "1,200,000",
    }  # fmt: skip
    assert {value: plots.plain(value) for value in said} == said
    assert plots.plain(29.84, 3) == "29.8"


def test_logarithmic_axes_have_no_powers():
    figure, ax = plt.subplots()
    ax.set(xscale="log", yscale="log", xlim=(1e-6, 2), ylim=(1, 3_000))
    for axis in (ax.xaxis, ax.yaxis):
        plots.plain_ticks(axis)
    figure.canvas.draw()
    labels = [label.get_text() for label in figure.findobj(plt.Text)]
    plt.close(figure)
    assert {"0.000001", "1", "1,000"} <= set(labels)
    assert not any("$" in label for label in labels)


def test_panels_keep_their_size_and_wide_pictures_may_shrink():
    for width, style in ((520, "max-width:none"), (521, "max-width:100%")):
        figure = plt.Figure((width / 100, 1), dpi=100)
        html = plots.Picture(figure, "a blank picture")._repr_html_()
        assert f'width="{width}"' in html and style in html
