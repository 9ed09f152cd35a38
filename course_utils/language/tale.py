"""A story written for the course, to be read aloud and then to be copied to death.

Who and what occurs in it 100, 20, 5, 2 times or once was decided before a word was
written, and so was a sentence that comes 20 times: real text whose rare things are
known. It leaves out a known truth: no law says what the author would have written next
(for that there is a grammar). The story itself is in ``tale.txt``. Taught in notebook
07.
"""

import re
from importlib import resources
from typing import NamedTuple

from .vocabulary import split

REFRAIN = "write it down before the tide comes in ."
REFRAINS = 20


class Part(NamedTuple):
    """How often a word occurs in the story's sentences, and who or what it is."""

    count: int
    what: str


CAST = {
    "tamsin": Part(100, "a girl of eleven who copies the Book"),
    "ostrel": Part(100, "a town that tastes of salt"),
    "oren": Part(20, "the boy who grinds the ink and counts"),
    "harl": Part(20, "the mistress of the copyists"),
    "isbel": Part(20, "an old copyist with something on her mind"),
    "copyhouse": Part(20, "where nine desks stand around a stove"),
    "hens": Part(20, "what anybody would expect"),
    "thimble": Part(5, "who rang the bell, by name"),
    "cat": Part(5, "who rang the bell, by kind"),
    "jory": Part(5, "a ferryman who fears nothing but Mondays"),
    "marit": Part(5, "the keeper of the light"),
    "skerrow": Part(5, "a dry rock with a lighthouse on it"),
    "accordion": Part(5, "what the innkeeper plays"),
    "heron": Part(5, "what the widow kept in her garden"),
    "eel": Part(5, "the first thing that was remembered"),
    "tom": Part(5, "a name that more than half the boys have"),
    "zebedee": Part(2, "a pedlar, at the inn for one night"),
    "ludmila": Part(2, "a painter, at the inn for one night"),
    "casimir": Part(2, "a mender of clocks, at the inn for one night"),
    "ottoline": Part(2, "a singer, at the inn for one night"),
    "bartholomew": Part(2, "a copyist whose eyes left first"),
    "tolvery": Part(2, "a place with a paper mill"),
    "comet": Part(2, "what hung over the town one summer"),
    "tiger": Part(2, "a dream on a door"),
    "ambrose": Part(1, "a man who kept an echo in a jar"),
    "philippa": Part(1, "who danced all night, or did not"),
    "wilhelmina": Part(1, "who knew her cows by their breath"),
    "mizzlecombe": Part(1, "a place that a stranger came from"),
    "kettlesby": Part(1, "a place to which young geese were walked"),
    "ravenmoor": Part(1, "a place where a laugh was heard"),
    "farthinglow": Part(1, "a place whose wind has a name"),
    "tansyford": Part(1, "a place where a song was asked for"),
    "underhythe": Part(1, "a place where no aunt lives"),
    "narwhal": Part(1, "a visitor on the third of March"),
    "pomegranate": Part(1, "a fruit shared by a whole school"),
    "mandolin": Part(1, "what was played until it stopped raining"),
}


def text() -> str:
    """The whole story: its title after "# ", then chapters, each under "## "."""
    return resources.files(__package__).joinpath("tale.txt").read_text("utf-8")


def chapters() -> dict[str, str]:
    """The prose of each chapter by its title, in order."""
    parts = re.split(r"^## (.+)\n", text(), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def sentences() -> list[str]:
    """The story's sentences in order, titles left out, as ``vocabulary.split`` does.

    >>> sentences()[-1] == REFRAIN
    True
    """
    return [sentence for prose in chapters().values() for sentence in split(prose)]
