"""Slides of the notebooks: `decks/` says which cells make them, and holds no text."""
