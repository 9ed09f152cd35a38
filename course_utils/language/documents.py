"""Real text: a file of the learner's own, or Python's language reference.

Reads no more than the first half megabyte and takes no more than 20,000 words for
training, so that memory and time are bounded. Leaves out truth: nobody knows the law of
a real text, so every tenth sentence is held out to measure on. Used in notebook 07.
"""

import importlib
import os
import re
from dataclasses import dataclass, replace

import numpy as np

from . import encoding as encodings
from . import file, gutenberg
from .signs import unspaced
from .vocabulary import Vocabulary, split

BYTES = 500_000
WORDS = 20_000
LONGEST = 60
HELD_OUT = 10
SHOWN = 200


@dataclass(frozen=True)
class Document:
    """Sentences of a text as ids, each of at most 60 words, the mark counted.

    training, held_out : (n, length) ids, every tenth sentence held out.
    note : a sentence that says what was read and what was left out.
    """

    name: str
    vocabulary: Vocabulary
    training: np.ndarray
    held_out: np.ndarray
    note: str


def read(path: str | os.PathLike, *, encoding: str | None = None) -> Document:
    """Read a text file; its note shows the first two sentences as read.

    encoding : UTF-8 if None, or what a byte-order mark at its start says.

    Raises FileNotFoundError, IsADirectoryError, PermissionError, or ValueError if it is
    empty, is no text, is in another encoding or has fewer than ten sentences; each says
    what is needed. A text itself is no path: ``document`` takes it.
    """
    name, data, size = file.load(path, BYTES)
    text = encodings.decode(name, data, encoding, whole=size <= BYTES)
    book, ended = gutenberg.without_licence(text)
    found = document(name, book, left_out=0 if ended else max(0, size - BYTES))
    note = found.note
    if book is not text:
        note += " Left out: Project Gutenberg's header and licence."
    first = map(_short, found.vocabulary.decode(found.training[:2]))
    return replace(found, note=f"{note} The first two, as read: {' '.join(first)}")


def python_reference() -> Document:
    """Prose of Python's own language reference, as its help() shows it.

    It comes with Python, differs a little between versions and is under Python's
    licence. Code, headings and repeated paragraphs are left out.
    """
    topics = importlib.import_module("pydoc_data.topics").topics
    paragraphs = (
        paragraph
        for text in topics.values()
        for paragraph in re.split(r"\n\s*\n", text)
        if re.match(r"[A-Z]", paragraph)
        and paragraph.rstrip().endswith((".", "?"))
        and "::=" not in paragraph
    )
    text = "\n\n".join(dict.fromkeys(paragraphs))
    return document("Python's language reference", text)


def document(name: str, text: str, *, left_out: int = 0) -> Document:
    """Cut a text into sentences, every tenth of them held out.

    left_out : how many bytes of the file come after the text; its last sentence may
        then be cut, and is dropped.
    """
    sentences = split(text)[: -1 if left_out else None]
    fit = [text for text in sentences if _words(text) <= LONGEST]
    training, held_out = _parts(fit)
    if not held_out:
        raise ValueError(
            f"{name} has too few sentences: {len(fit)} of at most {LONGEST} words and "
            f"{len(sentences) - len(fit)} longer ones, but at least {HELD_OUT} are "
            "needed; a sentence ends with . ? ! or an empty line."
            f"{_without_spaces(text)}"
        )
    vocabulary = Vocabulary.of(training + held_out)
    note = (
        f"{name}: {len(training):,} sentences for training, {len(held_out):,} held "
        f"out, {len(vocabulary):,} different words."
    )
    if len(fit) < len(sentences):
        long = len(sentences) - len(fit)
        note += f" Left out, as they have more than {LONGEST} words: {long:,}."
    if len(fit) > len(training) + len(held_out):
        note += f" Left out: what comes after {WORDS:,} words for training."
    elif left_out:
        note += f" Left out: {left_out:,} bytes after the first {BYTES:,}."
    note += _without_spaces(text)
    training, held_out = vocabulary.encode(training), vocabulary.encode(held_out)
    return Document(name, vocabulary, training, held_out, note)


def _words(sentence: str) -> int:
    return sentence.count(" ") + 1


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= SHOWN else sentence[:SHOWN] + "…"


def _parts(sentences: list[str]) -> tuple[list[str], list[str]]:
    """Nine sentences for training, one held out, and so on, up to 20,000 words."""
    training, held_out, words = [], [], 0
    for i, sentence in enumerate(sentences, 1):
        if i % HELD_OUT == 0:
            held_out.append(sentence)
        else:
            words += _words(sentence)
            if words > WORDS:
                break
            training.append(sentence)
    return training, held_out


def _without_spaces(text: str) -> str:
    """Which languages in the text set no spaces, and what that means here."""
    found = unspaced(text)
    if not found:
        return ""
    names = ", ".join(f"{name} {count:,}" for name, count in found.items())
    return (
        f" Letters of languages without spaces between words: {names}. There all that "
        "stands between two marks counts as one word."
    )
