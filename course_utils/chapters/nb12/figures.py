"""Notebook 12: its tables and pictures.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from statistics import fmean

import numpy as np

from ... import plots
from ...steward.game import State
from ...steward.line_up import SINGLE
from ...steward.plans import play
from ...steward.scores import GRADES, Result
from ...steward.world import GENERATIONS, World, of_seat

METERS = ("tail", "valid", "attack")
OTHERS = "human records, evenly"


def results(plan: Callable, worlds: Iterable[World]) -> list[Result]:
    """A plan on some worlds."""
    return [Result.of(play(world, plan).scores) for world in worlds]


def plans_table(found: Mapping[str, list[Result]]) -> None:
    """Print means of meters and points, and how many seats have an A."""
    print("The same seats for every plan")
    print(f"{'':23s}{'points':>7s}{'tail':>7s}{'valid':>7s}{'attack':>8s}   A on")
    for name, some in found.items():
        mean = [fmean(getattr(r, key) for r in some) for key in ("points", *METERS)]
        best = sum(result.grade == "A" for result in some)
        print(
            f"{name:23s}{mean[0]:7.0f}{100 * mean[1]:5.0f} %{100 * mean[2]:5.0f} %"
            f"{100 * mean[3]:6.0f} %{best:4d} of {len(some)}"
        )


def game_picture(plan: Callable, seat: int) -> None:
    """Draw the meters of a plan's game, as nobody in it sees them."""
    scores = play(of_seat(seat), plan).scores
    axes = plots.panels(3, sharey=True)
    t, sentences = np.arange(1, GENERATIONS + 1), []
    for ax, name, limit in zip(axes, METERS, GRADES["A"], strict=True):
        values = [getattr(score, name) for score in scores]
        ax.plot(t, values, color=plots.MODEL, linewidth=2.5)
        ax.axhline(limit, color=plots.QUIET, linestyle=":")
        ax.set(
            title=name, xlabel="generation", ylim=(-0.03, 1.05), xticks=(1, 4, 7, 10)
        )
        sentences.append(
            f"{name.capitalize()} at generations 1, 5 and 10: {values[0]:.2f}, "
            f"{values[4]:.2f} and {values[9]:.2f} (dotted: needed for an A, "
            f"{limit:g})."
        )
    plots.show(axes, *sentences)


def prices_table(
    plan: Callable, seats: Iterable[int], factors: Iterable[float]
) -> None:
    """Print what becomes of a plan where one price is another one."""
    worlds = [of_seat(seat) for seat in seats]
    print("One price is changed, the others stay")
    print(f"mean of {len(worlds)} seats")
    print(f"{'points where it costs':24s}" + "".join(f"{f:>7g} x" for f in factors))
    for name in vars(worlds[0].prices):
        if name == "accumulate":
            continue
        points = []
        for factor in factors:
            other = [_dearer(world, name, factor) for world in worlds]
            points.append(fmean(r.points for r in results(plan, other)))
        print(f"{name:24s}" + "".join(f"{value:9.0f}" for value in points))


def _dearer(world: World, name: str, factor: float) -> World:
    price = getattr(world.prices, name) * factor
    return replace(world, prices=replace(world.prices, **{name: price}))


def my_grade(state: State) -> str:
    """The grade of your game; where it is not finished, that of another team.

    That team bought human records evenly, and did nothing else.
    """
    if not state.over:
        state = play(of_seat(1), SINGLE[OTHERS])
    return Result.of(state.scores).grade
