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
from .reading import Entry, read, records
from .record import KINDS, Label, Record, Verification
from .seal import link, sha256
from .tamper import TAMPERINGS, tamper
from .verify import Fault, Inspection, verify
from .withdraw import withdraw

__all__ = [
    "KINDS",
    "TAMPERINGS",
    "Entry",
    "Fault",
    "Inspection",
    "Label",
    "Lineage",
    "Record",
    "Verification",
    "folder_records",
    "lineage",
    "link",
    "make",
    "read",
    "records",
    "sha256",
    "tamper",
    "verify",
    "withdraw",
]
