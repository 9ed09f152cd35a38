"""Kinds of answers: how one is read, compared and told."""
