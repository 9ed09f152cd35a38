"""A game as a short text: seat, how often it was replayed, and what was decided.

    DS1-7-0-h84c600dpa.h58c600dpv700a-1c9f3a2b

One letter for each action, with its amount; a stop between generations; a checksum. The
game is played again from it, so a text that breaks a rule is refused like a mistyped
one.
"""

import re
import zlib

from .actions import MOST, Actions, Refused
from .game import State, begin, turn
from .world import GENERATIONS, of_seat

VERSION = 1
LETTERS = {
    "human": "h", "crawl": "c", "detect": "d", "provenance": "p", "verify": "v",
    "archive": "a", "accumulate": "m",
}  # fmt: skip
NAMES = {letter: name for name, letter in LETTERS.items()}
FORM = re.compile(r"DS(\d{1,3})-(\d{1,4})-(\d{1,4})-([\w.]*)-([0-9a-f]{8})", re.ASCII)
TURN = re.compile(r"([hcv])(\d{1,4})|([dpam])")


def encode(state: State, tries: int = 0) -> str:
    """The text of a game on a seat's own world."""
    body = f"DS{VERSION}-{state.world.seat}-{tries}-"
    body += ".".join(map(_spelt, state.actions))
    return f"{body}-{zlib.crc32(body.encode()):08x}"


def decode(text: str) -> tuple[State, int]:
    """The game of a text, and its replays. ValueError says what is wrong with it."""
    text = text.strip() if isinstance(text, str) else repr(text)
    found = FORM.fullmatch(text)
    version = re.match(r"DS(\d{1,3})-", text)
    if version and int(version[1]) != VERSION:
        raise ValueError(_refusal(text, "another version of the game wrote it"))
    if not found:
        raise ValueError(_refusal(text, f"it is not of the form DS{VERSION}-…"))
    if f"{zlib.crc32(text[:-9].encode()):08x}" != found[5]:
        raise ValueError(_refusal(text, "its checksum does not match"))
    state = begin(of_seat(int(found[2])))
    for part in found[4].split(".") if found[4] else []:
        state = _again(state, part, text)
    return state, int(found[3])


def _again(state: State, part: str, text: str) -> State:
    """One generation more, as it was decided."""
    if state.over:
        raise ValueError(_refusal(text, f"it has more than {GENERATIONS} generations"))
    try:
        return turn(state, _read(part))
    except Refused as problem:
        why = f"in generation {state.t} {problem}"
        raise ValueError(_refusal(text, why)) from None


def _spelt(actions: Actions) -> str:
    """ "h84c600dpa"; "0" for nothing at all."""
    parts = (
        f"{letter}{getattr(actions, name)}" if name in MOST else letter
        for name, letter in LETTERS.items()
        if getattr(actions, name)
    )
    return "".join(parts) or "0"


def _read(part: str) -> Actions:
    amounts = {NAMES[a]: int(n) for a, n, _ in TURN.findall(part) if a}
    switches = {NAMES[s]: True for _, _, s in TURN.findall(part) if s}
    actions = Actions.of({**amounts, **switches})
    if _spelt(actions) != part:
        raise Refused(f"{part!r} is no list of actions")
    return actions


def _refusal(text: str, why: str) -> str:
    shown = text if len(text) <= 24 else f"{text[:12]}…{text[-6:]}"
    return f"the game {shown!r} was not taken: {why}. Nothing has changed"
