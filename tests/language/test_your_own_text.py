"""One story however it is saved, and every kind of file that is none."""

import encodings.aliases
import html
import io
import itertools
import os
import re
import socket
import sys
import tarfile
import time
import unicodedata
import zipfile
from pathlib import Path

import matplotlib
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from course_utils.language import documents, file
from course_utils.language.encoding import CONTROL, LIKELY
from course_utils.language.signs import MARKS, lower, plain
from course_utils.language.vocabulary import split, tokens

STORY = """The café at the harbour

Zoë counted the boats twice. “Seven,” she said. “Yesterday there were nine!” Nobody
answered. The old pilot turned his cup; it was cold…

“Where do boats go?” she asked. “Out,” he said, “and some of them don’t come back.”
He paid 3.50 for the tea. It wasn’t much. (It never was.)

At noon a naïve young man came in. “Is this the café of Mr Müller?” It wasn’t. “Then
I’m lost,” he said. “We all are!” Zoë laughed and gave him a well-worn map.

He read it upside down… That helped. At four o’clock he found the house, a boat in its
garden and, beside it, another. “Nine,” said Zoë. “I knew it.”
"""
COUNT = 23  # by hand: the heading is one, and “she asked.” after a question
QUOTES = {
    "English": "“”’", "straight": "\"\"'", "German": "„“’", "turned": "»«’",
    "French": "«»’", "Swedish": "””'", "wide French": "«\xa0|\xa0»|’",
}  # fmt: skip
WIDE_QUOTES = {
    "Japanese": "「」’",
    "double": "『』＇",
    "angle": "《》ʼ",
    "heavy": "❝❞´",
}
ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r", "CRCRLF": "\r\r\n"}
WIDE_ENDS = {"line separator": "\u2028", "next line": "\x85", "LFCR": "\n\r"}
NARROW = ("cp1252", "cp1254", "mac_roman")
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030")


def typed(quotes: str, end: str) -> str:
    """The story with other quotes, apostrophes and ends of lines."""
    opening, closing, apostrophe = quotes.split("|") if "|" in quotes else quotes
    signs = {"“": opening, "”": closing, "’": apostrophe, "\n": end}
    return re.sub("[“”’\n]", lambda found: signs[found[0]], STORY)


def read(folder: Path, text: str | bytes, **options) -> documents.Document:
    path = folder / "mine.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return documents.read(path, **options)


def refusal(folder: Path, data: bytes, **options) -> str:
    with pytest.raises(ValueError) as caught:
        read(folder, data, **options)
    return str(caught.value)


def contents(found: documents.Document) -> tuple:
    return found.vocabulary.words, found.training.tolist(), found.held_out.tolist()


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> documents.Document:
    return read(tmp_path_factory.mktemp("usual"), STORY)


def test_sentences_were_counted_by_hand(usual):
    assert len(usual.training) + len(usual.held_out) == COUNT
    words = re.findall(r"[^\W\d_]+(?:[-’][^\W\d_]+)*|3\.50", STORY.lower())
    assert set(usual.vocabulary.words) == {w.replace("’", "'") for w in words} | set(
        MARKS
    )


@pytest.mark.parametrize("encoding", [*NARROW, *WIDE])
def test_a_story_is_the_same_however_it_is_saved(tmp_path, usual, encoding):
    wide = encoding in WIDE
    quotes = {**QUOTES, **WIDE_QUOTES} if wide else QUOTES
    ends = {**ENDS, **WIDE_ENDS} if wide else ENDS
    told = encoding if encoding in (*NARROW, "gb18030") else None
    for style, end in itertools.product(quotes, ends):
        data = typed(quotes[style], ends[end]).encode(encoding)
        found = read(tmp_path, data, encoding=told)
        assert contents(found) == contents(usual), (style, end)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_story_is_the_same_in_every_normal_form(tmp_path, usual, form):
    text = unicodedata.normalize(form, STORY)
    assert contents(read(tmp_path, text)) == contents(usual)


def test_signs_that_nobody_sees_cut_no_word(tmp_path, usual):
    for sign in "\xad\u200c\u200d\u2060\ufeff\u200e\u2067\u034f\ufe0f":
        text = re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", sign, STORY)
        assert contents(read(tmp_path, text)) == contents(usual), repr(sign)


def test_every_unseen_sign_of_unicode_cuts_no_word():
    """All that Unicode's table calls ignorable, as far as this Python knows them."""
    unseen = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    signs = [s for s in map(chr, range(sys.maxunicode + 1)) if unseen.match(s)]
    spaces = {"\u200b"}  # which sets words apart where nothing else does
    cutting = [s for s in signs if tokens(f"on{s}ly") != ["only"]]
    assert len(signs) > 4_000 and set(cutting) == spaces


