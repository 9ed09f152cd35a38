"""Notebook 11."""

TITLE = "Poison and provenance"
PREDICTIONS = []
QUIZZES = []
