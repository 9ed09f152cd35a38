"""Policies: what the next model is trained on.

A policy is called once a generation, from generation 2 on, and returns the next
training set. It never fits a model: it only mixes and chooses.
Taught in notebooks 01 (replace), 04 (accumulate, subsample), 05 (anchors) and 10
(detectors).
"""

from .basic import Accumulate, Anchor, Archive, FreshReal, Replace, Subsample
from .batch import Batch, join
from .combined import Cut, Switch, Weighted
from .filtered import Detector, Filtered
from .named import LINE_UP, line_up
from .policy import Draw, Policy

__all__ = [
    "LINE_UP",
    "Accumulate",
    "Anchor",
    "Archive",
    "Batch",
    "Cut",
    "Detector",
    "Draw",
    "Filtered",
    "FreshReal",
    "Policy",
    "Replace",
    "Subsample",
    "Switch",
    "Weighted",
    "join",
    "line_up",
]