def test_every_sentence_mark_of_unicode_ends_a_sentence():
    """With and without a closing quote; a space is needed only after . ? ! and …"""
    ends = regex.compile(r"\p{Sentence_Terminal}")
    signs = [s for s in map(chr, range(sys.maxunicode + 1)) if ends.match(s)]
    assert len(signs) > 150
    for sign in signs:
        gap = " " if sign in ".?!\u2024" else ""
        for quote in ("", "”", "’", "»", "“", "«", "」", ")", "]", "』"):
            found = split(f"uno{sign}{quote}{gap}due{sign}{quote}")
            assert [one[:3] for one in found] == ["uno", "due"], (sign, quote)
            assert all(one[-2:] in (" .", " ?", " !") for one in found)


def test_every_closing_quote_of_unicode_may_follow_a_mark():
    quote = regex.compile(r"[\p{Pf}\p{Pe}\p{Pi}\p{Quotation_Mark}]")
    known = (s for s in map(chr, range(0x10000)) if unicodedata.category(s) != "Cn")
    for sign in filter(quote.match, known):
        for mark in ".?!…":
            assert len(split(f"One{mark}{sign} Two.")) == 2, hex(ord(sign))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Il dit : « Non. » Elle part.", ["il dit non .", "elle part ."]),
        ("Er rief: „Halt!“ Dann »Ja.« Gut.", ["er rief halt !", "dann ja .", "gut ."]),
        ("「どこ？」と聞いた。夏。", ["どこ ?", "と聞いた .", "夏 ."]),
        ("他说：“走！”她走了。", ["他说 走 !", "她走了 ."]),
        ("क्या हुआ? हाँ।ठीक है॥", ["क्या हुआ ?", "हाँ .", "ठीक है ."]),
        ("یہ کیا ہے؟ ہاں۔ اچھا۔", ["یہ کیا ہے ?", "ہاں .", "اچھا ."]),
        ("می\u200cخواهم بروم. باشد؟", ["میخواهم بروم .", "باشد ?"]),
        ("Ինչո՞ւ։ Այո։", ["ինչու .", "այո ."]),
        ("Τι είναι; Ναι. Γιατί\u037e", ["τι είναι ?", "ναι .", "γιατί ?"]),
        ("İstanbul’da IŞIK I\u0307yi.", ["istanbul'da işik iyi ."]),
        ("L·lecció: col·lecció. l’eau", ["l·lecció col·lecció .", "l'eau ."]),
        ("Wait… what? Well… Yes... No.", ["wait what ?", "well .", "yes .", "no ."]),
        ("\u1230\u120b\u121d\u1362\u12f0\u1205\u1293\u1367", ["ሰላም .", "ደህና ?"]),
        ("３．１４ is so．Yes", ["３.１４ is so .", "yes ."]),
        ("Wör\xad\nter­buch e\u2010mail", ["wörterbuch e-mail ."]),
        ("Of 1.000,50 or 3.15 p.m. on", ["of 1.000,50 or 3.15 p.m .", "on ."]),
    ],
)  # fmt: skip
def test_sentences_of_many_languages(text, sentences):
    assert split(text) == sentences


@given(st.text(max_size=80))
def test_any_text_is_words_and_one_mark(text):
    for sentence in split(text):
        words = sentence.split(" ")
        assert tokens(sentence) == words and words[-1] in MARKS
        assert lower(sentence) == sentence and len(words) > 1
        assert split(sentence) == [sentence]


WORDS = st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=9)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=10, max_size=20))
def test_words_come_back(tmp_path_factory, rows):
    """Words of small letters of any script, each sentence ended by a dot."""
    texts = [" ".join(row) + "." for row in rows]
    found = read(tmp_path_factory.mktemp("words"), "\n".join(texts))
    assert set(found.vocabulary.words) == {
        word for text in texts for word in [*lower(plain(text[:-1])).split(), "."]
    }


