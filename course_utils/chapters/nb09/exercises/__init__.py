"""Exercises of notebook 09: dashboards, where it turns, the least check, its price."""

from .dashboards import DASHBOARDS
from .flips import FLIPS
from .least_check import LEAST_CHECK
from .limit import LIMIT
from .price import PRICE

EXERCISES = [DASHBOARDS, FLIPS, LEAST_CHECK, LIMIT, PRICE]
