"""The learning layer: predict, check, hint, quiz, progress.

Everything that a notebook needs is imported from here; each file is named by the verb
that it holds. What is asked lives in ``chapters``.
"""

from ..chapters import claims
from . import classroom
from .bets import bets
from .blind_pairs import blind_pairs
from .certificate import certificate
from .check import check, hint, solution
from .game import game
from .glossary import glossary
from .predict import predict, reveal
from .progress import progress
from .quiz import quiz
from .task import task
from .verdicts import verdicts

__all__ = [
    "bets",
    "blind_pairs",
    "certificate",
    "check",
    "claims",
    "classroom",
    "game",
    "glossary",
    "hint",
    "predict",
    "progress",
    "quiz",
    "reveal",
    "solution",
    "task",
    "verdicts",
]
