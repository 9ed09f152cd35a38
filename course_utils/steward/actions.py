"""What a steward can do in a generation, what it costs, and what is refused."""

import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass, fields

from .world import SIZE, Prices

MOST = {"human": 2_000, "crawl": 2_000, "verify": SIZE}


class Refused(ValueError):
    """Actions that are none; the text says what was given and what is allowed."""


@dataclass(frozen=True)
class Actions:
    """One generation's decisions; the default is to do nothing.

    human, crawl : records to buy, and to take from the web; verify : how many of the
    own model's records to check; detect, provenance : check what is crawled for model
    text, and all that is new for its origin; archive : keep what is not the model's
    own for the next generations; accumulate : keep the model's own writing, too.
    """

    human: int = 0
    crawl: int = 0
    detect: bool = False
    provenance: bool = False
    verify: int = 0
    archive: bool = False
    accumulate: bool = False

    @classmethod
    def of(cls, given) -> "Actions":
        """Actions from themselves or from a dict; Refused says what is wrong."""
        if isinstance(given, cls):
            return given
        if not isinstance(given, Mapping):
            raise Refused(
                "the actions have to be a dict such as {'human': 50, 'archive': True}; "
                f"this is {type(given).__name__}"
            )
        known = [one.name for one in fields(cls)]
        unknown = [name for name in given if name not in known]
        if unknown:
            raise Refused(
                f"there is no action {unknown[0]!r}; there are {', '.join(known)}"
            )
        return cls(**{name: _value(name, value) for name, value in given.items()})


def _value(name: str, value):
    """A whole number or a switch."""
    if name not in MOST:
        if value not in (True, False):
            raise Refused(f"{name} is {value!r}, but it must be True or False")
        return bool(value)
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not real or not math.isfinite(value):
        raise Refused(f"{name} is {value!r}, but it must be a number of records")
    if not 0 <= value <= MOST[name]:
        raise Refused(f"{name} is {value!r}, but it must be from 0 to {MOST[name]:,}")
    return int(value)


def bill(actions: Actions, price: Prices, crawlable: int, kept: int, own: int) -> dict:
    """Name -> credits for each thing that costs something.

    crawlable : records that the web offers; kept : records in the archive before this
    generation; own : records of kept own writing, trained on beyond SIZE.
    """
    crawl = min(actions.crawl, crawlable)
    costs = {
        "human": actions.human * price.human,
        "crawl": crawl * price.crawl,
        "detect": actions.detect * crawl * price.detect,
        "provenance": actions.provenance * (crawl + actions.human) * price.provenance,
        "verify": actions.verify * price.verify,
        "archive": actions.archive * (kept + crawl + actions.human) * price.archive,
        "accumulate": actions.accumulate * own * price.accumulate,
    }
    return {name: cost for name, cost in costs.items() if cost}
