"""Exercise 11.5: read a policy card against the archive that it speaks of."""

from ....tasks.answers import Names
from ....tasks.answers.names import instead
from ....tasks.exercise import Exercise, Wrong

LETTERS = list("ABCDEFGH")
NAMES = ["true", "false", "cannot tell"]


def _seat(random):
    archive = {
        "verified": random.randrange(110, 180, 10),
        "claimed": random.randrange(40, 90, 10),
        "edited": random.randrange(20, 50, 10),
        "synthetic": random.randrange(60, 160, 10),
        "unknown": random.randrange(10, 40, 10),
        "deepest": random.choice([2, 3, 4]),
    }
    lines = _lines(archive, random)
    random.shuffle(lines)
    return {**archive, "_lines": dict(zip(LETTERS, lines, strict=True))}


def _total(g) -> int:
    return sum(g[k] for k in ("verified", "claimed", "edited", "synthetic", "unknown"))


def _percent(count: int, g) -> int:
    """Whole percent, rounded down."""
    return 100 * count // _total(g)


def _lines(g, random) -> list[tuple[str, str, str]]:
    """(sentence of the card, verdict, what it is about)."""
    labelled = _percent(g["verified"] + g["claimed"], g)
    checked = _percent(g["verified"], g)
    early = g["deepest"] - 1
    return [
        (f"At least {labelled - 3} % of the records are labelled human.", "true",
         "label"),
        (f"At least {checked + 3} % of the records are labelled human and verified.",
         "false", "verified"),
        (f"No record is labelled with a generation above {early}.", "false", "depth"),
        (f"No record is of a generation above {g['deepest']}, labelled or not.",
         "cannot tell", "unknown"),
        ("Nothing was changed since the archive was sealed.", "true", "sealed"),
        ("What the labels said when it was sealed was true.", "cannot tell", "truth"),
        random.choice([
            ("Every record that is labelled human was written by a person.",
             "cannot tell", "truth"),
            ("The records of unknown kind were written by people.", "cannot tell",
             "unknown"),
        ]),
        random.choice([
            ("The root is kept by two people who cannot write to the archive.",
             "cannot tell", "outside"),
            ("Two people have to agree before a record is withdrawn.", "cannot tell",
             "outside"),
        ]),
    ]  # fmt: skip


def _verdicts(given):
    return {letter: verdict for letter, (_, verdict, _) in given["_lines"].items()}


def _about(*topics: str, name: str):
    """The right verdicts, but this name for the lines about these topics."""
    return lambda given: {
        letter: name if about in topics else verdict
        for letter, (_, verdict, about) in given["_lines"].items()
    }


CARD = Exercise(
    id="11.5",
    title="Read a policy card",
    minutes=8,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"An archive of {_total(g)} records. By their labels {g['verified']} are human "
        f"and verified, {g['claimed']} human and not verified, {g['edited']} edited "
        f"model text, {g['synthetic']} synthetic and {g['unknown']} unknown. The "
        f"deepest generation in the labels is {g['deepest']}; records of unknown kind "
        "have none. `verify` with the root, read from a sheet of paper, finds nothing "
        "wrong. Eight lines of its policy card:\n"
        + "\n".join(f"{k}: {line}" for k, (line, *_) in g["_lines"].items())
        + "\nWhich can be told from the archive, its labels and that verification? "
        "Name each *true*, *false* or *cannot tell*."
    ),
    answer=Names(LETTERS, NAMES),
    reference=_verdicts,
    alternatives=(
        lambda g: list(_verdicts(g).values()),
        lambda g: {k: f" {v.upper()} " for k, v in _verdicts(g).items()},
    ),
    wrong=(
        Wrong(
            "sealed-is-true",
            "You took what is sealed for true. `verify` says that nothing was changed; "
            "what was untrue when it was sealed still is.",
            _about("truth", name="true"),
        ),
        Wrong(
            "unknown-is-harmless",
            "You took what is unknown for harmless. Nobody knows who wrote those "
            "records, and of which generation they are.",
            _about("unknown", name="true"),
        ),
        Wrong(
            "sealed-and-unknown",
            "Neither a seal nor silence is knowledge: what the labels do not say, or "
            "what they may have said wrongly, cannot be told.",
            _about("unknown", "truth", name="true"),
        ),
        Wrong(
            "label-is-verified",
            "You took every record that is labelled human for a verified one. Count "
            "only those that somebody has verified.",
            _about("verified", name="true"),
        ),
        Wrong(
            "card-is-believed",
            "You believe the card. Who keeps the root, and who may withdraw, is not in "
            "the archive: ask the people.",
            _about("outside", name="true"),
        ),
        Wrong(
            "cannot-tell-is-false",
            "What cannot be told is not false. Keep the two apart: the first is a "
            "question to somebody.",
            instead(_verdicts, "cannot tell", "false"),
        ),
        Wrong(
            "seal-distrusted",
            "One thing `verify` with the root does say: nothing was changed since the "
            "sealing.",
            _about("sealed", name="cannot tell"),
        ),
    ),
    hints=(
        "Three sources: the labels, the seal, and what is in neither.",
        "Lines that speak of labels can be counted. The seal answers one line only.",
        "Whoever wrote a label may have been wrong, and unknown is unknown: neither "
        "can be told. Nor can what people do outside the archive.",
    ),
    solution=lambda g: "\n".join(f"{k}: {v}." for k, v in _verdicts(g).items()),
    solution_code=lambda g: f"answer = {_verdicts(g)!r}",
    correct="A card is a list of promises. Two or three of them can be checked, and a "
    "good card says which.",
)
