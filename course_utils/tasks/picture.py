"""Small drawings as SVG: a prediction over the truth.

Written by hand with rounded coordinates, so that the text is the same on every machine
and strict nbval can compare it. Green squares with a dashed line are the
learner's prediction, orange circles with a solid line are what happened.
"""

import base64
import html
import math
from collections.abc import Sequence

from .. import plots

WIDTH, LEFT, RIGHT, TOP, BOTTOM = plots.WIDEST_PANEL, 70, 20, 40, 50
TICKS = 4
FAR = 100  # a number line is logarithmic if high / low is at least this
TEXT = 'font-family="sans-serif" font-size="15" fill="#222"'
MINE, TRUTH = "your prediction", "what happened"


def image(svg: str, alt: str) -> str:
    """HTML with the drawing and its sentence, which screen readers read too."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    caption = html.escape(alt)
    return (
        f'<figure style="margin: 0"><img alt="{caption}" '
        f'style="max-width: 100%; background: white" '
        f'src="data:image/svg+xml;base64,{data}">'
        f'<figcaption style="padding-top: 4px">{caption}</figcaption></figure>'
    )


def chart(
    x: Sequence[float],
    mine: Sequence[float] | None,
    truth: Sequence[float],
    x_name: str,
    y_name: str,
    limits: tuple[float, float],
) -> str:
    """SVG of two curves over the same x; ``mine`` may be missing."""
    height = 320
    across = _scale(min(x), max(x), LEFT + 20, WIDTH - RIGHT - 20)
    up = _scale(*limits, height - BOTTOM, TOP)
    parts = [_text(across(v), height - BOTTOM + 22, f"{v:g}", "middle") for v in x]
    for i in range(TICKS + 1):
        v = limits[0] + (limits[1] - limits[0]) * i / TICKS
        parts.append(_line([(LEFT, up(v)), (WIDTH - RIGHT, up(v))], "#E3E3E3", 1))
        parts.append(_text(LEFT - 8, up(v) + 5, f"{v:.4g}", "end"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, height - 8, x_name, "middle"))
    parts.append(_text(8, 16, y_name, "start"))
    parts += _curve(across, up, x, truth, plots.MODEL, "circle")
    if mine is not None:
        parts += _curve(across, up, x, mine, plots.PREDICTION, "square")
    return _svg(height, parts + _legend(mine is not None))


def number_line(
    mine: float | None, truth: float, low: float, high: float, unit: str
) -> str:
    """SVG of two numbers on one line, which is stretched to include the truth.

    The line is logarithmic if its ends are far apart and above 0.
    """
    height = 150
    across, ticks = _axis(min(low, truth), max(high, truth))
    y = 85
    parts = [_line([(LEFT, y), (WIDTH - RIGHT - 20, y)], "#888", 2)]
    for v in ticks:
        parts.append(_line([(across(v), y - 5), (across(v), y + 5)], "#888", 2))
        parts.append(_text(across(v), y + 28, f"{float(f'{v:.4g}'):,.10g}", "middle"))
    parts.append(_text(WIDTH / 2, height - 8, unit, "middle"))
    parts.append(_mark(across(truth), y, plots.MODEL, "circle"))
    if mine is not None:
        if mine != truth:
            gap = [(across(mine), y - 16), (across(truth), y - 16)]
            parts.append(_line(gap, plots.PREDICTION, 2, "6 4"))
        parts.append(_mark(across(mine), y, plots.PREDICTION, "square"))
    return _svg(height, parts + _legend(mine is not None))


def _axis(low: float, high: float):
    """The position of a number on the line, and the numbers that are marked."""
    start, end = LEFT, WIDTH - RIGHT - 20
    if low <= 0 or high < FAR * low:
        ticks = [low + (high - low) * i / TICKS for i in range(TICKS + 1)]
        return _scale(low, high, start, end), ticks
    place = _scale(math.log(low), math.log(high), start, end)
    between = range(math.floor(math.log10(low)) + 1, math.ceil(math.log10(high)))
    return lambda v: place(math.log(v)), [low, *(10**k for k in between), high]


def _scale(low, high, start, end):
    span = (high - low) or 1
    return lambda v: start + (end - start) * (v - low) / span


def _curve(across, up, x, y, colour, shape) -> list[str]:
    places = [(across(a), up(b)) for a, b in zip(x, y, strict=True)]
    dash = "6 4" if shape == "square" else ""
    return [_line(places, colour, 3, dash), *(_mark(*p, colour, shape) for p in places)]


def _legend(with_mine: bool) -> list[str]:
    parts = [
        _mark(WIDTH - 150, 16, plots.MODEL, "circle"),
        _text(WIDTH - 138, 21, TRUTH, "start"),
    ]
    if with_mine:
        parts.append(_mark(WIDTH - 310, 16, plots.PREDICTION, "square"))
        parts.append(_text(WIDTH - 298, 21, MINE, "start"))
    return parts


def _line(places, colour: str, width: int, dash: str = "") -> str:
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _mark(x: float, y: float, colour: str, shape: str) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}"/>'
    corner = f'x="{x - 6:.1f}" y="{y - 6:.1f}"'
    return f'<rect {corner} width="12" height="12" fill="{colour}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {TEXT}>'
        f"{html.escape(text)}</text>"
    )


def _svg(height: int, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}"><rect width="100%" height="100%" '
        f'fill="white"/>{"".join(parts)}</svg>'
    )
