"""What keeps the course in order: the commands of ``python -m course_utils``."""
