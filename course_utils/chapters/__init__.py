"""A room for each notebook: its explorers, questions, exercises and claims."""
