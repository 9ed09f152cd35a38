"""The rules: what one generation does to the data, and a game of ten of them.

A pile is a count for each type, for junk and for poison: (COLUMNS,) whole numbers. The
model is its training pile: it writes each type as often as it has read it, sharpened
by the decoder's temperature, and a share of what it writes is junk.

    state = begin(world)
    state = turn(state, Actions(human=50, archive=True))     a new state, ten times
    play(world, plan)                                        all ten (``plans``)

Draws depend on the seat, the generation and the channel alone, so a game is the same
every time, and what one action draws does not depend on the others.
"""

from dataclasses import dataclass, replace

import numpy as np

from .actions import Actions, Refused, bill
from .meters import Meters, read
from .scores import Score, score
from .world import COLUMNS, GENERATIONS, GIFT, JUNK, POISON, SIZE, World

CHANNELS = ("gift", "crawl", "web", "human", "own", "checked", "lapse", "meters")
FINE = 2**40  # shares become whole numbers before a draw: no last digit decides


@dataclass(frozen=True)
class State:
    """A game between two generations; ``t`` is the one that is to be decided next.

    archive : what is kept of human records and of the crawl; own : kept own writing.
    model : the pile that the last model has learnt from, None before the first.
    """

    world: World
    t: int
    credits: float
    archive: np.ndarray
    own: np.ndarray
    model: np.ndarray | None = None
    scores: tuple[Score, ...] = ()
    meters: tuple[Meters, ...] = ()
    actions: tuple[Actions, ...] = ()

    @property
    def over(self) -> bool:
        """Whether all generations are played."""
        return self.t > GENERATIONS

    def bill(self, actions: Actions) -> dict:
        """Name -> credits that these actions would cost now."""
        crawlable = self.world.crawlable(self.t)
        kept, own = int(self.archive.sum()), int(self.own.sum())
        return bill(actions, self.world.prices, crawlable, kept, own)

    def rng(self, channel: str) -> np.random.Generator:
        """The generator of a channel in this generation."""
        place = CHANNELS.index(channel)
        return np.random.default_rng([self.world.seat, self.t, place])


def begin(world: World) -> State:
    """Before generation 1: the gift in hand, all credits."""
    nothing = np.zeros(COLUMNS, int)
    state = State(world, 1, world.credits, nothing, nothing)
    return replace(state, archive=draw(GIFT, world.truth(1), state.rng("gift")))


def turn(state: State, actions: Actions) -> State:
    """One generation: buy, crawl, check, train, write, let licences lapse.

    Raises Refused where the credits do not suffice.
    """
    cost = sum(state.bill(actions).values())
    if cost > state.credits + 1e-9:
        raise Refused(
            f"this costs {cost:.1f} credits, and only {state.credits:.1f} are left"
        )
    fresh = _crawled(state, actions) + _bought(state, actions)
    if actions.provenance:
        fresh[POISON] = 0
    real = state.archive + fresh
    own = _written(state, actions, SIZE - int(real.sum()))
    model = real + own + state.own
    nothing = np.zeros_like(own)
    return replace(
        state,
        t=state.t + 1,
        credits=state.credits - cost,
        archive=_lapsed(state, real) if actions.archive else nothing,
        own=own + state.own if actions.accumulate else nothing,
        model=model,
        scores=(*state.scores, score(model, state.world, state.t)),
        meters=(*state.meters, read(model, state.world, state.t, state.rng("meters"))),
        actions=(*state.actions, actions),
    )


def _crawled(state: State, actions: Actions) -> np.ndarray:
    """Human records and model text from the web, perhaps filtered, perhaps poisoned."""
    world, t = state.world, state.t
    n = min(actions.crawl, world.crawlable(t))
    models = round(n * world.synthetic(t))
    humans = n - models
    if actions.detect:
        models = round(models * (1 - world.caught))
        humans = round(humans * (1 - world.flagged))
    pile = draw(humans, world.truth(t), state.rng("crawl"))
    pile += _text(state, models, "web")
    return _poisoned(pile, world, t)


def _bought(state: State, actions: Actions) -> np.ndarray:
    """Human records that were paid for."""
    world, t = state.world, state.t
    pile = draw(actions.human, world.truth(t), state.rng("human"))
    return _poisoned(pile, world, t)


def _poisoned(pile: np.ndarray, world: World, t: int) -> np.ndarray:
    """The pile and the poison that came with it."""
    pile[POISON] += round(pile.sum() * world.poisoned(t))
    return pile


def _written(state: State, actions: Actions, n: int) -> np.ndarray:
    """n records of the last model; where they are checked, junk is thrown away."""
    if state.model is None or n <= 0:
        return np.zeros(COLUMNS, int)
    checked = min(actions.verify, n)
    passed = _text(state, checked, "checked")
    passed[JUNK] = 0
    return passed + _text(state, n - checked, "own")


def _text(state: State, n: int, channel: str) -> np.ndarray:
    """n records as the last model writes them, junk among them."""
    if state.model is None:  # before generation 1 the web's models had real text
        learnt, temperature = state.world.truth(state.t), 1.0
    else:
        learnt, temperature = state.model, state.world.temperature(state.t)
    junk = round(n * state.world.junk)
    pile = draw(n - junk, learnt / learnt.sum(), state.rng(channel), temperature)
    pile[JUNK] += junk
    return pile


def _lapsed(state: State, pile: np.ndarray) -> np.ndarray:
    """What is left of a pile whose licences lapse, record by record."""
    records = np.repeat(np.arange(COLUMNS), pile)
    left = round(len(records) * (1 - state.world.lapse))
    kept = state.rng("lapse").permutation(records)[:left]
    return np.bincount(kept, minlength=COLUMNS)


def draw(n: int, p: np.ndarray, rng: np.random.Generator, temperature=1.0):
    """(COLUMNS,) counts of n records of shares p; T below 1 prefers the usual."""
    sharp = p if temperature == 1 else p ** (1 / temperature)
    edges = np.cumsum(np.round(sharp / sharp.sum() * FINE).astype(np.int64))
    drawn = np.searchsorted(edges, rng.integers(edges[-1], size=n), side="right")
    return np.bincount(drawn, minlength=COLUMNS)
