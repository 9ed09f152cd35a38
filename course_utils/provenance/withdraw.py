"""Taking records out again, for privacy or a licence, and saying so.

An archive is never changed. A withdrawal makes another one, without the content; the
id and the descent stay, so that what was made from a record can still be found. The
new ``croissant.json`` says which ids, why and when, and what the old root was. Old
copies are not deleted: somebody has to.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from .archive import make, today
from .croissant import WITHDRAWALS
from .reading import CROISSANT, DATA, lines, parse, read, where, whole
from .record import Record
from .verify import verify


def withdraw(
    archive: str | Path,
    new: str | Path,
    ids: Iterable[str],
    *,
    root: str,
    reason: str,
    date: str | None = None,
) -> str:
    """Make ``new`` from an archive, without the content of some records; its root.

    root : of the archive, which is verified first.
    reason : is written into the new archive, with the date and the old root.

    Raises ValueError where the archive is not what was sealed, an id is not in it, or
    no reason is given.
    """
    archive, ids = Path(archive), sorted(set(ids))
    findings = verify(archive, root)
    if findings.faults:
        raise ValueError(f"{archive} is not what was sealed: {findings.faults[0].says}")
    if not ids or not reason.strip():
        raise ValueError("a withdrawal needs at least one id, and a reason")
    about = parse(whole(archive / CROISSANT), CROISSANT)
    log = {"date": date or today(), "reason": reason, "old_root": findings.root}
    return make(
        _without(list(records(archive)), ids),
        new,
        name=about["name"],
        text=about["description"],
        license=about["license"],
        creator=about["creator"]["name"],
        url=about["url"],
        date=log["date"],
        withdrawals=(*about[WITHDRAWALS], {**log, "ids": ids}),
    )


def records(archive: Path) -> Iterator[Record]:
    """The records of an archive that has been verified."""
    path = archive / DATA
    for number, (known, line) in enumerate(
        zip(read(archive), lines(path), strict=True)
    ):
        value = parse(line, where(path, number + 1))
        label = {k: v for k, v in vars(known).items() if k != "sha256"}
        yield Record(content=_content(value), **label)


def _content(value: dict) -> str | bytes | None:
    if value["encoding"] == "base64":
        return base64.b64decode(value["content"])
    return value["content"]


def _without(records: list[Record], ids: list[str]) -> Iterator[Record]:
    unknown = set(ids) - {record.id for record in records}
    if unknown:
        raise ValueError(f"{min(unknown)} is not in the archive")
    gone = {"content": None, "license": None, "source": None, "verified": None}
    return (replace(r, **gone) if r.id in ids else r for r in records)
