"""Real text: a file of the learner's own, or Python's language reference.

Reads no more than the first half megabyte and takes no more than 20,000 words for
training, so that memory and time are bounded. Leaves out truth: nobody knows the law of
a real text, so every tenth sentence is held out to measure on. Used in notebook 07.
"""

import codecs
import importlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .vocabulary import Vocabulary, split

BYTES = 500_000
WORDS = 20_000
LONGEST = 60
HELD_OUT = 10
MARKED = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


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
    """Read a text file.

    encoding : UTF-8 if None, or what a byte-order mark at its start says.

    Raises FileNotFoundError, IsADirectoryError, PermissionError, or ValueError if it is
    empty, is no text or has fewer than ten sentences; each says what is needed.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path is {path!r}, but it must be the path of a text file")
    try:
        path = Path(path).expanduser()
        with path.open("rb") as stream:
            data, size = stream.read(BYTES), os.fstat(stream.fileno()).st_size
    except RuntimeError:  # ~ and no such user
        raise _refusal(Path(path), FileNotFoundError()) from None
    except OSError as error:
        raise _refusal(path, error) from None
    text = _decode(path.name, data, encoding, whole=size <= BYTES)
    return document(path.name, text, left_out=max(0, size - BYTES))


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
            "needed; a sentence ends with . ? ! or an empty line"
        )
    vocabulary = Vocabulary.of(training + held_out)
    composed = unicodedata.normalize("NFC", text)
    marks = sum(unicodedata.category(c).startswith("M") for c in composed)
    note = (
        f"{name}: {len(training)} sentences for training, {len(held_out)} held out, "
        f"{len(vocabulary)} different words."
    )
    if len(fit) < len(sentences):
        note += f" Left out: {len(sentences) - len(fit)} of more than {LONGEST} words."
    if len(fit) > len(training) + len(held_out):
        note += f" Left out: what comes after {WORDS:,} words for training."
    elif left_out:
        note += f" Left out: {left_out:,} bytes after the first {BYTES:,}."
    if marks:
        note += (
            f" {marks:,} marks that stand on other letters were taken for ends of "
            "words: in scripts with such marks words come out wrong."
        )
    training, held_out = vocabulary.encode(training), vocabulary.encode(held_out)
    return Document(name, vocabulary, training, held_out, note)


def _words(sentence: str) -> int:
    return sentence.count(" ") + 1


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


def _refusal(path: Path, error: OSError) -> OSError:
    """The same error, in words that help."""
    if isinstance(error, FileNotFoundError):
        return FileNotFoundError(
            f"there is no file {path} (looked from {Path.cwd()}); it must be the path "
            "of a text file"
        )
    if path.is_dir():
        return IsADirectoryError(f"{path} is a folder, but it must be a text file")
    return type(error)(f"{path} cannot be read: {error.strerror or error}")


def _decode(name: str, data: bytes, encoding: str | None, *, whole: bool) -> str:
    """The text in these bytes; without the last character, if that is cut in two."""
    if not data:
        raise ValueError(f"{name} is empty, but it must hold at least ten sentences")
    mark = next((mark for mark in MARKED if data.startswith(mark)), b"")
    if encoding is None:
        encoding = MARKED.get(mark, "utf-8")
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ValueError(
            f"encoding is {encoding!r}, but it must be one that Python knows, such as "
            "'utf-8', 'utf-16' or 'latin-1'"
        ) from None
    except UnicodeDecodeError as error:
        if not whole and error.start >= len(data) - 4:
            return data[: error.start].decode(encoding)
        raise ValueError(
            f"{name} is not {encoding} text from byte {error.start} on; save it as "
            "plain text in UTF-8, or say which encoding it has (encoding='latin-1')"
        ) from None
    if "\0" in text:
        raise ValueError(
            f"{name} holds zero bytes, so it is no plain text (a picture, a word "
            "processor's file, or UTF-16 without a byte-order mark: try "
            "encoding='utf-16-le'); save it as plain text in UTF-8"
        )
    return text
