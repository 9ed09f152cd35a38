"""Exercises of notebook 01: one generation, how fast, how many points, which bug."""

from .bugs import NAME_THE_BUG
from .half_lives import HOW_MANY, MEAN_AND_MEDIAN
from .one_generation import ONE_GENERATION
from .repair import REPAIR

EXERCISES = [ONE_GENERATION, MEAN_AND_MEDIAN, HOW_MANY, NAME_THE_BUG, REPAIR]