@given(st.binary(max_size=3_000), st.sampled_from([None, *LIKELY, "utf-16", "latin-1"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, encoding):
    try:
        found = read(tmp_path_factory.mktemp("bytes"), data, encoding=encoding)
    except ValueError as error:
        assert not CONTROL.search(str(error)), "the message is no plain text"
    else:
        assert found.note.startswith("mine.txt: ")


@pytest.mark.parametrize("encoding", sorted(set(encodings.aliases.aliases.values())))
def test_every_codec_of_python_reads_or_refuses(tmp_path, encoding):
    for data in (STORY.encode(), STORY.encode("utf-16"), os.urandom(300)):
        try:
            read(tmp_path, data, encoding=encoding)
        except ValueError as error:
            assert "mine.txt" in str(error) or "must be one that" in str(error)


@pytest.mark.parametrize("encoding", ["", "\0", 8, b"utf-8", "none", "undefined"])
def test_what_is_no_encoding(tmp_path, encoding):
    said = refusal(tmp_path, STORY.encode(), encoding=encoding)
    assert said.startswith(f"encoding is {encoding!r}, but it must be one that Python")


TALES = {
    "cp1252": "“C’est l’été,” dit-elle. La fenêtre était fermée, le café déjà prêt. ",
    "cp1250": "Był sobie stary król. Zapytał córkę: „Gdzie jesteś?” Źle się działo. ",
    "cp1251": "Жил-был старый король. Он спросил дочь: «Где ты?» Лето было долгим. ",
    "koi8_r": "Жил-был старый король. Он спросил дочь, где она. Лето было долгим. ",
    "cp1253": "Ήταν ένας γέρος βασιλιάς. Ρώτησε την κόρη του. Το καλοκαίρι πέρασε. ",
    "cp1254": "Bir zamanlar yaşlı bir kral vardı. Kızına sordu. Işık söndü. ",
    "cp1255": "היה היה מלך זקן. הוא שאל את בתו איפה היא. הקיץ היה ארוך מאוד. ",
    "cp1256": "كان هناك ملك عجوز. سأل ابنته أين أنت؟ كان الصيف طويلا جدا. ",
    "cp874": "กาลครั้งหนึ่งนานมาแล้ว มีพระราชาชราองค์หนึ่ง เขาถามลูกสาว ",
    "shift_jis": "昔々、年老いた王様がいました。「どこにいるの？」と娘に聞きました。",
    "euc_jp": "昔々、年老いた王様がいました。「どこにいるの？」と娘に聞きました。",
    "gb18030": "从前有一个老国王。他问女儿：“你在哪里？”夏天很长，城堡关闭了。",
    "big5": "從前有一個老國王。他問女兒：「你在哪裡？」夏天很長，城堡關閉了。",
    "cp949": "옛날에 늙은 왕이 있었습니다. 그는 딸에게 물었습니다. 여름은 길었다. ",
    "mac_roman": "« C’est l’été », dit-elle. La fenêtre était fermée, le café prêt. ",
    "cp437": "Der König fragte: wo bist du? Der Sommer währte, das Schloß war zu. ",
    "utf-16-le": "昔々、年老いた王様がいました。「どこにいるの？」と娘に聞きました。",
    "utf-16-be": "Il était une fois un roi. Où es-tu ? demanda-t-il à sa fille. ",
    "utf-32-be": "Жил-был старый король. Он спросил дочь, где она. Лето было долгим. ",
    "iso2022_jp": "昔々、年老いた王様がいました。「どこにいるの？」と娘に聞きました。",
    "iso2022_kr": "옛날에 늙은 왕이 있었습니다. 그는 딸에게 물었습니다. ",
    "hz": "从前有一个老国王。他问女儿：“你在哪里？”夏天很长，城堡关闭了。",
}


@pytest.mark.parametrize("encoding", TALES)
def test_the_right_encoding_is_among_the_likely_ones(tmp_path, encoding):
    """Named, and what it reads is shown, so that a reader can choose."""
    data = (TALES[encoding] * 4 + "\n").encode(encoding) * 8
    said = refusal(tmp_path, data)
    assert f"encoding={encoding!r} reads" in said and "latin" not in said
    narrow = encoding in LIKELY
    if narrow:
        assert said.count("encoding=") <= 4
        sample = re.search(rf"encoding={encoding!r} reads ('[^']*'|\"[^\"]*\")", said)
        assert html.unescape(sample[1])[1:-1] in " ".join(data.decode(encoding).split())
    assert "mine.txt" in said and len(said) < 600
    if encoding != "cp874":  # which ends no sentence
        told = read(tmp_path, data, encoding=encoding)
        assert tokens(TALES[encoding])[0] in told.vocabulary


def test_latin_1_for_a_text_of_windows_is_refused(tmp_path):
    said = refusal(
        tmp_path, (TALES["cp1252"] * 20).encode("cp1252"), encoding="latin-1"
    )
    assert "control characters" in said and "encoding='cp1252' reads" in said


def test_one_damaged_letter_is_no_other_encoding(tmp_path):
    said = refusal(tmp_path, (TALES["cp1251"] * 9).encode() + b"\xff.")
    assert "nearly all of it is UTF-8: 1 letters are damaged" in said


def test_an_encoding_is_guessed_in_no_time(tmp_path):
    for encoding in ("cp1252", "shift_jis", "utf-16-be"):
        start = time.perf_counter()
        refusal(tmp_path, (TALES[encoding] * 10 + "\n").encode(encoding) * 2_000)
        assert time.perf_counter() - start < 10


# --- what is no plain text -----------------------------------------------------------


FIRST = {
    "docx": ("word/document.xml", "x" * 99),
    "EPUB": ("mimetype", "application/epub+zip"),
    "odt": ("mimetype", "application/vnd.oasis.opendocument.text"),
    "ZIP": ("mine.txt", STORY),
}


def archive(kind: str) -> bytes:
    """A ZIP whose first file says what it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipped:
        zipped.writestr(*FIRST[kind])
    return stream.getvalue()


OTHERS = {
    "RTF": rb"{\rtf1\ansi " + STORY.encode("ascii", "ignore"),
    "PDF": b"%PDF-1.7\n" + STORY.encode(),
    "PostScript": b"%!PS-Adobe-3.0\n" + STORY.encode(),
    "HTML": b"\xef\xbb\xbf\n<!DOCTYPE html><p>" + STORY.encode(),
    "XML": "<?xml version='1.0'?><p>".encode("utf-16") + STORY.encode("utf-16"),
    "Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    **{kind: archive(kind) for kind in FIRST},
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "archive": b"\x1f\x8b\x08" + bytes(99),
    "program": b"\x7fELF\x02" + bytes(99),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_formats_are_refused_by_name(tmp_path, kind):
    said = refusal(tmp_path, OTHERS[kind])
    assert kind in said and "but it must be plain text" in said


def test_files_of_this_python_that_are_no_text_are_refused(tmp_path):
    """Pictures, fonts, tables and programs that come with Python and matplotlib."""
    kinds = {".png", ".pdf", ".ttf", ".npz", ".gz", ".svg", ".jpg", ".ico"}
    data = Path(matplotlib.get_data_path()).rglob("*")
    packed = tmp_path / "mine.tar"
    with tarfile.open(packed, "w") as tar:
        tar.add(__file__)
    found = [path for path in data if path.suffix in kinds]
    assert len(found) > 50
    for path in [*found, Path(sys.executable), packed]:
        with pytest.raises(ValueError, match=r"no text|be plain text"):
            documents.read(path)


def test_a_text_that_only_looks_like_text(tmp_path):
    text = "".join(f"a{chr(i % 8 + 1)} b." for i in range(400))
    assert "400 control characters" in refusal(tmp_path, text.encode())
    assert "control" not in read(tmp_path, STORY + "\x0c\x1a\x07").note


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
def test_nothing_is_waited_for(tmp_path):
    """A pipe nobody writes to, a socket, devices and a folder: refused at once."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    here = Path.cwd()
    listener = socket.socket(socket.AF_UNIX)
    try:
        os.chdir(tmp_path)  # a socket's path is short
        listener.bind("socket")
    finally:
        os.chdir(here)
    start = time.perf_counter()
    kinds = {"pipe": "a pipe", "link": "a pipe", "socket": "a socket"}
    for name, kind in {**kinds, "/dev/zero": "a device"}.items():
        with pytest.raises(ValueError, match=f"is {kind}.*must be a text file"):
            documents.read(tmp_path / name)
    with pytest.raises(IsADirectoryError, match="is a folder"):
        documents.read(tmp_path)
    with pytest.raises(FileNotFoundError, match="there is no file"):
        documents.read(tmp_path / "pipe" / "more")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="loop cannot be read"):
        documents.read(tmp_path / "loop")
    assert time.perf_counter() - start < 5
    listener.close()


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path, monkeypatch):
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(file, "_regular", lambda *_: None)
    with pytest.raises(ValueError, match="pipe is empty"):
        documents.read(tmp_path / "pipe")


