"""Exercises of notebook 12."""

from .cheapest_mend import CHEAPEST_MEND
from .plan import PLAN
from .report_cards import REPORT_CARDS

EXERCISES = [REPORT_CARDS, CHEAPEST_MEND, PLAN]
