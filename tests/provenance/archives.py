"""Small archives for tests, and how to forge one."""

import json
from pathlib import Path

import numpy as np

from course_utils.provenance import Record, Verification, link, sha256

ODD = "a\u2028line\u2029that\x85splits\x0bfor\x0csome\rprograms\nonly \U0001f430"
DATE = "2026-01-31"


def some_records(n: int) -> list[Record]:
    """Records of all kinds; each content occurs twice, for content is no identity."""
    rng = np.random.default_rng(n)
    checked = Verification("the teacher", "asked the author", DATE)
    return [
        Record(
            f"r{i:04d}",
            [f"{ODD} {i // 2}", rng.bytes(40)][i % 3 == 2],
            kind=("human", "synthetic", "unknown")[i % 3],
            license="CC-BY-4.0",
            parents=(f"r{i - 3:04d}",) if i >= 3 else (),
            verified=checked if i % 3 == 0 else None,
        )
        for i in range(n)
    ]


def forge(archive: Path, data: list[bytes], labels: list[bytes], about=None) -> None:
    """Seal lines as they are, whatever they hold; all hashes are right.

    labels : lines of the manifest without chain values; HASH stands for that of the
        data line at the same place.
    about : changes ``croissant.json`` before it is written.
    """
    chain, manifest = "", []
    for line, label in zip(data, labels, strict=True):
        label = label.replace(b"HASH", sha256(line).encode())
        chain = link(chain, label)
        manifest.append(label[:-1] + f', "chain": "{chain}"}}'.encode())
    files = {"data.jsonl": data, "manifest.jsonl": manifest}
    said = json.loads((archive / "croissant.json").read_bytes())
    for file, lines in zip(said["distribution"], files.values(), strict=True):
        raw = b"".join(line + b"\n" for line in lines)
        (archive / file["@id"]).write_bytes(raw)
        file["sha256"] = sha256(raw)
    (about or (lambda _: None))(said)
    (archive / "croissant.json").write_text(json.dumps(said), encoding="utf-8")


def lines_of(archive: Path) -> tuple[list[bytes], list[bytes]]:
    """The data lines of an archive and its labels, to be forged anew."""
    data, manifest = (
        (archive / name).read_bytes().split(b"\n")[:-1]
        for name in ("data.jsonl", "manifest.jsonl")
    )
    return data, [line[: line.rindex(b', "chain"')] + b"}" for line in manifest]