@pytest.mark.parametrize(
    "text",
    [STORY, STORY * 200, "One line. Another one.", "It was late.", "a\0b", "a\nb",
     "word " * 99, "昔々、王様がいました。", "x\u2028y", "\ud800", "~ one\ntwo"],
)  # fmt: skip
def test_a_text_for_a_path_gets_a_sentence(text):
    with pytest.raises(ValueError, match=r"path is a text of .*documents\.document\("):
        documents.read(text)


def test_the_sentence_is_short_and_true(usual):
    with pytest.raises(ValueError) as caught:
        documents.read(STORY * 9)
    assert len(str(caught.value)) < 300
    assert contents(documents.document("my text", STORY)) == contents(usual)


@pytest.mark.parametrize("path", [b"mine.txt", ["a"], 3, None, STORY.encode() * 99])
def test_what_is_no_path(path):
    with pytest.raises(TypeError, match="must be the path of a text file") as caught:
        documents.read(path)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("path", ["https://example.org/a.txt", "file:///a.txt"])
def test_addresses_are_not_fetched(path):
    with pytest.raises(ValueError, match="nothing is fetched"):
        documents.read(path)


@pytest.mark.parametrize("name", ["It was late. Very.", "a b c.txt", "\nnew", "né"])
def test_files_with_odd_names_are_read(tmp_path, monkeypatch, usual, name):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(STORY, encoding="utf-8")
    assert contents(documents.read(name)) == contents(usual)


