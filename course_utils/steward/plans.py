"""Plans: from what a team can see to what it does, ten times in a row.

    def plan(report):                    a dict; ``report`` lists what is in it
        return {"human": 50, "archive": True}

``cost(report, actions)`` says what actions would cost, before they are decided.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields

from .actions import Actions, Refused, bill
from .game import State, begin, turn
from .meters import Meters
from .world import GENERATIONS, Prices, World

Report = dict
Plan = Callable[[Report], Mapping | Actions]


def report(state: State) -> Report:
    """What a team knows before it decides: no score, no shock that is to come.

    generation and left (this one counts); credits; prices, by name; archive and own,
    the records kept; crawlable, how many records the web offers now; and for each
    meter the (low, high) of the last generation, None before the first.
    """
    last = state.meters[-1] if state.meters else None
    return {
        "generation": state.t,
        "left": GENERATIONS - state.t + 1,
        "credits": state.credits,
        "prices": dict(vars(state.world.prices)),
        "archive": int(state.archive.sum()),
        "own": int(state.own.sum()),
        "crawlable": state.world.crawlable(state.t),
        **{f.name: last and getattr(last, f.name).ends for f in fields(Meters)},
    }


def cost(seen: Report, actions: Mapping | Actions) -> float:
    """Credits that actions would cost now.

    Raises Refused for what is no action.
    """
    prices, actions = Prices(**seen["prices"]), Actions.of(actions)
    kept, own = seen["archive"], seen["own"]
    return sum(bill(actions, prices, seen["crawlable"], kept, own).values())


def play(world: World, plan: Plan) -> State:
    """A whole game by a plan.

    Raises Refused, with the generation, where the plan hands in what is no action or
    what the credits do not cover.
    """
    state = begin(world)
    while not state.over:
        given = plan(report(state))
        try:
            state = turn(state, Actions.of(given))
        except Refused as problem:
            raise Refused(f"in generation {state.t} {problem}") from None
    return state
