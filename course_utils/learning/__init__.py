"""The learning layer: predict, check, hint, quiz, progress.

Everything that a notebook needs is imported from here; each file is named by the verb
that it holds. What is asked lives in ``chapters``.
"""

from ..chapters import claims
from . import classroom, unplugged
from .bets import bets
from .blind_pairs import blind_pairs
from .certificate import certificate
from .check import check, hint, solution
from .funnel import funnel
from .game import game
from .glossary import glossary
from .policy_card import policy_card
from .predict import predict, reveal
from .progress import progress
from .quiz import quiz
from .task import task
from .verdicts import verdicts
from .vote import vote
from .who_wrote import who_wrote

__all__ = [
    "bets",
    "blind_pairs",
    "certificate",
    "check",
    "claims",
    "classroom",
    "funnel",
    "game",
    "glossary",
    "hint",
    "policy_card",
    "predict",
    "progress",
    "quiz",
    "reveal",
    "solution",
    "task",
    "unplugged",
    "verdicts",
    "vote",
    "who_wrote",
]
