"""Notebook 08: all of it."""
