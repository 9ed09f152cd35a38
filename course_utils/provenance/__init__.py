"""Who made this record, and would anybody notice if it were changed?

An archive is a folder of three files. ``data.jsonl`` holds the records, one a line;
``manifest.jsonl`` says what is known of each, sealed in a chain of hashes; and
``croissant.json`` describes both in Croissant 1.1. ``make`` returns one hash, the root,
which covers all three and is kept elsewhere.

    root = make(folder_records("notes"), "notes-archive")
    verify("notes-archive", root).faults  # () while nobody has touched it
    lineage("notes-archive").depth["r3"]  # models that stand behind record r3

A hash proves that a record is the same as before, not that it is true: whatever was
untrue when it was sealed stays untrue. Taught in notebook 11.
"""

from .archive import make
from .folder import folder_records
from .lineage import Lineage, lineage
from .reading import Entry, read
from .record import KINDS, Label, Record, Verified
from .seal import link, sha256
from .verify import Fault, Findings, verify
from .withdraw import withdraw

__all__ = [
    "KINDS",
    "Entry",
    "Fault",
    "Label",
    "Lineage",
    "Record",
    "Findings",
    "Verified",
    "folder_records",
    "lineage",
    "link",
    "make",
    "read",
    "sha256",
    "verify",
    "withdraw",
]
