"""Notebook 05: all of it."""
