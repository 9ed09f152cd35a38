"""Exercises of notebook 02: one draw of counts, copies, alarms, who comes back."""

from .alarms import FIRST_ALARM
from .copies import COPIES
from .next_counts import NEXT_COUNTS
from .way_back import WAY_BACK

EXERCISES = [NEXT_COUNTS, COPIES, FIRST_ALARM, WAY_BACK]
