"""A creature as a small drawing: SVG, in greys, with its words as the title."""

import numpy as np

from .creatures import words

LINE = 'stroke="#222" stroke-width="2"'


def svg(creature: np.ndarray, label: str) -> str:
    """A drawing of a creature (8,), 120 pixels wide."""
    body, shade, eyes, legs, horns, spots, tail, mouth = np.round(creature, 3)
    wide, high = 18 + 24 * body, 22.0
    grey = f"rgb({(level := round(235 - 130 * shade))},{level},{level})"
    parts = [
        *_legs(wide, 8 + 20 * legs),
        _tail(wide, 6 + 16 * tail),
        f'<ellipse cx="60" cy="58" rx="{wide:.1f}" ry="{high}" fill="{grey}" {LINE}/>',
        *_spots(wide, round(6 * spots)),
        *_horns(26 * horns),
        *_eyes(3 + 6 * eyes),
        f'<path d="M52 66 Q60 {60 + 12 * mouth:.1f} 68 66" fill="none" {LINE}/>',
    ]
    return (
        f'<svg viewBox="0 0 120 112" width="120" height="112" role="img" '
        f'aria-label="{label}: {words(creature)}">'
        f'<rect width="120" height="112" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _stroke(x1, y1, x2, y2) -> str:
    ends = (f'{name}="{value:.1f}"' for name, value in
            zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True))  # fmt: skip
    return f"<line {' '.join(ends)} {LINE}/>"


def _legs(wide, long):
    return [_stroke(60 + x * wide, 72, 60 + x * wide, 78 + long) for x in (-0.6, 0.6)]


def _tail(wide, long) -> str:
    start = 60 + wide
    return _stroke(start - 2, 60, min(118, start + long), 60 - long)


def _horns(long):
    return [_stroke(60 + x, 40, 60 + 1.6 * x, 40 - long) for x in (-9, 9) if long > 2]


def _eyes(size):
    return [
        f'<circle cx="{60 + x}" cy="52" r="{r:.1f}" fill="{fill}" {LINE}/>'
        for x in (-9, 9)
        for r, fill in ((size, "#fff"), (size / 3, "#222"))
    ]


def _spots(wide, number):
    return [
        f'<circle cx="{60 + wide * (i / 3 - 0.83):.1f}" cy="{73 - 3 * (i % 2)}" r="2.5"'
        ' fill="#222"/>'
        for i in range(number)
    ]
