"""Words and their numbers: what every model of text reads and writes.

A batch of sentences is an (n, length) array of word ids: words count from 1, and 0 is
the end of a sentence, which also fills the row. Everything is lower case, and the marks
. ? ! are words like others; those of other scripts become one of them. Leaves out
abbreviations ("Mr." ends a sentence), every other mark (commas and quotes are dropped),
and scripts without spaces (Chinese, Thai). Used from notebook 07 on.
"""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

from .signs import ACCENTS, MARKS, QUOTES, SMALL, lower, plain

LETTER = rf"[^\W_][{ACCENTS}]*"
WORD = rf"(?:{LETTER})+(?:(?:[-_.']|(?<=\d),(?=\d)|(?<=l)·(?=l))(?:{LETTER})+)*"
TOKEN = re.compile(rf"{WORD}|[{MARKS}]")
END = re.compile(
    rf"(?<=[{MARKS}])(?<!\.\.)[{QUOTES}]*\s+"
    rf"|(?<=\.\.)[{QUOTES}]*\s++(?![{QUOTES}]*[{SMALL}])"
    r"|\n\s*\n"
)


def tokens(text: str) -> list[str]:
    """The words and marks of a text, lower case, in order."""
    return TOKEN.findall(lower(plain(text)))


def split(text: str) -> list[str]:
    """Sentences of a text, as words with single spaces and one mark at the end.

    A sentence ends at a mark before white space, or at an empty line, where "." is
    added; of several marks ("?!") the first one counts. Dots ("...") before a small
    letter end none. Pieces without words are left out.

    >>> split("Is it late? No: it's 3.15 p.m.")
    ['is it late ?', "no it's 3.15 p.m ."]
    """
    if not isinstance(text, str):
        raise TypeError(f"text is {type(text).__name__}, but it must be a string")
    sentences = []
    for piece in END.split(plain(text)):
        found = TOKEN.findall(lower(piece))
        words = [word for word in found if word not in MARKS]
        if words:
            last = len(found) - found[::-1].index(words[-1])
            sentences.append(" ".join([*words, *(found[last:] or ["."])[:1]]))
    return sentences


def lengths(x: np.ndarray) -> np.ndarray:
    """(n,) words in each row of ids (n, length): those before the first 0."""
    x = np.asarray(x)
    ends = np.pad(x == 0, ((0, 0), (0, 1)), constant_values=True)
    return ends.argmax(axis=1)


def batch(name: str, x: np.ndarray, size: int) -> np.ndarray:
    """Return ``x`` as (n, length) ids from 0 to ``size``, or say why it is no batch."""
    try:
        x = np.asarray(x)
    except ValueError:
        raise ValueError(
            f"{name} has rows of different lengths, but it must be one array (n, "
            "length): fill up the shorter rows with 0"
        ) from None
    if x.ndim != 2 or not np.issubdtype(x.dtype, np.integer):
        raise ValueError(
            f"{name} is an array of shape {x.shape} and kind {x.dtype}, but it must be "
            "(n, length) whole numbers: one row of word ids a sentence"
        )
    if x.size and not 0 <= x.min() <= x.max() <= size:
        raise ValueError(
            f"{name} holds ids from {x.min()} to {x.max()}, but there are words 1 to "
            f"{size}, and 0 for the end"
        )
    after = np.arange(x.shape[1]) >= lengths(x)[:, None]
    bad = np.count_nonzero((after & (x > 0)).any(axis=1))
    if bad:
        raise ValueError(
            f"{name} has {bad} rows with words after a 0, but a 0 ends the sentence: "
            "only 0 may follow"
        )
    return x


class Vocabulary:
    """V words with ids 1 to V.

    words : each one lower-case word or mark as ``tokens`` finds it, none twice.
    """

    def __init__(self, words: Iterable[str]):
        if isinstance(words, str):
            raise TypeError(f"words is the string {words!r}, but it must be a list")
        self.words = tuple(words)
        bad = [word for word in self.words if tokens(str(word)) != [word]]
        twice = [word for word, count in Counter(self.words).items() if count > 1]
        if bad or twice or not self.words:
            raise ValueError(
                f"words has {len(self.words)} entries, not single words in lower case: "
                f"{_some(bad)}, there twice: {_some(twice)}; but it must be at least "
                "one word or mark, in lower case, each once"
            )
        self._ids = {word: i for i, word in enumerate(self.words, 1)}

    @classmethod
    def of(cls, sentences: Iterable[str]) -> "Vocabulary":
        """All words of the sentences, the most frequent first, then by alphabet."""
        counts = Counter(word for text in _texts(sentences) for word in tokens(text))
        return cls(sorted(counts, key=lambda word: (-counts[word], word)))

    def encode(
        self, sentences: Iterable[str], *, unknown: str | None = None
    ) -> np.ndarray:
        """(n, length) int32 ids, padded with 0; length is that of the longest.

        unknown : the word of the vocabulary that stands for words it does not have;
            without one they are a ValueError that names them.
        """
        if unknown is not None and unknown not in self:
            raise ValueError(
                f"unknown is {unknown!r}, but it must be a word of the vocabulary"
            )
        rows = [tokens(text) for text in _texts(sentences)]
        missing = sorted({word for row in rows for word in row if word not in self})
        if missing and unknown is None:
            raise ValueError(
                f"the sentences hold {len(missing)} words that the vocabulary of "
                f"{len(self)} words does not have: {_some(missing)}"
            )
        ids = np.zeros((len(rows), max(map(len, rows), default=0)), dtype=np.int32)
        stand_in = self._ids.get(unknown)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = [self._ids.get(word, stand_in) for word in row]
        return ids

    def decode(self, ids: np.ndarray) -> list[str]:
        """A text for each row of ids (n, length), marks attached to their words."""
        ids = batch("ids", ids, len(self))
        texts = []
        for row, length in zip(ids.tolist(), lengths(ids).tolist(), strict=True):
            text = " ".join(self.words[i - 1] for i in row[:length])
            texts.append(re.sub(rf" (?=[{MARKS}])", "", text))
        return texts

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._ids

    def __repr__(self) -> str:
        return f"Vocabulary({len(self)} words: {_some(self.words)})"


def _texts(sentences: Iterable[str]) -> list[str]:
    """The sentences as a list of strings; one string alone is refused."""
    listed = [sentences] if isinstance(sentences, str) else list(sentences)
    if isinstance(sentences, str) or not all(isinstance(text, str) for text in listed):
        raise TypeError(
            f"sentences is {type(sentences).__name__} of "
            f"{', '.join(sorted({type(text).__name__ for text in listed}))}, but it "
            "must be a list of strings"
        )
    return listed


def _some(words) -> str:
    """The first words, for a message."""
    dots = ", ..." if len(words) > 5 else ""
    return ", ".join(map(repr, words[:5])) + dots if words else "none"
