"""The frame of every live figure."""
