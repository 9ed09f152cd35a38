"""How far off a number may be, and the words for it, from the same numbers."""

from dataclasses import dataclass

import numpy as np

ROUNDING = 1e-9
COUNTS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"]


@dataclass(frozen=True)
class Tolerance:
    """A share of the right number plus a fixed amount; for all numbers or one each."""

    relative: float | tuple[float, ...] = 0.0
    absolute: float | tuple[float, ...] = 0.0

    def near(self, seen, right) -> np.ndarray:
        """For each number, whether it is close enough; infinity only to itself."""
        seen, right = np.asarray(seen, float), np.asarray(right, float)
        with np.errstate(invalid="ignore"):
            off = np.abs(seen - right)
            slack = np.asarray(self.absolute) + np.asarray(self.relative) * abs(right)
            rounding = ROUNDING * np.maximum(1, np.abs(right))
            near = (off <= slack + rounding) & np.isfinite(right)
        return near | (seen == right)

    def words(self, names: list[str]) -> str:
        """'each of the four numbers within 8 % plus 0.3', or group by group."""
        groups = {}
        for name, *slack in zip(names, *self._each(len(names)), strict=True):
            groups.setdefault(tuple(slack), []).append(name)
        if len(groups) == 1:
            return f"{_all(len(names))} {within(*next(iter(groups)))}"
        return "; ".join(
            f"{', '.join(some)}: {within(*slack)}" for slack, some in groups.items()
        )

    def _each(self, count: int) -> list[list[float]]:
        both = self.relative, self.absolute
        return [np.broadcast_to(slack, count).tolist() for slack in both]


def _all(count: int) -> str:
    if count <= 2:
        return ["", "the number", "both numbers"][count]
    return f"each of the {COUNTS[count] if count < len(COUNTS) else count} numbers"


def within(relative: float, absolute: float) -> str:
    """'within 8 % plus 0.3', 'exactly'."""
    parts = [f"{_plain(100 * relative)} %"] if relative else []
    parts += [_plain(absolute)] if absolute else []
    return f"within {' plus '.join(parts)}" if parts else "exactly"


def _plain(number: float) -> str:
    """Without an exponent: 0.00001."""
    return np.format_float_positional(number, precision=9, trim="-")
