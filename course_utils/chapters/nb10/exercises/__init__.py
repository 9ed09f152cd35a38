"""Exercises of notebook 10: what passes, who is diverse, a score, a ranker."""

from .kept_synthetic import KEPT_SYNTHETIC
from .ranker import RANKER
from .web_diversity import WEB_DIVERSITY
from .z_score import Z_SCORE

EXERCISES = [KEPT_SYNTHETIC, WEB_DIVERSITY, Z_SCORE, RANKER]
