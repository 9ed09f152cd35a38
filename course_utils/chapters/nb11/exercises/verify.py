"""Exercise 11.1: is this what was sealed?"""

import inspect
from hashlib import sha256

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, kind
from ....tasks.exercise import Exercise, Wrong


def verify(data, manifest, root):
    """Whether the lines of data are those of the manifest, and that one is sealed."""
    lines, chain = data.split(b"\n"), ""
    if lines.pop() != b"" or len(lines) != len(manifest):
        return False
    for line, (digest, link) in zip(lines, manifest, strict=True):
        chain = sha256((chain + digest).encode()).hexdigest()
        if sha256(line).hexdigest() != digest or link != chain:
            return False
    return chain == root


def _chained(hashes: list[str]) -> list[tuple[str, str]]:
    chain, manifest = "", []
    for digest in hashes:
        chain = sha256((chain + digest).encode()).hexdigest()
        manifest.append((digest, chain))
    return manifest


def _sealed(lines: list[bytes]):
    """(data, manifest, root) of an archive."""
    manifest = _chained([sha256(line).hexdigest() for line in lines])
    return b"".join(line + b"\n" for line in lines), manifest, manifest[-1][1]


PLAIN = [b"her wolf sleeps .", b"mara lives in oslo .", b"two owls sing .", b"tea ?"]
ODD = ["one line\u2028still the same", "a form\x0bfeed", "caf\u00e9\x85", ""]
CARRIAGE = [b"typed on\rWindows\r", b"mara lives in oslo ."]
TWICE = [b"two owls sing .", b"tea ?", b"two owls sing ."]


def _untouched() -> list:
    odd = [text.encode() for text in ODD]
    return [_sealed(lines) for lines in (PLAIN, odd, CARRIAGE, TWICE, PLAIN[:1])]


def _tampered() -> list:
    """Archives that were changed after they had been sealed."""
    data, manifest, root = _sealed(PLAIN)
    other = [b"her wolf sings .", *PLAIN[1:]]
    changed, anew, _ = _sealed(other)
    swapped, _, _ = _sealed([PLAIN[1], PLAIN[0], *PLAIN[2:]])
    short, few, _ = _sealed(PLAIN[:-1])
    twice, pair, sealed_twice = _sealed(TWICE)
    exchanged = [manifest[1], manifest[0], *manifest[2:]]
    mended = [(anew[0][0], manifest[0][1]), *manifest[1:]]
    return [
        (changed, manifest, root),  # another content
        (changed, anew, root),  # all sealed anew
        (changed, mended, root),  # its hash mended, the chain left
        (swapped, manifest, root),  # two records exchanged, in the data
        (swapped, exchanged, root),  # and in both files
        (short, manifest, root),  # the last record gone
        (short, few, root),  # gone from both files
        (data + b"cheese .\n", manifest, root),  # a record added
        (data[:-1], manifest, root),  # the last byte gone
        (twice.replace(b"two", b"one", 1), pair, sealed_twice),  # one of two equal ones
        (_sealed([*TWICE, TWICE[0]])[0], pair, sealed_twice),  # and once more
        (data, few, root),  # the manifest cut off
    ]


def look(function, given) -> np.ndarray:
    """What it says of each archive, 1 for True."""
    archives = [*_untouched(), *_tampered()]
    return np.array([_said(function(d, list(m), root)) for d, m, root in archives])


def _said(value) -> float:
    if not isinstance(value, bool | np.bool_):
        raise Unusable(
            f"`verify` has to return True or False; yours returned {kind(value)}."
        )
    return float(value)


def _hashes(lines) -> list[str]:
    return [sha256(line).hexdigest() for line in lines]


def _as_sets(data, manifest, root):
    same = {*_hashes(data.split(b"\n")[:-1])} == {digest for digest, _ in manifest}
    return same and _chain_holds(manifest, root)


def _chain_holds(manifest, root) -> bool:
    return _chained([digest for digest, _ in manifest]) == manifest and (
        manifest[-1][1] == root
    )


def _no_root(data, manifest, root):
    return verify(data, manifest, manifest[-1][1])


def _text_lines(data, manifest, root):
    lines = [line.encode() for line in data.decode().splitlines()]
    hashes = [digest for digest, _ in manifest]
    return _hashes(lines) == hashes and _chain_holds(manifest, root)


def _byte_lines(data, manifest, root):
    hashes = [digest for digest, _ in manifest]
    return _hashes(data.splitlines()) == hashes and _chain_holds(manifest, root)


