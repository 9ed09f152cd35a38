"""Notebook 10: how much of the web is by machines, as others have counted it."""

from typing import NamedTuple


class Estimate(NamedTuple):
    """A share, of what, how it was found, by whom and for when; all of it reported."""

    share: str
    of: str
    how: str
    by: str
    when: str


ESTIMATES = (
    Estimate(
        "50 %",
        "of new articles in a sample of Common Crawl are mostly by machines",
        "a detector with 4.2 % false alarms by its own account",
        "Graphite",
        "November 2024",
    ),
    Estimate(
        "14 %",
        "of articles that a search engine ranks high",
        "the same detector",
        "Graphite",
        "2025",
    ),
    Estimate(
        "74 %",
        "of a million new pages have *some* machine text",
        "a seller's own detector",
        "Ahrefs",
        "April 2025",
    ),
    Estimate(
        "35 %",
        "of newly published sites, written or assisted",
        "a detector on samples of the Internet Archive",
        "Dolezal and others",
        "mid-2025",
    ),
    Estimate(
        "6 %",
        "of sites in Common Crawl are mostly by machines",
        "a detector, whole sites at once",
        "DeGenTWeb",
        "a draft",
    ),
    Estimate(
        "28 %, 31 %",
        "of tokens that pass a filter for training text",
        "a detector, its vendor among the authors",
        "Russell and others",
        "June, August 2026",
    ),
)
