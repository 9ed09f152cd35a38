"""The class is the Monte Carlo: lines of the seats, and the teacher's sheet."""

from ..line import Line
from .instructor import instructor_text
from .lines import collect, preference, preferences
from .picture import draw

__all__ = ["Line", "collect", "draw", "instructor_text", "preference", "preferences"]
