"""The class is the Monte Carlo: lines of the seats, and the teacher's sheet."""

from ..line import Line
from .bets import draw_bets
from .chains import draw_chains, draw_lives, my_chain
from .desk import desk
from .gather import Gathered, gather, hand_in
from .instructor import instructor_text
from .lines import collect, preference, preferences
from .mistakes import draw_mistakes, mistakes
from .picture import draw
from .votes import votes

__all__ = [
    "Gathered",
    "Line",
    "collect",
    "desk",
    "draw",
    "draw_bets",
    "draw_chains",
    "draw_lives",
    "draw_mistakes",
    "gather",
    "hand_in",
    "instructor_text",
    "mistakes",
    "my_chain",
    "preference",
    "preferences",
    "votes",
]
