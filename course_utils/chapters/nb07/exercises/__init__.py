"""Exercises of notebook 07: dashboards, an alarm, a law, a tale, what the loop did."""

from .alarm import ALARM
from .dashboards import DASHBOARDS
from .loop_effect import LOOP_EFFECT
from .next_law import NEXT_LAW
from .who_is_left import WHO_IS_LEFT

EXERCISES = [DASHBOARDS, ALARM, NEXT_LAW, WHO_IS_LEFT, LOOP_EFFECT]
