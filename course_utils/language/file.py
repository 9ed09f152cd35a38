"""A file of the learner's own: opened without waiting, and refused by name.

Only a regular file is opened: a pipe, a device or a terminal would keep the reader
waiting, or never end. Leaves out every format but plain text.
"""

import os
import re
import stat
from pathlib import Path

from .signs import MARKS, QUOTES, plain

KINDS = {
    stat.S_IFIFO: "a pipe (FIFO)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
FORMATS = {
    rb"\{\\rtf": "a word processor's RTF",
    rb"\\?%PDF-": "a PDF",
    rb"%!PS": "PostScript",
    rb"(?i:<!doctype html|<html)": "a web page (HTML)",
    rb"<\?xml": "XML",
    rb"PK\x03\x04(?s:.){0,400}word/": "a Word document (docx)",
    rb"PK\x03\x04(?s:.){0,60}application/epub": "an e-book (EPUB)",
    rb"PK\x03\x04(?s:.){0,60}application/vnd\.oasis": "an OpenDocument text (odt)",
    rb"PK[\x03\x05]": "a ZIP archive (docx, odt and EPUB are such)",
    rb"\xd0\xcf\x11\xe0": "an old Word document (doc)",
    rb"(?s:.{60})BOOKMOBI": "an e-book (Kindle)",
    rb"\x1f\x8b|BZh\d1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd": "an archive",
    rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF(?s:.){4}WEBP|II\*\x00|MM\x00\*": "a picture",
    rb"ID3[\x02-\x04]|OggS|fLaC|RIFF(?s:.){4}WAVE|(?s:.{4})ftyp": "sound or film",
    rb"\x7fELF|MZ[\x00-\x08\x90]|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe": "a program",
    rb"\x80[\x02-\x05]|\x93NUMPY": "stored Python objects",
}
LEAD = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")
LONGEST_NAME = 255


def load(path: str | os.PathLike, most: int) -> tuple[str, bytes, int]:
    """The name of a file, its first ``most`` bytes, and how many it has.

    Raises FileNotFoundError, IsADirectoryError, PermissionError, or ValueError if it is
    a pipe, a device, a socket, or a file of a known format that is no text.
    """
    path = _path(path)
    try:
        _regular(path, os.stat(path).st_mode)
        with open(path, "rb", opener=_at_once) as stream:
            data = stream.read(most + 1) or b""
            size = max(len(data), os.fstat(stream.fileno()).st_size)
    except OSError as error:
        raise _refusal(path, error) from None
    name = os.fsencode(path.name).decode("utf-8", "replace")
    if not data:
        raise ValueError(f"{name} is empty, but it must hold at least ten sentences")
    _text_only(name, data)
    return name, data[:most], size


def _path(path: str | os.PathLike) -> Path:
    """The path with ~ spelled out, or the sentence for what is none."""
    if not isinstance(path, str | os.PathLike) or isinstance(os.fspath(path), bytes):
        raise TypeError(
            f"path is {_start(path)}, but it must be the path of a text file"
        )
    text = os.fspath(path)
    if _is_prose(text):
        raise ValueError(
            f"path is a text of {len(text):,} characters, {_start(text)}, but it must "
            "be the path of a text file: save the text as a file, or give it to "
            "documents.document('my text', text)"
        )
    if re.match(r"\w+://", text):
        raise ValueError(
            f"path is the address {_start(text)}, but nothing is fetched: save the "
            "text as a file beside the notebook"
        )
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no such user
        return Path(text)


def _is_prose(text: str) -> bool:
    """Whether this is no file but sentences, or could not be the name of one."""
    if os.path.lexists(text):
        return False
    parts = re.split(r"[/\\]", text)
    longest = max(len(part.encode("utf-8", "surrogatepass")) for part in parts)
    ends = plain(text).rstrip(f" {QUOTES}").endswith(tuple(MARKS))
    return (
        longest > LONGEST_NAME
        or re.search(r"[\0-\x1f\x85\u2028\u2029\ud800-\udfff]", text) is not None
        or (len(parts) == 1 and ends and (" " in text or not text.isascii()))
    )


def _start(value: object) -> str:
    """The first characters of a value, for a message."""
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:60] + "…")
    return repr(value)[:60]


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for somebody who writes."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _regular(path: Path, mode: int) -> None:
    """Refuse what is no file with an end."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        kind = KINDS.get(stat.S_IFMT(mode), "no file")
        raise ValueError(f"{path} is {kind}, but it must be a text file")


def _refusal(path: Path, error: OSError) -> OSError | ValueError:
    """The same error, in words that help."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileNotFoundError(
            f"there is no file {path} (looked from {Path.cwd()}); it must be the path "
            "of a text file"
        )
    if isinstance(error, IsADirectoryError):
        return IsADirectoryError(f"{path} is a folder, but it must be a text file")
    return type(error)(f"{path} cannot be read: {error.strerror or error}")


def _text_only(name: str, data: bytes) -> None:
    """Refuse formats that begin with a sign of their own, in UTF-16 too."""
    start = data[LEAD.match(data).end() :][:1024]
    narrow = start.replace(b"\0", b"")
    for sign, kind in FORMATS.items():
        if re.match(sign, start) or re.match(sign, narrow):
            raise ValueError(
                f"{name} is {kind}, but it must be plain text: open it in its own "
                "program and save it as plain text in UTF-8"
            )
