"""The world of a steward: what is true, what things cost, and what is going to happen.

The truth is a categorical with Zipf's shares (``models.categorical``) that ages: in
each generation some rare types are replaced by new ones. Three shocks wait for every
seat, each with its own date: an inflow of human records that drops, poison in what is
bought and crawled, a decoder that prefers the usual. A seat's world is always the same.

What is built in was chosen so that no single action suffices: what a measure is worth
here is no evidence of what it is worth elsewhere. Taught in notebook 12.
"""

import random
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from .. import checks
from ..models.categorical import zipf

GENERATIONS = 10
CREDITS = 1_200
SIZE = 2_000  # records that a model learns from
GIFT = 1_000  # real records to begin with
TYPES = 400
TAIL = 60  # ranks beyond are the tail
AGEING = 14  # types of the tail that are new in each generation
ALL_TYPES = TYPES + AGEING * (GENERATIONS - 1)
JUNK, POISON = ALL_TYPES, ALL_TYPES + 1  # columns of a pile, after its types
COLUMNS = ALL_TYPES + 2


@dataclass(frozen=True)
class Prices:
    """Credits for one record, each time."""

    human: float = 0.8
    crawl: float = 0.02
    detect: float = 0.03
    verify: float = 0.03
    provenance: float = 0.02
    archive: float = 0.005  # for each record kept, in each generation
    accumulate: float = 0.01  # for each record of own writing beyond SIZE


@dataclass(frozen=True)
class Shocks:
    """What happens, and from which generation on."""

    drop_at: int = 4
    inflow: float = 0.15  # share of the crawl's supply that is left
    poison_at: int = 3
    poison: float = 0.1  # more records, of those bought and of those crawled
    decoder_at: int = 4
    temperature: float = 0.8


@dataclass(frozen=True)
class World:
    """All of it; ``replace`` from dataclasses makes another one.

    junk : share of what a model writes that is not valid. web : share of the crawl that
    models wrote, in generation 0; ``web_growth`` more in each. lapse : share of an
    archive whose licence ends after a generation. caught, flagged : shares of model
    text and of human text that the detector throws away.
    """

    seat: int = 1
    prices: Prices = Prices()
    shocks: Shocks = Shocks()
    credits: float = CREDITS
    junk: float = 0.2
    supply: int = 600
    web: float = 0.55
    web_growth: float = 0.05
    web_jump: float = 0.12  # more, once the inflow has dropped
    lapse: float = 0.15
    ageing: bool = True
    caught: float = 0.9
    flagged: float = 0.05
    names: np.ndarray = field(default=None, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "names", _names(self.seat, self.ageing))

    def truth(self, t: int) -> np.ndarray:
        """(COLUMNS,) shares of the types in generation t; junk and poison have none."""
        p = np.zeros(COLUMNS)
        p[self.names[t - 1]] = zipf(TYPES)
        return p

    def tail(self, t: int) -> np.ndarray:
        """The types of the tail in generation t."""
        return self.names[t - 1, TAIL:]

    def dropped(self, t: int) -> bool:
        """Whether the inflow has dropped."""
        return t >= self.shocks.drop_at

    def crawlable(self, t: int) -> int:
        """How many records a crawl can bring home in generation t."""
        return round(self.supply * (self.shocks.inflow if self.dropped(t) else 1))

    def synthetic(self, t: int) -> float:
        """Share of the crawl that models wrote."""
        share = self.web + self.web_growth * t + self.web_jump * self.dropped(t)
        return min(share, 1.0)

    def poisoned(self, t: int) -> float:
        """Poisoned records that come on top of each one that is bought or crawled."""
        return self.shocks.poison if t >= self.shocks.poison_at else 0.0

    def temperature(self, t: int) -> float:
        """The decoder's temperature."""
        return self.shocks.temperature if t >= self.shocks.decoder_at else 1.0


def of_seat(seat: int) -> World:
    """The world of a seat: the usual prices, its own shocks."""
    seat = checks.count("seat", seat, least=0)
    draw = random.Random(f"steward/{seat}")
    shocks = Shocks(
        drop_at=draw.randint(3, 5),
        inflow=draw.uniform(0.1, 0.2),
        poison_at=draw.randint(2, 5),
        poison=draw.uniform(0.06, 0.16),
        decoder_at=draw.randint(3, 6),
        temperature=draw.uniform(0.75, 0.85),
    )
    return World(seat, shocks=shocks)


def varied(seat: int) -> World:
    """A seat's world where licences lapse faster and each price has its own discount.

    A price is from about a third of the usual one up to all of it.
    """
    draw = random.Random(f"steward/prices/{seat}")
    usual = vars(Prices())
    prices = {
        name: round(price * 2 ** draw.uniform(-1.5, 0), 4)
        for name, price in usual.items()
    }
    return replace(of_seat(seat), prices=Prices(**prices), lapse=0.2)


@cache
def _names(seat: int, ageing: bool) -> np.ndarray:
    """(GENERATIONS, TYPES): which type has which rank, generation by generation."""
    rng = np.random.default_rng([seat, 0])
    names, now = [], np.arange(TYPES)
    for t in range(GENERATIONS):
        if t and ageing:
            now = now.copy()
            places = TAIL + rng.permutation(TYPES - TAIL)[:AGEING]
            now[places] = TYPES + (t - 1) * AGEING + np.arange(AGEING)
        names.append(now)
    return np.array(names)
