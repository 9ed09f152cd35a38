"""An experiment to explore: settings, pictures and a sentence, without widgets.

A complete example::

    def simulate(n, seed):                          # slow, kept; draws nothing
        run = loop.run(Gaussian(), Gaussian(), Replace(), n=n, generations=60,
                       seed=seed, metrics=["std"])
        return run["std"]

    class View:
        panels = ((420, 300),)                      # width and height of each picture
        def __init__(self, figure):                 # axes and artists
            self.ax = figure.subplots()
            self.line = self.ax.plot([], [])[0]
            self.moving = [self.line]               # the artists that change
        @staticmethod
        def series(result, t):                      # every number that is shown
            return {"generation": t, "std": result[: t + 1]}
        def stage(self, result):                    # limits, ticks: what does not move
            self.ax.set(xlim=(0, 60), ylim=(0, 2))
        def move(self, series):                     # the moving artists
            self.line.set_data(np.arange(len(series["std"])), series["std"])
        @staticmethod
        def describe(series):                       # a text for each picture
            return (f"Generation {series['generation']}: σ = {series['std'][-1]:.2g}",)

    points = {"n": Choice("Points", {"10": 10, "100": 100})}
    narrow = Exploration(simulate, View, points, generations=60)
    narrow.set(n=100, generation=60)
    narrow.sentence, narrow.pictures, narrow.series["std"]

Picture and sentence take their numbers from ``series`` alone, so that they cannot
disagree with each other or with a page that plays what was made here. Simulations are
kept: scrubbing and going back simulate nothing again.
"""

import re
from collections.abc import Callable, Mapping

import numpy as np

from ..widgets.settings import Choice, Number, Setting, Slider, Words
from .canvas import Canvas
from .corners import outermost, pairwise

KEPT_SIMULATIONS = 16


class Exploration:
    """A declaration and its present state.

    simulate : function of the controls' values and ``seed``; its result must not
        change afterwards.
    view : class as above. ``display`` goes to ``series`` and ``stage`` by name.
    controls : name -> setting, in the order shown; changing one simulates.
    generations : the last generation that can be shown.
    presets : name -> values of settings, also ``generation`` and ``seed``.
    display : settings that change the pictures only.
    """

    def __init__(
        self,
        simulate: Callable,
        view: type,
        controls: Mapping[str, Choice | Slider],
        *,
        generations: int,
        presets: Mapping[str, Mapping] | None = None,
        display: Mapping[str, Choice | Slider | Words] | None = None,
    ):
        self.simulate, self.view = simulate, view
        self.controls, self.display = dict(controls), dict(display or {})
        self.presets = dict(presets or {})
        self.time = Slider("Generation", 1, generations)
        self.settings: dict[str, Setting] = {
            **self.controls,
            **self.display,
            "generation": self.time,
            "seed": Number("Seed", 0, 9999),
        }
        self.values = {name: setting.start for name, setting in self.settings.items()}
        self.sleep()

    def set(self, **values) -> None:
        """Set settings by name, also ``generation`` and ``seed``.

        Raises KeyError that lists the names, ValueError for a value out of range; then
        nothing is set.
        """
        for name, value in values.items():
            _known(self.settings, name, "control").accept(value)
        self.values |= values

    def preset(self, name: str) -> None:
        """Set the controls to a preset, by the name that the notebook uses."""
        self.set(**_known(self.presets, name, "preset"))

    @property
    def result(self):
        """What ``simulate`` returned for the present controls."""
        if not self.ready:
            while len(self._results) >= KEPT_SIMULATIONS:
                del self._results[next(iter(self._results))]
            made = self.simulate(**self._asked)
        else:
            made = self._results.pop(self._key)
        self._results[self._key] = made  # at the end: used most recently
        return made

    @property
    def ready(self) -> bool:
        """Whether the result is already there."""
        return self._key in self._results

    @property
    def series(self) -> dict[str, np.ndarray | float | str]:
        """Every number and word that is shown, by name."""
        return self.view.series(self.result, self.values["generation"], **self._shown)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What each picture shows."""
        return self.view.describe(self.series)

    @property
    def sentence(self) -> str:
        """What the pictures show together."""
        return " ".join(self.sentences)

    @property
    def pictures(self) -> tuple[bytes, ...]:
        """A PNG for each panel."""
        return tuple(png for png, _ in self.frame)

    @property
    def frame(self) -> list[tuple[bytes, str]]:
        """Each picture with its text, both from the same series."""
        self._stage()
        series = self.series
        pictures, texts = self._canvas.frame(series), self.view.describe(series)
        return list(zip(pictures, texts, strict=True))

    def sleep(self) -> None:
        """Drop pictures and simulations until they are needed again."""
        self._results, self._canvas, self._staged = {}, None, None

    def sweep(self) -> int:
        """Set the settings to their ends, and every two ends at once; count the visits.

        Each setting alone is tried at the last generation: policies act from 2 on. Then
        every two ends of different settings meet in one of a few corners; of a choice
        of numbers, the least and the greatest do.

        Raises AssertionError if a setting changes neither picture nor sentence or a
        sentence contains a number that is not finite, and any error of the view.
        """
        start = dict(self.values)
        ends = {name: setting.ends() for name, setting in self.settings.items()}
        late = {**start, "generation": self.time.high}
        corners = pairwise({name: outermost(values) for name, values in ends.items()})
        with np.errstate(invalid="raise", divide="raise"):
            for name in ends:
                seen = {self._visit({**late, name: end}) for end in ends[name]}
                assert len(seen) > 1, f"{name} changes neither picture nor sentence"
            for values in [*corners, *self.presets.values()]:
                self._visit({**start, **values})
        self.set(**start)
        return sum(map(len, ends.values())) + len(corners) + len(self.presets)

    def _visit(self, values: dict) -> tuple:
        self.set(**values)
        shown = tuple(self.frame)
        for _, text in shown:
            assert not re.search(r"\b(nan|inf)\b", text), text
        return shown

    def _stage(self) -> None:
        """Draw what does not move, if that has not been done."""
        self._canvas = self._canvas or Canvas(self.view)
        still = {**self.values, "generation": None}
        if still != self._staged:
            self._canvas.stage(self.result, **self._shown)
            self._staged = still

    @property
    def _asked(self) -> dict:
        """What the simulation depends on."""
        return {name: self.values[name] for name in (*self.controls, "seed")}

    @property
    def _key(self) -> tuple:
        return tuple(self._asked.values())

    @property
    def _shown(self) -> dict:
        return {name: self.values[name] for name in self.display}


def _known(known: Mapping, name: str, what: str):
    if name not in known:
        raise KeyError(f"unknown {what} {name!r}; there are {', '.join(known)}")
    return known[name]
