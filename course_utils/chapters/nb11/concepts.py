"""Concept question of notebook 11: what a seal says."""

from ...tasks.concept import Concept
from .. import claims


def _found() -> dict:
    known = claims.load("11")
    return {
        "after": known["found_after"].value,
        "before": known["found_before"].value,
    }


CONCEPTS = [
    Concept(
        "v19",
        "In May somebody writes a false sentence into a file, under “written by a "
        "person”. In June the archive is sealed, and its root hash is published. In "
        "July you verify the archive: every hash fits. What do you know of the file?",
        {
            "That nobody has changed it since June": "",
            "That what it says is true": "sealed means true",
            "That a person wrote it": "labelled as human means human",
            "That nobody has changed it since it was written": (
                "a seal reaches back before the sealing"
            ),
            "Nothing: whoever lies can compute hashes, too": (
                "a published root can be made to fit later"
            ),
        },
        "A seal compares the archive with itself at the day of sealing. Of the "
        "changes that the course makes after it, the root finds {after:.0%}; of the "
        "lies that it tells before, {before:.0%}. What a label says has to be checked "
        "before the sealing, by other means.",
        _found,
    )
]
