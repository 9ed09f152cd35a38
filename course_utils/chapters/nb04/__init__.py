"""Notebook 04: all of it."""
