"""The report card: points, grades, what went wrong, and where it is explained."""

from dataclasses import dataclass
from functools import cache
from statistics import fmean

from .game import State
from .line_up import baselines
from .plans import play
from .scores import Result
from .world import of_seat

SEATS = 10  # that a baseline is played on
GAP = 5  # points: a smaller difference is not told as a rank
BUILT_IN = (
    "Prices and shocks were chosen so that no action suffices. What a measure is worth "
    "here is not evidence; change a price and see."
)
CURES = {  # what went wrong -> what it is, and where it is explained
    "drift": "Old rare types are gone: the loop has lost them, as in notebooks 02 and "
    "04. Human records, new or kept, hold them; no check brings one back.",
    "stale": "Types that are new since generation 1 are missing. No archive holds what "
    "is younger than itself (notebook 05): new human records do.",
    "junk": "Much of what was learnt is not valid. It came with the writing of models, "
    "your own or the web's: verification (notebook 09) and a detector (notebook 10) "
    "stop it.",
    "poison": "Somebody's triggers work. Poison is no collapse: a few records suffice, "
    "and only a check of their origin finds them (notebook 11).",
}


@dataclass(frozen=True)
class Card:
    """What there is to say of a game that is over.

    tries : how often this seat was played before, by who played it now.
    """

    result: Result
    seat: int
    left: float
    tries: int = 0

    @classmethod
    def of(cls, state: State, tries: int = 0) -> "Card":
        """The card of a finished game; ValueError before generation 10 is played."""
        if not state.over:
            raise ValueError(f"generation {state.t} is not played yet: no report card")
        return cls(
            Result.of(state.scores), state.world.seat, float(state.credits), tries
        )

    @property
    def failures(self) -> list[str]:
        """What kept the game from an A, the worst meter first."""
        grades, found = self.result.grades, []
        for meter in sorted(grades, key=grades.get, reverse=True):
            if grades[meter] != "A":
                found.append(self._cause(meter))
        return found

    def _cause(self, meter: str) -> str:
        if meter == "tail":
            return "stale" if self.result.stale > self.result.drift else "drift"
        return {"valid": "junk", "attack": "poison"}[meter]

    @property
    def head(self) -> str:
        """Grade and points, and whether the seat was played before."""
        again = f" Replay {self.tries} of this seat." if self.tries else ""
        r = self.result
        return f"Grade {r.grade}, {r.points:.0f} points. Seat {self.seat}.{again}"

    @property
    def lines(self) -> list[str]:
        """The three meters with their grades, then what went wrong."""
        r, grades = self.result, self.result.grades
        values = (
            f"Tail {100 * r.tail:.0f} % of that of fresh records: {grades['tail']}. "
            f"Valid {100 * r.valid:.1f} %: {grades['valid']}. "
            f"Attacks that succeed {100 * r.attack:.0f} %: {grades['attack']}. "
            "All are means of ten generations; the grade is the worst of the three."
        )
        marked = "You knew its shocks: a replay says less." if self.tries else ""
        wrong = [CURES[failure] for failure in self.failures]
        told = wrong or ["No meter failed."]
        return [
            line
            for line in (values, *told, marked, compared(r.points), BUILT_IN)
            if line
        ]


def compared(points: float) -> str:
    """The points beside those of the baselines; small gaps are no ranks."""
    table = means()
    better = [name for name, other in table.items() if other >= points + GAP]
    worse = [name for name, other in table.items() if other <= points - GAP]
    alike = [name for name in table if name not in better + worse]
    parts = [
        f"{word} {_named(names, table)}"
        for word, names in (
            ("Behind", better),
            ("Within 5 points of", alike),
            ("Ahead of", worse),
        )
        if names
    ]
    return f"{'; '.join(parts)}. (Their points are means of {SEATS} seats.)"


@cache
def means() -> dict[str, float]:
    """Baseline -> its points, a mean of the first seats."""
    worlds = [of_seat(seat) for seat in range(1, SEATS + 1)]
    return {
        name: fmean(Result.of(play(world, plan).scores).points for world in worlds)
        for name, plan in baselines().items()
    }


def _named(names: list[str], table: dict) -> str:
    return ", ".join(f"{name} ({table[name]:.0f})" for name in names)
