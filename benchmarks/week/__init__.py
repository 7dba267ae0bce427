"""A simulated week of a desk: its articles, its editor, and how its record ends."""
