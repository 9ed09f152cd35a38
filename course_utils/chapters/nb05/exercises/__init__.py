"""Exercises of notebook 05: archive or fresh, how many, rescue, a policy, a price."""

from .archive import ARCHIVE
from .archive_equivalent import ARCHIVE_EQUIVALENT
from .price import PRICE
from .real_needed import REAL_NEEDED
from .rescue import RESCUE

EXERCISES = [ARCHIVE_EQUIVALENT, REAL_NEEDED, RESCUE, ARCHIVE, PRICE]
