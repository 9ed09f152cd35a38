"""The loop on paper: what a class collects, drawn over theory as in the notebooks.

One function per game: it takes the rows that are read out and returns a picture.
``teaching/unplugged`` explains how to play.
"""

from .coins import coins
from .dice import dice
from .names import names
from .row import row, slips

__all__ = ["coins", "dice", "names", "row", "slips"]
