"""Policies: what the next model is trained on.

A policy is called once a generation, from generation 2 on, and returns the next
training set. It never fits a model: it only mixes and chooses.
Taught in notebooks 01 (replace), 04 (accumulate, subsample), 05 (anchors), 09
(selection), 10 (detectors) and 11 (rules).
"""

from .basic import Accumulate, Anchor, Archive, FreshReal, Replace, Subsample
from .batch import Batch, join
from .combined import Cut, Switch, Weighted
from .filtered import Detector, Filtered
from .governed import Governed, Rule, Violation, from_sources, generation, real_share
from .named import LINE_UP, line_up
from .policy import Draw, Policy
from .selection import Curated, Verified

__all__ = [
    "LINE_UP",
    "Accumulate",
    "Anchor",
    "Archive",
    "Batch",
    "Curated",
    "Cut",
    "Detector",
    "Draw",
    "Filtered",
    "FreshReal",
    "Governed",
    "Policy",
    "Replace",
    "Rule",
    "Subsample",
    "Switch",
    "Verified",
    "Violation",
    "Weighted",
    "from_sources",
    "generation",
    "join",
    "line_up",
    "real_share",
]
