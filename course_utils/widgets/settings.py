"""Settings of an exploration: what can be chosen, and where it starts.

    Choice("Divide by", {"n − 1": 1, "n": 0})        one of a few named values
    Slider("Your copies", 1, 100)                    a number between two others
    Number("Seed", 0, 9999)                          a whole number to type
    Words("Your sentence", "I was here.")            a line of text

They know nothing of widgets: ``controls`` makes those. ``accept(value)`` raises an
error for a value that is not allowed, ``ends()`` lists what a sweep tries.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .. import checks


@dataclass(frozen=True)
class Choice:
    """One of a few named values; it starts with the first unless told otherwise."""

    label: str
    options: Mapping[str, object]
    start: object = None

    def __post_init__(self):
        _begin(self, next(iter(self.options.values())))

    def accept(self, value) -> None:
        """Raise ValueError for a value that is not among the options."""
        if value not in self.ends():
            known = ", ".join(repr(option) for option in self.ends())
            raise ValueError(f"{self.label} is {value!r}, but it must be {known}")

    def ends(self) -> list:
        """Every value: a choice has no middle."""
        return list(self.options.values())


@dataclass(frozen=True)
class Number:
    """A whole number from low to high; it starts with the lowest."""

    label: str
    low: int
    high: int
    start: int | None = None

    def __post_init__(self):
        _begin(self, self.low)

    def accept(self, value) -> None:
        """Raise ValueError for anything but a whole number in the range."""
        checks.count(self.label, value, least=self.low, most=self.high)

    def ends(self) -> list:
        """Lowest and highest value."""
        return [self.low, self.high]


@dataclass(frozen=True)
class Slider:
    """A number from low to high, in steps; whole where low, high and step are."""

    label: str
    low: float
    high: float
    start: float | None = None
    step: float = 1

    def __post_init__(self):
        _begin(self, self.low)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return all(isinstance(x, int) for x in (self.low, self.high, self.step))

    def accept(self, value) -> None:
        """Raise ValueError for a value that the slider cannot show."""
        if self.whole:
            checks.count(self.label, value, least=self.low, most=self.high)
        elif not isinstance(value, int | float) or not self.low <= value <= self.high:
            raise ValueError(
                f"{self.label} is {value!r}, but it must be from {self.low} to "
                f"{self.high}"
            )

    def ends(self) -> list:
        """Lowest and highest value."""
        return [self.low, self.high]


@dataclass(frozen=True)
class Words:
    """A line of text."""

    label: str
    start: str

    def __post_init__(self):
        self.accept(self.start)

    def accept(self, value) -> None:
        """Raise TypeError for anything but a text."""
        if not isinstance(value, str):
            raise TypeError(f"{self.label} is {value!r}, but it must be a text")

    def ends(self) -> list:
        """An empty line and a long one."""
        return ["", "a word and " * 40]


Setting = Choice | Number | Slider | Words


def _begin(setting: Setting, default) -> None:
    """Fill in the start if none was given, and check that it is allowed."""
    if setting.start is None:
        object.__setattr__(setting, "start", default)
    setting.accept(setting.start)
