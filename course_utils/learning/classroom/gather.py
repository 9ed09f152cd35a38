"""All lines of a class, from a chat or from a folder: ``gather(text)``.

One text may hold votes, predictions, chains and measurements of many seats, each sent
in a separate line. For each key the last value of a seat counts. Nothing that was sent
is run, and nothing is dropped silently: what was skipped is listed.
"""

import dataclasses
import os
from collections import Counter, defaultdict
from pathlib import Path

from ..line import Line, Skipped, formatted, read
from ..progress import progress

LISTED = 10
LARGEST = 1_000_000  # bytes of a file
MOST_FILES = 10_000


class Gathered:
    """What a class has sent: ``of("v02")`` maps seats to values.

    lines : every line that was read, in order. skipped : what was not read, and why.
    """

    def __init__(self, lines: list[Line], skipped: list[Skipped]):
        self.lines, self.skipped = lines, skipped
        self._sent = defaultdict(lambda: defaultdict(list))  # key -> seat -> values
        for line in lines:
            for key, value in line.pairs.items():
                self._sent[key.lower()][line.seat].append(value)

    @property
    def keys(self) -> list[str]:
        """What was sent, in alphabetical order."""
        return sorted(self._sent)

    @property
    def seats(self) -> list[int]:
        """Who has sent something."""
        return sorted({line.seat for line in self.lines})

    def of(self, key: str) -> dict[int, float | str]:
        """Seat -> the last value that it sent; empty if nobody sent any."""
        sent = self._sent.get(key.lower(), {})
        return {seat: values[-1] for seat, values in sent.items()}

    @property
    def doubled(self) -> dict[int, int]:
        """Seat -> how often it has sent the same key, if more than once.

        A second vote that is added to the first does not count.
        """
        often = Counter()
        for seats in self._sent.values():
            for seat, values in seats.items():
                often[seat] = max(often[seat], len(_unextended(values)))
        return {seat: n for seat, n in sorted(often.items()) if n > 1}

    @property
    def changed(self) -> list[str]:
        """Every key that a seat has sent again with a different value."""
        return [
            f"seat {seat}: {key} = {', then '.join(map(formatted, values[-LISTED:]))}"
            for key, seats in self._sent.items()
            for seat, values in seats.items()
            if len(set(_unextended(values))) > 1
        ]

    @property
    def count(self) -> str:
        """ "27 read, 3 skipped, seat 7 twice"."""
        twice = [
            f"seat {seat} {'twice' if n == 2 else f'{n} times'}"
            for seat, n in self.doubled.items()
        ]
        more = [f"and {len(twice) - LISTED} more"] * (len(twice) > LISTED)
        said = [f"{len(self.lines):,} read", f"{len(self.skipped):,} skipped"]
        return ", ".join([*said, *twice[:LISTED], *more])

    @property
    def report(self) -> str:
        """The count, what was skipped and why, and what was sent again."""
        skipped = listed("Skipped", list(map(repr, self.skipped)))
        again = listed("Sent again, the last one counts", self.changed)
        return "\n".join([self.count, *skipped, *again])

    def __repr__(self) -> str:
        return self.report


def gather(source: str | Path) -> Gathered:
    """All lines in a pasted text, or in the .txt files of a folder (a ``Path``).

    Raises ValueError if there is no such folder.
    """
    if not isinstance(source, Path):
        rows, skipped = read(source)
        return Gathered([line for _, line in rows], skipped)
    lines, skipped = [], []
    for path in _files(source):
        text, why = _text(path)
        rows, unread = read(text)
        unread += [Skipped(0, "", why)] if why else []
        lines += [line for _, line in rows]
        skipped += [dataclasses.replace(one, file=path.name) for one in unread]
    return Gathered(lines, skipped)


def hand_in(folder: str | Path) -> Path:
    """Write your line into a shared folder, as seat_7.txt; return the file.

    Raises ValueError if there is no such folder.
    """
    path = _folder(Path(folder)) / f"seat_{progress.seat}.txt"
    path.write_text(f"{progress.line()}\n", encoding="utf-8")
    return path


def listed(title: str, entries: list[str]) -> list[str]:
    """A title with the first entries, one per line, and how many more there are."""
    if not entries:
        return []
    more = [f"  and {len(entries) - LISTED:,} more"] * (len(entries) > LISTED)
    return [f"{title}:", *(f"  {entry}" for entry in entries[:LISTED]), *more]


def _unextended(values: list) -> list:
    """The values, without those that the next one merely adds to."""
    later = [*map(str, values[1:]), ""]
    return [
        value
        for value, after in zip(values, later, strict=True)
        if not after.startswith(f"{value} ")
    ]


def _folder(path: Path) -> Path:
    path = Path(os.path.expanduser(path))
    if not path.is_dir():
        raise ValueError(f"there is no folder {str(path)!r}")
    return path


def _files(folder: Path) -> list[Path]:
    """Its text files, oldest first, so that the last line is the newest."""
    found = [path for path in _folder(folder).glob("*.txt") if not path.is_symlink()]
    found = [path for path in found if path.is_file()]
    if len(found) > MOST_FILES:
        raise ValueError(
            f"{str(folder)!r} has {len(found):,} files, but at most {MOST_FILES:,} are "
            "read"
        )
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _text(path: Path) -> tuple[str, str]:
    """What a file holds, or "" and why it was not read."""
    size = path.stat().st_size
    if size > LARGEST:
        return "", f"{size:,} bytes, but at most {LARGEST:,} are read"
    try:
        return path.read_bytes().decode("utf-8", "replace"), ""
    except OSError as problem:
        return "", problem.strerror or "it cannot be read"
