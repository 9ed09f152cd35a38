"""Notebook 00: all of it."""
