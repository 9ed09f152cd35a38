"""Predictions and quizzes: one module a notebook, PREDICTIONS and QUIZZES."""
