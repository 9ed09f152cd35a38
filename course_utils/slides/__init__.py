"""Slides of the notebooks: which cells make them stands in `decks/`, their text not."""
