"""Exercise 12.3: a plan that earns an A on 80 of 100 hidden seats."""

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from statistics import fmean
from typing import NamedTuple

from ....steward import line_up
from ....steward.actions import Refused
from ....steward.plans import play
from ....steward.scores import Result
from ....steward.world import of_seat, varied
from ....tasks.answers import Function
from ....tasks.answers.reading import NotAttempted, Unusable
from ....tasks.exercise import Exercise, Wrong
from ....tasks.sandbox import TimeIsUp

HIDDEN = range(9_001, 9_101)
NEEDED = 80
OFTEN = 30  # seats: a reason that is told
SELDOM = 0.05  # of the generations: as good as never
METERS = ("tail", "valid", "attack")
USED = ("human", "provenance", "verify", "archive")


class Hundred(NamedTuple):
    """A plan on all hidden seats.

    best : seats with an A; tail, valid, attack : seats in which that meter missed it;
    human, provenance, verify, archive : share of generations that used it; left :
    credits at the end, a mean.
    """

    best: int
    tail: int
    valid: int
    attack: int
    human: float
    provenance: float
    verify: float
    archive: float
    left: float

    @property
    def right(self) -> bool:
        """Whether there are enough seats with an A."""
        return self.best >= NEEDED


RIGHT = Hundred(len(HIDDEN), 0, 0, 0, 1.0, 1.0, 1.0, 1.0, 0.0)


def look(plan, given) -> Hundred:
    """Play every hidden seat; Unusable with the generation where a game breaks off."""
    games = [_game(plan, seat) for seat in HIDDEN]
    grades = [Result.of(state.scores).grades for state in games]
    turns = [actions for state in games for actions in state.actions]
    return Hundred(
        best=sum(max(grade.values()) == "A" for grade in grades),
        **{m: sum(grade[m] != "A" for grade in grades) for m in METERS},
        **{name: fmean(bool(getattr(a, name)) for a in turns) for name in USED},
        left=fmean(state.credits for state in games),
    )


def _game(plan, seat: int):
    """One game; what the plan does wrong is told with its generation."""
    asked = 0

    def once(seen):
        nonlocal asked
        asked = seen["generation"]
        return plan(seen)

    try:
        return play(varied(seat), once)
    except (NotAttempted, Unusable, TimeIsUp):
        raise
    except Refused as problem:
        raise Unusable(f"Your plan was stopped in a hidden seat: {problem}.") from None
    except Exception as error:
        name = f"{type(error).__name__}: {error}".removesuffix(": ")[:200]
        raise Unusable(
            f"Your plan stopped in a hidden seat, in generation {asked}, with `{name}`."
        ) from None


class Seats(Function):
    """A plan is right by how many As it earns; a mistake is known by how it plays."""

    def right(self, reference, given) -> Hundred:
        """Enough As, however they are earned."""
        return RIGHT

    def alike(self, seen, other, given, places=None) -> bool:
        """Both enough, or the same game."""
        return (seen.right and other.right) or seen == other

    def remark(self, seen, right, given) -> str:
        """How many seats, and which meter failed."""
        missed = ", ".join(f"{m} in {getattr(seen, m)}" for m in METERS)
        return (
            f"An A on {seen.best} of {len(HIDDEN)} seats. Meters that missed it: "
            f"{missed}. Credits left at the end: {seen.left:.0f}, a mean."
        )


@cache
def _log() -> tuple[dict, ...]:
    """What the steward did at seat 1, at the usual prices."""
    return tuple(asdict(a) for a in play(of_seat(1), line_up.steward).actions)


def copied(seen):
    """The steward's numbers of seat 1, cut down where the credits end."""
    return line_up.within_means(seen, _log()[seen["generation"] - 1])


def thrifty(seen):
    """Everything but human records: the rest of the credits is left over."""
    return line_up.WITHOUT["human"](seen)


def even_split(seen):
    """The steward, written otherwise: a fixed share for each measure."""
    price, t = seen["prices"], seen["generation"]
    per = seen["credits"] / seen["left"]
    crawl = seen["crawlable"] if seen["crawlable"] > 200 else 0
    verify = min(900, int(0.3 * per / price["verify"])) if t > 1 else 0
    wanted = {"crawl": crawl, "detect": True, "provenance": True, "archive": True}
    spent = crawl * (price["crawl"] + price["detect"] + price["provenance"])
    spent += verify * price["verify"] + (seen["archive"] + crawl) * price["archive"]
    each = price["human"] + price["provenance"] + price["archive"]
    human = min(2_000, max(0, int((per - spent) / each)))
    return line_up.within_means(seen, {**wanted, "verify": verify, "human": human})


def _when(test: Callable[[Hundred], bool]):
    """Tells a plan that earns too few As, and plays like this."""
    return lambda seen, given: not seen.right and test(seen)


