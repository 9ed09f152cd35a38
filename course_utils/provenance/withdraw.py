"""Taking records out again, for privacy or a licence, and saying so.

An archive is never changed. A withdrawal makes another one, without the content; the
id and the descent stay, so that what was made from a record can still be found. The
new ``croissant.json`` says which ids, why and when, and what the old root was. Old
copies are not deleted: somebody has to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from . import seal
from .archive import make
from .croissant import about, today
from .reading import records
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
    _check(archive, ids, root, reason)
    known, date = about(archive), date or today()
    log = {"date": date, "reason": reason, "old_root": seal.root(root), "ids": ids}
    known |= {"date": date, "withdrawals": (*known["withdrawals"], log)}
    return make(_without(list(records(archive)), ids), new, **known)


def _check(archive: Path, ids: list[str], root: str, reason: str) -> None:
    faults = verify(archive, root).faults
    if faults:
        raise ValueError(f"{archive} is not what was sealed: {faults[0].says}")
    if not ids or not reason.strip():
        raise ValueError("a withdrawal needs at least one id, and a reason")


def _without(records: list[Record], ids: list[str]) -> Iterator[Record]:
    unknown = set(ids) - {record.id for record in records}
    if unknown:
        raise ValueError(f"{min(unknown)} is not in the archive")
    gone = {"content": None, "license": None, "source": None, "verified": None}
    return (replace(r, **gone) if r.id in ids else r for r in records)
