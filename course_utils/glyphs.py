"""Glyphs: small grey pictures of digits, of 160 kinds that are known.

Ten digits in the 16 text fonts that come with matplotlib, turned, scaled, shifted,
slanted, heavier or lighter at random, with soft edges. Pictures never run out, and the
kind of each real one is known. Leaves out colour, noise and hands. Taught in notebook
06.

What is shipped is a signed distance per font and digit: how far it is to the edge,
positive inside. A heavier stroke is that distance plus a constant.
"""

from functools import cache
from itertools import product
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.ft2font import FT2Font

from . import checks

FONTS = [
    f"{family}{style}"
    for family, styles in {
        "DejaVuSans": ("", "-Bold", "-Oblique", "-BoldOblique"),
        "DejaVuSansMono": ("", "-Bold", "-Oblique", "-BoldOblique"),
        "DejaVuSerif": ("", "-Bold", "-Italic", "-BoldItalic"),
        "STIXGeneral": ("", "Bol", "Italic", "BolIta"),
    }.items()
    for style in styles
]
DIGITS = 10
TYPES = len(FONTS) * DIGITS
FILE = Path(__file__).with_suffix(".npz")
MASTER, SIDE, EM = 64, 16, 56  # pixels: of a master, of a picture, of a letter's em
ZOOM = MASTER / SIDE  # pixels of a master in one of a picture
STEPS = 16  # of a stored distance in one pixel of a master
TURN, SHIFT, SLANT = np.radians(5), 0.35, 0.05  # standard deviations
SCALE, WEIGHT = (1.0, 1.15), (0.2, 2.0)  # uniform; weight in pixels of a master
SOFT = 0.95  # pixels of a picture from white to black
CHUNK = 1000


class Glyphs:
    """The truth of notebook 06: ``sample(n, rng)`` draws (n, 256) greys from 0 to 1.

    A picture is 16 rows of 16 pixels, 0 white and 1 black. Its kind is a whole number
    from 0 to 159: kind % 10 is the digit, ``FONTS[kind // 10]`` the font.
    """

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, 256) pictures."""
        return self.labelled(n, rng)[0]

    def labelled(self, n: int, rng: np.random.Generator) -> tuple:
        """(n, 256) pictures and their kinds, (n,)."""
        n, rng = checks.count("n", n), checks.generator(rng)
        kinds = rng.integers(TYPES, size=n)
        return self.drawn(kinds, rng), kinds

    def drawn(self, kinds: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """(n, 256) new pictures of these kinds (n,)."""
        kinds = checks.types("kinds", kinds, TYPES)
        where, weight = _affine(len(kinds), rng)
        x = np.empty((len(kinds), SIDE * SIDE), dtype=np.float32)
        for start in range(0, len(kinds), CHUNK):
            rows = slice(start, start + CHUNK)
            depth = _looked_up(kinds[rows], *_placed(where[rows]))
            grey = 0.5 + (depth + weight[rows, None]) / (SOFT * ZOOM)
            x[rows] = np.clip(grey, 0, 1)
        return x

    def __repr__(self) -> str:
        return f"Glyphs of {TYPES} kinds"


@cache
def masters() -> np.ndarray:
    """(160, 64, 64) signed distances in pixels of a master, as they are shipped.

    A file with other shapes or numbers is a ValueError.
    """
    with np.load(FILE, allow_pickle=False) as stored:
        steps = stored["steps"]
    if steps.shape != (TYPES, MASTER, MASTER) or steps.dtype != np.int8:
        raise ValueError(
            f"{FILE.name} holds {steps.dtype} of shape {steps.shape}, but it must hold "
            f"int8 of shape {(TYPES, MASTER, MASTER)}"
        )
    return steps.astype(np.float32) / STEPS


def remade() -> np.ndarray:
    """The same, drawn anew by matplotlib's font engine.

    Engines of different versions differ by fractions of a pixel.
    """
    depths = [
        _signed_distance(_centred(_font(name), digit))
        for name, digit in product(FONTS, range(DIGITS))
    ]
    most = np.iinfo(np.int8).max / STEPS
    return np.clip(depths, -most, most).astype(np.float32)


def save() -> None:
    """Ship masters that are drawn anew."""
    np.savez_compressed(FILE, steps=np.rint(remade() * STEPS).astype(np.int8))


def _font(name: str) -> FT2Font:
    font = FT2Font(str(Path(mpl.get_data_path(), "fonts", "ttf", f"{name}.ttf")))
    font.set_size(EM, 72)
    return font


def _centred(font: FT2Font, digit: int) -> np.ndarray:
    """(64, 64) bool: is the pixel inside of the digit?"""
    font.set_text(str(digit))
    font.draw_glyphs_to_bitmap()
    ink = np.asarray(font.get_image()) > 127
    ink = ink[np.ix_(ink.any(axis=1), ink.any(axis=0))]
    master = np.zeros((MASTER, MASTER), dtype=bool)
    top, left = ((MASTER - size) // 2 for size in ink.shape)
    master[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return master


def _signed_distance(ink: np.ndarray) -> np.ndarray:
    """Distance to the edge, half-way between pixels, positive where there is ink."""
    return np.where(ink, _distance(~ink) - 0.5, 0.5 - _distance(ink))


def _distance(goal: np.ndarray) -> np.ndarray:
    """Distance of each pixel to the nearest of the goal: along columns, then rows."""
    gap = np.subtract.outer(np.arange(MASTER), np.arange(MASTER)) ** 2
    within = np.where(goal, 0.0, 4 * MASTER**2)
    along = (gap[:, :, None] + within).min(axis=1)
    return np.sqrt((along[:, None, :] + gap).min(axis=2))


def _affine(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(n, 2, 3) maps from a picture's pixels to a master's, and (n,) weights."""
    turn, slant = TURN * rng.standard_normal(n), SLANT * rng.standard_normal(n)
    scale, weight = rng.uniform(*SCALE, n), rng.uniform(*WEIGHT, n)
    shift = SHIFT * rng.standard_normal((n, 2))
    rows = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    columns = np.stack(
        [slant * rows[:, 0] - rows[:, 1], slant * rows[:, 1] + rows[:, 0]]
    )
    matrix = np.stack([rows, columns.T], axis=1) * (ZOOM / scale)[:, None, None]
    middle = (MASTER - 1) / 2 - np.einsum("nij,nj->ni", matrix, shift + (SIDE - 1) / 2)
    return np.concatenate([matrix, middle[..., None]], axis=2), weight


def _placed(where: np.ndarray) -> np.ndarray:
    """(2, n, 256) rows and columns in the master of each pixel of a picture."""
    row, column = np.indices((SIDE, SIDE)).reshape(2, -1)
    pixel = np.stack([row, column, np.ones_like(row)])
    return np.clip((where @ pixel).swapaxes(0, 1), 0, MASTER - 1.001)


def _looked_up(kinds: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """(n, 256) distances at places between pixels, from the four around each."""
    top, left = row.astype(int), column.astype(int)
    down, right = row - top, column - left
    flat, at = masters().ravel(), (kinds[:, None] * MASTER + top) * MASTER + left
    upper = flat[at] * (1 - right) + flat[at + 1] * right
    lower = flat[at + MASTER] * (1 - right) + flat[at + MASTER + 1] * right
    return upper * (1 - down) + lower * down
