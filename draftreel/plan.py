"""A timeline cut into chunks."""
