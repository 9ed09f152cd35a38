"""The line-up of policies, by the names that the course shows."""

from .basic import Accumulate, Anchor, Archive, FreshReal, Replace, Subsample
from .policy import Policy

LINE_UP: dict[str, Policy] = {
    "replace": Replace(),
    "subsample": Subsample(),
    "accumulate": Accumulate(),
    "10 % fresh": FreshReal(0.1),
    "10 % kept": Anchor(0.1),
    "archive": Archive(),
    "control": FreshReal(1.0),
}
"""The policies that the course compares, by the names that it shows."""


def line_up(*names: str) -> dict[str, Policy]:
    """The policies of these names, in this order, as in ``LINE_UP``."""
    unknown = [name for name in names if name not in LINE_UP]
    if unknown:
        raise ValueError(
            f"no policy is called {unknown[0]!r}; there are {', '.join(LINE_UP)}"
        )
    return {name: LINE_UP[name] for name in names}
