"""Exercises of notebook 11: verify, descent, a dose, a rule, a card."""

from .card import CARD
from .descent import DESCENT
from .dose import DOSE
from .one_rule import ONE_RULE
from .verify import VERIFY

EXERCISES = [VERIFY, DESCENT, DOSE, ONE_RULE, CARD]
