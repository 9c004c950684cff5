"""Timeline and moment to image."""
