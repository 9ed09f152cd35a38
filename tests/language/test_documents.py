"""Files of the learner's own: whole ones, odd ones and those that are no text."""

import codecs
import importlib
import os
import re
import tracemalloc
import unicodedata
from pathlib import Path

import pytest

from course_utils.language import documents
from course_utils.language.vocabulary import lengths

TEXT = "\n".join(f"Sentence number{i} is here." for i in range(1, 26))


def write(folder: Path, data: bytes | str, name: str = "mine.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def bare(text: str) -> str:
    """Letters and numbers, single spaces."""
    return " ".join(re.findall("[a-z0-9]+", text.lower()))


def refused(path, message: str, kind=ValueError, **options) -> None:
    with pytest.raises(kind, match=message):
        documents.read(path, **options)


def test_every_tenth_sentence_is_held_out(tmp_path):
    found = documents.read(write(tmp_path, TEXT))
    assert found.vocabulary.decode(found.held_out) == [
        "sentence number10 is here.", "sentence number20 is here."
    ]  # fmt: skip
    assert len(found.training) == 23 and found.name == "mine.txt"
    assert found.vocabulary.decode(found.training[[0, 9, -1]]) == [
        f"sentence number{i} is here." for i in (1, 11, 25)
    ]
    assert len(found.vocabulary) == 25 + 4
    assert found.note == (
        "mine.txt: 23 sentences for training, 2 held out, 29 different words. "
        "The first two, as read: sentence number1 is here. sentence number2 is here."
    )


@pytest.mark.parametrize(
    "data",
    [
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.replace(".\n", "\r\n\r\n").encode(),
    ],
    ids=["CRLF", "CR", "UTF-8 mark", "UTF-16", "UTF-16-BE", "UTF-32", "UTF-32-BE",
         "no marks"],
)  # fmt: skip
def test_every_way_to_save_a_text(tmp_path, data):
    plain = documents.read(write(tmp_path, TEXT))
    found = documents.read(str(write(tmp_path, data)))
    assert found.vocabulary.words == plain.vocabulary.words
    assert found.training.tolist() == plain.training.tolist()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_may_be_stored_apart_from_their_letters(tmp_path, form):
    text = TEXT.replace("here", "né à Orléans")
    found = documents.read(write(tmp_path, unicodedata.normalize(form, text)))
    assert {"né", "à", "orléans"} < set(found.vocabulary.words)


def test_vowels_may_be_marks_of_their_own(tmp_path):
    found = documents.read(write(tmp_path, TEXT.replace("here", "\u0939\u093f\u0928")))
    assert "\u0939\u093f\u0928" in found.vocabulary


def test_an_encoding_can_be_given(tmp_path):
    path = write(tmp_path, TEXT.replace("here", "né").encode("latin-1"))
    refused(path, "mine.txt is not utf-8 text from byte 21 on.*encoding='cp1252' reads")
    assert "né" in documents.read(path, encoding="latin-1").vocabulary
    path = write(tmp_path, TEXT.encode("utf-16-le"))
    refused(path, "mine.txt holds zero bytes, .*utf-16-le without a byte-order mark")
    assert "number3" in documents.read(path, encoding="utf-16-le").vocabulary
    refused(
        path, "encoding is 'utf-99', but it must be one that Python", encoding="utf-99"
    )
    refused(path, "encoding is 'hex', but it must be one that Python", encoding="hex")


def test_texts_that_are_too_small(tmp_path):
    refused(write(tmp_path, ""), "mine.txt is empty, but it must hold at least ten")
    refused(write(tmp_path, codecs.BOM_UTF8), "too few sentences: 0 of at most 60")
    refused(write(tmp_path, "hello"), "mine.txt has too few sentences: 1 of at most 60 "
            "words and 0 longer ones, but at least 10 are needed")  # fmt: skip
    refused(write(tmp_path, "One. " * 9), "too few sentences: 9 of at most")
    assert len(documents.read(write(tmp_path, "One. " * 10)).held_out) == 1
    refused(write(tmp_path, "word " * 5_000), "0 of at most 60 words and 1 longer ones")


def test_what_is_no_text(tmp_path):
    refused(write(tmp_path, bytes(range(256)) * 10), "mine.txt is not utf-8 text from")
    refused(write(tmp_path, b"\0\1\2\3" * 100), "mine.txt holds zero bytes, so it is")
    refused(write(tmp_path, b"\x81\x04\x95"), "not utf-8 text from byte 0")
    refused(write(tmp_path, b"\xff\xfea"), "not utf-16-le text")


def test_paths_that_lead_nowhere(tmp_path, monkeypatch):
    refused(tmp_path / "no.txt", "there is no file .*no.txt .*it must be the path",
            FileNotFoundError)  # fmt: skip
    refused(tmp_path, "is a folder, but it must be a text file", IsADirectoryError)
    refused(3, "path is 3, but it must be the path of a text file", TypeError)
    refused(None, "path is None, but it must be the path", TypeError)
    path = write(tmp_path, TEXT)

    def locked(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", locked)
    refused(path, "mine.txt cannot be read: Permission denied", PermissionError)


def test_home_is_understood(tmp_path, monkeypatch):
    write(tmp_path, TEXT)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert documents.read("~/mine.txt").name == "mine.txt"


def test_long_sentences_are_left_out_and_counted(tmp_path):
    long = " ".join(["very"] * 58)
    found = documents.read(
        write(tmp_path, f"{TEXT} {long} long. {long} long one. {TEXT}")
    )
    assert lengths(found.training).max() == 60 and "one" not in found.vocabulary
    assert "Left out, as they have more than 60 words: 1." in found.note


def test_twenty_thousand_words_are_enough(tmp_path):
    """Sentences of 5 words: 4,000 for training, 444 held out among them."""
    found = documents.read(write(tmp_path, "Here we go again. " * 9_000))
    assert found.training.shape == (4_000, 5) and found.held_out.shape == (444, 5)
    assert "Left out: what comes after 20,000 words for training." in found.note


def test_a_large_file_is_read_in_part(tmp_path):
    """50 MB, and no more than 30 MB of memory; the cut sentence is dropped."""
    path = write(tmp_path, ("I say " + "é" * 40 + ".\n").encode() * 582_000)
    assert path.stat().st_size > 50_000_000
    tracemalloc.start()
    found = documents.read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000
    assert found.vocabulary.words == (".", "i", "say", "é" * 40)
    left = path.stat().st_size - 500_000
    rest = f"Left out: {left:,} bytes after the first 500,000."
    assert "what comes after 20,000 words" in found.note or rest in found.note


@pytest.mark.parametrize("letter", ["é", "語", "🐈"])
def test_a_letter_that_the_limit_cuts_in_two(tmp_path, letter, monkeypatch):
    """Wherever the limit falls, what comes before is read."""
    path = write(tmp_path, TEXT + f" The last {letter * 9} of all.")
    size = path.stat().st_size
    start = len(TEXT) + len(" The last ")
    for limit in range(start, start + 9):
        monkeypatch.setattr(documents, "BYTES", limit)
        found = documents.read(path)
        assert len(found.training) + len(found.held_out) == 25
        left_out = f"Left out: {size - limit:,} bytes after the first {limit:,}."
        assert left_out in found.note
    monkeypatch.setattr(documents, "BYTES", size)
    assert "Left out" not in documents.read(path).note


def test_bad_bytes_at_the_very_end_are_no_cut(tmp_path, monkeypatch):
    path = write(tmp_path, TEXT.encode() + b"\xc3")
    for limit in (500_000, path.stat().st_size):
        monkeypatch.setattr(documents, "BYTES", limit)
        refused(path, "not utf-8 text from byte")


def test_bad_bytes_before_a_cut_are_refused(tmp_path, monkeypatch):
    path = write(tmp_path, TEXT.encode() + b" \xff and so on and on")
    monkeypatch.setattr(documents, "BYTES", len(TEXT) + 8)
    refused(path, f"not utf-8 text from byte {len(TEXT) + 1} on")


def test_prose_is_kept_and_the_rest_is_not(monkeypatch):
    """Ten sentences of prose among a heading, code, a rule, a list and a repetition."""
    prose = "\n\n".join(f"Sentence {i} goes\non." for i in range(10))
    odd = ["Heading\n*******", "   Code is indented.", "Rule ::= more.", "if x: f(...)",
           "* A list.", prose]  # fmt: skip
    topics = {"b": "\n\n".join(odd), "a": prose}
    module = importlib.import_module("pydoc_data.topics")
    monkeypatch.setattr(module, "topics", topics)
    found = documents.python_reference()
    texts = found.vocabulary.decode(found.training)
    assert texts == [f"sentence {i} goes on." for i in range(9)]
    assert found.vocabulary.decode(found.held_out) == ["sentence 9 goes on."]


def test_the_language_reference():
    topics = importlib.import_module("pydoc_data.topics").topics
    found = documents.python_reference()
    count = int(lengths(found.training).sum())
    assert 10_000 < count <= 20_000 and len(found.vocabulary) > 1_000
    texts = found.vocabulary.decode(found.training)
    assert len(set(texts)) > 0.95 * len(texts)
    source = bare(" ".join(topics.values()))
    assert all(bare(text) in source for text in texts)
    code, heading = "if debug if not expression raise", "boolean operations"
    assert code in source and not any(code in bare(text) for text in texts)
    assert heading in source and heading not in map(bare, texts)
