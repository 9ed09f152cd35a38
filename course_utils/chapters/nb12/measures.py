"""The claims of notebook 12, measured: plans on twenty seats of their own."""

import math
from statistics import fmean, stdev

from ...steward.line_up import SINGLE, UNCHECKED, WITHOUT, steward
from ...steward.scores import Result
from ...steward.world import of_seat
from ..measured import Measured
from .figures import results

SEATS = 20
PLANS = {"steward": steward, "unchecked": UNCHECKED, **SINGLE}
PLANS |= {f"without {name}": plan for name, plan in WITHOUT.items()}


def seats(seed: int) -> range:
    """Twenty seats that belong to a seed."""
    return range(SEATS * seed, SEATS * (seed + 1))


def mean(seed: int, *, plan: str, of: str) -> Measured:
    """Mean of a meter, or of the points, over the seats of a seed."""
    found = results(PLANS[plan], map(of_seat, seats(seed)))
    return measured(found, of)


def measured(found: list[Result], of: str) -> Measured:
    """The mean of some games and its standard error."""
    values = [getattr(result, of) for result in found]
    return Measured(fmean(values), stdev(values) / math.sqrt(len(values)))
