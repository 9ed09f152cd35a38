"""Archives that were made to do harm: each is refused with a sentence.

Their seals are right, for whoever makes an archive can seal it; what is refused is what
they hold. An audit of the interpreter shows that no file outside them is opened.
"""

import contextlib
import json
import os
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from course_utils.provenance import lineage, make, read, records, verify
from course_utils.provenance.reading import LONGEST
from tests.provenance.archives import forge, lines_of

posix_only = pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX's")
LABEL = (
    '{"id": "x", "sha256": "HASH", "license": null, "source": null, "kind": "human", '
    '"parents": [], "made_by": null, "generation": null, "verified": null}'
)
DATA = '{"id": "x", "content": "", "encoding": "utf-8"}'
DEEP = "[" * 200_000 + "]" * 200_000


class Opened(list):
    """The files that are opened while it is ``on``."""

    on = False

    def __call__(self, event: str, given: tuple) -> None:
        if self.on and event == "open" and isinstance(given[0], str | bytes):
            self.append(os.fsdecode(given[0]))


OPENED = Opened()
sys.addaudithook(OPENED)  # stays for ever, and sleeps outside these tests


@contextlib.contextmanager
def watching(archive: Path):
    """Asserts that nothing outside the archive is opened in the meantime."""
    OPENED.clear()
    OPENED.on = True
    try:
        yield
    finally:
        OPENED.on = False
    assert not [name for name in OPENED if not Path(name).is_relative_to(archive)]
    assert not list(archive.parent.glob("*outside*"))


def hostile(label: str = LABEL, data: str = DATA, about=None):
    """Adds one more record, sealed rightly."""

    def build(archive: Path) -> None:
        lines, labels = lines_of(archive)
        raw = [text.encode("utf-8", "surrogateescape") for text in (data, label)]
        forge(archive, [*lines, raw[0]], [*labels, raw[1]], about)

    return build


def changed(**columns):
    """The label with other columns."""
    return json.dumps(json.loads(LABEL) | columns)


def elsewhere(address):
    def about(said):
        said["distribution"][0]["contentUrl"] = address

    return hostile(about=about)


def one_more_file(said):
    said["distribution"].append({"contentUrl": "../outside.txt", "sha256": ""})


def no_file_before_them(said):
    said["distribution"].insert(0, 1)


def huge(archive):
    os.truncate(archive / "data.jsonl", 2**31)  # sparse: takes no room on the disk


def more(archive: Path, raw: bytes | None) -> None:
    """Put bytes behind the data; the last line again, without any."""
    path = archive / "data.jsonl"
    before = path.read_bytes()
    path.write_bytes(before + (raw or before.splitlines(keepends=True)[-1]))


def two_for_one(archive: Path) -> None:
    """A manifest that counts a record twice, under two names."""
    lines, labels = lines_of(archive)
    other = labels[0].replace(b'"r0000"', b'"r9999"')
    forge(archive, lines[:1] * 2, [labels[0], other])
    path = archive / "data.jsonl"
    path.write_bytes(lines[0] + b"\n")


def written(name: str, raw: bytes):
    return lambda archive: (archive / name).write_bytes(raw)


def gone(name: str):
    return lambda archive: (archive / name).unlink()


