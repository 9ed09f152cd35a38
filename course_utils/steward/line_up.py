"""The plans that a game is compared with, and the steward with one measure taken away.

Their code is not shown in the notebook: what they do is told by their points.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

from .actions import MOST, Actions
from .plans import Plan, Report, cost

ENOUGH = 300  # records: a smaller crawl is not worth its checks
CHECKED = 700  # records of its own writing that the steward verifies
CHECKS = ("detect", "verify", "provenance")


def steward(seen: Report, without: tuple[str, ...] = ()) -> dict:
    """Crawl while there is enough, check everything, keep it, and buy with the rest.

    without : actions that are left away; their money goes to human records.
    """
    wanted = {
        "crawl": seen["crawlable"] if seen["crawlable"] >= ENOUGH else 0,
        "detect": True,
        "provenance": True,
        "archive": True,
        "verify": CHECKED if seen["generation"] > 1 else 0,
    }
    wanted = {name: value for name, value in wanted.items() if name not in without}
    if "human" not in without:
        each_time = seen["credits"] / seen["left"]
        wanted["human"] = affordable(seen, wanted, "human", each_time)
    return within_means(seen, wanted)


def affordable(seen: Report, wanted: dict, name: str, credits: float) -> int:
    """How many records of an action these credits buy, beside what is wanted.

    name : "human", "crawl" or "verify".
    """
    most = min(MOST[name], seen["crawlable"]) if name == "crawl" else MOST[name]
    each = cost(seen, {**wanted, name: 1}) - cost(seen, {**wanted, name: 0})
    return max(0, min(most, int((credits - cost(seen, wanted)) / each)))


def within_means(seen: Report, wanted: dict) -> dict:
    """The same with the largest amounts cut down until the credits cover it."""
    wanted = dict(wanted)
    for name in ("human", "verify", "crawl", "accumulate", "archive"):
        while cost(seen, wanted) > seen["credits"] and wanted.get(name):
            wanted[name] = wanted[name] * 3 // 4 if name in MOST else False
    return wanted


def always(**actions) -> Plan:
    """The same actions in every generation, as far as the credits go."""
    return lambda seen: within_means(seen, actions)


def at_once(seen: Report) -> dict:
    """All credits for human records in generation 1."""
    return {"human": int(seen["credits"])} if seen["generation"] == 1 else {}


SINGLE = {
    "nothing at all": always(),
    "human records, evenly": always(human=140),
    "human records, at once": at_once,
    "the crawl alone": always(crawl=2_000),
    "the archive alone": always(archive=True),
    "verification alone": always(verify=2_000),
    "accumulate alone": always(accumulate=True),
}
WITHOUT = {
    f.name: partial(steward, without=(f.name,))
    for f in fields(Actions)
    if f.name != "accumulate"
}
UNCHECKED = partial(steward, without=CHECKS)


def baselines() -> dict[str, Callable]:
    """Name -> plan, as a report card shows them."""
    return {"the steward": steward, "the same, unchecked": UNCHECKED, **SINGLE}
