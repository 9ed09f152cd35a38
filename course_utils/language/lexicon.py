"""The words of the grammar, their forms and how often they are said.

The lists are in ``lexicon.toml``. Leaves out what no template needs: tenses, pronouns.
"""

import tomllib
from importlib.resources import files

from .vocabulary import tokens

SIZES = ("small", "large")
Lexicon = dict[str, dict[str, list[str]]]


def lexicon(size: str = "small") -> Lexicon:
    """The words of the course's grammar: entries by part of speech and class."""
    if size not in SIZES:
        raise ValueError(f"size is {size!r}, but it must be {' or '.join(SIZES)}")
    source = files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    small = table.pop("small")
    most = small if size == "small" else {}
    return {
        part: {name: text.split()[: most.get(part, {}).get(name)]
               for name, text in lists.items()}
        for part, lists in table.items()
    }  # fmt: skip


def checked(words: Lexicon) -> Lexicon:
    """The lexicon itself, or ValueError: a part is missing, or a fact has no one word.

    Persons and the objects of each relation are single words, each there once.
    """
    for part, lists in lexicon().items():
        missing = sorted(lists.keys() - words.get(part, {}).keys())
        if part not in words or (missing and part != "objects"):
            raise ValueError(
                f"the lexicon lacks {part!r}: {', '.join(missing)}; but it must have "
                "all that lexicon() returns, though lists may be empty"
            )
    for name, entries in {**words["facts"], **words["objects"]}.items():
        bad = [word for word in entries if tokens(word) != [word]]
        if bad or len(set(entries)) < len(entries):
            raise ValueError(
                f"{name!r} holds {entries}, but it must hold single words in lower "
                "case, each once"
            )
    return words


def by_rank(entries: list[str]) -> dict[str, float]:
    """Mandelbrot's law: the share of the entry of rank r = 1, 2, ... ~ (r + 1)^-1.1."""
    law = {entry: (rank + 1) ** -1.1 for rank, entry in enumerate(entries, 1)}
    return {entry: weight / sum(law.values()) for entry, weight in law.items()}


def forms(entry: str) -> tuple[str, str, str]:
    """(base, with -s, participle) of an entry; the rule for -s fills a gap.

    >>> forms("carry//carried"), forms("mouse/mice")
    (('carry', 'carries', 'carried'), ('mouse', 'mice', ''))
    """
    base, other, participle = (entry + "//").split("/")[:3]
    if not other:
        other = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
        if base[-1] == "y" and base[-2:-1] not in tuple("aeiou"):
            other = base[:-1] + "ies"
    return base, other, participle
