"""Exercise 12.2: four teams miss an A by one thing; what is the cheapest fix?"""

from ....tasks.answers import Names
from ....tasks.exercise import Exercise, Wrong
from ..teams import FIXES, NUMBERS, TEAMS, Bench, cheapest, played, price

LETTERS = list("ABCD")
SAYS = {
    "human": f"{FIXES['human']} more human records in each generation",
    "crawl": "all that the web offers, with the checks that the team has",
    "verify": f"{FIXES['verify']:,} more of its own records checked",
    "detect": "the detector",
    "provenance": "the check of origins",
    "archive": "the archive",
}


def _seat(random):
    teams = random.sample(list(TEAMS), len(TEAMS))
    number = random.choice(NUMBERS)
    while _as_listed([cheapest(number, team) for team in teams]):
        random.shuffle(teams)
    named = dict(zip(LETTERS, teams, strict=True))
    return {"_number": number, "_teams": named, "bench": Bench(number, named)}


def _as_listed(answer: list[str]) -> bool:
    """Whether the fixes stand in the order in which the task lists them."""
    listed = [fix for fix in FIXES if fix in answer]
    return " ".join(answer) in " ".join(listed * 3)


def _fixes(given) -> dict[str, str]:
    return {k: cheapest(given["_number"], team) for k, team in given["_teams"].items()}


def _instead(**changes):
    """The right fixes, but for some teams."""

    def answer(given):
        teams = given["_teams"].items()
        return {k: changes.get(t) or cheapest(given["_number"], t) for k, t in teams}

    return answer


def _few_the_other_way(given):
    right = cheapest(given["_number"], "few")
    return _instead(few="human" if right == "crawl" else "crawl")(given)


def _row(given, letter: str) -> str:
    """A team's means and the prices of its fixes."""
    number, team = given["_number"], given["_teams"][letter]
    result = played(number, team).result
    prices = {fix: price(number, team, fix) for fix in FIXES}
    told = ", ".join(
        f"{fix} {cost:.0f}" if cost else f"{fix} –" for fix, cost in prices.items()
    )
    return (
        f"{letter}: tail {100 * result.tail:.0f} %, valid {100 * result.valid:.1f} %, "
        f"attacks {100 * result.attack:.0f} %. Fixes: {told}."
    )


CHEAPEST_MEND = Exercise(
    id="12.2",
    title="The cheapest fix",
    minutes=8,
    difficulty=3,
    importance=4,
    given=_seat,
    task=lambda g: (
        "Four teams miss an A by one thing each. An A needs a tail of 80 %, 96.5 % "
        "valid and at most 5 % of attacks that succeed, as means of ten generations. "
        "After each fix stands what it adds to the bill of the whole game, in this "
        "world's prices; – where the team does it already, or would not use it. One "
        "team's licences never lapse, and it has bought nothing since the start.\n"
        + "\n".join(_row(g, letter) for letter in LETTERS)
        + "\nFor each team: which fix brings the A for the fewest credits?\n"
        + "\n".join(f"{name}: {says}." for name, says in SAYS.items())
        + "\nYou may try: `bench.grade('A', 'archive')` plays team A's game with that "
        "fix."
    ),
    answer=Names(LETTERS, FIXES, behind=_fixes),
    reference=_fixes,
    alternatives=(
        lambda g: list(_fixes(g).values()),
        lambda g: {k: f" {v.upper()} " for k, v in _fixes(g).items()},
    ),
    wrong=(
        Wrong(
            "more-data-dilutes-poison",
            "More human records for the team with the attacks? They come from the same "
            "vendor: more of them are more poison. A share is not what counts.",
            _instead(open="human"),
        ),
        Wrong(
            "valid-text-brings-back-the-tail",
            "Verification for a lost tail? It throws bad records away. No record that "
            "is missing comes from it.",
            _instead(few="verify"),
        ),
        Wrong(
            "an-archive-learns",
            "An archive for what is new? It is there already, complete, and holds "
            "nothing that is younger than itself.",
            _instead(old="archive"),
        ),
        Wrong(
            "a-cheap-cure-is-enough",
            "For the team with few human records you exchanged the web and the vendor. "
            "How much does the web still offer once the inflow has dropped, and what "
            "does the same cost if you buy it? Try both.",
            _few_the_other_way,
        ),
        Wrong(
            "human-data-cures-all",
            "You bought human records for every team. They hold the tail. They do "
            "not find poison, and they are seldom the cheapest.",
            lambda g: dict.fromkeys(LETTERS, "human"),
        ),
        Wrong(
            "web-data-cures-all",
            "You took the web for every team. It is cheap, and it brings types. It "
            "brings junk and poison along, too, and dries up.",
            lambda g: dict.fromkeys(LETTERS, "crawl"),
        ),
    ),
    hints=(
        "Which of the three meters keeps each team from its A? Most fixes do not move "
        "that meter at all.",
        "Attacks end with a check of origins. Junk ends with verification. A tail "
        "needs records of people.",
        "Two teams lack human records. They come from the vendor or from the web: try "
        "the cheaper one first.",
    ),
    solution=lambda g: (
        "\n".join(f"{letter}: {fix}." for letter, fix in _fixes(g).items())
        + "\nPrices decide only among the measures that cure at all."
    ),
    solution_code=lambda g: f"answer = {_fixes(g)!r}",
    given_code='bench = task("12.2")["bench"]',
    correct="First ask what cures, then what it costs.",
)