PLAN = Exercise(
    id="12.3",
    title="A plan for a hundred seats",
    minutes=15,
    difficulty=4,
    importance=5,
    task="Write `plan(report)`. It is asked once in each of ten generations and "
    "returns its actions as a dict, such as {'human': 50, 'archive': True}. "
    "Actions: human, crawl and verify are numbers of records; detect, provenance, "
    "archive and accumulate are True or False; what is left out is not done.\n"
    "`report` is a dict: generation (1 to 10), left (generations to go, this one "
    "counts), credits, prices (a dict by the names of the actions), archive (records "
    "kept), own (own records kept), crawlable (what the web offers now), and the "
    "meters valid, rare, attack and web: a pair (low, high) of the generation before, "
    "None in the first.\n"
    f"It is played on {len(HIDDEN)} seats that you have not seen. There one in five "
    "licences lapses in each generation, and every price has its own discount, down "
    f"to about a third. Needed: an A on {NEEDED} of them. "
    "`cost(report, {'human': 50})` from `course_utils.steward.plans` says what actions "
    "would cost; more than the credits is refused. Hand in the function itself: "
    "`check('12.3', plan)`.",
    answer=Seats(
        "plan(report)",
        look,
        tried=f"on {len(HIDDEN)} hidden seats",
        says=f"an A on at least {NEEDED} of them",
    ),
    reference=lambda given: line_up.steward,
    alternatives=(lambda given: even_split,),
    wrong=(
        Wrong(
            "no-check-for-poison",
            "Attacks succeed in many seats: your plan hardly ever checks where records "
            "come from. No number of good records makes up for that.",
            lambda given: line_up.WITHOUT["provenance"],
            tells=_when(lambda s: s.attack > OFTEN and s.provenance < SELDOM),
        ),
        Wrong(
            "checked-too-late",
            "Attacks succeed in many seats though you check origins at times. What "
            "comes in unchecked stays: in the archive, and in what the model writes.",
            lambda given: (
                lambda seen: {
                    **line_up.steward(seen),
                    "provenance": seen["generation"] % 2 == 0,
                }
            ),
            tells=_when(lambda s: s.attack > OFTEN),
        ),
        Wrong(
            "nothing-kept",
            "You keep nothing. The gift is gone after generation 1, and so is "
            "whatever you pay for, each time.",
            lambda given: line_up.WITHOUT["archive"],
            tells=_when(lambda s: s.archive < SELDOM),
        ),
        Wrong(
            "nothing-new",
            "You buy no human records. What the web offers dries up, licences lapse, "
            "and the types that are new are never seen.",
            lambda given: thrifty,
            tells=_when(lambda s: s.human < SELDOM),
        ),
        Wrong(
            "own-writing-unchecked",
            "Too little is valid. Your plan takes its own writing in as it is: a fifth "
            "of it is junk, and each generation learns from the last.",
            lambda given: line_up.WITHOUT["verify"],
            tells=_when(lambda s: s.verify < SELDOM),
        ),
        Wrong(
            "credits-left-over",
            "Your numbers fit other prices. Here they leave credits over in some seats "
            "and run out in others, and licences lapse faster: ask `report` for prices "
            "and credits, and spend what there is.",
            lambda given: copied,
            tells=_when(lambda s: s.left > 100),
        ),
        Wrong(
            "spent-too-early",
            "Your money goes in the first generations. What it bought lapses, and the "
            "grade is the mean of all ten.",
            lambda given: lambda seen: line_up.steward({**seen, "left": 1}),
            tells=_when(lambda s: s.human < 0.6),
        ),
    ),
    hints=(
        "Look at the card of one game of your plan: which meter keeps it from an A?",
        "Begin with what must be there: archive, provenance and some verification. "
        "What do they cost, with `cost(report, {'human': 50})`?",
        "What remains of credits / left buys human records; crawl as long as the web "
        "offers a few hundred.",
    ),
    solution="Crawl while the web offers a few hundred records, filtered; check "
    "origins always; keep everything; verify some 700 of your own; and spend what "
    "remains of credits / left on human records, at whatever they cost.",
    solution_code="""from course_utils.steward.plans import cost


def plan(report):
    wanted = {"detect": True, "provenance": True, "archive": True}
    wanted["crawl"] = report["crawlable"] if report["crawlable"] >= 300 else 0
    wanted["verify"] = 700 if report["generation"] > 1 else 0
    rest = report["credits"] / report["left"] - cost(report, wanted)
    each = cost(report, {**wanted, "human": 1}) - cost(report, wanted)
    human = min(2_000, max(0, int(rest / each)))
    while cost(report, {**wanted, "human": human}) > report["credits"]:
        human, wanted["verify"] = 0, wanted["verify"] * 3 // 4
    return {**wanted, "human": human}""",
    correct="A plan that asks for prices beats any list of numbers. On these seats: "
    "another hundred may have other shocks.",
)
