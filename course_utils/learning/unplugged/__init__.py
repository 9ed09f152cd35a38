"""The loop on paper: what a room collects, drawn over theory as in the notebooks.

A function per game: it takes the rows that are read out and returns a picture. How to
play stands in ``teaching/unplugged``.
"""

from .coins import coins
from .dice import dice
from .names import names
from .row import row, slips

__all__ = ["coins", "dice", "names", "row", "slips"]