CASES = {
    "a path that climbs": (elsewhere("../outside.txt"), "no other is opened"),
    "an absolute path": (elsewhere("/etc/passwd"), "no other is opened"),
    "an address": (elsewhere("http://localhost/x"), "no other is opened"),
    "an address that is no text": (elsewhere({"@id": "x"}), "no other is opened"),
    "one more file": (hostile(about=one_more_file), "no other is opened"),
    "a number before the files": (
        hostile(about=no_file_before_them),
        "no other is opened",
    ),
    "no file at all": (
        hostile(about=lambda said: said.pop("distribution")),
        "no other is opened",
    ),
    "files that are no list": (
        hostile(about=lambda said: said.update(distribution=3)),
        "no other is opened",
    ),
    "a line of 2 GB": (huge, "exceeds 67,108,864 B"),
    "deep JSON in the data": (hostile(data=DATA.replace('""', DEEP)), "too deeply"),
    "deep JSON in the manifest": (
        hostile(LABEL.replace("[]", DEEP)),
        "too deeply",
    ),
    "deep JSON beside them": (
        written("croissant.json", DEEP.encode()),
        "nested too deeply",
    ),
    "an id of two records": (
        hostile(changed(id="r0003"), DATA.replace('"x"', '"r0003"')),
        "r0003 stands twice",
    ),
    "a key of two values": (
        hostile(LABEL.replace('"kind"', '"kind": "human", "kind"')),
        "a key stands there twice",
    ),
    "two contents of one record": (
        hostile(data=DATA.replace('"encoding"', '"content": "b", "encoding"')),
        "a key stands there twice",
    ),
    "another id in the data": (
        hostile(data=DATA.replace('"x"', '"y"')),
        "another id than x",
    ),
    "one line for two records": (two_for_one, "stands twice"),
    "a strange line twice": (
        lambda archive: more(archive, 2 * b"{}\n"),
        "line 61 of data.jsonl was never sealed",
    ),
    "a sealed line twice": (lambda archive: more(archive, None), "more than once"),
    **{
        f"the hash {value!r}": (hostile(changed(sha256=value)), "sha256 is")
        for value in ([], 3, None, {}, "x")
    },
    "content in no base64": (
        hostile(data=DATA.replace("utf-8", "base64").replace('""', '"?"')),
        "line 61 of data.jsonl",
    ),
    "an unknown encoding": (
        hostile(data=DATA.replace("utf-8", "latin-1")),
        "of the form",
    ),
    "an encoding that is a list": (
        hostile(data=DATA.replace('"utf-8"', "[]")),
        "of the form",
    ),
    "NaN": (hostile(changed(generation=float("nan"))), "NaN is no number"),
    "infinity": (hostile(changed(generation=float("inf"))), "Infinity is no number"),
    "a number beyond all": (
        hostile(LABEL.replace('"generation": null', '"generation": 1e999')),
        "generation is inf",
    ),
    "a number of 10,000 digits": (
        hostile(LABEL.replace('"generation": null', f'"generation": {"9" * 10_000}')),
        "can't be read",
    ),
    "an id that climbs": (
        hostile(changed(id="../x"), DATA.replace('"x"', '"../x"')),
        "climbs out",
    ),
    "an id that can't be written": (
        hostile(changed(id="\ud800"), DATA.replace('"x"', '"\\ud800"')),
        "can't be printed",
    ),
    "an id that steers a terminal": (
        hostile(changed(id="\x1b[2J"), DATA.replace('"x"', '"\\u001b[2J"')),
        "can't be printed",
    ),
    "bytes that are no UTF-8": (hostile(LABEL.replace("human", "\udcff")), "codec"),
    "a kind that is none": (hostile(changed(kind="angel")), "kind is 'angel'"),
    "a kind that is a list": (hostile(changed(kind=["human"])), "kind is"),
    "parents that are a text": (hostile(changed(parents="r0001")), "list of ids"),
    "a check that is a list": (hostile(changed(verified=["me"])), "line 61"),
    "a check by nobody": (hostile(changed(verified={"who": "me"})), "line 61"),
    "a column too many": (hostile(changed(owner="me")), "owner"),
    "a column that steers a terminal": (hostile(changed(**{"\x1b[2J": 1})), "columns"),
    "a check that steers one": (hostile(changed(verified={"\x1b": 1})), "verified is"),
    "a file that steers one": (written("\x1b[2J", b""), "not part of"),
    "a column too few": (hostile('{"id": "x"}'), "sha256"),
    "a manifest of numbers": (written("manifest.jsonl", b"1\n2\n"), "chain value"),
    "an empty manifest": (written("manifest.jsonl", b""), "never sealed"),
    "content that is a number": (hostile(data=DATA.replace('""', "3")), "of the form"),
    "data that is no object": (hostile(data="[1, 2]"), "no JSON object"),
    "a description that is a list": (
        written("croissant.json", b"[]"),
        "no JSON object",
    ),
    **{
        f"{name} is gone": (gone(name), f"{name} is missing")
        for name in ("data.jsonl", "manifest.jsonl", "croissant.json")
    },
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_archive_is_refused_with_a_sentence(sealed, spoil, case):
    build, words = CASES[case]
    copy = spoil(sealed[0])
    build(copy)
    with watching(copy):
        tracemalloc.start()
        faults = verify(copy).faults
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert any(words in fault.says for fault in faults), faults
    assert peak < 4 * LONGEST
    assert all(fault.says.isprintable() for fault in faults)


@posix_only
@pytest.mark.parametrize("name", ["data.jsonl", "manifest.jsonl", "croissant.json"])
@pytest.mark.parametrize("what", ["link", "pipe", "folder", "device"])
def test_what_is_no_file_is_not_opened(sealed, spoil, tmp_path, name, what):
    copy = spoil(sealed[0])
    path = copy / name
    path.unlink()
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to(sealed[0] / name if what == "link" else "/dev/zero")
    with watching(copy):
        said = [fault.says for fault in verify(copy, sealed[1]).faults]
    assert any(f"{name} in {copy} is a" in sentence for sentence in said)
    assert os.fspath(path) not in OPENED


def test_any_bytes_at_all_are_judged_and_never_raise(sealed, spoil):
    """300 archives with wild bytes in one of their files."""
    rng = np.random.default_rng(17)
    copy = spoil(sealed[0])
    names = ("data.jsonl", "manifest.jsonl", "croissant.json")
    before = {name: (copy / name).read_bytes() for name in names}
    for _ in range(100):
        for name in names:
            i, k = map(int, rng.integers(len(before[name]), size=2))
            wild = rng.bytes(int(rng.integers(9)))
            (copy / name).write_bytes(before[name][:i] + wild + before[name][k:])
            assert verify(copy, sealed[1]).faults
            (copy / name).write_bytes(before[name])
    assert not verify(copy, sealed[1]).faults


@pytest.mark.parametrize("use", [read, lineage, lambda archive: list(records(archive))])
def test_reading_refuses_too(sealed, spoil, use):
    copy = spoil(sealed[0])
    CASES["deep JSON in the manifest"][0](copy)
    refused = pytest.raises(ValueError, match=r"line 61 of manifest\.jsonl is nested")
    with watching(copy), refused:
        use(copy)


def test_an_archive_without_records_is_sealed_by_nobody(sealed, spoil):
    copy = spoil(sealed[0])
    forge(copy, [], [])
    assert "has no line" in verify(copy).faults[0].says


def test_the_forged_seals_are_right(sealed, spoil):
    """Otherwise the tests above would find the seal, not the harm."""
    copy = spoil(sealed[0])
    hostile()(copy)
    assert not verify(copy).faults
    assert make(records(copy), copy.with_name("again"))