def test_a_name_that_is_no_unicode_can_be_printed(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(STORY, encoding="utf-8")
    except (OSError, UnicodeError):
        return  # this system has no such names
    documents.read(os.fsdecode(path)).note.encode()


# --- Project Gutenberg ---------------------------------------------------------------

HEADER = "The Project Gutenberg eBook of A Harbour\n\nThis is for anybody. Free!\n"
START = "\n*** START OF THE PROJECT GUTENBERG EBOOK A HARBOUR\nIN SPRING ***\n\n"
STOP = "\n*** END OF THE PROJECT GUTENBERG EBOOK A HARBOUR IN SPRING ***\n"
LICENCE = "\nUpdated editions will replace the previous one. Donations. " * 40


@pytest.mark.parametrize(
    "text",
    [
        HEADER + START + STORY + STOP + LICENCE,
        HEADER + START.replace("THE", "THIS") + STORY + STOP + LICENCE,
        HEADER + START.replace("*** S", "***S") + STORY,
        HEADER + START + STORY + "\nEnd of the Project Gutenberg EBook\n" + LICENCE,
        HEADER + START + STORY + "\nEnd of Project Gutenberg's A Harbour\n" + STOP,
        HEADER + "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\n"
        + STORY + STOP.lower() + LICENCE,
        STORY + STOP + LICENCE,
    ],
    ids=["now", "this", "no space", "end of", "both", "small print", "no start"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_licence_of_gutenberg_is_left_out(tmp_path, usual, text, end):
    found = read(tmp_path, "\ufeff" + text.replace("\n", end))
    assert contents(found) == contents(usual)
    assert "Left out: Project Gutenberg's header and licence." in found.note


def test_two_books_in_one_file(tmp_path):
    book = HEADER + START + STORY + STOP + LICENCE
    found, once = read(tmp_path, book + book), read(tmp_path, STORY + STORY)
    assert contents(found) == contents(once)


def test_a_book_that_ends_before_the_limit_keeps_its_last_sentence(
    tmp_path, monkeypatch, usual
):
    book = HEADER + START + STORY + STOP + LICENCE
    monkeypatch.setattr(documents, "BYTES", len(book.encode()) - 500)
    assert contents(read(tmp_path, book)) == contents(usual)


def test_a_text_about_gutenberg_is_whole(tmp_path):
    text = STORY + "Project Gutenberg is a library. End of story."
    assert "Gutenberg's header" not in read(tmp_path, text).note
    assert "library" in read(tmp_path, text).vocabulary


# --- the note ------------------------------------------------------------------------


def test_the_note_shows_two_sentences_as_read(usual):
    assert usual.note.endswith(
        "as read: the café at the harbour. zoë counted the boats twice."
    )


SPACELESS = {
    "Chinese": "从前有一个老国王。", "Japanese": "昔々、王様がいました。", "Thai":
    "กาลครั้งหนึ่งนานมาแล้ว", "Lao": "ມີກະສັດເຖົ້າ", "Khmer": "មានស្តេចចាស់។", "Burmese":
    "ရှေးရှေးတုန်းက။", "Tibetan": "རྒྱལ་པོ་རྒན་པོ།",
}  # fmt: skip


@pytest.mark.parametrize("language", SPACELESS)
def test_languages_without_spaces_are_named(tmp_path, usual, language):
    found = read(tmp_path, (SPACELESS[language] + "\n\n") * 12)
    assert f"without spaces between words: {language} " in found.note
    assert language in refusal(tmp_path, SPACELESS[language].encode())
    assert "without spaces" not in usual.note
    assert "without spaces" not in read(tmp_path, "옛날에 왕이 있었다. " * 12).note


def test_a_note_is_short_whatever_the_text(tmp_path):
    found = read(tmp_path, ("從" * 9_000 + "。") * 12)
    assert len(found.note) < 1_000