def _shorter(data, manifest, root):
    pairs = zip(_hashes(data.split(b"\n")[:-1]), manifest, strict=False)
    same = all(digest == known for digest, (known, _) in pairs)
    return same and _chain_holds(manifest, root)


def _chain_only(data, manifest, root):
    return _chain_holds(manifest, root)


def _last_link(data, manifest, root):
    hashes = [digest for digest, _ in manifest]
    return _hashes(data.split(b"\n")[:-1]) == hashes and manifest[-1][1] == root


def _other_way(data, manifest, root):
    """Right in another way: the whole manifest made again and compared."""
    if not data.endswith(b"\n"):
        return False
    again = _chained(_hashes(data[:-1].split(b"\n")))
    return again == [tuple(pair) for pair in manifest] and again[-1][1] == root


VERIFY = Exercise(
    id="11.1",
    title="Is this what was sealed?",
    minutes=12,
    difficulty=3,
    importance=5,
    task="Write `verify`, a function of data, manifest and root: True if nothing was "
    "changed since the archive was sealed, else False.\n"
    "*data* is bytes: each record is followed by one line feed, b'\\n'; a record may "
    "hold any other byte, or none at all.\n"
    "*manifest* is a list of pairs (digest, link), one for each record, in order: "
    "digest is the SHA-256 of the record without its line feed; link is that of the "
    "link before it, followed by this digest: of (last + digest).encode(). Both are "
    "texts of 64 digits, as .hexdigest() gives them. Before the first record last is "
    "the empty text.\n"
    "*root* was the last link when the archive was sealed; it was kept elsewhere.\n"
    "`sha256` is that of hashlib. Hand in the function itself: "
    "`check('11.1', verify)`.",
    answer=Function(
        "verify(data, manifest, root)",
        look,
        tried="called with five untouched archives and twelve that were changed",
        says="True for the five and False for the twelve",
    ),
    reference=lambda given: verify,
    alternatives=(lambda given: _other_way,),
    wrong=(
        Wrong(
            "order-does-not-matter",
            "You compare hashes as a set. Then two records may change places, or one "
            "may come once more, and you say that all is well. Compare in order.",
            lambda given: _as_sets,
        ),
        Wrong(
            "no-root",
            "Your function passes an archive that somebody else has sealed: data and "
            "manifest agree there, too. Compare the last link with the root, which was "
            "kept elsewhere.",
            lambda given: _no_root,
        ),
        Wrong(
            "text-for-bytes",
            "You turn down an archive that nobody has touched. `str.splitlines` also "
            "splits at characters that are not line feeds, such as U+2028. Split the "
            "bytes, at b'\\n'.",
            lambda given: _text_lines,
        ),
        Wrong(
            "carriage-returns",
            "You turn down an archive that nobody has touched. `bytes.splitlines` also "
            "splits at a carriage return, b'\\r', and does not notice that the last "
            "line feed is missing. Split at b'\\n'.",
            lambda given: _byte_lines,
        ),
        Wrong(
            "shorter-of-the-two",
            "`zip` stops at the shorter of the two, so a record that is missing or "
            "added at the end is not seen. Compare their numbers as well.",
            lambda given: _shorter,
        ),
        Wrong(
            "data-never-read",
            "Your chain is right, and the root is compared. But nothing compares the "
            "records with their digests.",
            lambda given: _chain_only,
        ),
        Wrong(
            "chain-believed",
            "You compare the last link with the root, but believe the links as they "
            "are. A digest can be changed to fit and the links left as they were: "
            "compute the chain again.",
            lambda given: _last_link,
        ),
        Wrong(
            "always-true",
            "It says True to everything. Each of the twelve was changed.",
            lambda given: lambda data, manifest, root: True,
        ),
        Wrong(
            "always-false",
            "It says False to everything. Five of them were never touched.",
            lambda given: lambda data, manifest, root: False,
        ),
    ),
    hints=(
        "Three comparisons: record with digest, digests with links, the last link with "
        "the root. And two numbers: records and pairs.",
        "data.split(b'\\n') gives one piece more than there are records: what comes "
        "after the last line feed, and that has to be empty.",
        "Go through records and pairs together. chain begins as '' and becomes "
        "sha256((chain + digest).encode()).hexdigest(); return False at the first "
        "difference, and chain == root at the end.",
    ),
    solution="Bytes are compared, never what a parser makes of them. The root is "
    "compared last, and it came from elsewhere.",
    solution_code="from hashlib import sha256\n\n\n" + inspect.getsource(verify),
    correct="Twelve changes found, and no untouched archive turned down. It does not "
    "say that the records are true.",
)
