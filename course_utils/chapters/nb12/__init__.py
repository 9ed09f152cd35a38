"""Notebook 12."""
