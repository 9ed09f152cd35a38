"""Text whose truth is known: the course writes it itself."""
