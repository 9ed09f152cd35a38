"""Thousands of runs at once: exact, vectorised over replicates.

What a model is fitted to enters only through sufficient statistics: the moments of a
Gaussian's points, the counts of a categorical's types, the products of a regression's
columns. So each policy has a second form, in ``rules``: a rule about statistics that
can be drawn and merged. Tests hold the two forms against each other.

Leaves out a record of single runs: ``loop.run`` keeps that.
"""

from .categorical import CategoricalEnsemble, categorical
from .filtered import filtered
from .gaussian import GaussianEnsemble, gaussian
from .regression import RegressionEnsemble, regression

__all__ = [
    "CategoricalEnsemble",
    "GaussianEnsemble",
    "RegressionEnsemble",
    "categorical",
    "filtered",
    "gaussian",
    "regression",
]
