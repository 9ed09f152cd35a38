"""Passages and pages: what the reader of blind pairs sees.

The two writers are two lists of sentences; nothing here knows what wrote them. In the
pairs a sentence comes again only after all others of its writer, or the reader would
know by pair 3 which writer is repetitive; on a page nothing is hidden. Each writer is
on each side equally often (to within one pair), so always choosing the left one prefers
neither. Used in notebook 07.
"""

from dataclasses import dataclass

import numpy as np

PAGE = 30


@dataclass(frozen=True)
class Round:
    """What one round deals; in ``pairs`` and ``pages`` the early writer comes first.

    pairs : (early, late) lists of sentences. pages : the same, PAGE sentences long.
    swapped : for each pair, whether the late writer is on the left.
    """

    pairs: list[tuple[list[str], list[str]]]
    pages: tuple[list[str], list[str]]
    swapped: list[bool]

    def sides(self, number: int) -> dict[str, list[str]]:
        """The passages of a pair, counted from 0, as they are seen."""
        left, right = self.pairs[number][:: -1 if self.swapped[number] else 1]
        return {"Left": left, "Right": right}


def deal(
    early: list[str], late: list[str], pairs: int, lines: int, rng: np.random.Generator
) -> Round:
    """Pairs of passages of ``lines`` different sentences; a page by each writer."""

    def passages(texts):
        order = list(dict.fromkeys(_shuffled(texts, rng)))
        places = np.arange(pairs * lines).reshape(pairs, lines) % len(order)
        return [[order[i] for i in row] for row in places]

    return Round(
        list(zip(passages(early), passages(late), strict=True)),
        tuple(sorted(_shuffled(texts, rng)[:PAGE]) for texts in (early, late)),
        [bool(i % 2) for i in rng.permutation(pairs)],
    )


def _shuffled(texts: list[str], rng: np.random.Generator) -> list[str]:
    return [texts[i] for i in rng.permutation(len(texts))]


def checked(name: str, texts, lines: int) -> list[str]:
    """The texts as a list, enough of them for passages and a page."""
    texts = strings(name, texts)
    different = len(set(texts))
    if len(texts) < PAGE or different < lines:
        raise ValueError(
            f"{name} has {len(texts)} texts, {different} of them different, but at "
            f"least {PAGE} are needed, {lines} of them different"
        )
    return texts


def strings(name: str, texts) -> list[str]:
    """A list of strings, none of them empty; a single string is refused."""
    if not isinstance(texts, list | tuple):
        given = type(texts).__name__
        raise TypeError(f"{name} is {given}, but it must be a list of strings")
    others = sorted(
        {type(text).__name__ for text in texts if not isinstance(text, str)}
    )
    if others:
        raise TypeError(f"{name} holds {', '.join(others)}, but only str is allowed")
    empty = sum(not text.strip() for text in texts)
    if empty:
        raise ValueError(
            f"{name} has {empty} empty strings among {len(texts)}, but each must hold "
            "a word"
        )
    return list(texts)
